package geo_test

import (
	"encoding/json"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/twpayne/go-geom/encoding/geojson"
	"pgregory.net/rapid"

	"splitline/geo"
)

func updateGoldens() bool { return flag.Lookup("update").Value.String() == "true" }

func TestMain(m *testing.M) {
	flag.Bool("update", false, "renew the golden files")
	flag.Parse()
	os.Exit(m.Run())
}

// words returns one of each word that GeoJSON can show.
func words() map[string]geo.Feature {
	said := time.Date(2025, time.October, 19, 0, 0, 0, 0, time.UTC)
	recorded := geo.Interval{From: said.Add(1500 * time.Microsecond)}
	valid := geo.Interval{From: said, To: said.AddDate(0, 1, 0)}
	assessment := geo.Assessment{Level: geo.Reported, AccuracyM: 500, Quality: geo.Schematic}
	source := geo.Source{Title: "A map <of the line>", Grade: geo.NotJudged, PublishedAt: said, Language: "ar"}
	square := orb.MultiPolygon{{box(34.3, 31.3, 34.4, 31.4)}}
	return map[string]geo.Feature{
		"zone": geo.Zone{
			ID: 7, Label: geo.Label{Controller: geo.IsraeliHeld, Assessment: assessment, Basis: geo.Stated}, Valid: valid,
			Recorded: recorded, AreaM2: 12345678.25, Updates: geo.UpdatesOf(3, 5),
			Polygon: orb.Polygon{reversed(box(34.2, 31.2, 34.5, 31.5)), box(34.3, 31.3, 34.4, 31.4)},
		}.Feature(),
		"zone that no statement covers": geo.Zone{
			ID: 1, Label: geo.Label{Controller: geo.Unassigned, Basis: geo.Stated}, Valid: geo.Interval{From: said},
			Recorded: recorded, Polygon: square[0],
		}.Feature(),
		"frontline": geo.Frontline{
			A: geo.HamasHeld, B: geo.IsraeliHeld, Valid: geo.Interval{From: said},
			Line: orb.MultiLineString{{{34.3, 31.3}, {34.31, 31.32}}},
		}.Feature(),
		"boundary": geo.Boundary{
			Ref: geo.BoundaryRef{ID: "osm", Version: 2}, Enclave: "gaza", Geometry: square, AreaM2: 363_600_000, Source: source,
			Recorded: recorded,
		}.Feature(),
		"update": geo.Update{
			ID: 3, Series: geo.SeriesRef{Enclave: "gaza", Series: "reported"}, Kind: geo.Replace, Valid: valid,
			FromPrecision: geo.ToDay, Remainder: geo.HamasHeld, Assessment: assessment, Sources: []geo.Source{source},
			Areas: []geo.Area{
				{Name: "south", Controller: geo.IsraeliHeld, Geometry: append(square, orb.Polygon{box(34.5, 31.3, 34.6, 31.4)})},
				{Name: "belt", Controller: geo.Contested, Geometry: square},
			},
			Note: "generalised to about 500 m", Edition: 2, Recorded: recorded,
		}.Feature(),
		"affirm": geo.Update{
			ID: 4, Series: geo.SeriesRef{Enclave: "gaza", Series: "reported"}, Kind: geo.Affirm, Valid: valid,
			FromPrecision: geo.ToInstant, Sources: []geo.Source{source}, Recorded: recorded,
		}.Feature(),
		"observation": geo.Observation{
			ID: 9, Enclave: "gaza", Kind: "planned-sector", Title: geo.Text{"en": "Rafah", "ar": "رفح"}, Valid: valid,
			Geometry: orb.Point{34.25, 31.28}, Assessment: assessment, Source: source, Recorded: recorded,
		}.Feature(),
		"place": geo.Place{
			ID: 2, Enclave: "gaza", Name: geo.Text{"en": "Rafah", "he": "רפיח"}, Point: orb.Point{34.25, 31.25}, Rank: 1,
			Source: "GeoNames",
		}.Feature(),
	}
}

func TestWordsAsGeoJSON(t *testing.T) {
	for name, feature := range words() {
		t.Run(name, func(t *testing.T) {
			got, err := geo.AppendFeature(nil, feature)
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", strings.ReplaceAll(name, " ", "-")+".geojson")
			if updateGoldens() {
				if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)+"\n"); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			var read geojson.Feature
			if err := json.Unmarshal(got, &read); err != nil {
				t.Errorf("an independent reader refuses it: %v", err)
			}
		})
	}
}

