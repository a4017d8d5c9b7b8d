package ingest_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/report"
	"splitline/internal/store"
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
	if underRace {
		days = days[:8]
	}
	stages := make(map[ingest.Stage]int)
	progress := func(stage ingest.Stage, done, total int) {
		if stages[stage]++; stages[stage] != done || total != len(days) {
			t.Errorf("%s tells %d of %d, want %d of %d", stage, done, total, stages[stage], len(days))
		}
	}
	result, err := b.Import(t.Context(), ref, days, frontOptions(), progress)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d polygons in the files, %d rows of zones, %d updates", result.Polygons, result.Added, result.Updates)
	if result.Revision != 1 || result.Updates != len(days) || result.Added >= result.Polygons/2 {
		t.Errorf("revision %d, %d updates, %d rows of zones", result.Revision, result.Updates, result.Added)
	}
	turned := result.Report.About(report.RuleWinding)
	if len(turned) < len(days) {
		t.Errorf("clockwise rings are reported for %d of %d files", len(turned), len(days))
	}
	b.assertChanges(t, ref, distinctDays(t, days))
	again, err := b.Import(t.Context(), ref, days, frontOptions(), nil)
	if err != nil || again.Stored || again.Revision != 1 {
		t.Errorf("imported again: %+v, %v", again, err)
	}
}

// assertChanges holds that the zones change on the given days and on no other.
func (b bench) assertChanges(t *testing.T, ref geo.SeriesRef, days []string) {
	t.Helper()
	kyiv, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	var changes []string
	b.read(t, func(ctx context.Context, r store.Reader) error {
		instants, err := r.Changes(ctx, ref, time.Time{})
		for _, at := range instants {
			changes = append(changes, at.In(kyiv).Format("2006-01-02 15:04"))
		}
		return err
	})
	if diff := cmp.Diff(days, changes); diff != "" {
		t.Errorf("dates of change (-want +got):\n%s", diff)
	}
}

// distinctDays returns the midnights of the days whose shapes differ from those of the day before.
func distinctDays(t *testing.T, inputs []ingest.Input) []string {
	t.Helper()
	var days []string
	var before string
	for _, input := range inputs {
		text, err := os.ReadFile(input.Name)
		if err != nil {
			t.Fatal(err)
		}
		_, shape, _ := strings.Cut(string(text), `"geometry"`)
		day, err := ingest.DayOfFileName(filepath.Base(input.Name))
		if err != nil {
			t.Fatal(err)
		}
		if shape != before {
			days = append(days, day.String()+" 00:00")
		}
		before = shape
	}
	return days
}

// BenchmarkImportFront imports the 92 days of the front into a fresh store.
func BenchmarkImportFront(b *testing.B) {
	days := frontDays(b)
	for b.Loop() {
		b.StopTimer()
		bench := newBench(b)
		ref := bench.front(b)
		b.StartTimer()
		result, err := bench.Import(b.Context(), ref, days, frontOptions(), nil)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(result.Polygons), "polygons-in-files")
		b.ReportMetric(float64(result.Added), "zones-stored")
	}
}
