package tiles_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/tiles"
)

// number returns an attribute that is a number, or −1.
func number(f *geojson.Feature, key string) int64 {
	if n, ok := f.Properties[key].(float64); ok {
		return int64(n)
	}
	return -1
}

func TestAnInstantIsAnsweredByTheRowsThatHoldThen(t *testing.T) {
	set := newSet(t, village())
	a := tiles.AddressAt(orb.Point{34.25, 31.25}, 9)
	day := 24 * time.Hour
	for _, test := range []struct {
		name string
		span tiles.Span
		want []int64 // the starts of the rows, in days after the first date
	}{
		{"before the first date there are none", tiles.At(firstDate.Add(-time.Second)), nil},
		{"the first date", tiles.At(firstDate), []int64{0, 0, 0}},
		{"the last instant before a change", tiles.At(firstDate.Add(day - time.Millisecond)), []int64{0, 0, 0}},
		{"a moment of change has the later state alone", tiles.At(firstDate.Add(day)), []int64{0, 1, 1}},
		{"an interval that ends before a change", tiles.Asked(geo.Question{From: firstDate, To: firstDate.Add(day - time.Second)}), []int64{0, 0, 0}},
		{"an interval that reaches a change", tiles.Asked(geo.Question{From: firstDate, To: firstDate.Add(day)}), []int64{0, 0, 0, 1, 1}},
		{"an interval that begins at a change", tiles.Asked(geo.Question{From: firstDate.Add(day)}), []int64{0, 1, 1}},
		{"an interval without a start", tiles.Asked(geo.Question{To: firstDate}), []int64{0, 0, 0}},
		{"an interval without ends", tiles.Asked(geo.Question{}), []int64{0, 0, 0, 1, 1}},
		{"all dates, by pieces of ground", tiles.AllDates(), []int64{0, 0, 0, 0, 0, 1, 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []int64
			for _, f := range features(decode(t, encode(t, set, a, test.span)), tiles.ZonesLayer) {
				got = append(got, (number(f, "from")-firstDate.Unix())/86400)
			}
			slices.Sort(got)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Fatalf("starts of rows (-want +got):\n%s", diff)
			}
		})
	}
}

// wholeTile returns a tile of the deepest zoom that holds the bound.
func wholeTile(bound orb.Bound) tiles.Address {
	for zoom := tiles.MaxZoom; ; zoom-- {
		if all := tilesOf(bound, zoom, 9); len(all) == 1 {
			return all[0]
		}
	}
}

func TestZonesHaveTheIDsControllersAndIntervalsOfTheRows(t *testing.T) {
	content := quilt{columns: 4, rows: 5, vertices: 20, dates: 5, moving: 0.3, seed: 4}.content()
	describe := func(id int64, controller any, from, to int64) string {
		return fmt.Sprintf("%d %v %d %d", id, controller, from, to)
	}
	var want []string
	for _, z := range content.Zones {
		to := int64(-1)
		if !z.Valid.Open() {
			to = z.Valid.To.Unix()
		}
		want = append(want, describe(int64(z.ID), z.Label.Controller, z.Valid.From.Unix(), to))
	}
	set := newSet(t, content)
	layers := decode(t, encode(t, set, wholeTile(set.Bound()), tiles.Asked(geo.Question{})))
	for _, layer := range []string{tiles.ZonesLayer, tiles.LabelsLayer} {
		var got []string
		for _, f := range features(layers, layer) {
			got = append(got, describe(number(f, "id"), f.Properties["controller"], number(f, "from"), number(f, "to")))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", layer, diff)
		}
	}
}

