package tiles_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"pgregory.net/rapid"

	"splitline/tiles"
)

// decode reads a tile with the decoder of package orb, which is not ours.
func decode(t rapid.TB, data []byte) map[string]*mvt.Layer {
	t.Helper()
	layers, err := mvt.Unmarshal(data)
	if err != nil {
		t.Fatalf("decoding a tile of %d bytes: %v", len(data), err)
	}
	byName := make(map[string]*mvt.Layer)
	for _, l := range layers {
		byName[l.Name] = l
	}
	return byName
}

// features returns the features of a layer that may be missing.
func features(layers map[string]*mvt.Layer, name string) []*geojson.Feature {
	if layers[name] == nil {
		return nil
	}
	return layers[name].Features
}

func polygonsOf(t rapid.TB, g orb.Geometry) orb.MultiPolygon {
	t.Helper()
	switch g := g.(type) {
	case orb.Polygon:
		return orb.MultiPolygon{g}
	case orb.MultiPolygon:
		return g
	}
	t.Fatalf("a %s where a polygon was expected", g.GeoJSONType())
	return nil
}

type vertex = [2]int

type way struct{ from, to vertex }

func waysOf(r orb.Ring) []way {
	var ways []way
	for i := 1; i < len(r); i++ {
		ways = append(ways, way{vertex{int(r[i-1][0]), int(r[i-1][1])}, vertex{int(r[i][0]), int(r[i][1])}})
	}
	return ways
}

// doubledArea is positive for rings that wind as exterior rings of a tile must.
func doubledArea(r orb.Ring) int {
	sum := 0
	for _, w := range waysOf(r) {
		sum += w.from[0]*w.to[1] - w.to[0]*w.from[1]
	}
	return sum
}

// alongBorder reports whether an edge runs along the border of the buffer.
func alongBorder(w way) bool {
	for axis := range 2 {
		for _, border := range []int{-tiles.Buffer, tiles.Extent + tiles.Buffer} {
			if w.from[axis] == border && w.to[axis] == border {
				return true
			}
		}
	}
	return false
}

// checkCoverage holds a decoded tile of one date against what makes a coverage: rings wind as they must, areas add up
// to the enclave's, every edge belongs to two zones or to a zone and the enclave, and edges meet at ends alone.
func checkCoverage(t rapid.TB, name string, data []byte) {
	t.Helper()
	layers := decode(t, data)
	sides, used := make(map[way]int), make(map[way]bool)
	total := 0
	for _, f := range features(layers, tiles.ZonesLayer) {
		total += addPolygons(t, name, sides, used, polygonsOf(t, f.Geometry), 1)
	}
	enclave := 0
	for _, f := range features(layers, tiles.EnclaveLayer) {
		enclave += addPolygons(t, name, sides, make(map[way]bool), polygonsOf(t, f.Geometry), -1)
	}
	if total != enclave {
		t.Fatalf("%s: the zones' doubled areas add up to %d, the enclave's is %d", name, total, enclave)
	}
	checkSides(t, name, sides)
	checkPlanar(t, name, used)
}

// addPolygons counts directed edges and returns the doubled area.
func addPolygons(t rapid.TB, name string, sides map[way]int, used map[way]bool, ps orb.MultiPolygon, sign int) int {
	t.Helper()
	total := 0
	for _, p := range ps {
		for i, r := range p {
			area := doubledArea(r)
			if area == 0 || (area > 0) != (i == 0) {
				t.Fatalf("%s: ring %d has doubled area %d", name, i, area)
			}
			total += area
			seen := make(map[vertex]bool)
			for _, w := range waysOf(r) {
				if seen[w.from] {
					t.Fatalf("%s: a ring passes %v twice", name, w.from)
				}
				seen[w.from] = true
				if alongBorder(w) {
					continue
				}
				sides[w] += sign
				sides[way{w.to, w.from}] -= sign
				if sign > 0 && used[w] {
					t.Fatalf("%s: edge %v has two zones on one side", name, w)
				}
				used[w] = true
			}
		}
	}
	return total
}

