package ingest

import (
	"math"
	"strings"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
)

// FuzzReferences reads any content as areas and as places. What is taken must be what a store can take.
func FuzzReferences(f *testing.F) {
	for _, seed := range []string{
		`{"type":"Feature","properties":{"c":"P1","n":12,"name":"A"},"geometry":{"type":"Polygon","coordinates":[[[34,31],[34.1,31],[34.1,31.1],[34,31]]]}}`,
		`{"type":"Feature","properties":{"c":1e3,"n":"-1.5e3"},"geometry":{"type":"Point","coordinates":[34,31]}}`,
		`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"c":"a","n":null},"geometry":null},{"type":"Feature","properties":null,"geometry":{"type":"MultiPoint","coordinates":[[34,31]]}}]}`,
		`{"type":"Feature","properties":{"n":"1,250"},"geometry":{"type":"Polygon","coordinates":[[[34,31],[34.1,31.1],[34.1,31],[34,31.1]]]}}`,
		`{"type":"Feature","properties":{"n":1e400},"geometry":{"type":"Polygon","coordinates":[[[34,31],[34.0000000001,31],[34,31.0000000001],[34,31]]]}}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 {
			return
		}
		for _, kind := range []geo.ReferenceKind{geo.ReferenceAreas, geo.ReferencePlaces} {
			column := geo.ReferenceColumn{Name: "n", Unit: "n", At: time.Unix(0, 0), Precision: geo.ToDay, Source: geo.Source{Title: "x", Grade: geo.NotJudged}}
			run := &referenceRun{enclave: "fuzz", kind: kind, options: ReferenceOptions{
				Set: "fuzz", CodeProperty: "c", Columns: []ReferenceColumn{{ReferenceColumn: column, Property: "n"}},
			}.withDefaults()}
			run.result.Set = geo.ReferenceSet{Columns: []geo.ReferenceColumn{column}}
			limits := geojson.Limits{Bytes: 1 << 13, Features: 20, Positions: 200}
			decoded := geojson.Decode("fuzz", strings.NewReader(text), limits, &run.result.Report)
			run.take(content{input: BytesInput("fuzz", nil), file: decoded}, report.NewLog(&run.result.Report, "fuzz"))
			run.holds(t, text)
		}
	})
}

// holds checks what was taken of a text.
func (r *referenceRun) holds(t *testing.T, text string) {
	t.Helper()
	if r.result.Report.Err() != nil {
		return
	}
	if len(r.result.Areas)+len(r.result.Places) == 0 {
		t.Errorf("%q is neither taken nor refused", text)
	}
	codes := make(map[string]bool)
	check := func(code string, values geo.ReferenceValues, err error) {
		if err != nil || values.Check(r.result.Set) != nil || code != "" && codes[code] {
			t.Errorf("%q: %v, %v, code %q", text, err, values.Check(r.result.Set), code)
		}
		codes[code] = true
	}
	for _, a := range r.result.Areas {
		check(a.Code, a.Values, a.Validate())
	}
	for _, p := range r.result.Places {
		check(p.Code, p.Values, p.Validate())
	}
}

// FuzzColumnNumber reads any property as a number. What is known must be finite.
func FuzzColumnNumber(f *testing.F) {
	for _, seed := range []string{`1`, `"1"`, `""`, `null`, `"NaN"`, `"0x10"`, `"1_000"`, `"1.000,5"`, `1e999`, `[1]`, `true`, `" 12 "`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		var r report.Report
		text := `{"type":"Feature","properties":{"n":` + raw + `},"geometry":null}`
		file := geojson.Decode("fuzz", strings.NewReader(text), geojson.Limits{Bytes: 1 << 12, Features: 1, Positions: 1}, &r)
		if r.Err() != nil {
			return
		}
		for _, feature := range file.Features {
			value, known, err := numberOf(feature, "n")
			if known && err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
				t.Errorf("%s is %g, %t, %v", raw, value, known, err)
			}
		}
	})
}
