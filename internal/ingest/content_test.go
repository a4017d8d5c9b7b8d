package ingest_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/report"
)

func TestPointsAndLinesAmongAreasAreReported(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	text := collection(
		feature(1, `{}`, `{"type":"Point","coordinates":[34.05,31.05]}`),
		feature(2, `{}`, `null`),
		feature(3, `{}`, `{"type":"GeometryCollection","geometries":[`+rectangle(0, 0, 5, 10)+`,{"type":"LineString","coordinates":[[34,31],[34.1,31.1]]}]}`),
		feature(4, `{}`, `{"type":"Polygon","coordinates":[]}`),
	)
	result, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", text)}, from(t, "2025-01-01", geo.Contested), nil)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, e := range result.Report.Of(report.Dropped) {
		said = append(said, e.Feature+" "+string(e.Rule))
	}
	want := []string{"feature 0 (id 1) not-an-area", "feature 1 (id 2) no-geometry", "feature 2 (id 3) not-an-area", "feature 3 (id 4) no-geometry"}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	near(t, "share", b.shares(t, ref, date(2025, 6, 1))[geo.Contested], 0.5, 1e-3)
}

func TestFilesWithoutAreasAreRefused(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	for name, text := range map[string]string{
		"an empty collection": collection(),
		"only a point":        `{"type":"Point","coordinates":[34.05,31.05]}`,
		"only nulls":          collection(feature(1, `{}`, `null`)),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", text)}, from(t, "2025-01-01", geo.Contested), nil)
			if !errors.Is(err, ingest.ErrRefused) || !strings.Contains(err.Error(), "no area to import") {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestCoordinatesThatMissTheEnclaveAreRefusedWithAHint(t *testing.T) {
	polygon := func(ring string) string { return `{"type":"Polygon","coordinates":[[` + ring + `]]}` }
	cases := []struct {
		name string
		text string
		rule report.Rule
		says string
	}{
		{"latitude first", polygon("[31.01,34.01],[31.05,34.01],[31.05,34.05],[31.01,34.01]"), report.RuleOrder, "latitude seems to stand before"},
		{"metres of UTM", polygon("[595500,3430000],[600000,3430000],[600000,3435000],[595500,3430000]"), report.RuleCRS, "would fit EPSG:32636"},
		{"metres of web mercator", polygon("[3785000,3633000],[3790000,3633000],[3790000,3638000],[3785000,3633000]"), report.RuleCRS, "would fit EPSG:3857"},
		{"metres of something else", polygon("[100,100],[200,100],[200,200],[100,100]"), report.RuleCRS, "these are no degrees"},
		{"another country", polygon("[2,48],[3,48],[3,49],[2,48]"), report.RulePlace, "lies far outside the enclave"},
		{"a missing position among good ones", polygon("[34,31],[34.1,31],[0,0],[34,31]"), report.RulePlace, "0, 0"},
	}
	b := newBench(t)
	ref := b.smallSeries(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			result, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", c.text)}, from(t, "2025-01-01", geo.Contested), nil)
			if !errors.Is(err, ingest.ErrRefused) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want %q", err, c.says)
			}
			if said := result.Report.About(c.rule); len(said) != 1 || said[0].Feature != "feature 0" || said[0].Where == nil {
				t.Errorf("reported %v", result.Report.Entries)
			}
		})
	}
}

func TestADeclaredReferenceSystemIsTransformed(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	text := `{"type":"Feature","properties":{},"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32636"}},
		"geometry":{"type":"Polygon","coordinates":[[[590000,3420000],[600229,3420000],[600229,3450000],[590000,3450000]]]}}`
	result, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", text)}, from(t, "2025-01-01", geo.Contested), nil)
	if err != nil {
		t.Fatal(err)
	}
	if said := result.Report.About(report.RuleCRS); len(said) != 1 || !strings.Contains(said[0].What, "EPSG:32636") {
		t.Errorf("reported %v", said)
	}
	near(t, "share", b.shares(t, ref, date(2025, 6, 1))[geo.Contested], 0.5, 0.01)
}
