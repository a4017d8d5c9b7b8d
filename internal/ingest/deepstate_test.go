package ingest_test

import (
	"path/filepath"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/ingest"
)

// frontOutline is a frame around every day of the front.
const frontOutline = `{"type":"Polygon","coordinates":[[[31.4,44.3],[40.3,44.3],[40.3,51.3],[31.4,51.3],[31.4,44.3]]]}`

// front adds an enclave around the days of the front with one series.
func (b bench) front(t testing.TB) geo.SeriesRef {
	t.Helper()
	_, _, err := b.AddEnclave(t.Context(), ingest.NewEnclave{
		Enclave:  geo.Enclave{ID: "front", Name: geo.English("Front"), TimeZone: "Europe/Kyiv"},
		Boundary: ingest.BytesInput("frame.geojson", []byte(frontOutline)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.series(t, "front", "deepstate")
}

func frontDays(t testing.TB) []ingest.Input {
	t.Helper()
	sharedFile(t, "deepstate")
	paths, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "deepstate", "*.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	inputs := make([]ingest.Input, len(paths))
	for i, path := range paths {
		inputs[i] = ingest.FileInput(path)
	}
	return inputs
}

func frontOptions() ingest.Options {
	return ingest.Options{
		Dating:     ingest.Dating{ValidFromFilename: true},
		Controller: geo.Contested, Remainder: geo.Unassigned,
	}
}

func TestNinetyTwoDaysOfAFront(t *testing.T) {
	b := newBench(t)
	ref := b.front(t)
	days := frontDays(t)
	started := time.Now()
	result, err := b.Import(t.Context(), ref, days, frontOptions(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%.2f s: %d polygons in the files, %d rows of zones, %d updates", time.Since(started).Seconds(), result.Polygons, result.Added, result.Updates)
}
