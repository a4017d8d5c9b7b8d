package storetest

import (
	"context"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

func (s suite) settings(t *testing.T) {
	t.Run("an enclave begins with version 1 and its boundary in use", func(t *testing.T) {
		db, _ := s.fresh(t)
		at := found(t, db)
		want := geo.DefaultSettings(enclaveID)
		want.Version, want.Boundary, want.Recorded.From = 1, geo.BoundaryRef{ID: "outline", Version: 1}, at
		same(t, "settings", want, get(t, db, settingsAt(time.Time{})))
	})
	t.Run("every version comes back as of its time", func(t *testing.T) {
		db, _ := s.fresh(t)
		first := found(t, db)
		before := get(t, db, settingsAt(time.Time{}))
		changed := changedSettings(before)
		second := put(t, db, changed, 2)
		changed.Version, changed.Recorded.From = 2, second
		same(t, "settings now", changed, get(t, db, settingsAt(time.Time{})))
		same(t, "settings as of the second version", changed, get(t, db, settingsAt(second)))
		same(t, "settings as of the first version", before, get(t, db, settingsAt(first)))
		same(t, "settings just before the second", before, get(t, db, settingsAt(second.Add(-time.Microsecond))))
		fails(t, db, store.ErrNotFound, settingsAt(first.Add(-time.Microsecond)))
	})
	t.Run("a version put in the transaction that founds the enclave is in force", func(t *testing.T) {
		db, _ := s.fresh(t)
		write(t, db, func(ctx context.Context, w store.Writer) error {
			if err := w.AddEnclave(ctx, enclave(), boundary("outline"), geo.DefaultSettings(enclaveID)); err != nil {
				return err
			}
			settings, err := w.Settings(ctx, enclaveID, time.Time{})
			if err != nil {
				return err
			}
			settings.Thresholds.EpsilonM = 75
			_, err = w.PutSettings(ctx, settings)
			return err
		})
		got := get(t, db, settingsAt(time.Time{}))
		same(t, "version and threshold", []any{geo.SettingsVersion(2), 75.0}, []any{got.Version, got.Thresholds.EpsilonM})
	})
	t.Run("settings that name what is not there are refused", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		refuse(t, db, store.ErrNotFound, putting(db, t, func(s *geo.Settings) { s.DefaultSeries = "none" }))
		refuse(t, db, store.ErrNotFound, putting(db, t, func(s *geo.Settings) { s.Boundary.Version = 7 }))
		refuse(t, db, store.ErrNotFound, putting(db, t, func(s *geo.Settings) { s.Enclave = "elsewhere" }))
	})
	t.Run("a claimed series is never the default", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		claim := geo.Series{Ref: geo.SeriesRef{Enclave: enclaveID, Series: "claim"}, Title: geo.English("A claim"), Kind: geo.ClaimedSeries}
		write(t, db, func(ctx context.Context, w store.Writer) error { return w.AddSeries(ctx, claim) })
		refuse(t, db, geo.ErrInvalid, putting(db, t, func(s *geo.Settings) { s.DefaultSeries = "claim" }))
		write(t, db, putting(db, t, func(s *geo.Settings) { s.DefaultSeries = seriesID }))
		claim.Ref = seriesRef()
		refuse(t, db, geo.ErrInvalid, func(ctx context.Context, w store.Writer) error { return w.SetSeries(ctx, claim) })
	})
	t.Run("a controller that holds ground stays in the legend", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		publish(t, db, []geo.Update{paint(1, geo.HamasHeld, 0, 5, since(1))}, nil, []geo.Zone{zone(1, geo.HamasHeld, 0, 5, since(1), 1)})
		refuse(t, db, geo.ErrInvalid, putting(db, t, func(s *geo.Settings) { s.Controllers = append(s.Controllers[:1:1], s.Controllers[2:]...) }))
		write(t, db, putting(db, t, func(s *geo.Settings) { s.Controllers = s.Controllers[1:] }))
	})
	t.Run("a doubled controller is refused", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		refuse(t, db, geo.ErrInvalid, putting(db, t, func(s *geo.Settings) { s.Controllers = append(s.Controllers, s.Controllers[0]) }))
	})
}

func settingsAt(asOf time.Time) func(context.Context, store.Reader) (geo.Settings, error) {
	return func(ctx context.Context, r store.Reader) (geo.Settings, error) {
		return r.Settings(ctx, enclaveID, asOf)
	}
}

// changedSettings returns settings that differ in every part.
func changedSettings(s geo.Settings) geo.Settings {
	s.Thresholds.EpsilonM, s.Thresholds.BeltShare = 60.125, 0.1
	s.Controllers = append(geo.DefaultControllers(), geo.Controller{
		ID: "stabilisation-force", Label: geo.English("Stabilisation force"), Definition: geo.English("The force patrols."),
	})
	s.Sides = []geo.Side{
		{ID: "west", Label: geo.English("West"), Controllers: []geo.ControllerID{geo.HamasHeld}},
		{ID: "east", Label: geo.English("East"), Controllers: []geo.ControllerID{"stabilisation-force", geo.IsraeliHeld}},
		{ID: "nobody", Label: geo.English("Nobody")},
	}
	s.DefaultSeries, s.DefaultSeriesReason = seriesID, geo.English("It is checked on the ground.")
	return s
}

// put puts settings, which must get the version, and returns the recorded time.
func put(t *testing.T, db store.Store, settings geo.Settings, version geo.SettingsVersion) time.Time {
	t.Helper()
	return write(t, db, func(ctx context.Context, w store.Writer) error {
		got, err := w.PutSettings(ctx, settings)
		same(t, "version", version, got)
		return err
	})
}

// putting returns a transaction that puts the settings in force, changed.
func putting(db store.Store, t *testing.T, change func(*geo.Settings)) func(context.Context, store.Writer) error {
	t.Helper()
	settings := get(t, db, settingsAt(time.Time{}))
	change(&settings)
	return func(ctx context.Context, w store.Writer) error {
		_, err := w.PutSettings(ctx, settings)
		return err
	}
}
