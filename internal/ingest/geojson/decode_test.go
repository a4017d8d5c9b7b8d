package geojson_test

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
)

func decode(text string) (geojson.File, report.Report) {
	var r report.Report
	return geojson.Decode("test.geojson", strings.NewReader(text), geojson.DefaultLimits(), &r), r
}

const (
	square  = `{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}`
	feature = `{"type":"Feature","id":7,"properties":{"name":"A"},"geometry":` + square + `}`
)

var squareShape = orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}

func TestForms(t *testing.T) {
	cases := []struct {
		name  string
		text  string
		names []string
	}{
		{"a collection", `{"type":"FeatureCollection","features":[` + feature + `,` + feature + `]}`, []string{`feature 0 (id 7, "A")`, `feature 1 (id 7, "A")`}},
		{"a collection whose type stands last", `{"features":[` + feature + `],"type":"FeatureCollection"}`, []string{`feature 0 (id 7, "A")`}},
		{"one feature", feature, []string{`feature 0 (id 7, "A")`}},
		{"a bare geometry", square, []string{`feature 0`}},
		{"a bare collection of geometries", `{"type":"GeometryCollection","geometries":[` + square + `]}`, []string{`feature 0`}},
		{"a text sequence with record separators", "\x1e" + feature + "\n\x1e" + feature + "\n", []string{`feature 0 (id 7, "A")`, `feature 1 (id 7, "A")`}},
		{"one feature to a line", feature + "\n" + feature + "\r\n", []string{`feature 0 (id 7, "A")`, `feature 1 (id 7, "A")`}},
		{"one geometry to a line", square + "\n" + square, []string{`feature 0`, `feature 1`}},
		{"two collections one after the other", strings.Repeat(`{"type":"FeatureCollection","features":[`+feature+`]}`, 2), []string{`feature 0 (id 7, "A")`, `feature 1 (id 7, "A")`}},
		{"a byte order mark before it", "\xEF\xBB\xBF" + square, []string{`feature 0`}},
		{"members that nobody knows", `{"type":"Feature","foo":{"features":[1]},"properties":null,"geometry":` + square + `}`, []string{`feature 0`}},
		{"an id that is text", `{"type":"Feature","id":"way/1","properties":{},"geometry":` + square + `}`, []string{`feature 0 (id way/1)`}},
		{"an id that is neither text nor number", `{"type":"Feature","id":{"a":1},"properties":{},"geometry":` + square + `}`, []string{`feature 0`}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			file, r := decode(c.text)
			if err := r.Err(); err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, f := range file.Features {
				names = append(names, f.String())
				g := f.Geometry
				if collection, is := g.(orb.Collection); is {
					g = collection[0]
				}
				if !orb.Equal(g, squareShape) {
					t.Errorf("%s has geometry %v", f, f.Geometry)
				}
			}
			if diff := cmp.Diff(c.names, names); diff != "" {
				t.Errorf("features (-want +got):\n%s", diff)
			}
		})
	}
}

