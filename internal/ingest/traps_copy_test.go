package ingest_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/report"
)

// The faults of the real files once more, each in a small copy that needs no shared data.

// clockwise is a rectangle as [rectangle], drawn the other way round.
func clockwise(west, south, east, north float64) string {
	at := func(x, y float64) string { return fmt.Sprintf("[%.5f,%.5f]", 34+x/100, 31+y/100) }
	ring := []string{at(west, south), at(west, north), at(east, north), at(east, south), at(west, south)}
	return `{"type":"Polygon","coordinates":[[` + strings.Join(ring, ",") + `]]}`
}

func TestACopyOfTheYellowLine(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	line := func(date string) ingest.Input {
		return file("line.geojson", collection(feature(8230, `{"Date":"`+date+`"}`, rectangle(5, -1, 10, 10))))
	}
	options := ingest.Options{Dating: ingest.Dating{ValidFromProperty: "Date"}, Controller: geo.IsraeliHeld}
	_, err := b.Import(t.Context(), ref, []ingest.Input{line("19 באוק׳ 2025, 16:26")}, options, nil)
	if !errors.Is(err, ingest.ErrRefused) {
		t.Fatalf("error %v, want kind ErrRefused", err)
	}
	for _, part := range []string{"line.geojson: feature 0 (id 8230)", `refused (time): property "Date"`, "19 באוק׳ 2025, 16:26"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q does not name %q", err, part)
		}
	}
	result, err := b.Import(t.Context(), ref, []ingest.Input{line("2025-10-19T13:26:00Z")}, options, nil)
	if err != nil {
		t.Fatal(err)
	}
	said := result.Report.About(report.RuleOutside)
	if len(said) != 1 || !strings.HasPrefix(said[0].What, "5.2") || !strings.Contains(said[0].What, "of its 58.") || said[0].Where == nil {
		t.Errorf("reported %v, want what lies south of the boundary: 5.3 km² of 58.3", said)
	}
}