func TestACollectionHasTheBBoxOfItsFeatures(t *testing.T) {
	got, err := geo.AppendCollection(nil, []geo.Feature{
		{ID: "a", Geometry: orb.Point{34.25, 31.28}}, {Geometry: nil}, {Geometry: orb.LineString{{34.5, 31.5}, {34.1, 31.6}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"type":"FeatureCollection","bbox":[34.1,31.28,34.5,31.6],"features":[` +
		`{"type":"Feature","id":"a","bbox":[34.25,31.28,34.25,31.28],"geometry":{"type":"Point","coordinates":[34.25,31.28]},"properties":{}},` +
		`{"type":"Feature","geometry":null,"properties":{}},` +
		`{"type":"Feature","bbox":[34.1,31.5,34.5,31.6],"geometry":{"type":"LineString","coordinates":[[34.5,31.5],[34.1,31.6]]},"properties":{}}]}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	empty, err := geo.AppendCollection(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := geo.CollectionHead + geo.CollectionTail; string(empty) != want {
		t.Errorf("an empty collection: got %s, want %s", empty, want)
	}
}

func TestDigitsOfCoordinates(t *testing.T) {
	tests := []struct {
		name    string
		degrees float64
		want    string
	}{
		{"seven decimals", 34.1234567, "34.1234567"},
		{"more are rounded", 34.12345678, "34.1234568"},
		{"trailing zeros are left out", 34.12, "34.12"},
		{"zeros inside stay", 34.0000001, "34.0000001"},
		{"a zero between", 34.1000001, "34.1000001"},
		{"a whole degree", 34, "34"},
		{"the noise of a sum", 0.1 + 0.2, "0.3"},
		{"a small negative", -0.0000001, "-0.0000001"},
		{"nothing", 0, "0"},
		{"a negative zero", math.Copysign(0, -1), "0"},
		{"less than half a unit", -0.00000004, "0"},
		{"the western end", -180, "-180"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := geo.AppendGeometry(nil, orb.Point{tt.degrees, 0})
			if err != nil {
				t.Fatal(err)
			}
			if want := `{"type":"Point","coordinates":[` + tt.want + `,0]}`; string(got) != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestEveryGridPointComesBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Int64Range(-180*geo.GridPerDegree, 180*geo.GridPerDegree).Draw(t, "x")
		y := rapid.Int64Range(-90*geo.GridPerDegree, 90*geo.GridPerDegree).Draw(t, "y")
		written, err := geo.AppendGeometry(nil, geo.FromGrid(x, y))
		if err != nil {
			t.Fatal(err)
		}
		read, err := geo.ParseGeometry(written)
		if err != nil {
			t.Fatal(err)
		}
		if gotX, gotY := geo.ToGrid(read.(orb.Point)); gotX != x || gotY != y {
			t.Fatalf("%s: got %d, %d, want %d, %d", written, gotX, gotY, x, y)
		}
	})
}

func TestWindingIsRightHanded(t *testing.T) {
	p := orb.Polygon{reversed(box(0, 0, 9, 9)), box(1, 1, 2, 2)}
	written, err := geo.AppendGeometry(nil, orb.MultiPolygon{p})
	if err != nil {
		t.Fatal(err)
	}
	read, err := geo.ParseGeometry(written)
	if err != nil {
		t.Fatal(err)
	}
	want := orb.MultiPolygon{{box(0, 0, 9, 9), reversed(box(1, 1, 2, 2))}}
	if got := read.(orb.MultiPolygon); got[0][0].Orientation() != orb.CCW || got[0][1].Orientation() != orb.CW {
		t.Errorf("got %v, want %v", got, want)
	}
	if p[0].Orientation() != orb.CW {
		t.Error("writing must not turn the caller's ring")
	}
}

func TestGeometriesThatCannotBeWritten(t *testing.T) {
	for name, g := range map[string]orb.Geometry{
		"not a number":             orb.Point{math.NaN(), 31},
		"infinite":                 orb.LineString{{34, 31}, {math.Inf(1), 31}},
		"inside a collection":      orb.Collection{orb.Point{34, 31}, orb.MultiPolygon{{{{34, math.NaN()}}}}},
		"not degrees":              orb.MultiPoint{{680000, 3480000}},
		"in a set of lines":        orb.MultiLineString{{{math.NaN(), 0}}},
		"in a box":                 orb.Bound{Min: orb.Point{math.NaN(), 0}},
		"in a ring of its own":     orb.Ring{{math.NaN(), 0}},
		"in a polygon of one ring": orb.Polygon{{{math.NaN(), 0}}},
	} {
		if got, err := geo.AppendGeometry(nil, g); !errors.Is(err, geo.ErrInvalid) {
			t.Errorf("%s: must be refused, got %s", name, got)
		}
	}
	for name, value := range map[string]any{"a number": math.NaN(), "a function": func() {}} {
		f := geo.Feature{Properties: []geo.Property{{Name: "value", Value: value}}}
		if got, err := geo.AppendFeature(nil, f); !errors.Is(err, geo.ErrInvalid) {
			t.Errorf("%s that JSON cannot hold must be refused, got %s", name, got)
		}
	}
}

func TestEveryKindOfGeometryRoundTrips(t *testing.T) {
	ring := box(34.25, 31.25, 34.5, 31.5)
	for _, g := range []orb.Geometry{
		orb.Point{34.25, 31.25},
		orb.MultiPoint{{34.25, 31.25}, {34.5, 31.5}},
		orb.LineString{{34.25, 31.25}, {34.5, 31.5}},
		orb.MultiLineString{{{34.25, 31.25}, {34.5, 31.5}}},
		orb.Polygon{ring},
		orb.MultiPolygon{{ring}},
		orb.Collection{orb.Point{34.25, 31.25}, orb.Polygon{ring}},
	} {
		written, err := geo.AppendGeometry(nil, g)
		if err != nil {
			t.Fatal(err)
		}
		read, err := geo.ParseGeometry(written)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(g, read); diff != "" {
			t.Errorf("%s (-want +got)\n%s", g.GeoJSONType(), diff)
		}
	}
	for name, g := range map[string]orb.Geometry{"a ring": ring, "a box": ring.Bound()} {
		written, err := geo.AppendGeometry(nil, g)
		if err != nil || !strings.HasPrefix(string(written), `{"type":"Polygon"`) {
			t.Errorf("%s must be written as a polygon, got %s, %v", name, written, err)
		}
	}
}

func TestParseFeatureCollection(t *testing.T) {
	features, err := geo.ParseFeatureCollection([]byte(`{"type":"FeatureCollection","name":"foreign","features":[
		{"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[34.25,31.25,80.5]},"properties":{"a":1}},
		{"type":"Feature","geometry":null,"properties":null}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := []geo.ParsedFeature{
		{ID: json.RawMessage("7"), Geometry: orb.Point{34.25, 31.25}, Properties: json.RawMessage(`{"a":1}`)},
		{Properties: json.RawMessage("null")},
	}
	if diff := cmp.Diff(want, features); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestParseFeatureCollectionRefuses(t *testing.T) {
	feature := func(geometry string) string {
		return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":` + geometry + `}]}`
	}
	tests := []struct {
		name, file, rule string
	}{
		{"no JSON", `{"type":`, "is not JSON"},
		{"another type", `{"type":"Feature","features":[]}`, "must be FeatureCollection"},
		{"no features", `{"type":"FeatureCollection"}`, "with features"},
		{"a declared crs", `{"type":"FeatureCollection","features":[],"crs":{}}`, "without a crs"},
		{"a feature that is none", `{"type":"FeatureCollection","features":[{"type":"Point"}]}`, "features[0].type"},
		{"a feature that is a number", `{"type":"FeatureCollection","features":[5]}`, "features[0].feature"},
		{"an unknown geometry", feature(`{"type":"Circle","coordinates":[1,2]}`), `"Circle" is not`},
		{"one number", feature(`{"type":"Point","coordinates":[34]}`), "a longitude and a latitude"},
		{"a null for a number", feature(`{"type":"Point","coordinates":[34,null]}`), "a longitude and a latitude"},
		{"no coordinates", feature(`{"type":"Point"}`), "are not those of a Point"},
		{"words for numbers", feature(`{"type":"Point","coordinates":["34","31"]}`), "are not those of a Point"},
		{"metres", feature(`{"type":"Point","coordinates":[620000,3480000]}`), "in degrees"},
		{"a line of one point", feature(`{"type":"LineString","coordinates":[[34,31]]}`), "two positions"},
		{"a ring that is open", feature(`{"type":"Polygon","coordinates":[[[34,31],[35,31],[35,32],[34,32]]]}`), "the last the same"},
		{"a ring of three", feature(`{"type":"Polygon","coordinates":[[[34,31],[35,31],[34,31]]]}`), "four positions"},
		{"a polygon without rings", feature(`{"type":"Polygon","coordinates":[]}`), "no ring"},
		{"the second polygon of two", feature(`{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[]]}`), "[1] polygon"},
		{"collections in collections", feature(strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 10) + strings.Repeat(`]}`, 10)), "lie in one another"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := geo.ParseFeatureCollection([]byte(tt.file))
			if !errors.Is(err, geo.ErrInvalid) || !strings.Contains(err.Error(), tt.rule) {
				t.Errorf("must be refused with %q, got %v", tt.rule, err)
			}
		})
	}
}

func FuzzParseFeatureCollection(f *testing.F) {
	for _, feature := range words() {
		written, err := geo.AppendCollection(nil, []geo.Feature{feature})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(written)
	}
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[]}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		features, err := geo.ParseFeatureCollection(data)
		if err != nil {
			if !errors.Is(err, geo.ErrInvalid) {
				t.Fatalf("the kind of error is lost: %v", err)
			}
			return
		}
		for _, feature := range features {
			written, err := geo.AppendFeature(nil, geo.Feature{Geometry: feature.Geometry})
			if err != nil {
				t.Fatalf("what was read cannot be written: %v", err)
			}
			if !json.Valid(written) {
				t.Fatalf("not JSON: %s", written)
			}
		}
	})
}

func BenchmarkAppendFeature(b *testing.B) {
	feature := geo.Feature{Geometry: orb.Polygon{densify(box(34.2, 31.2, 34.6, 31.6), 0.0004)}}
	var dst []byte
	for b.Loop() {
		var err error
		if dst, err = geo.AppendFeature(dst[:0], feature); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(dst)))
}