func TestGeometries(t *testing.T) {
	cases := []struct {
		name string
		text string
		want orb.Geometry
	}{
		{"a point", `{"type":"Point","coordinates":[34.5,31.5]}`, orb.Point{34.5, 31.5}},
		{"a point without coordinates is no geometry", `{"type":"Point","coordinates":[]}`, nil},
		{"points", `{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}`, orb.MultiPoint{{1, 2}, {3, 4}}},
		{"a line", `{"type":"LineString","coordinates":[[1,2],[3,4]]}`, orb.LineString{{1, 2}, {3, 4}}},
		{"lines", `{"type":"MultiLineString","coordinates":[[[1,2],[3,4]]]}`, orb.MultiLineString{{{1, 2}, {3, 4}}}},
		{"an open ring is left to be closed", `{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}`, orb.Polygon{{{0, 0}, {1, 0}, {1, 1}}}},
		{"polygons", `{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}`, orb.MultiPolygon{squareShape}},
		{"numbers with exponents and spaces", "{\"type\":\"Point\",\"coordinates\":[ 3.45e1 ,\n-1E-2 ]}", orb.Point{34.5, -0.01}},
		{"a collection with a null in it", `{"type":"GeometryCollection","geometries":[null,{"type":"Point","coordinates":[1,2]}]}`, orb.Collection{orb.Point{1, 2}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			file, r := decode(c.text)
			if err := r.Err(); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, file.Features[0].Geometry); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestHeightsAreDroppedAndReported(t *testing.T) {
	file, r := decode(`{"type":"LineString","coordinates":[[1,2,300],[3,4],[5,6,7,8]]}`)
	if diff := cmp.Diff(orb.Geometry(orb.LineString{{1, 2}, {3, 4}, {5, 6}}), file.Features[0].Geometry); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if said := r.About(report.RuleHeight); len(said) != 1 || !strings.Contains(said[0].What, "height: 2;") {
		t.Errorf("reported %v", said)
	}
}

func TestRefusals(t *testing.T) {
	collection := func(feature string) string { return `{"type":"FeatureCollection","features":[` + feature + `]}` }
	geometry := func(g string) string {
		return collection(`{"type":"Feature","id":9,"properties":{},"geometry":` + g + `}`)
	}
	cases := []struct {
		name    string
		text    string
		rule    report.Rule
		feature string
		says    string
	}{
		{"nothing", "", report.RuleJSON, "", "empty"},
		{"white space", " \n ", report.RuleJSON, "", "empty"},
		{"no JSON", "longitude,latitude", report.RuleJSON, "", "not JSON near byte 0: 'l' stands where a value should begin"},
		{"a page of the web", "\xEF\xBB\xBF<html>", report.RuleJSON, "", "XML or HTML"},
		{"gzip", "\x1F\x8B\x08\x00", report.RuleJSON, "", "compressed with gzip: unpack it first"},
		{"bzip2", "BZh91AY", report.RuleJSON, "", "compressed with bzip2"},
		{"xz", "\xFD7zXZ\x00\x00", report.RuleJSON, "", "compressed with xz"},
		{"zstd", "\x28\xB5\x2F\xFD\x04", report.RuleJSON, "", "compressed with zstd"},
		{"a zip archive", "PK\x03\x04\x14", report.RuleJSON, "", "zip archive"},
		{"a GeoPackage", "SQLite format 3\x00\x10", report.RuleJSON, "", "GeoPackage"},
		{"a PDF", "%PDF-1.7", report.RuleJSON, "", "a PDF"},
		{"garbage after it", square + " garbage", report.RuleJSON, "", "'g' stands where a value should begin"},
		{"a missing comma", `{"type":"Feature" "id":1}`, report.RuleJSON, "", "'\"' must not stand after object key:value pair"},
		{"lists without end", `{"type":"Polygon","coordinates":` + strings.Repeat("[", 20_000), report.RuleJSON, "", "lie too deep in one another"},
		{"null", "null", report.RuleGeoJSON, "", "a GeoJSON text must be an object, not null"},
		{"UTF-16 with the low byte first", "\xff\xfe{\x00}\x00", report.RuleJSON, "", "the file is UTF-16: save it as UTF-8"},
		{"UTF-16 with the high byte first", "\xfe\xff\x00{\x00}", report.RuleJSON, "", "the file is UTF-16: save it as UTF-8"},
		{"Latin-1 in a collection", "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"name\":\"\xe9\"},\"geometry\":" + square + "}]}", report.RuleJSON, "feature 0", "not UTF-8"},
		{"Latin-1 in a feature", "{\"type\":\"Feature\",\"properties\":{\"name\":\"\xe9\"},\"geometry\":" + square + "}", report.RuleJSON, "", "not UTF-8"},
		{"JSON that is no object", "[1,2]", report.RuleGeoJSON, "", "must be an object"},
		{"a file cut short", collection(feature)[:60], report.RuleJSON, "feature 0", "ends in the middle"},
		{"a feature cut short", feature[:60], report.RuleJSON, "", "ends in the middle"},
		{"not-a-number as some programs write it", `{"type":"Point","coordinates":[NaN,1]}`, report.RuleJSON, "", "not JSON near byte 30: 'N' stands where a value should begin; NaN and Infinity are no numbers of JSON"},
		{"infinity in the second feature", collection(feature + `,{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[Infinity,1]}}`), report.RuleJSON, "feature 1", "no numbers of JSON"},
		{"a type twice", collection(`{"type":"Feature","type":"Polygon","properties":{},"geometry":null}`), report.RuleGeoJSON, "feature 0", `the member "type" stands twice with different values`},
		{"coordinates twice", geometry(`{"type":"Point","coordinates":[34,31],"coordinates":[35,31]}`), report.RuleGeoJSON, "feature 0 (id 9)", `"coordinates" stands twice`},
		{"a property twice", collection(`{"type":"Feature","id":9,"properties":{"who":"a","\u0077ho":"b"},"geometry":null}`), report.RuleGeoJSON, "feature 0 (id 9)", `properties: the member "who" stands twice`},
		{"a name of the collection twice", `{"type":"FeatureCollection","name":"a","name":"b","features":[]}`, report.RuleGeoJSON, "", `"name" stands twice`},
		{"a type of another format", `{"type":"Topology","objects":{}}`, report.RuleGeoJSON, "", `"Topology"`},
		{"a type that is no text", `{"type":5}`, report.RuleGeoJSON, "", "not one of GeoJSON"},
		{"a collection without features", `{"type":"FeatureCollection"}`, report.RuleGeoJSON, "", "must have features"},
		{"features that are no list", `{"type":"FeatureCollection","features":{"a":1}}`, report.RuleGeoJSON, "", "must be a list"},
		{"features that are null", `{"type":"FeatureCollection","features":null}`, report.RuleGeoJSON, "", "must be a list"},
		{"features twice", `{"type":"FeatureCollection","features":[],"features":[]}`, report.RuleGeoJSON, "", "twice"},
		{"features under another type", `{"type":"Feature","features":[]}`, report.RuleGeoJSON, "", "must have type FeatureCollection"},
		{"a feature that is a number", collection("5"), report.RuleGeoJSON, "feature 0", "must be an object"},
		{"a feature of another type", collection(square), report.RuleGeoJSON, "feature 0", `"Polygon" must be Feature`},
		{"properties that are a list", collection(`{"type":"Feature","id":9,"properties":[],"geometry":null}`), report.RuleGeoJSON, "feature 0 (id 9)", "properties"},
		{"a geometry that is text", geometry(`"POINT(1 2)"`), report.RuleGeoJSON, "feature 0 (id 9)", "must be an object"},
		{"a geometry of no known type", geometry(`{"type":"Circle","coordinates":[1,2]}`), report.RuleGeoJSON, "feature 0 (id 9)", `"Circle"`},
		{"a geometry without coordinates", geometry(`{"type":"Point"}`), report.RuleGeoJSON, "feature 0 (id 9)", "must have coordinates"},
		{"a polygon with the nesting of a line", geometry(`{"type":"Polygon","coordinates":[[0,0],[1,1]]}`), report.RuleGeoJSON, "feature 0 (id 9)", "not those of a Polygon"},
		{"a line with the nesting of a polygon", geometry(`{"type":"LineString","coordinates":[[[0,0],[1,1]]]}`), report.RuleGeoJSON, "feature 0 (id 9)", "number"},
		{"coordinates as text", geometry(`{"type":"Point","coordinates":["34","31"]}`), report.RuleGeoJSON, "feature 0 (id 9)", "number"},
		{"coordinates that are null", geometry(`{"type":"Point","coordinates":[null,31]}`), report.RuleGeoJSON, "feature 0 (id 9)", "number"},
		{"a number too large", geometry(`{"type":"Point","coordinates":[1e999,31]}`), report.RuleGeoJSON, "feature 0 (id 9)", "number"},
		{"a position of one number", geometry(`{"type":"MultiPoint","coordinates":[[34]]}`), report.RuleGeoJSON, "feature 0 (id 9)", "longitude and a latitude"},
		{"collections nested too deep", geometry(strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 10) + strings.Repeat(`]}`, 10)), report.RuleGeoJSON, "feature 0 (id 9)", "lie in one another"},
		{"geometries that are no list", geometry(`{"type":"GeometryCollection","geometries":5}`), report.RuleGeoJSON, "feature 0 (id 9)", "must be a list"},
		{"a text after it that is none", feature + "\nnonsense", report.RuleJSON, "", "not JSON"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, r := decode(c.text)
			refused := r.Of(report.Refused)
			if len(refused) == 0 {
				t.Fatal("the file is taken")
			}
			got := refused[0]
			if got.Rule != c.rule || got.Feature != c.feature || !strings.Contains(got.What, c.says) || got.File != "test.geojson" {
				t.Errorf("got %v, want rule %s, feature %q, saying %q", got, c.rule, c.feature, c.says)
			}
		})
	}
}

func TestAMemberTwiceWithOneValueIsOne(t *testing.T) {
	file, r := decode(`{"type":"Feature","type":"Feature","properties":{"a":[1,"]"],"a":[1,"]"],"b":"\"}{"},"geometry":` + square + `}`)
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	want := map[string]json.RawMessage{"a": json.RawMessage(`[1,"]"]`), "b": json.RawMessage(`"\"}{"`)}
	if diff := cmp.Diff(want, file.Features[0].Properties); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestALongTextIsCutInMessages(t *testing.T) {
	long := strings.Repeat("ü", 5000)
	for _, text := range []string{
		`{"type":"` + long + `"}`,
		`"` + long + `"`,
		`{"type":"Feature","id":"` + long + `","properties":{"name":"` + long + `"},"geometry":{"type":"` + long + `"}}`,
		`{"type":"FeatureCollection","features":[{"type":"` + long + `","id":` + strings.Repeat("9", 5000) + `}]}`,
		`{"type":"Point","crs":"` + long + `","coordinates":[1,2]}`,
		`{"type":"Point","coordinates":[` + strings.Repeat("9", 5000) + `,2]}`,
	} {
		_, r := decode(text)
		if err := r.Err(); err == nil || len(err.Error()) > 1500 || !utf8.ValidString(err.Error()) {
			t.Errorf("error %v", err)
		}
	}
}

func TestEveryBadFeatureIsNamed(t *testing.T) {
	bad := `{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1]}}`
	file, r := decode(`{"type":"FeatureCollection","features":[` + bad + `,` + feature + `,` + bad + `]}`)
	var named []string
	for _, e := range r.Of(report.Refused) {
		named = append(named, e.Feature)
	}
	if diff := cmp.Diff([]string{"feature 0", "feature 2"}, named); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(file.Features) != 3 {
		t.Errorf("%d features, want 3: places in the file must keep", len(file.Features))
	}
}

func TestDeclaredReferenceSystems(t *testing.T) {
	named := func(name string) string { return `{"type":"name","properties":{"name":"` + name + `"}}` }
	cases := []struct {
		name    string
		crs     string
		epsg    int
		refused bool
	}{
		{"CRS84 by its urn", named("urn:ogc:def:crs:OGC:1.3:CRS84"), 0, false},
		{"CRS84 by its address", named("http://www.opengis.net/def/crs/OGC/1.3/CRS84"), 0, false},
		{"EPSG 4326", named("EPSG:4326"), 0, false},
		{"EPSG 4326 by its urn", named("urn:ogc:def:crs:EPSG::4326"), 0, false},
		{"UTM zone 36 north", named("EPSG:32636"), 32636, false},
		{"UTM zone 36 north by its urn with a version", named("urn:ogc:def:crs:EPSG:9.9.1:32636"), 32636, false},
		{"web mercator by its address", named("http://www.opengis.net/def/crs/EPSG/0/3857"), 3857, false},
		{"a code as a number", `{"type":"EPSG","properties":{"code":2039}}`, 2039, false},
		{"null says nothing", `null`, 0, false},
		{"a link cannot be followed", `{"type":"link","properties":{"href":"http://example.com/crs"}}`, 0, true},
		{"a name nobody knows", named("my grid"), 0, true},
		{"a list", `[1]`, 0, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, text := range []string{
				`{"type":"FeatureCollection","crs":` + c.crs + `,"features":[` + feature + `]}`,
				`{"type":"FeatureCollection","features":[` + feature + `],"crs":` + c.crs + `}`,
				`{"type":"Polygon","crs":` + c.crs + `,"coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}`,
			} {
				file, r := decode(text)
				if refused := r.Err() != nil; refused != c.refused || file.CRS != c.epsg {
					t.Errorf("EPSG:%d, refused %t; want EPSG:%d, %t: %v", file.CRS, refused, c.epsg, c.refused, r.Err())
				}
			}
		})
	}
}

func TestAFileOfTwoReferenceSystemsIsRefused(t *testing.T) {
	crs := func(code int) string {
		return fmt.Sprintf(`"crs":{"type":"name","properties":{"name":"EPSG:%d"}}`, code)
	}
	one := `{"type":"Feature",` + crs(32636) + `,"properties":{},"geometry":` + square + `}`
	other := `{"type":"Feature","properties":{},"geometry":{"type":"Point",` + crs(3857) + `,"coordinates":[1,2]}}`
	_, r := decode(one + "\n" + other)
	if said := r.About(report.RuleCRS); len(said) != 1 || said[0].Outcome != report.Refused {
		t.Errorf("reported %v", said)
	}
}

func TestAFileReadByteByByteIsTheSame(t *testing.T) {
	text := "\xEF\xBB\xBF\x1e" + feature + "\n\x1e" + square
	want, _ := decode(text)
	var r report.Report
	got := geojson.Decode("test.geojson", iotest.OneByteReader(strings.NewReader(text)), geojson.DefaultLimits(), &r)
	if diff := cmp.Diff(want, got); diff != "" || r.Err() != nil {
		t.Errorf("%v (-want +got):\n%s", r.Err(), diff)
	}
}

func TestAFailingReaderRefuses(t *testing.T) {
	var r report.Report
	geojson.Decode("test.geojson", iotest.TimeoutReader(io.MultiReader(strings.NewReader(feature[:20]), strings.NewReader(feature[20:]))), geojson.DefaultLimits(), &r)
	if r.Err() == nil {
		t.Error("the file is taken")
	}
}

func TestText(t *testing.T) {
	file, _ := decode(`{"type":"Feature","geometry":null,"properties":{"text":"a","number":1.50,"big":1730986500000,"yes":true,"null":null,"list":[1],"object":{}}}`)
	f := file.Features[0]
	want := map[string]string{"text": "a", "number": "1.50", "big": "1730986500000", "yes": "true"}
	got := make(map[string]string)
	for _, property := range []string{"text", "number", "big", "yes", "null", "list", "object", "missing", ""} {
		if s, ok := f.Text(property); ok {
			got[property] = s
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// FuzzDecode holds that no input panics, and that what is taken has finite coordinates.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"", "{", "null", "[]", square, feature, feature + "\n" + feature, "\x1e" + feature,
		`{"type":"FeatureCollection","features":[` + feature + `,null,5]}`,
		`{"type":"Point","coordinates":[]}`, `{"type":"Point","coordinates":[1,[2]]}`,
		`{"type":"MultiPolygon","coordinates":[[[[0,0,1],[1e308,-1e308]]],[]]}`,
		`{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[]}]}`,
		`{"type":"Feature","crs":{"type":"name","properties":{"name":"EPSG:32636"}},"geometry":null,"properties":null}`,
		`{"type":"Feature","crs":{"type":"EPSG","properties":{"code":"x"}},"geometry":{},"properties":{"name":{}},"id":[]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var r report.Report
		limits := geojson.Limits{Bytes: 1 << 16, Features: 100, Positions: 1000}
		file := geojson.Decode("fuzz", strings.NewReader(text), limits, &r)
		for i, feature := range file.Features {
			if feature.Index != i || feature.String() == "" {
				t.Errorf("feature %d is %v", i, feature)
			}
		}
		if r.Err() != nil {
			return
		}
		for _, feature := range file.Features {
			if feature.Geometry != nil && strings.Contains(fmt.Sprint(feature.Geometry), "Inf") {
				t.Errorf("%v is not finite", feature.Geometry)
			}
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	path := filepath.Join("..", "..", "..", "..", "shared", "data", "gaza", "evacuation_blocks_2023-2025.geojson")
	text, err := os.ReadFile(path)
	if err != nil {
		b.Skip("shared data absent")
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if file, r := decode(string(text)); len(file.Features) != 2000 || r.Err() != nil {
			b.Fatal(len(file.Features), r.Err())
		}
	}
}
