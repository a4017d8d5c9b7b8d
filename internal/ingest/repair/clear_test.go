package repair

import (
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/internal/ingest/report"
)

// TestNodingLeavesWhatIsClear draws polygons on lattices from one unit of the grid to many: those that are called clear
// come out of noding ring by ring as they went in.
func TestNodingLeavesWhatIsClear(t *testing.T) {
	clear := 0
	rapid.Check(t, func(t *rapid.T) {
		step := rapid.SampledFrom([]float64{1, 2, 3, 10, 1e4, 1e6}).Draw(t, "step") / geo.GridPerDegree
		given := drawPolygon(t, step)
		if len(given) == 0 || !isClear(orb.MultiPolygon{given}) {
			return
		}
		clear++
		made, err := noded(orb.MultiPolygon{given})
		if err != nil {
			t.Fatal(err)
		}
		if !sameRings(orb.MultiPolygon{given}, made) {
			t.Fatalf("%v is not left alone: %v", given, made)
		}
	})
	if clear == 0 {
		t.Error("no polygon was clear")
	}
}

// drawPolygon draws up to three rings, closed and turned as the repair does.
func drawPolygon(t *rapid.T, step float64) orb.Polygon {
	var polygon orb.Polygon
	for range rapid.SampledFrom([]int{1, 1, 1, 2, 3}).Draw(t, "rings") {
		var ring orb.Ring
		for range rapid.IntRange(3, 6).Draw(t, "points") {
			x, y := rapid.IntRange(0, 12).Draw(t, "x"), rapid.IntRange(0, 12).Draw(t, "y")
			ring = append(ring, orb.Point{34 + float64(x)*step, 31 + float64(y)*step})
		}
		polygon = append(polygon, ring)
	}
	var faults ringFaults
	return faults.rings(polygon, report.NewLog(&report.Report{}, "test.geojson"))
}

func TestIsClear(t *testing.T) {
	square := func(west, south, east, north float64) orb.Ring {
		return orb.Ring{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}
	}
	hole := func(west, south, east, north float64) orb.Ring {
		ring := square(west, south, east, north)
		ring.Reverse()
		return ring
	}
	cases := []struct {
		name  string
		given orb.MultiPolygon
		want  bool
	}{
		{"a square", orb.MultiPolygon{{square(0, 0, 1, 1)}}, true},
		{"a square with two holes", orb.MultiPolygon{{square(0, 0, 1, 1), hole(0.1, 0.1, 0.2, 0.2), hole(0.3, 0.1, 0.4, 0.2)}}, true},
		{"a hole outside", orb.MultiPolygon{{square(0, 0, 1, 1), hole(2, 2, 3, 3)}}, false},
		{"a hole in a hole", orb.MultiPolygon{{square(0, 0, 1, 1), hole(0.1, 0.1, 0.9, 0.9), hole(0.2, 0.2, 0.3, 0.3)}}, false},
		{"a hole that touches the outer ring", orb.MultiPolygon{{square(0, 0, 1, 1), hole(0, 0.1, 0.2, 0.2)}}, false},
		{"a bow tie", orb.MultiPolygon{{{{0, 0}, {1, 1}, {1, 0}, {0, 1}, {0, 0}}}}, false},
		{"a spike along an edge", orb.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0.3}, {0, 0.4}, {0, 0}}}}, false},
		{"a ring of two edges", orb.MultiPolygon{{{{0, 0}, {1, 0}, {0, 0}}}}, false},
		{"a square thinner than three pixels", orb.MultiPolygon{{square(0, 0, 1, 1e-7)}}, false},
		{"two squares, which may lie anywhere", orb.MultiPolygon{{square(0, 0, 1, 1)}, {square(2, 2, 3, 3)}}, false},
		{"a square off the Earth", orb.MultiPolygon{{square(500, 0, 501, 1)}}, false},
		{"nothing", nil, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := isClear(c.given); got != c.want {
				t.Errorf("clear: %t, want %t", got, c.want)
			}
		})
	}
}

func TestFewPairsOfALongRingAreLookedAt(t *testing.T) {
	const n = 2000
	var ring orb.Ring
	for i := range n {
		ring = append(ring, orb.Point{float64(i % 2), float64(i) / n})
	}
	ring = append(ring, orb.Point{-1, 1}, orb.Point{-1, 0}, ring[0])
	e := newEdges(orb.Polygon{ring})
	pairs := 0
	for i := range e.from {
		e.search(len(e.levels)-1, 0, e.levels[0][i].Pad(clearUnits), func(int) bool {
			pairs++
			return true
		})
	}
	if pairs > 8*n {
		t.Errorf("%d pairs are near for %d edges", pairs, n)
	}
	if !e.clear() {
		t.Error("edges that keep apart are not clear")
	}
}

func TestACrowdOfEdgesIsLeftToNoding(t *testing.T) {
	const n = 2000
	var ring orb.Ring
	for i := range n {
		// Long edges side by side on a slope: the bounds of all of them meet.
		ring = append(ring, orb.Point{float64(i%2) + float64(i)/n/100, float64(i % 2)})
	}
	ring = append(ring, orb.Point{5, 1}, orb.Point{5, -1}, orb.Point{0, -1}, ring[0])
	e := newEdges(orb.Polygon{ring})
	if e.clear() {
		t.Error("a crowd is called clear")
	}
}