func TestFrontlinesOfADateAreThoseOfTheCoverage(t *testing.T) {
	content := quilt{columns: 4, rows: 5, vertices: 20, dates: 5, moving: 0.3, seed: 4}.content()
	set := newSet(t, content)
	for d := range 5 {
		at := firstDate.AddDate(0, 0, d)
		want := make(map[string]float64)
		for _, f := range coverage.Frontlines(content.Zones) {
			if f.Valid.Contains(at) {
				want[string(f.A+"|"+f.B)] += tileLength(set, f.Line)
			}
		}
		got := make(map[string]float64)
		for _, f := range features(decode(t, encode(t, set, wholeTile(set.Bound()), tiles.At(at))), tiles.FrontlinesLayer) {
			got[fmt.Sprintf("%v|%v", f.Properties["a"], f.Properties["b"])] += planarLength(f.Geometry)
		}
		if !slices.Equal(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))) {
			t.Fatalf("day %d: frontlines %v, want %v", d, got, want)
		}
		for pair, length := range want {
			if r := got[pair] / length; r < 0.9 || r > 1.01 {
				t.Errorf("day %d: frontline %s is %.0f units long, want %.0f", d, pair, got[pair], length)
			}
		}
	}
}

// tileLength returns the length of lines in units of the tile that holds the whole set.
func tileLength(set *tiles.Set, lines orb.MultiLineString) float64 {
	a := wholeTile(set.Bound())
	b := a.Bound()
	projected := lines.Clone()
	for _, l := range projected {
		for i, p := range l {
			l[i] = orb.Point{
				(p[0] - b.Min[0]) / (b.Max[0] - b.Min[0]) * tiles.Extent,
				(p[1] - b.Min[1]) / (b.Max[1] - b.Min[1]) * tiles.Extent,
			}
		}
	}
	return planarLength(projected)
}

func planarLength(g orb.Geometry) float64 {
	var lines orb.MultiLineString
	switch g := g.(type) {
	case orb.LineString:
		lines = orb.MultiLineString{g}
	case orb.MultiLineString:
		lines = g
	}
	sum := 0.0
	for _, l := range lines {
		for i := 1; i < len(l); i++ {
			sum += planar.Distance(l[i-1], l[i])
		}
	}
	return sum
}

func TestFrontlinesHaveAOnTheLeft(t *testing.T) {
	set := newSet(t, village())
	layers := decode(t, encode(t, set, wholeTile(set.Bound()), tiles.At(firstDate)))
	right := make(map[way]any)
	for _, f := range features(layers, tiles.ZonesLayer) {
		for _, p := range polygonsOf(t, f.Geometry) {
			for _, r := range p {
				for _, w := range waysOf(r) {
					right[w] = f.Properties["controller"]
				}
			}
		}
	}
	for _, f := range features(layers, tiles.FrontlinesLayer) {
		for _, w := range waysOf(orb.Ring(f.Geometry.(orb.LineString))) {
			if right[way{w.to, w.from}] != f.Properties["a"] || right[w] != f.Properties["b"] {
				t.Errorf("%v has %v on its left and %v on its right, want %v and %v",
					w, right[way{w.to, w.from}], right[w], f.Properties["a"], f.Properties["b"])
			}
		}
	}
}

func TestEveryZoneHasOneLabelInsideItAtEveryZoom(t *testing.T) {
	q := quilt{columns: 2, rows: 2, vertices: 30, dates: 2, moving: 0.5, islands: true, seed: 9}
	set := newSet(t, q.content())
	for _, zoom := range []tiles.Zoom{0, 3, 6, 8, 9, 10, 11} {
		checkLabels(t, set, []time.Time{firstDate, firstDate.AddDate(0, 0, 1)}, zoom)
	}
}

