package ingest_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/report"
	"splitline/internal/store"
)

func TestTheMunicipalitiesMakeOneBoundary(t *testing.T) {
	b := newBench(t)
	input := ingest.FileInput(sharedFile(t, "gaza", ocha))
	outline, err := ingest.PrepareBoundary(t.Context(), b.geos, input, ingest.DefaultCloseGapsM)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "area of the enclave in km²", geo.Km2(outline.AreaM2), 364.9, 0.2)
	if len(outline.Geometry) != 1 || len(outline.Geometry[0]) != 1 {
		t.Fatalf("%d polygons, %d rings; want one without holes", len(outline.Geometry), len(outline.Geometry[0]))
	}
	var named []string
	for _, e := range outline.Report.About(report.RuleCrossing) {
		named = append(named, e.Feature)
	}
	if diff := cmp.Diff([]string{`feature 25 ("Unnamed municipality")`}, named); diff != "" {
		t.Errorf("self-crossings (-want +got):\n%s", diff)
	}
	if turned := outline.Report.About(report.RuleWinding); len(turned) != 33 {
		t.Errorf("%d clockwise rings are reported, want 33", len(turned))
	}
	if united := outline.Report.About(report.RuleDissolve); len(united) != 1 || !strings.Contains(united[0].What, "33 areas dissolved into 1") {
		t.Errorf("reported %v", united)
	}
	gaps := outline.Report.About(report.RuleGap)
	if len(gaps) < 50 {
		t.Errorf("%d gaps are reported, want 50 or more", len(gaps))
	}
	for _, gap := range gaps {
		if gap.Outcome != report.Repaired || gap.Where == nil || !strings.Contains(gap.What, "m²") {
			t.Errorf("gap %v", gap)
		}
	}
}

func TestTheOuterRingKeepsItsVertices(t *testing.T) {
	b := newBench(t)
	input := ingest.FileInput(sharedFile(t, "gaza", ocha))
	open, err := ingest.PrepareBoundary(t.Context(), b.geos, input, 0)
	if err != nil {
		t.Fatal(err)
	}
	closed, err := ingest.PrepareBoundary(t.Context(), b.geos, input, ingest.DefaultCloseGapsM)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(open.Geometry[0][0], closed.Geometry[0][0]); diff != "" {
		t.Errorf("outer ring (-open +closed):\n%s", diff)
	}
	if len(open.Geometry[0]) < 50 {
		t.Errorf("%d rings with the gaps open", len(open.Geometry[0]))
	}
}

func TestAnotherBoundaryGivesAnotherShare(t *testing.T) {
	b := newBench(t)
	input := ingest.FileInput(sharedFile(t, "gaza", "municipalities_osm.geojson"))
	outline, err := ingest.PrepareBoundary(t.Context(), b.geos, input, ingest.DefaultCloseGapsM)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "area of the union of the OSM municipalities in km²", geo.Km2(outline.AreaM2), 376.5, 0.6)
	if dropped := outline.Report.About(report.RuleNotAnArea); len(dropped) != 21 {
		t.Errorf("%d points and lines are reported, want 21", len(dropped))
	}
}

func TestGaps(t *testing.T) {
	// 0.001 degrees are about 95 m from west to east here, and 111 m from south to north.
	ring := func(width float64) string {
		hole := func(w, s, e, n float64) string {
			return strings.TrimSuffix(strings.TrimPrefix(rectangle(w, s, e, n), `{"type":"Polygon","coordinates":[`), `]}`)
		}
		outer := hole(0, 0, 10, 10)
		return `{"type":"Polygon","coordinates":[` + outer + `,` + hole(2, 2, 2+width, 8) + `]}`
	}
	cases := []struct {
		name    string
		width   float64
		closeM  float64
		rings   int
		outcome report.Outcome
	}{
		{"a gap of 10 m is filled", 0.0105, 20, 1, report.Repaired},
		{"a gap of 19 m is filled", 0.0199, 20, 1, report.Repaired},
		{"a gap of 25 m stays", 0.0263, 20, 2, report.Noted},
		{"a gap of 10 m stays if gaps are not closed", 0.0105, 0, 2, report.Noted},
		{"a gap of 40 m is filled if asked for", 0.042, 50, 1, report.Repaired},
	}
	b := newBench(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			outline, err := ingest.PrepareBoundary(t.Context(), b.geos, file("a.geojson", ring(c.width)), c.closeM)
			if err != nil {
				t.Fatal(err)
			}
			if len(outline.Geometry[0]) != c.rings {
				t.Errorf("%d rings, want %d", len(outline.Geometry[0]), c.rings)
			}
			if said := outline.Report.About(report.RuleGap); len(said) != 1 || said[0].Outcome != c.outcome {
				t.Errorf("reported %v, want it %s", said, c.outcome)
			}
		})
	}
}

