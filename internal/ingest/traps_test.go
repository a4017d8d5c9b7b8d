package ingest_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/report"
	"splitline/internal/store"
)

// The faults of the real files, in the order of the list that comes with them. Those of the municipalities as a boundary
// are with the enclaves (a self-crossing polygon, clockwise rings, hairline gaps), 92 days of a front with unchanged ones
// among them have a test of their own. Each stands once more in a small copy that needs no shared data.

func (b bench) importShared(t *testing.T, ref geo.SeriesRef, name string, options ingest.Options) (ingest.Result, error) {
	t.Helper()
	return b.Import(t.Context(), ref, []ingest.Input{ingest.FileInput(sharedFile(t, "gaza", name))}, options, nil)
}

func TestTheDateOfTheYellowLineIsALocalString(t *testing.T) {
	b := newBench(t)
	ref := b.gaza(t)
	options := ingest.Options{Dating: ingest.Dating{ValidFromProperty: "Date"}, Controller: geo.IsraeliHeld}
	_, err := b.importShared(t, ref, yellow, options)
	if !errors.Is(err, ingest.ErrRefused) {
		t.Fatalf("error %v, want kind ErrRefused", err)
	}
	for _, part := range []string{yellow, "feature 0 (id 8230)", `refused (time): property "Date"`, "19 באוק׳ 2025, 16:26"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q does not name %q", err, part)
		}
	}
}

