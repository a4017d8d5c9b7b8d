package answer_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"splitline/data"
	"splitline/geo"
	"splitline/internal/ingest/bundle"
	"splitline/internal/store"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestTheFourLinesOfTheSample holds what a reader of the sample is told in four lines on several dates.
func TestTheFourLinesOfTheSample(t *testing.T) {
	s := newScene(t)
	if _, err := bundle.Load(context.Background(), data.Sample(), s.writing, s.ingest, nil); err != nil {
		t.Fatal(err)
	}
	service := s.service()
	defer service.Close()
	var told strings.Builder
	for _, series := range []geo.SeriesID{"reported", "idf-map", "plan"} {
		ref := geo.SeriesRef{Enclave: data.SampleID, Series: series}
		state, err := service.State(context.Background(), ref, store.Pin{})
		if err != nil {
			t.Fatal(err)
		}
		for _, date := range []string{
			"2025-10-10", "2025-10-19", "2025-11-30", "2026-01-15", "2026-02-18", "2026-02-19", "2026-03-02", "2026-03-03", "2026-04-28", "2026-04-29", "2027-02-01",
		} {
			moment, err := geo.ParseMoment(date)
			if err != nil {
				t.Fatal(err)
			}
			at := moment.Asked(state.Zone)
			if state.Index(at) < 0 {
				continue
			}
			a, err := service.Split(context.Background(), state, at)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&told, "%s %s\n  Split?  %s\n  Moving? %s\n", series, date, a.Verdict.Headline, a.Trend.Headline)
			if a.Plan != nil {
				fmt.Fprintf(&told, "  Plan?   %s\n", a.Plan.Headline)
			}
			if a.Force != nil {
				fmt.Fprintf(&told, "  Force?  %s\n", a.Force.Headline)
			}
		}
	}
	golden(t, "fourlines.golden.txt", told.String())
}

// golden compares a text with a file of this folder, which -update writes.
func golden(t *testing.T, file, got string) {
	t.Helper()
	path := filepath.Join("testdata", file)
	if *update {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