func TestPartsThatNearlyTouchAreNoted(t *testing.T) {
	cases := []struct {
		name  string
		apart float64
		noted int
	}{
		{"10 m apart", 0.0105, 1},
		{"50 m apart", 0.0525, 0},
	}
	b := newBench(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := collection(feature(1, `{}`, rectangle(0, 0, 5, 10)), feature(2, `{}`, rectangle(5+c.apart, 0, 10, 10)))
			outline, err := ingest.PrepareBoundary(t.Context(), b.geos, file("a.geojson", text), ingest.DefaultCloseGapsM)
			if err != nil {
				t.Fatal(err)
			}
			if said := outline.Report.About(report.RuleGap); len(said) != c.noted || len(outline.Geometry) != 2 {
				t.Errorf("%d parts, reported %v", len(outline.Geometry), said)
			}
		})
	}
}

func TestBoundariesThatCannotBe(t *testing.T) {
	cases := []struct {
		name string
		text string
		says string
	}{
		{"no area", `{"type":"Point","coordinates":[34,31]}`, "no area to make a boundary of"},
		{"metres", `{"type":"Polygon","coordinates":[[[595500,3430000],[600000,3430000],[600000,3435000],[595500,3430000]]]}`, "these are no degrees"},
		{"latitudes beyond the poles", `{"type":"Polygon","coordinates":[[[34,31],[35,31],[35,131],[34,31]]]}`, "outside all longitudes and latitudes"},
		{"no JSON", `nothing`, "not JSON"},
	}
	b := newBench(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := b.AddEnclave(t.Context(), ingest.NewEnclave{
				Enclave:  geo.Enclave{ID: small, Name: geo.English("Small")},
				Boundary: file("a.geojson", c.text),
			})
			if !errors.Is(err, ingest.ErrRefused) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want %q", err, c.says)
			}
			b.read(t, func(ctx context.Context, r store.Reader) error {
				enclaves, err := r.Enclaves(ctx)
				if len(enclaves) != 0 {
					t.Errorf("enclaves %v", enclaves)
				}
				return err
			})
		})
	}
}

func TestANeedleOfABoundaryIsCutOff(t *testing.T) {
	b := newBench(t)
	text := `{"type":"Polygon","coordinates":[[[34,31],[34.1,31],[34.1,31.1],[34.05,31.1],[34.05,31.2],[34.05,31.1],[34,31.1],[34,31]]]}`
	outline, err := ingest.PrepareBoundary(t.Context(), b.geos, file("a.geojson", text), ingest.DefaultCloseGapsM)
	if err != nil {
		t.Fatal(err)
	}
	if bound := outline.Geometry.Bound(); bound.Max[1] != 31.1 {
		t.Errorf("the boundary reaches to %g", bound.Max[1])
	}
	if said := outline.Report.About(report.RuleCrossing); len(said) != 1 || said[0].Outcome != report.Repaired {
		t.Errorf("reported %v", outline.Report.Entries)
	}
}