// checkLabels fails unless each zone of a date and zoom has one label in one tile, inside the zone, in the tile of the
// date and in that of all dates. Sets of many tiles are passed over.
func checkLabels(t rapid.TB, set *tiles.Set, dates []time.Time, zoom tiles.Zoom) {
	t.Helper()
	addresses := tilesOf(set.Bound(), zoom, 100)
	if len(addresses) == 100 {
		return
	}
	for _, at := range dates {
		for _, span := range []tiles.Span{tiles.AllDates(), tiles.At(at)} {
			zones, labels := make(map[int64]bool), make(map[int64]int)
			for _, a := range addresses {
				layers := decode(t, encode(t, set, a, span))
				for _, f := range features(layers, tiles.ZonesLayer) {
					zones[number(f, "id")] = zones[number(f, "id")] || holdsAt(f, at)
				}
				for _, f := range features(layers, tiles.LabelsLayer) {
					if holdsAt(f, at) {
						labels[number(f, "id")]++
						requireInside(t, a, layers, f, at)
					}
				}
			}
			for id, holds := range zones {
				if holds != (labels[id] == 1) || labels[id] > 1 {
					t.Errorf("zoom %d on %v: zone %d has %d labels", zoom, at, id, labels[id])
				}
			}
		}
	}
}

func rowName(f *geojson.Feature) string {
	return fmt.Sprintf("%d from %d", number(f, "id"), number(f, "from"))
}

// requireInside fails unless a label lies in its tile and inside its zone or on its edge.
func requireInside(t rapid.TB, a tiles.Address, layers map[string]*mvt.Layer, label *geojson.Feature, at time.Time) {
	t.Helper()
	p := label.Geometry.(orb.Point)
	if p[0] < 0 || p[1] < 0 || p[0] >= tiles.Extent || p[1] >= tiles.Extent {
		t.Errorf("%v: the label of %s lies at %v", a, rowName(label), p)
	}
	for _, f := range features(layers, tiles.ZonesLayer) {
		if number(f, "id") == number(label, "id") && holdsAt(f, at) && holdsPoint(polygonsOf(t, f.Geometry), p) {
			return
		}
	}
	t.Errorf("%v: the label of %s at %v lies outside its zone", a, rowName(label), p)
}

// holdsPoint reports whether a grid point lies inside one of the polygons or on its edge, exactly.
func holdsPoint(ps orb.MultiPolygon, p orb.Point) bool {
	at := vertex{int(p[0]), int(p[1])}
	for _, polygon := range ps {
		inside := false
		for _, r := range polygon {
			for _, w := range waysOf(r) {
				side := turn(w, at)
				if side == 0 && (at == w.from || at == w.to || withinWay(w, at)) {
					return true
				}
				if (w.from[1] > at[1]) != (w.to[1] > at[1]) && (side > 0) == (w.to[1] > w.from[1]) {
					inside = !inside
				}
			}
		}
		if inside {
			return true
		}
	}
	return false
}

func TestTileJSONDescribesTheLayers(t *testing.T) {
	bound := orb.Bound{Min: orb.Point{34.2, 31.2}, Max: orb.Point{34.6, 31.6}}
	described := tiles.Describe("Gaza", "© somebody", "https://example.org/tiles/gaza/reported/{z}/{x}/{y}.mvt?revision=3", bound)
	data, err := json.Marshal(described)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"tilejson":"3.0.0"`, `{z}/{x}/{y}.mvt?revision=3"`, `"minzoom":0`, `"maxzoom":14`, `"bounds":[34.2,31.2,34.6,31.6]`,
		`"id":"zones"`, `"id":"frontlines"`, `"id":"labels"`, `"id":"observations"`, `"id":"enclave"`, `"center":[34.4,31.4,10]`,
	} {
		if !strings.Contains(string(data), want) {
			t.Errorf("no %s in %s", want, data)
		}
	}
	set := newSet(t, village())
	layers := decode(t, encode(t, set, wholeTile(set.Bound()), tiles.AllDates()))
	for _, l := range described.VectorLayers {
		for _, f := range features(layers, l.ID) {
			for key := range f.Properties {
				if _, known := l.Fields[key]; !known {
					t.Errorf("layer %s has the field %s, which is not described", l.ID, key)
				}
			}
		}
		if len(features(layers, l.ID)) == 0 {
			t.Errorf("layer %s has no features", l.ID)
		}
	}
}
