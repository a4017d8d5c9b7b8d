package repair

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"splitline/geo"
)

const (
	// clearUnits is how far, in units of the grid, a vertex lies from every edge but its own two where noding changes
	// nothing: further than half the diagonal of a pixel, with room for floating point.
	clearUnits = 1.5
	// pairsPerEdge is how many pairs of edges are looked at for each edge before noding is left to find out.
	pairsPerEdge = 64
	// mostNesting bounds the work of finding out which ring lies in which, in vertices looked at.
	mostNesting = 50_000_000
)

// isClear reports whether polygons are one valid polygon that noding would leave as it is: no edge comes near another
// but at the vertex they share, and holes lie side by side inside the outer ring. It reports false where that takes long
// to say. Most polygons are so, and telling takes a tenth of the time and memory of noding them.
func isClear(polygons orb.MultiPolygon) bool {
	if len(polygons) != 1 || !onGrid(polygons[0]) {
		return false
	}
	polygon := polygons[0]
	return newEdges(polygon).clear() && holesLieInside(polygon)
}

// onGrid reports whether the differences of coordinates are exact in floating point once they are on the grid.
func onGrid(polygon orb.Polygon) bool {
	for _, ring := range polygon {
		for _, p := range ring {
			if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
				return false
			}
		}
	}
	return true
}

// holesLieInside reports whether the holes of a polygon, whose rings do not come near one another, lie inside its outer
// ring and not in one another.
func holesLieInside(polygon orb.Polygon) bool {
	total := 0
	for _, ring := range polygon {
		total += len(ring)
	}
	if (len(polygon)-1)*total > mostNesting {
		return false
	}
	for i, hole := range polygon[1:] {
		if !planar.RingContains(polygon[0], hole[0]) {
			return false
		}
		for j, other := range polygon[1:] {
			if i != j && other.Bound().Contains(hole[0]) && planar.RingContains(other, hole[0]) {
				return false
			}
		}
	}
	return true
}

// edges are those of the rings of a polygon, in units of the grid, with the bounds of runs of them: a tree over the order
// in which they follow one another, which is also one of place.
type edges struct {
	from, to []orb.Point
	// next is the edge that follows on the same ring.
	next []int32
	// levels[0] has the bounds of the edges, each further level those of pairs of the level below.
	levels [][]orb.Bound
}

func newEdges(polygon orb.Polygon) *edges {
	var e edges
	for _, ring := range polygon {
		first := len(e.from)
		for i := 1; i < len(ring); i++ {
			e.from, e.to = append(e.from, gridPoint(ring[i-1])), append(e.to, gridPoint(ring[i]))
			e.next = append(e.next, int32(len(e.from)))
		}
		if len(e.next) > first {
			e.next[len(e.next)-1] = int32(first)
		}
	}
	level := make([]orb.Bound, len(e.from))
	for i, from := range e.from {
		level[i] = orb.Bound{Min: from, Max: from}.Extend(e.to[i])
	}
	for e.levels = append(e.levels, level); len(level) > 1; e.levels = append(e.levels, level) {
		above := make([]orb.Bound, (len(level)+1)/2)
		for i := range above {
			above[i] = level[2*i]
			if 2*i+1 < len(level) {
				above[i] = above[i].Union(level[2*i+1])
			}
		}
		level = above
	}
	return &e
}

func gridPoint(p orb.Point) orb.Point {
	x, y := geo.ToGrid(p)
	return orb.Point{float64(x), float64(y)}
}

// clear reports whether no edge comes near another, as far as can be told by looking at so many pairs.
func (e *edges) clear() bool {
	budget := pairsPerEdge * len(e.from)
	for i := range e.from {
		around := e.levels[0][i].Pad(clearUnits)
		apart := e.search(len(e.levels)-1, 0, around, func(j int) bool {
			budget--
			return budget > 0 && (j <= i || e.apart(i, j))
		})
		if !apart {
			return false
		}
	}
	return true
}

// search visits the edges below a node of the tree whose bounds meet those given, until visit reports false.
func (e *edges) search(level, at int, around orb.Bound, visit func(int) bool) bool {
	if !e.levels[level][at].Intersects(around) {
		return true
	}
	if level == 0 {
		return visit(at)
	}
	for child := 2 * at; child < min(2*at+2, len(e.levels[level-1])); child++ {
		if !e.search(level-1, child, around, visit) {
			return false
		}
	}
	return true
}

// apart reports whether two edges keep clear of each other, but for a vertex that they share.
func (e *edges) apart(i, j int) bool {
	a, b, c, d := e.from[i], e.to[i], e.from[j], e.to[j]
	follows, precedes := int(e.next[i]) == j, int(e.next[j]) == i
	switch {
	case follows && precedes:
		return false
	case follows:
		return clearOf(a, c, d) && clearOf(d, a, b)
	case precedes:
		return clearOf(b, c, d) && clearOf(c, a, b)
	}
	if !clearOf(a, c, d) || !clearOf(b, c, d) || !clearOf(c, a, b) || !clearOf(d, a, b) {
		return false
	}
	cross := side(a, b, c) > 0 != (side(a, b, d) > 0) && side(c, d, a) > 0 != (side(c, d, b) > 0)
	return !cross
}

func clearOf(p, from, to orb.Point) bool {
	return planar.DistanceFromSegmentSquared(from, to, p) >= clearUnits*clearUnits
}

// side is positive for points to the left of the line from a to b and negative for those to its right.
func side(a, b, p orb.Point) float64 { return (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0]) }
