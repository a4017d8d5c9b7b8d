package ingest_test

import (
	"math"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/report"
)

// october is an instant of the day of the yellow line.
var october = time.Date(2025, 10, 19, 12, 0, 0, 0, time.UTC)

func yellowOptions(t testing.TB) ingest.Options {
	return ingest.Options{
		Dating:     ingest.Dating{ValidFrom: day(t, "2025-10-19")},
		Controller: geo.IsraeliHeld, Remainder: geo.HamasHeld,
	}
}

func TestTheYellowLineIsHalfOfTheStrip(t *testing.T) {
	b := newBench(t)
	ref := b.gaza(t)
	result, err := b.Import(t.Context(), ref, []ingest.Input{ingest.FileInput(sharedFile(t, "gaza", yellow))}, yellowOptions(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	snapshot := geo.Snapshot{Zones: b.zones(t, ref, october)}
	near(t, "area of the enclave in km²", geo.Km2(snapshot.AreaM2()), 364.9, 0.2)
	near(t, "Israeli-held km²", geo.Km2(snapshot.AreaByController()[geo.IsraeliHeld]), 193.7, 0.2)
	near(t, "Israeli-held share", b.shares(t, ref, october)[geo.IsraeliHeld], 0.531, 0.001)
	var strips float64
	for _, s := range result.Strips {
		strips += s.AreaM2
		if s.Given || s.Neighbour != geo.IsraeliHeld {
			t.Errorf("strip %v is given or has another neighbour", s)
		}
	}
	near(t, "km² of strips", geo.Km2(strips), 5.2, 0.3)
	if n := len(result.Report.About(report.RuleStrip)); n < 5 || n != len(result.Strips) {
		t.Errorf("%d strips are reported, %d are listed", n, len(result.Strips))
	}
}

func TestClosedToTheBoundaryTheYellowLineHasMore(t *testing.T) {
	b := newBench(t)
	ref := b.gaza(t)
	options := yellowOptions(t)
	options.CloseToBoundaryM = 500
	if _, err := b.Import(t.Context(), ref, []ingest.Input{ingest.FileInput(sharedFile(t, "gaza", yellow))}, options, nil); err != nil {
		t.Fatal(err)
	}
	near(t, "Israeli-held share", b.shares(t, ref, october)[geo.IsraeliHeld], 0.545, 0.003)
	if zones := b.zones(t, ref, october); len(zones) != 2 {
		t.Errorf("%d zones, want 2: a sliver is left between line and fence", len(zones))
	}
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance {
		t.Errorf("%s: %.4f, want %.4f ± %g", what, got, want, tolerance)
	} else {
		t.Logf("%s: %.4f", what, got)
	}
}