func checkSides(t rapid.TB, name string, sides map[way]int) {
	t.Helper()
	for w, n := range sides {
		if n != 0 {
			t.Fatalf("%s: edge %v lies on %d more zones on one side than on the other", name, w, n)
		}
	}
}

// checkPlanar fails if two edges share a point that is not an end of both.
func checkPlanar(t rapid.TB, name string, used map[way]bool) {
	t.Helper()
	var ways []way
	for w := range used {
		if w.from[0] > w.to[0] || w.from[0] == w.to[0] && w.from[1] > w.to[1] {
			if used[way{w.to, w.from}] {
				continue
			}
			w = way{w.to, w.from}
		}
		ways = append(ways, w)
	}
	slices.SortFunc(ways, func(v, w way) int { return v.from[0] - w.from[0] })
	for i, v := range ways {
		for _, w := range ways[i+1:] {
			if w.from[0] > v.to[0] {
				break
			}
			if meetBadly(v, w) {
				t.Fatalf("%s: edges %v and %v meet beside their ends", name, v, w)
			}
		}
	}
}

// meetBadly reports whether two edges cross, or an end of one lies within the other.
func meetBadly(v, w way) bool {
	a, b := turn(v, w.from), turn(v, w.to)
	c, d := turn(w, v.from), turn(w, v.to)
	return a*b < 0 && c*d < 0 ||
		a == 0 && withinWay(v, w.from) || b == 0 && withinWay(v, w.to) ||
		c == 0 && withinWay(w, v.from) || d == 0 && withinWay(w, v.to)
}

func turn(w way, p vertex) int {
	return cmp.Compare((w.to[0]-w.from[0])*(p[1]-w.from[1]), (w.to[1]-w.from[1])*(p[0]-w.from[0]))
}

// withinWay reports whether a point of the edge's line lies on it and is not an end.
func withinWay(w way, p vertex) bool {
	if p == w.from || p == w.to {
		return false
	}
	return min(w.from[0], w.to[0]) <= p[0] && p[0] <= max(w.from[0], w.to[0]) &&
		min(w.from[1], w.to[1]) <= p[1] && p[1] <= max(w.from[1], w.to[1])
}

// tilesOf returns the addresses of a zoom that the bound meets, at most limit of them, spread evenly.
func tilesOf(bound orb.Bound, zoom tiles.Zoom, limit int) []tiles.Address {
	first := tiles.AddressAt(orb.Point{bound.Min[0], bound.Max[1]}, zoom)
	last := tiles.AddressAt(orb.Point{bound.Max[0], bound.Min[1]}, zoom)
	var all []tiles.Address
	for x := first.X; x <= last.X; x++ {
		for y := first.Y; y <= last.Y; y++ {
			all = append(all, tiles.Address{Z: zoom, X: x, Y: y})
		}
	}
	if len(all) <= limit {
		return all
	}
	var some []tiles.Address
	for i := range limit {
		some = append(some, all[i*len(all)/limit])
	}
	return some
}

func newSet(t rapid.TB, c tiles.Content) *tiles.Set {
	t.Helper()
	set, err := tiles.NewSet(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// checkSet checks tiles of a set at the given zooms and dates.
func checkSet(t rapid.TB, set *tiles.Set, dates []time.Time, perZoom int, zooms []tiles.Zoom) {
	t.Helper()
	for _, zoom := range zooms {
		for _, a := range tilesOf(set.Bound(), zoom, perZoom) {
			for _, date := range dates {
				data, err := set.Encode(context.Background(), a, tiles.At(date))
				if err != nil {
					t.Fatal(err)
				}
				checkCoverage(t, fmt.Sprintf("%s on %s", a, date.Format(time.DateOnly)), data)
			}
		}
	}
}

func everyZoom() []tiles.Zoom {
	var zooms []tiles.Zoom
	for z := tiles.MinZoom; z <= tiles.MaxZoom; z++ {
		zooms = append(zooms, z)
	}
	return zooms
}
