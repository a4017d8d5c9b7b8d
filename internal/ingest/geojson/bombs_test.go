package geojson_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
)

// endless is a text without an end: a beginning, and then one part again and again.
type endless struct {
	begin, part string
	at          int
	// numbered parts have their count where they have %d.
	numbered bool
	rest     string
	count    int
	read     int64
}

func (e *endless) Read(p []byte) (int, error) {
	if e.at == 0 {
		e.rest, e.at = e.begin, 1
	}
	n := 0
	for n < len(p) {
		if e.rest == "" {
			e.rest = e.part
			if e.numbered {
				e.rest = fmt.Sprintf(e.part, e.count)
			}
			e.count++
		}
		copied := copy(p[n:], e.rest)
		e.rest, n = e.rest[copied:], n+copied
	}
	e.read += int64(n)
	return n, nil
}

// TestBombsAreRefusedInBoundedMemory reads texts without an end: each is refused once, by file and rule, without reading
// much more than the limit and within memory that the limit bounds.
func TestBombsAreRefusedInBoundedMemory(t *testing.T) {
	limits := geojson.Limits{Bytes: 1 << 20, Features: 500, Positions: 5000}
	const most = 24 // times the limit of bytes, all memory that was ever asked for together
	geometry := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":`
	cases := []struct {
		name        string
		begin, part string
		rule        report.Rule
		says        string
	}{
		{"lists in one another", `{"type":"Polygon","coordinates":`, `[`, report.RuleJSON, "lie too deep"},
		{"objects in one another", `{"type":"Feature","properties":`, `{"a":`, report.RuleJSON, "lie too deep"},
		{"collections in one another", geometry, `{"type":"GeometryCollection","geometries":[`, report.RuleJSON, "lie too deep"},
		{"white space", ` `, ` `, report.RuleSize, "larger than the 1048576 bytes"},
		{"a string", `{"type":"`, `aaaaaaaaaa`, report.RuleSize, "bytes"},
		{"digits", `{"type":"Point","coordinates":[1`, `0000000000`, report.RuleSize, "bytes"},
		{"members of a file", `{`, `"%d":0,`, report.RuleSize, "more than 10000 members"},
		{"members of a feature", `{"type":"FeatureCollection","features":[{`, `"%d":0,`, report.RuleSize, "bytes"},
		{"positions", geometry + `{"type":"LineString","coordinates":[`, `[34,31],`, report.RuleSize, "bytes"},
		{"features", `{"type":"FeatureCollection","features":[`, feature + `,`, report.RuleSize, "more than the 500 features"},
		{"features that are null", `{"type":"FeatureCollection","features":[`, `null,`, report.RuleSize, "more than the 500 features"},
		{"positions of many features", `{"type":"FeatureCollection","features":[`, `{"type":"Feature","properties":{},"geometry":{"type":"MultiPoint","coordinates":[` + strings.Repeat(`[34,31],`, 99) + `[34,31]]}},`, report.RuleSize, "more than the 5000 positions"},
		{"texts", ` `, `{"type":"FeatureCollection","features":[]} `, report.RuleSize, "more than the 500 texts"},
		{"texts of no type", ` `, `{} `, report.RuleGeoJSON, "not one of GeoJSON"},
		{"texts of features", ` `, feature, report.RuleSize, "more than the 500 features"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			source := &endless{begin: c.begin, part: c.part, numbered: strings.Contains(c.part, "%d")}
			var r report.Report
			var file geojson.File
			used := allocated(func() { file = geojson.Decode("bomb.geojson", source, limits, &r) })
			checkRefusal(t, r, c.rule, c.says)
			if c.rule == report.RuleSize && len(file.Features) > 0 {
				t.Errorf("%d features of it are returned", len(file.Features))
			}
			if source.read > limits.Bytes+1<<16 {
				t.Errorf("%d bytes are read, want no more than %d", source.read, limits.Bytes)
			}
			if used > most*limits.Bytes {
				t.Errorf("%d bytes of memory were asked for to read %d", used, limits.Bytes)
			}
		})
	}
}

// TestACrowdOfNothingIsRefused reads texts that end, with very many lists and members that hold nothing.
func TestACrowdOfNothingIsRefused(t *testing.T) {
	limits := geojson.Limits{Bytes: 1 << 20, Features: 500, Positions: 5000}
	many := func(part string) string { return strings.TrimSuffix(strings.Repeat(part+",", 1<<18/len(part)), ",") }
	numbered := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `"%d":0,`, i)
		}
		return strings.TrimSuffix(b.String(), ",")
	}
	geometry := func(kind, list, content string) string {
		return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"` + kind + `","` + list + `":[` + content + `]}}]}`
	}
	cases := []struct {
		name, text string
		rule       report.Rule
		says       string
	}{
		{"rings without positions", geometry("Polygon", "coordinates", many("[]")), report.RuleSize, "positions"},
		{"polygons without rings", geometry("MultiPolygon", "coordinates", many("[]")), report.RuleSize, "positions"},
		{"lines without positions", geometry("MultiLineString", "coordinates", many("[]")), report.RuleSize, "positions"},
		{"geometries that are null", geometry("GeometryCollection", "geometries", many("null")), report.RuleSize, "positions"},
		{"collections of nothing", geometry("GeometryCollection", "geometries", many(`{"type":"GeometryCollection","geometries":[]}`)), report.RuleSize, "positions"},
		{"positions", geometry("LineString", "coordinates", many("[1,2]")), report.RuleSize, "positions"},
		{"a position of many numbers", geometry("MultiPoint", "coordinates", "["+many("1")+"],5"), report.RuleGeoJSON, "list"},
		{"properties", `{"type":"Feature","properties":{` + numbered(20_000) + `},"geometry":null}`, report.RuleSize, "properties: an object has more than 10000 members"},
		{"members of a feature", `{"type":"FeatureCollection","features":[{` + numbered(20_000) + `}]}`, report.RuleSize, "more than 10000 members"},
		{"members of a geometry", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{` + numbered(20_000) + `}}]}`, report.RuleSize, "more than 10000 members"},
		{"reference systems", geometry("GeometryCollection", "geometries", references(4000)), report.RuleCRS, "declares both EPSG:1 and EPSG:2"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var r report.Report
			used := allocated(func() { geojson.Decode("bomb.geojson", strings.NewReader(c.text), limits, &r) })
			checkRefusal(t, r, c.rule, c.says)
			if used > 16<<20 {
				t.Errorf("%d bytes of memory were asked for to read %d", used, len(c.text))
			}
		})
	}
}

// references returns points that each declare a reference system of their own.
func references(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"type":"Point","crs":"EPSG:%d","coordinates":[1,2]},`, i+1)
	}
	return strings.TrimSuffix(b.String(), ",")
}

// checkRefusal holds that the last entry of a report refuses the file by a rule and says what is wrong, and that there
// are no more than there are features.
func checkRefusal(t *testing.T, r report.Report, rule report.Rule, says string) {
	t.Helper()
	refused := r.Of(report.Refused)
	if len(refused) == 0 || len(refused) > 2000 {
		t.Fatalf("%d refusals", len(refused))
	}
	last := refused[len(refused)-1]
	if last.File != "bomb.geojson" || last.Rule != rule || !strings.Contains(last.What, says) {
		t.Errorf("refused by %v, want rule %s, saying %q", last, rule, says)
	}
}

// allocated returns how many bytes of memory a call asks for, whether or not they are given back meanwhile.
func allocated(call func()) int64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	call()
	runtime.ReadMemStats(&after)
	return int64(after.TotalAlloc - before.TotalAlloc)
}