func TestPartOfTheYellowLineLiesOutsideTheBoundary(t *testing.T) {
	b := newBench(t)
	ref := b.gaza(t)
	result, err := b.importShared(t, ref, yellow, yellowOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	said := result.Report.About(report.RuleOutside)
	if len(said) != 1 || !strings.HasPrefix(said[0].What, "0.7") || !strings.Contains(said[0].What, "of its 194.5") || said[0].Where == nil {
		t.Errorf("reported %v, want 0.75 ± 0.05 km² of 194.5", said)
	}
}

func TestAgainstTheOSMBoundaryTheYellowLineIsLess(t *testing.T) {
	b := newBench(t)
	_, _, err := b.AddEnclave(t.Context(), ingest.NewEnclave{
		Enclave:    geo.Enclave{ID: "gaza-osm", Name: geo.English("Gaza Strip"), TimeZone: "Asia/Gaza"},
		Boundary:   ingest.FileInput(sharedFile(t, "gaza", "municipalities_osm.geojson")),
		CloseGapsM: ingest.DefaultCloseGapsM,
	})
	if err != nil {
		t.Fatal(err)
	}
	ref := b.series(t, "gaza-osm", "idf-map")
	if _, err := b.importShared(t, ref, yellow, yellowOptions(t)); err != nil {
		t.Fatal(err)
	}
	near(t, "Israeli-held share", b.shares(t, ref, october)[geo.IsraeliHeld], 0.513, 0.002)
}

func TestTheMunicipalitiesHaveNamesTwiceAndOneOfAlmostNoArea(t *testing.T) {
	b := newBench(t)
	outline, err := ingest.PrepareBoundary(t.Context(), b.geos, ingest.FileInput(sharedFile(t, "gaza", ocha)), ingest.DefaultCloseGapsM)
	if err != nil {
		t.Fatal(err)
	}
	tiny := outline.Report.About(report.RuleTiny)
	if len(tiny) != 1 || tiny[0].Feature != `feature 8 ("Unnamed municipality")` || !strings.Contains(tiny[0].What, "151 m²") {
		t.Errorf("tiny areas %v", tiny)
	}
	names := make(map[string]bool)
	for _, e := range outline.Report.About(report.RuleWinding) {
		if names[e.Feature] {
			t.Errorf("%q names two features", e.Feature)
		}
		names[e.Feature] = true
	}
	if !names[`feature 22 ("Al Mughraqa")`] || !names[`feature 23 ("Al Mughraqa")`] {
		t.Errorf("features of one name are not told apart: %v", names)
	}
}

func TestPointsAndALineLieAmongTheOSMMunicipalities(t *testing.T) {
	b := newBench(t)
	ref := b.gaza(t)
	result, err := b.importShared(t, ref, "municipalities_osm.geojson", from(t, "2025-01-01", geo.Contested))
	if err != nil {
		t.Fatal(err)
	}
	points, lines := 0, 0
	for _, e := range result.Report.About(report.RuleNotAnArea) {
		switch {
		case strings.HasPrefix(e.What, "Point "):
			points++
		case strings.HasPrefix(e.What, "LineString "):
			lines++
		}
	}
	if points != 20 || lines != 1 {
		t.Errorf("%d points and %d lines are reported, want 20 and 1", points, lines)
	}
	if named := result.Report.About(report.RuleWinding); len(named) > 0 && !strings.Contains(named[0].Feature, "id relation/") {
		t.Errorf("feature %q does not bear its id", named[0].Feature)
	}
	areas := b.updates(t, ref)[0].Areas
	for _, name := range []string{`"Gaza"`, `"Rafah"`, `"Khan Yunis"`} {
		if !slices.ContainsFunc(areas, func(a geo.Area) bool { return strings.Contains(a.Name, name) }) {
			t.Errorf("no area bears its English name %s", name)
		}
	}
	if share := b.shares(t, ref, date(2025, 6, 1))[geo.Contested]; share < 0.95 || share > 1 {
		t.Errorf("nested municipalities have %.3f of the strip together", share)
	}
}

const blocks = "evacuation_blocks_2023-2025.geojson"

func TestSixtyFourBlocksHaveNoTime(t *testing.T) {
	b := newBench(t)
	ref := b.gaza(t)
	options := ingest.Options{Dating: ingest.Dating{ValidFromProperty: "Date"}, Controller: geo.Contested}
	result, err := b.importShared(t, ref, blocks, options)
	if !errors.Is(err, ingest.ErrRefused) || result.Stored {
		t.Fatalf("error %v, want kind ErrRefused", err)
	}
	if refused := result.Report.Of(report.Refused); len(refused) != 64 || refused[0].Rule != report.RuleTime {
		t.Errorf("%d refusals, want 64 for want of a time: %v", len(refused), refused[0])
	}
	if said := result.Report.About(report.RuleSize); len(said) != 1 || !strings.Contains(said[0].What, "page limit") {
		t.Errorf("reported %v, want that the file is not complete", said)
	}
}

func TestTheSameBlockManyTimesIsNotSummed(t *testing.T) {
	b := newBench(t)
	ref := b.gaza(t)
	options := ingest.Options{
		Dating:     ingest.Dating{ValidFromProperty: "Date", ValidFrom: day(t, "2023-12-01")},
		Controller: geo.Contested,
	}
	result, err := b.importShared(t, ref, blocks, options)
	if err != nil {
		t.Fatal(err)
	}
	if result.Updates != 83 {
		t.Errorf("%d updates, want one for each of the 82 times and one for the given", result.Updates)
	}
	for _, u := range b.updates(t, ref) {
		if year := u.Valid.From.Year(); year < 2023 || year > 2025 {
			t.Errorf("an order of %v: milliseconds were taken for something else", u.Valid.From)
		}
	}
	last := geo.Snapshot{Zones: b.zones(t, ref, october)}
	if share := last.AreaByController()[geo.Contested] / last.AreaM2(); share < 0.5 || share > 1 {
		t.Errorf("the blocks have %.3f of the strip together", share)
	}
	near(t, "area of the enclave in km²", geo.Km2(last.AreaM2()), 364.9, 0.2)
}

func TestAnOrderHasItsTimeInRFC1123(t *testing.T) {
	b := newBench(t)
	ref := b.gaza(t)
	options := ingest.Options{Dating: ingest.Dating{ValidFromProperty: "Date"}, Controller: geo.Contested}
	result, err := b.importShared(t, ref, "evacuation_order_2025-09-09.geojson", options)
	if err != nil {
		t.Fatal(err)
	}
	updates := b.updates(t, ref)
	if result.Updates != len(updates) || len(updates) == 0 {
		t.Fatalf("%d updates", len(updates))
	}
	if got := updates[0].Valid.From.Format("2006-01-02T15:04:05Z"); got != "2025-09-09T05:01:00Z" {
		t.Errorf("valid from %s", got)
	}
}

func TestADayOfTheFrontHasItsDateInTheFileNameAlone(t *testing.T) {
	b := newBench(t)
	ref := b.front(t)
	days := frontDays(t)[:1]
	_, err := b.Import(t.Context(), ref, days, ingest.Options{Dating: ingest.Dating{ValidFromProperty: "date"}, Controller: geo.Contested}, nil)
	if !errors.Is(err, ingest.ErrRefused) || !strings.Contains(err.Error(), `no date under "date"`) {
		t.Errorf("error %v", err)
	}
	if _, err := b.Import(t.Context(), ref, days, frontOptions(), nil); err != nil {
		t.Fatal(err)
	}
	if got := b.updates(t, ref)[0].Valid.From.Format("2006-01-02T15:04:05Z"); got != "2025-07-31T21:00:00Z" {
		t.Errorf("valid from %s, want the first second of 1 August in Kyiv", got)
	}
}

func TestBlocksAsObservationsAreTakenOnce(t *testing.T) {
	b := newBench(t)
	b.gaza(t)
	input := ingest.FileInput(sharedFile(t, "gaza", "evacuation_order_2025-09-09.geojson"))
	options := ingest.ObservationOptions{Dating: ingest.Dating{ValidFromProperty: "Date"}, Kind: "order", TitleProperty: "Block"}
	count := func() int {
		var n int
		b.read(t, func(ctx context.Context, r store.Reader) error {
			all, err := r.Observations(ctx, "gaza-ocha", time.Time{})
			n = len(all)
			return err
		})
		return n
	}
	first, err := b.ImportObservations(t.Context(), "gaza-ocha", []ingest.Input{input}, options, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := count(); n != len(first.Observations) || n < 300 || n > 359 {
		t.Errorf("%d observations are stored, %d are reported, of 359 areas", n, len(first.Observations))
	}
	if _, err := b.ImportObservations(t.Context(), "gaza-ocha", []ingest.Input{input}, options, nil); err != nil {
		t.Fatal(err)
	}
	if n := count(); n != len(first.Observations) {
		t.Errorf("%d observations after the second import, want %d", n, len(first.Observations))
	}
}
