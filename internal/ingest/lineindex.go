package ingest

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/tidwall/rtree"
)

// lineIndex finds the edges of lines by place, in the units of the lines.
type lineIndex struct {
	lines orb.MultiLineString
	tree  rtree.RTreeG[edgeRef]
}

// edgeRef is the place of an edge: from vertex to the next of a line.
type edgeRef struct{ line, vertex int32 }

// edge is a straight piece of a line.
type edge struct{ from, to orb.Point }

func (e edge) bound() orb.Bound {
	return orb.Bound{
		Min: orb.Point{min(e.from[0], e.to[0]), min(e.from[1], e.to[1])},
		Max: orb.Point{max(e.from[0], e.to[0]), max(e.from[1], e.to[1])},
	}
}

func (e edge) middle() orb.Point {
	return orb.Point{(e.from[0] + e.to[0]) / 2, (e.from[1] + e.to[1]) / 2}
}

func newLineIndex(lines orb.MultiLineString) *lineIndex {
	index := &lineIndex{lines: lines}
	for i, line := range lines {
		for j := range max(len(line)-1, 0) {
			ref := edgeRef{int32(i), int32(j)}
			bound := index.edge(ref).bound()
			index.tree.Insert(bound.Min, bound.Max, ref)
		}
	}
	return index
}

func (x *lineIndex) edge(ref edgeRef) edge {
	line := x.lines[ref.line]
	return edge{line[ref.vertex], line[ref.vertex+1]}
}

// along returns the edges that lie within a distance of an edge of the ground, and few others; those that follow one
// another as one line.
func (x *lineIndex) along(ground orb.MultiPolygon, distance float64) orb.MultiLineString {
	var found []edgeRef
	search := func(around orb.Bound) {
		around = around.Pad(distance)
		x.tree.Search(around.Min, around.Max, func(_, _ [2]float64, ref edgeRef) bool {
			found = append(found, ref)
			return true
		})
	}
	for _, ring := range ringsOf(ground) {
		eachStretch(ring, distance, search)
	}
	slices.SortFunc(found, func(a, b edgeRef) int { return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.vertex, b.vertex)) })
	return x.chained(slices.Compact(found))
}

// eachStretch visits the bounds of stretches of a line, each as long as it can be without reaching over a distance,
// and at least one edge.
func eachStretch(line orb.LineString, distance float64, visit func(orb.Bound)) {
	for i := 1; i < len(line); {
		stretch := edge{line[i-1], line[i]}.bound()
		for i++; i < len(line); i++ {
			longer := stretch.Extend(line[i])
			if max(longer.Max[0]-longer.Min[0], longer.Max[1]-longer.Min[1]) > distance {
				break
			}
			stretch = longer
		}
		visit(stretch)
	}
}

// chained returns edges in order as lines, as long as they can be made.
func (x *lineIndex) chained(refs []edgeRef) orb.MultiLineString {
	var lines orb.MultiLineString
	for i := 0; i < len(refs); {
		j := i + 1
		for j < len(refs) && refs[j].line == refs[i].line && refs[j].vertex == refs[j-1].vertex+1 {
			j++
		}
		lines = append(lines, x.lines[refs[i].line][refs[i].vertex:refs[j-1].vertex+2])
		i = j
	}
	return lines
}

// near reports whether an edge of the ground lies within a distance of an edge of the index.
func (x *lineIndex) near(ground orb.MultiPolygon, distance float64) bool {
	found := false
	eachEdge(ground, func(e edge) bool {
		found = x.nearEdge(e, distance)
		return !found
	})
	return found
}

func (x *lineIndex) nearEdge(e edge, distance float64) bool {
	found := false
	around := e.bound().Pad(distance)
	x.tree.Search(around.Min, around.Max, func(_, _ [2]float64, ref edgeRef) bool {
		found = e.distance(x.edge(ref)) <= distance
		return !found
	})
	return found
}

// nearPoint reports whether a point lies within a distance of an edge of the index.
func (x *lineIndex) nearPoint(p orb.Point, distance float64) bool {
	return x.nearEdge(edge{p, p}, distance)
}

// enclose reports whether the lines, which must be closed, go round a point an odd number of times: whether a ray to the
// east crosses so many edges. For a point on a line it may say either.
func (x *lineIndex) enclose(p orb.Point) bool {
	odd := false
	x.tree.Search(p, orb.Point{math.Inf(1), p[1]}, func(_, _ [2]float64, ref edgeRef) bool {
		e := x.edge(ref)
		if (e.from[1] > p[1]) != (e.to[1] > p[1]) && p[0] < e.from[0]+(p[1]-e.from[1])/(e.to[1]-e.from[1])*(e.to[0]-e.from[0]) {
			odd = !odd
		}
		return true
	})
	return odd
}

// eachEdge visits the edges of ground until visit reports false.
func eachEdge(ground orb.MultiPolygon, visit func(edge) bool) {
	for _, polygon := range ground {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				if !visit(edge{ring[i-1], ring[i]}) {
					return
				}
			}
		}
	}
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
