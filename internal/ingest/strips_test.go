package ingest_test

import (
	"testing"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/report"
)

// Here 0.1 hundredths of a degree are about 95 m from west to east and 111 m from south to north.

func TestStripsGoToTheirNeighbourAlone(t *testing.T) {
	// Two areas side by side, both drawn 0.2 (some 220 m) short of the southern boundary; the middle of the enclave is
	// open to the north.
	text := collection(
		feature(1, `{"who":"israeli-held"}`, rectangle(-1, 0.2, 5, 6)),
		feature(2, `{"who":"contested"}`, rectangle(5, 0.2, 11, 6)),
	)
	options := func(closeM float64) ingest.Options {
		return ingest.Options{
			Dating: ingest.Dating{ValidFrom: day(t, "2025-01-01")}, ControllerProperty: "who", Remainder: geo.HamasHeld,
			CloseToBoundaryM: closeM, DryRun: closeM != 500,
		}
	}
	b := newBench(t)
	ref := b.smallSeries(t)
	listed, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", text)}, options(0), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(listed.Strips) != 1 || listed.Strips[0].Given {
		t.Fatalf("strips %+v, want one that is listed", listed.Strips)
	}
	strip := listed.Strips[0]
	near(t, "km² of the strip", geo.Km2(strip.AreaM2), 0.2*10*1.0583, 0.02)
	near(t, "place of the strip", strip.Where[1], 31.001, 0.0001)
	narrow, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", text)}, options(150), nil)
	if err != nil || len(narrow.Strips) != 0 {
		t.Errorf("strips narrower than 150 m: %+v, %v", narrow.Strips, err)
	}
	given, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", text)}, options(500), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(given.Strips) != 1 || !given.Strips[0].Given || given.Strips[0].Neighbour == "" {
		t.Fatalf("strips %+v, want one that is given", given.Strips)
	}
	shares := b.shares(t, ref, date(2025, 6, 1))
	near(t, "what is left of the remainder", shares[geo.HamasHeld], 0.4, 1e-3)
	near(t, "the two areas and the strip", shares[geo.IsraeliHeld]+shares[geo.Contested], 0.6, 1e-3)
	if said := given.Report.About(report.RuleStrip); len(said) != 1 || said[0].Outcome != report.Repaired || said[0].Where == nil {
		t.Errorf("reported %v", said)
	}
}

func TestGroundAwayFromTheBoundaryIsNoStrip(t *testing.T) {
	cases := []struct {
		name  string
		areas []string
	}{
		{"a corridor between two areas", []string{rectangle(-1, -1, 4.9, 11), rectangle(5.1, -1, 11, 11)}},
		{"an area in the middle", []string{rectangle(3, 3, 7, 7)}},
		{"the whole enclave", []string{rectangle(-1, -1, 11, 11)}},
		{"a wide belt", []string{rectangle(1, 1, 9, 9)}},
	}
	b := newBench(t)
	ref := b.smallSeries(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var features []string
			for i, area := range c.areas {
				features = append(features, feature(i, `{}`, area))
			}
			options := from(t, "2025-01-01", geo.IsraeliHeld)
			options.Remainder, options.DryRun = geo.HamasHeld, true
			result, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", collection(features...))}, options, nil)
			if err != nil {
				t.Fatal(err)
			}
			if len(result.Strips) != 0 {
				t.Errorf("strips %+v, want none", result.Strips)
			}
		})
	}
}
