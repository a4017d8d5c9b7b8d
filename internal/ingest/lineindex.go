package ingest

import (
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/tidwall/rtree"
)

// lineIndex finds the edges of lines by place, in the units of the lines.
type lineIndex struct {
	tree rtree.RTreeG[edge]
}

// edge is a straight piece of a line.
type edge struct{ from, to orb.Point }

func (e edge) bound() orb.Bound { return orb.MultiPoint{e.from, e.to}.Bound() }

func newLineIndex(lines orb.MultiLineString) *lineIndex {
	index := &lineIndex{}
	for _, line := range lines {
		for i := 1; i < len(line); i++ {
			e := edge{line[i-1], line[i]}
			index.tree.Insert(e.bound().Min, e.bound().Max, e)
		}
	}
	return index
}

// within returns the edges whose bounds meet a bound, each as a line of its own.
func (x *lineIndex) within(bound orb.Bound) orb.MultiLineString {
	var lines orb.MultiLineString
	x.tree.Search(bound.Min, bound.Max, func(_, _ [2]float64, e edge) bool {
		lines = append(lines, orb.LineString{e.from, e.to})
		return true
	})
	return lines
}

// near reports whether an edge of the ground lies within a distance of an edge of the index.
func (x *lineIndex) near(ground orb.MultiPolygon, distance float64) bool {
	for _, polygon := range ground {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				if x.nearEdge(edge{ring[i-1], ring[i]}, distance) {
					return true
				}
			}
		}
	}
	return false
}

func (x *lineIndex) nearEdge(e edge, distance float64) bool {
	found := false
	around := e.bound().Pad(distance)
	x.tree.Search(around.Min, around.Max, func(_, _ [2]float64, other edge) bool {
		found = e.distance(other) <= distance
		return !found
	})
	return found
}

// distance returns the planar distance of two edges: 0 if they cross, else that of an end to the other edge.
func (e edge) distance(f edge) float64 {
	if e.crosses(f) {
		return 0
	}
	return min(
		planar.DistanceFromSegment(e.from, e.to, f.from), planar.DistanceFromSegment(e.from, e.to, f.to),
		planar.DistanceFromSegment(f.from, f.to, e.from), planar.DistanceFromSegment(f.from, f.to, e.to),
	)
}

// crosses reports whether the ends of each edge lie on different sides of the other.
func (e edge) crosses(f edge) bool {
	return e.side(f.from)*e.side(f.to) < 0 && f.side(e.from)*f.side(e.to) < 0
}

// side is positive for points to the left of the edge and negative for those to its right.
func (e edge) side(p orb.Point) float64 {
	return (e.to[0]-e.from[0])*(p[1]-e.from[1]) - (e.to[1]-e.from[1])*(p[0]-e.from[0])
}
