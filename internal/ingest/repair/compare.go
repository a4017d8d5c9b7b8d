package repair

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/ingest/report"
)

// change is what noding did to polygons.
type change struct {
	crossings, lost int
	where           *orb.Point
}

// vertex is a place on the grid.
type vertex struct{ x, y int64 }

func vertexOf(p orb.Point) vertex {
	x, y := geo.ToGrid(p)
	return vertex{x, y}
}

func (v vertex) compare(w vertex) int { return cmp.Or(cmp.Compare(v.x, w.x), cmp.Compare(v.y, w.y)) }

// sameRings reports whether noded polygons have the rings that they were made of, on the grid. Valid ground can be
// written as rings in one way only, up to the vertex at which a ring begins (OGC 06-103r4 section 6.1.11.1), and what is
// noded is valid; so given polygons of the same rings are valid as they stand. The same vertices would not do: a ring
// that runs back on itself along a straight edge has those of the ground that it encloses, in another order.
func sameRings(given, made orb.MultiPolygon) bool {
	return slices.EqualFunc(rotatedRings(given), rotatedRings(made), func(a, b rotated) bool { return a.compare(b) == 0 })
}

// rotated is a closed ring that is read from its least vertex on. Where that is one of several, as in no valid ring, it
// is any of them.
type rotated struct {
	ring  orb.Ring
	start int
}

// rotatedRings returns the rings of polygons in an order that does not depend on where they begin.
func rotatedRings(m orb.MultiPolygon) []rotated {
	var rings []rotated
	for _, polygon := range m {
		for _, ring := range polygon {
			r := rotated{ring: ring}
			for i := range r.len() {
				if vertexOf(ring[i]).compare(vertexOf(ring[r.start])) < 0 {
					r.start = i
				}
			}
			rings = append(rings, r)
		}
	}
	slices.SortFunc(rings, rotated.compare)
	return rings
}

func (r rotated) len() int { return max(len(r.ring)-1, 0) }

func (r rotated) at(i int) vertex { return vertexOf(r.ring[(r.start+i)%r.len()]) }

func (r rotated) compare(other rotated) int {
	for i := range min(r.len(), other.len()) {
		if order := r.at(i).compare(other.at(i)); order != 0 {
			return order
		}
	}
	return cmp.Compare(r.len(), other.len())
}

// compare tells for people what distinguishes noded polygons from those they were made of, on the grid.
func compare(given, made orb.MultiPolygon) change {
	number := make(map[vertex]int)
	eachVertex(given, func(v vertex, _ orb.Point) { number[v]++ })
	var c change
	eachVertex(made, func(v vertex, p orb.Point) {
		if number[v]--; number[v] == -1 {
			c.crossings++
			c.mark(p)
		}
	})
	eachVertex(given, func(v vertex, p orb.Point) {
		if number[v] > 0 {
			number[v] = 0
			c.lost++
			c.mark(p)
		}
	})
	if c.where == nil && len(made) > 0 {
		c.mark(made[0][0][0])
	}
	return c
}

// eachVertex visits every vertex of every ring once.
func eachVertex(m orb.MultiPolygon, visit func(vertex, orb.Point)) {
	for _, polygon := range m {
		for _, ring := range polygon {
			for _, p := range ring[:max(len(ring)-1, 0)] {
				visit(vertexOf(p), p)
			}
		}
	}
}

func (c *change) mark(p orb.Point) {
	if c.where == nil {
		c.where = &p
	}
}

// String says what was wrong.
func (c change) String() string {
	var faults []string
	if c.crossings > 0 {
		faults = append(faults, fmt.Sprintf("edges cross or touch at %s", report.Count(c.crossings, "place")))
	}
	if c.lost > 0 {
		faults = append(faults, fmt.Sprintf("%s within overlaps or on edges that cancel out", report.Count(c.lost, "point")))
	}
	if len(faults) == 0 {
		faults = append(faults, "rings touch themselves or one another")
	}
	return strings.Join(faults, ", ")
}
