package ingest_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/geos"
	"splitline/internal/ingest"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

// now is the time of the test's clock.
var now = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// bench is a service over a fresh store.
type bench struct {
	*ingest.Service
	store store.Store
	geos  *geos.GEOS
}

func newBench(t testing.TB) bench {
	t.Helper()
	g, err := geos.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s, err := spatialite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), spatialite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, closer := range []interface{ Close() error }{s, g} {
			if err := closer.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	return bench{Service: ingest.NewService(s, g, func() time.Time { return now }), store: s, geos: g}
}

// sharedFile returns the path of a file of the shared data, or skips the test.
func sharedFile(t testing.TB, elements ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{"..", "..", "..", "shared", "data"}, elements...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skip("shared data absent")
	}
	return path
}

const (
	ocha   = "municipalities_ocha_2019.geojson"
	yellow = "yellow_line_2025-10-19.geojson"
)

// gaza adds the enclave of the dissolved OCHA municipalities with one series, and returns the series.
func (b bench) gaza(t testing.TB) geo.SeriesRef {
	t.Helper()
	_, _, err := b.AddEnclave(t.Context(), ingest.NewEnclave{
		Enclave:    geo.Enclave{ID: "gaza-ocha", Name: geo.English("Gaza Strip"), TimeZone: "Asia/Gaza"},
		Boundary:   ingest.FileInput(sharedFile(t, "gaza", ocha)),
		CloseGapsM: ingest.DefaultCloseGapsM,
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.series(t, "gaza-ocha", "idf-map")
}

func (b bench) series(t testing.TB, enclave geo.EnclaveID, id geo.SeriesID) geo.SeriesRef {
	t.Helper()
	ref := geo.SeriesRef{Enclave: enclave, Series: id}
	err := b.AddSeries(t.Context(), geo.Series{Ref: ref, Title: geo.English("Test"), Kind: geo.ReportedSeries})
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

// zones returns the newest zones of a series that hold at an instant, or all if it is zero.
func (b bench) zones(t testing.TB, ref geo.SeriesRef, at time.Time) []geo.Zone {
	t.Helper()
	query := store.ZoneQuery{Series: ref}
	if !at.IsZero() {
		question := geo.AskInstant(at)
		query.Valid = &question
	}
	var zones []geo.Zone
	b.read(t, func(ctx context.Context, r store.Reader) (err error) {
		zones, err = r.Zones(ctx, query)
		return err
	})
	return zones
}

func (b bench) head(t testing.TB, ref geo.SeriesRef) store.Head {
	t.Helper()
	var head store.Head
	b.read(t, func(ctx context.Context, r store.Reader) (err error) {
		head, err = r.Head(ctx, ref, store.Pin{})
		return err
	})
	return head
}

func (b bench) updates(t testing.TB, ref geo.SeriesRef) []geo.Update {
	t.Helper()
	var updates []geo.Update
	b.read(t, func(ctx context.Context, r store.Reader) (err error) {
		updates, err = r.Updates(ctx, store.UpdateQuery{Enclave: ref.Enclave, Series: ref.Series})
		return err
	})
	return updates
}

func (b bench) read(t testing.TB, f func(context.Context, store.Reader) error) {
	t.Helper()
	if err := b.store.Read(t.Context(), func(r store.Reader) error { return f(t.Context(), r) }); err != nil {
		t.Fatal(err)
	}
}

// shares returns the share of each controller at an instant.
func (b bench) shares(t testing.TB, ref geo.SeriesRef, at time.Time) map[geo.ControllerID]float64 {
	t.Helper()
	snapshot := geo.Snapshot{Zones: b.zones(t, ref, at)}
	shares := snapshot.AreaByController()
	for id := range shares {
		shares[id] /= snapshot.AreaM2()
	}
	return shares
}

func day(t testing.TB, s string) *geo.Moment {
	t.Helper()
	d, err := geo.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	m := geo.DayMoment(d)
	return &m
}