func TestACopyOfTheMunicipalities(t *testing.T) {
	b := newBench(t)
	named := func(name string) string { return `{"name":"` + name + `"}` }
	crossing := `{"type":"Polygon","coordinates":[[[34.1,31],[34.15,31],[34.15,31.05],[34.0999,31.05],[34.1001,31.0501],[34.1,31]]]}`
	text := collection(
		feature(1, named("Al Mughraqa"), clockwise(0, 0, 5, 5)),
		feature(2, named("Al Mughraqa"), clockwise(5.005, 0, 10, 5)), // a gap of some 5 m
		feature(3, named("North"), clockwise(0, 5, 10, 10)),
		feature(4, named("Unnamed municipality"), clockwise(10, 5, 10.01, 5.015)),
		feature(5, named("Crossing"), crossing),
	)
	outline, err := ingest.PrepareBoundary(t.Context(), b.geos, file("municipalities.geojson", text), ingest.DefaultCloseGapsM)
	if err != nil {
		t.Fatal(err)
	}
	features := func(rule report.Rule) []string {
		var names []string
		for _, e := range outline.Report.About(rule) {
			names = append(names, e.Feature)
		}
		return names
	}
	first, second, tiny := `feature 0 (id 1, "Al Mughraqa")`, `feature 1 (id 2, "Al Mughraqa")`, `feature 3 (id 4, "Unnamed municipality")`
	turned := features(report.RuleWinding)
	if diff := cmp.Diff([]string{first, second, `feature 2 (id 3, "North")`, tiny}, turned[:min(4, len(turned))]); diff != "" {
		t.Errorf("clockwise rings (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{tiny}, features(report.RuleTiny)); diff != "" {
		t.Errorf("tiny areas (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{`feature 4 (id 5, "Crossing")`}, features(report.RuleCrossing)); diff != "" {
		t.Errorf("self-crossings (-want +got):\n%s", diff)
	}
	if len(outline.Geometry) != 1 {
		t.Errorf("%d parts, want one", len(outline.Geometry))
	}
	near(t, "area in km²", geo.Km2(outline.AreaM2), 132.5, 0.5)
}

func TestACopyOfNestedMunicipalities(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	text := collection(
		feature(1, `{"name":"غزة","name:he":"עזה","name:en":"Gaza"}`, clockwise(0, 0, 10, 10)),
		feature(2, `{"name":"النصيرات","name:en":"Nuseirat"}`, clockwise(2, 2, 4, 4)),
		feature(3, `{"name":"دير البلح"}`, `{"type":"Point","coordinates":[34.05,31.05]}`),
		feature(4, `{}`, `{"type":"LineString","coordinates":[[34.01,31.01],[34.02,31.02]]}`),
	)
	result, err := b.Import(t.Context(), ref, []ingest.Input{file("osm.geojson", text)}, from(t, "2025-01-01", geo.Contested), nil)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, e := range append(result.Report.About(report.RuleWinding), result.Report.About(report.RuleNotAnArea)...) {
		said = append(said, e.Feature+": "+strings.Fields(e.What)[0])
	}
	want := []string{
		`feature 0 (id 1, "Gaza"): 1`, `feature 1 (id 2, "Nuseirat"): 1`,
		`feature 2 (id 3, "دير البلح"): Point`, `feature 3 (id 4): LineString`,
	}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("reported (-want +got):\n%s", diff)
	}
	near(t, "share of nested areas together", b.shares(t, ref, date(2025, 6, 1))[geo.Contested], 1, 1e-9)
}

func TestACopyOfTheBlocks(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	block := func(id int, properties string) string { return feature(id, properties, clockwise(0, 0, 2, 2)) }
	text := `{"type":"FeatureCollection","properties":{"exceededTransferLimit":true},"features":[` + strings.Join([]string{
		block(1, `{"Block":"2220","Date":1701388800000}`), block(2, `{"Block":"2220","Date":1730986500000}`),
		block(3, `{"Block":"2220","Date":1730986500000}`), block(4, `{"Block":"2220","Date":null}`),
	}, ",") + `]}`
	blocks := []ingest.Input{file("blocks.geojson", text)}
	options := ingest.Options{Dating: ingest.Dating{ValidFromProperty: "Date"}, Controller: geo.Contested}
	result, err := b.Import(t.Context(), ref, blocks, options, nil)
	refused := result.Report.Of(report.Refused)
	if !errors.Is(err, ingest.ErrRefused) || len(refused) != 1 || refused[0].Feature != "feature 3 (id 4)" || refused[0].Rule != report.RuleTime {
		t.Fatalf("error %v, want feature 3 refused for want of a time", err)
	}
	options.ValidFrom = day(t, "2023-11-01")
	if result, err = b.Import(t.Context(), ref, blocks, options, nil); err != nil {
		t.Fatal(err)
	}
	if said := result.Report.About(report.RuleSize); len(said) != 1 || !strings.Contains(said[0].What, "page limit") {
		t.Errorf("reported %v, want that the file is not complete", said)
	}
	var starts []string
	for _, u := range b.updates(t, ref) {
		starts = append(starts, u.Valid.From.Format("2006-01-02T15:04:05Z"))
	}
	if diff := cmp.Diff([]string{"2023-10-31T22:00:00Z", "2023-12-01T00:00:00Z", "2024-11-07T13:35:00Z"}, starts); diff != "" {
		t.Errorf("updates start (-want +got):\n%s", diff)
	}
	near(t, "share of one block four times", b.shares(t, ref, october)[geo.Contested], 0.04, 1e-4)
}

func TestACopyOfTheOrder(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	text := collection(
		feature(1, `{"Date":"Tue, 09 Sep 2025 05:01:00 GMT"}`, clockwise(0, 0, 2, 2)),
		feature(2, `{"Date":"Tue, 09 Sep 2025 08:01:00 +0300"}`, clockwise(2, 0, 4, 2)),
	)
	options := ingest.Options{Dating: ingest.Dating{ValidFromProperty: "Date"}, Controller: geo.Contested}
	if _, err := b.Import(t.Context(), ref, []ingest.Input{file("order.geojson", text)}, options, nil); err != nil {
		t.Fatal(err)
	}
	updates := b.updates(t, ref)
	if len(updates) != 1 || updates[0].Valid.From.Format("2006-01-02T15:04:05Z") != "2025-09-09T05:01:00Z" {
		t.Errorf("updates %v, want one from 05:01 UTC", updates)
	}
}

func TestACopyOfTheFront(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	var days []ingest.Input
	for i, east := range []float64{3, 3, 4} {
		text := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":` + clockwise(-1, -1, east, 11) + `}]}`
		days = append(days, file(fmt.Sprintf("front_data_2025080%d.geojson", i+1), text))
	}
	_, err := b.Import(t.Context(), ref, days, ingest.Options{Dating: ingest.Dating{ValidFromProperty: "date"}, Controller: geo.Contested}, nil)
	if !errors.Is(err, ingest.ErrRefused) || !strings.Contains(err.Error(), `no date under "date"`) {
		t.Errorf("error %v", err)
	}
	result, err := b.Import(t.Context(), ref, days, frontOptions(), nil)
	if err != nil || result.Updates != 3 || len(result.Report.About(report.RuleWinding)) != 3 {
		t.Fatalf("%d updates, %v", result.Updates, err)
	}
	var starts []string
	for _, z := range b.zones(t, ref, date(2025, 12, 1)) {
		starts = append(starts, z.Valid.From.Format("2006-01-02T15:04:05Z"))
	}
	if diff := cmp.Diff([]string{"2025-08-02T21:00:00Z", "2025-08-02T21:00:00Z"}, starts); diff != "" {
		t.Errorf("zones since the day that changed (-want +got):\n%s", diff)
	}
	if result.Added != 4 {
		t.Errorf("%d rows of zones, want two for each of the two days that differ", result.Added)
	}
}
