package ingest

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
)

// FuzzPrepareBoundary makes an outline of any content. What is taken must be an outline that series can be folded over.
func FuzzPrepareBoundary(f *testing.F) {
	for _, seed := range []string{
		`{"type":"Polygon","coordinates":[[[34,31],[34.1,31],[34.1,31.1],[34,31]]]}`,
		`{"type":"MultiPolygon","coordinates":[[[[34,31],[34.1,31],[34.1,31.1],[34,31]]],[[[34.2,31],[34.3,31],[34.3,31.1],[34.2,31]]]]}`,
		`{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[34,31],[34.1,31.1],[34.1,31],[34,31.1]]]},{"type":"Point","coordinates":[34,31]}]}`,
		`{"type":"Polygon","coordinates":[[[34,31],[35,31],[35,32],[34,32],[34,31]],[[34.1,31.1],[34.1001,31.1],[34.1,31.1001],[34.1,31.1]]]}`,
		`{"type":"Polygon","coordinates":[[[-179,89],[179,89],[0,90],[-179,89]]]}`,
		`{"type":"FeatureCollection","features":[]}`,
	} {
		f.Add(seed, 20.0)
	}
	g := openGEOS(f)
	f.Fuzz(func(t *testing.T, text string, closeGapsM float64) {
		if len(text) > 4096 || math.IsNaN(closeGapsM) {
			return
		}
		outline, err := PrepareBoundary(t.Context(), g, BytesInput("fuzz.geojson", []byte(text)), math.Min(closeGapsM, 1000))
		if err != nil {
			return
		}
		if _, err := coverage.New(outline.Geometry, coverage.Unassigned()); err != nil || !(outline.AreaM2 > 0) {
			t.Errorf("an outline of %g m² was taken: %v", outline.AreaM2, err)
		}
	})
}

// FuzzDating dates a feature by its properties and its file. What is dated must end after it starts.
func FuzzDating(f *testing.F) {
	f.Add(`"2025-10-19"`, `null`, "day_20251019.geojson", true)
	f.Add(`1760864400000`, `"Tue, 09 Sep 2025 05:00:00 GMT"`, "19.10.2025", false)
	f.Add(`"19 באוק׳ 2025, 16:26"`, `{}`, "2025-10-19_2025-10-20", true)
	f.Add(`"2025-10-19T25:00:00Z"`, `"2025-10-18"`, "", false)
	f.Add(`-0`, `1e300`, "99991231", true)
	f.Fuzz(func(t *testing.T, from, to, name string, byName bool) {
		var r report.Report
		dating := Dating{ValidFromProperty: "from", ValidToProperty: "to"}
		if byName {
			dating = Dating{ValidFromFilename: true, ValidToProperty: "to"}
		}
		d := newDater(dating, name, time.UTC, report.NewLog(&r, "fuzz"))
		text := fmt.Sprintf(`{"type":"Feature","properties":{"from":%s,"to":%s},"geometry":null}`, from, to)
		file := geojson.Decode("fuzz", strings.NewReader(text), geojson.Limits{Bytes: 1 << 16, Features: 1, Positions: 10}, &r)
		if r.Err() != nil {
			return
		}
		for _, feature := range file.Features {
			valid, precision, dated := d.valid(feature)
			if !dated {
				if r.Err() == nil {
					t.Error("a feature without a date does not refuse its file")
				}
				continue
			}
			if err := precision.Validate(); err != nil || !valid.Open() && !valid.From.Before(valid.To) {
				t.Errorf("%s is dated %v, %q", text, valid, precision)
			}
		}
	})
}

// FuzzLegend gives a feature any controller. Whoever is taken must be in the legend.
func FuzzLegend(f *testing.F) {
	f.Add(`"israeli-held"`, "israeli-held", "contested")
	f.Add(`5`, "5", "hamas-held")
	f.Add(`"\u0000"`, "", "")
	f.Add(`["contested"]`, "contested", "nobody")
	f.Fuzz(func(t *testing.T, value, mapped, to string) {
		legend := geo.DefaultControllers()
		options := Options{
			Dating:             Dating{ValidFromFilename: true},
			ControllerProperty: "who", ControllerMap: map[string]geo.ControllerID{mapped: geo.ControllerID(to)},
		}.withDefaults()
		if err := options.validate(legend); err != nil {
			if !errors.Is(err, geo.ErrInvalid) {
				t.Errorf("the kind of error is lost: %v", err)
			}
			return
		}
		var r report.Report
		text := `{"type":"Feature","properties":{"who":` + value + `},"geometry":null}`
		file := geojson.Decode("fuzz", strings.NewReader(text), geojson.Limits{Bytes: 1 << 16, Features: 1, Positions: 10}, &r)
		if r.Err() != nil {
			return
		}
		for _, feature := range file.Features {
			id, held := holder{options: options, legend: legend}.controller(feature, report.NewLog(&r, "fuzz"))
			if held && !inLegend(legend, id) || !held && r.Err() == nil {
				t.Errorf("%s is held by %q: %v", strconv.Quote(value), id, r.Err())
			}
		}
	})
}

func FuzzBoundaryID(f *testing.F) {
	for _, seed := range []string{"", "Boundary 2019.geojson", ".geojson", "ÄÖÜ", "a" + string(make([]byte, 100)), "---"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if err := geo.ValidateID("boundary", BoundaryID(name)); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	})
}
