package storetest

import (
	"context"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

func (s suite) series(t *testing.T) {
	t.Run("series come back by id, each with its newest revision", func(t *testing.T) {
		db, _ := s.fresh(t)
		at := found(t, db)
		plan := geo.Series{
			Ref: geo.SeriesRef{Enclave: enclaveID, Series: "a-plan"}, Title: geo.English("A plan"), Kind: geo.PlannedSeries,
			Description: geo.English("Announced on paper."),
		}
		plan.Recorded.From = write(t, db, func(ctx context.Context, w store.Writer) error { return w.AddSeries(ctx, plan) })
		publish(t, db, []geo.Update{paint(1, geo.HamasHeld, 0, 5, since(1))}, nil, []geo.Zone{zone(1, geo.HamasHeld, 0, 5, since(1), 1)})
		want := []geo.Series{plan, {
			Ref: seriesRef(), Title: geo.English("Assessed control"), Kind: geo.AssessedSeries, Revision: 1, Recorded: geo.Interval{From: at},
		}}
		same(t, "series", want, get(t, db, seriesList))
	})
	t.Run("setting a series keeps what it was as of before", func(t *testing.T) {
		db, _ := s.fresh(t)
		first := found(t, db)
		before := head(t, db, store.Pin{}).Series
		changed := before
		changed.Title, changed.Kind, changed.Description = geo.English("Renamed"), geo.ReportedSeries, geo.English("By others.")
		at := write(t, db, func(ctx context.Context, w store.Writer) error { return w.SetSeries(ctx, changed) })
		changed.Recorded.From = at
		same(t, "now", changed, head(t, db, store.Pin{}).Series)
		same(t, "before", before, head(t, db, store.Pin{AsOf: first}).Series)
	})
	t.Run("a series that is there cannot be added, one that is not cannot be set", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		one := geo.Series{Ref: seriesRef(), Title: geo.English("Again"), Kind: geo.AssessedSeries}
		refuse(t, db, store.ErrExists, func(ctx context.Context, w store.Writer) error { return w.AddSeries(ctx, one) })
		one.Ref.Series = "none"
		refuse(t, db, store.ErrNotFound, func(ctx context.Context, w store.Writer) error { return w.SetSeries(ctx, one) })
		one.Ref.Enclave = "elsewhere"
		refuse(t, db, store.ErrNotFound, func(ctx context.Context, w store.Writer) error { return w.AddSeries(ctx, one) })
		one.Kind = "rumoured"
		refuse(t, db, geo.ErrInvalid, func(ctx context.Context, w store.Writer) error { return w.AddSeries(ctx, one) })
	})
	t.Run("an enclave that is not there has no series", func(t *testing.T) {
		db, _ := s.fresh(t)
		same(t, "series", 0, len(get(t, db, seriesList)))
	})
}

func seriesList(ctx context.Context, r store.Reader) ([]geo.Series, error) {
	return r.SeriesOf(ctx, enclaveID)
}

func (s suite) heads(t *testing.T) {
	t.Run("before the first publication the revision is 0 and the ids begin at 1", func(t *testing.T) {
		db, _ := s.fresh(t)
		at := found(t, db)
		got := head(t, db, store.Pin{})
		want := store.Head{
			Series: got.Series, AsOf: at, Boundary: geo.BoundaryRef{ID: "outline", Version: 1}, Settings: 1, NextZone: 1, NextUpdate: 1,
		}
		same(t, "head", want, got)
	})
	t.Run("a publication moves the head", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		_, at := publish(t, db, []geo.Update{paint(1, geo.HamasHeld, 0, 5, since(1))}, nil, []geo.Zone{zone(7, geo.HamasHeld, 0, 5, since(1), 1)})
		got := head(t, db, store.Pin{})
		want := store.Head{
			Series: got.Series, Revision: 1, RecordedAt: at, AsOf: at, Boundary: geo.BoundaryRef{ID: "outline", Version: 1},
			Settings: 1, NextZone: 8, NextUpdate: 2,
		}
		same(t, "head", want, got)
	})
	t.Run("a revision is answered as of when it was recorded", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		_, first := publish(t, db, nil, nil, nil)
		put(t, db, changedSettings(get(t, db, settingsAt(time.Time{}))), 2)
		publish(t, db, nil, nil, nil)
		got := head(t, db, store.Pin{Revision: 1})
		want := store.Head{
			Series: got.Series, Revision: 1, RecordedAt: first, AsOf: first, Boundary: geo.BoundaryRef{ID: "outline", Version: 1}, Settings: 1,
		}
		same(t, "head", want, got)
		same(t, "as of then", want, head(t, db, store.Pin{AsOf: first}))
		same(t, "newest settings", geo.SettingsVersion(2), head(t, db, store.Pin{}).Settings)
	})
	t.Run("an as-of between two revisions answers the earlier one", func(t *testing.T) {
		db, clock := s.fresh(t)
		found(t, db)
		_, first := publish(t, db, nil, nil, nil)
		clock.Move(time.Hour)
		publish(t, db, nil, nil, nil)
		asked := first.Add(time.Minute)
		got := head(t, db, store.Pin{AsOf: asked})
		same(t, "revision and times", []any{geo.Revision(1), first, asked}, []any{got.Revision, got.RecordedAt, got.AsOf})
	})
	t.Run("what is not there is not found", func(t *testing.T) {
		db, _ := s.fresh(t)
		at := found(t, db)
		for _, pin := range []store.Pin{{Revision: 1}, {Revision: -1}, {AsOf: at.Add(-time.Microsecond)}} {
			fails(t, db, store.ErrNotFound, headOf(seriesRef(), pin))
		}
		fails(t, db, store.ErrNotFound, headOf(geo.SeriesRef{Enclave: enclaveID, Series: "none"}, store.Pin{}))
		fails(t, db, geo.ErrInvalid, headOf(seriesRef(), store.Pin{Revision: 1, AsOf: at}))
	})
	t.Run("within a writing transaction the head is as of its time", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		write(t, db, func(ctx context.Context, w store.Writer) error {
			h, err := w.Head(ctx, seriesRef(), store.Pin{})
			same(t, "as of", w.Now(), h.AsOf)
			return err
		})
	})
}

func headOf(ref geo.SeriesRef, pin store.Pin) func(context.Context, store.Reader) (store.Head, error) {
	return func(ctx context.Context, r store.Reader) (store.Head, error) { return r.Head(ctx, ref, pin) }
}