func TestAnEnclaveNamesItsBoundaryAfterTheFile(t *testing.T) {
	cases := map[string]string{
		"municipalities_ocha_2019.geojson": "municipalities-ocha-2019",
		"Gaza Strip (v2).json":             "gaza-strip-v2",
		"גבול.geojson":                     "boundary",
		strings.Repeat("long-", 20):        "long-long-long-long-long-long-long-long",
	}
	for name, want := range cases {
		if got := ingest.BoundaryID(name); got != want || geo.ValidateID("boundary", got) != nil {
			t.Errorf("%q gives %q, want %q", name, got, want)
		}
	}
	b := newBench(t)
	boundary, _, err := b.AddEnclave(t.Context(), ingest.NewEnclave{
		Enclave:  geo.Enclave{ID: small, Name: geo.English("Small")},
		Boundary: file("frame_1.geojson", rectangle(0, 0, 10, 10)),
		Source:   geo.Source{Publisher: "OCHA"},
	})
	if err != nil || boundary.Ref != (geo.BoundaryRef{ID: "frame-1", Version: 1}) {
		t.Fatalf("%v, %v", boundary.Ref, err)
	}
	if boundary.Source.Title != "frame_1.geojson" || boundary.Source.Publisher != "OCHA" || boundary.Source.Grade != geo.NotJudged {
		t.Errorf("source %+v", boundary.Source)
	}
}

func TestANewBoundaryFoldsEverySeriesAnew(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	other, empty := b.series(t, small, "other"), b.series(t, small, "empty")
	for _, series := range []geo.SeriesRef{ref, other} {
		b.mustPublish(t, series, statement(series, date(2025, 1, 1), geo.HamasHeld, 0, 0, 5, 10))
	}
	before := b.head(t, ref)
	zones := b.zones(t, ref, time.Time{})
	boundary, _, err := b.NewBoundary(t.Context(), ingest.NewEnclave{
		Enclave:  geo.Enclave{ID: small},
		Boundary: file("frame.geojson", rectangle(0, 0, 10, 5)),
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if boundary != (geo.BoundaryRef{ID: "frame", Version: 2}) {
		t.Errorf("boundary %v", boundary)
	}
	for _, series := range []geo.SeriesRef{ref, other} {
		head := b.head(t, series)
		if head.Revision != 2 || head.Boundary != boundary {
			t.Errorf("%s has revision %d over %v", series, head.Revision, head.Boundary)
		}
		near(t, "share over the new boundary", b.shares(t, series, date(2025, 6, 1))[geo.HamasHeld], 0.5, 1e-6)
		snapshot := geo.Snapshot{Zones: b.zones(t, series, date(2025, 6, 1))}
		near(t, "half of the ground", snapshot.AreaM2()/(geo.Snapshot{Zones: zones}).AreaM2(), 0.5, 1e-3)
	}
	if revision := b.head(t, empty).Revision; revision != 0 {
		t.Errorf("a series without updates has revision %d", revision)
	}
	b.read(t, func(ctx context.Context, r store.Reader) error {
		asOf, err := r.Zones(ctx, store.ZoneQuery{Series: ref, AsOf: before.RecordedAt})
		if len(asOf) != len(zones) || !asOf[0].Polygon.Equal(zones[0].Polygon) {
			t.Errorf("as of before: %v, want %v", asOf, zones)
		}
		return err
	})
}

func TestANewBoundaryFoldsAnewIfASeriesMoves(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	b.mustPublish(t, ref, statement(ref, date(2025, 1, 1), geo.HamasHeld, 0, 0, 5, 10))
	moving := &contested{Store: b.store, left: 1}
	moving.interfere = func() {
		b.mustPublish(t, ref, statement(ref, date(2025, 2, 1), geo.IsraeliHeld, 0, 0, 2, 10))
	}
	service := ingest.NewService(moving, b.geos, time.Now)
	_, _, err := service.NewBoundary(t.Context(), ingest.NewEnclave{
		Enclave:  geo.Enclave{ID: small},
		Boundary: file("frame.geojson", rectangle(0, 0, 4, 10)),
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "what came in meanwhile", b.shares(t, ref, date(2025, 6, 1))[geo.IsraeliHeld], 0.5, 1e-6)
	if revision := b.head(t, ref).Revision; revision != 3 {
		t.Errorf("revision %d, want 3", revision)
	}
}

func TestPrepareBoundaryRefusesANegativeWidth(t *testing.T) {
	b := newBench(t)
	_, err := ingest.PrepareBoundary(t.Context(), b.geos, file("a.geojson", rectangle(0, 0, 1, 1)), -1)
	if !errors.Is(err, geo.ErrInvalid) {
		t.Errorf("error %v, want kind ErrInvalid", err)
	}
}
