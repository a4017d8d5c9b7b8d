package spatialite_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

var ref = geo.SeriesRef{Enclave: "strip", Series: "assessed"}

// open opens a file, which must succeed.
func open(t testing.TB, path string, options spatialite.Options) *spatialite.Store {
	t.Helper()
	s, err := spatialite.Open(context.Background(), path, options)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func closeStore(t testing.TB, s *spatialite.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// founded returns a store with one enclave and one series, closed when the test ends.
func founded(t testing.TB) *spatialite.Store {
	t.Helper()
	s := open(t, filepath.Join(t.TempDir(), "store.db"), spatialite.Options{})
	t.Cleanup(func() { closeStore(t, s) })
	found(t, s)
	return s
}

func found(t testing.TB, s *spatialite.Store) {
	t.Helper()
	write(t, s, func(ctx context.Context, w store.Writer) error {
		ground := orb.MultiPolygon{circle(100)}
		boundary := geo.Boundary{
			Ref: geo.BoundaryRef{ID: "outline"}, Enclave: ref.Enclave, Geometry: ground, AreaM2: geo.AreaM2(ground),
			Source: geo.Source{Title: "outline", Grade: geo.NotJudged},
		}
		enclave := geo.Enclave{ID: ref.Enclave, Name: geo.English("Strip"), TimeZone: "Asia/Gaza"}
		if err := w.AddEnclave(ctx, enclave, boundary, geo.DefaultSettings(ref.Enclave)); err != nil {
			return err
		}
		return w.AddSeries(ctx, geo.Series{Ref: ref, Title: geo.English("Assessed"), Kind: geo.AssessedSeries})
	})
}

func write(t testing.TB, s *spatialite.Store, f func(context.Context, store.Writer) error) {
	t.Helper()
	ctx := context.Background()
	if err := s.Write(ctx, func(w store.Writer) error { return f(ctx, w) }); err != nil {
		t.Fatal(err)
	}
}

// publishDates publishes, as one revision, so many days of so many zones of so many vertices each.
func publishDates(t testing.TB, s *spatialite.Store, days, zones, vertices int) {
	t.Helper()
	write(t, s, func(ctx context.Context, w store.Writer) error { return publish(ctx, w, days, zones, vertices) })
}

func publish(ctx context.Context, w store.Writer, days, zones, vertices int) error {
	head, err := w.Head(ctx, ref, store.Pin{})
	if err != nil {
		return err
	}
	p := store.Publication{Head: head}
	ground := circle(vertices)
	for d := range days {
		from := time.Date(2025, 1, 1+d, 0, 0, 0, 0, time.UTC)
		update := geo.Update{
			ID: head.NextUpdate + geo.UpdateID(d), Series: ref, Kind: geo.Paint, Valid: geo.Interval{From: from}, FromPrecision: geo.ToDay,
			Areas:      []geo.Area{{Name: "1", Controller: geo.HamasHeld, Geometry: orb.MultiPolygon{ground}}},
			Assessment: geo.Assessment{Level: geo.Reported, Quality: geo.Traced}, Sources: []geo.Source{{Title: "map", Grade: geo.NotJudged}},
		}
		p.Updates = append(p.Updates, update)
		for z := range zones {
			p.Added = append(p.Added, geo.Zone{
				ID: head.NextZone + geo.ZoneID(z), Label: update.Label(geo.HamasHeld, geo.Stated),
				Valid: geo.Interval{From: from, To: from.AddDate(0, 0, 1)}, Polygon: ground, AreaM2: 1, Updates: geo.UpdatesOf(update.ID),
			})
		}
	}
	_, err = w.Publish(ctx, p)
	return err
}

func readZones(t testing.TB, s *spatialite.Store, query store.ZoneQuery) (zones []geo.Zone) {
	t.Helper()
	err := s.Read(context.Background(), func(r store.Reader) (err error) {
		zones, err = r.Zones(context.Background(), query)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return zones
}
