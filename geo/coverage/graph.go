package coverage

import (
	"slices"
)

// link is a straight edge between two vertices with the layers that begin or end there.
type link struct {
	lo, hi int32
	source segment
	layers []int32 // ascending
}

// graph is a planar straight-line graph by half-edges: 2k runs from lo to hi of link k, 2k+1 back. The face of a
// half-edge lies on its left.
type graph struct {
	points []point
	links  []link
	out    []int32 // the half-edges that leave each vertex, counter-clockwise
	start  []int32 // by vertex: where its half-edges begin in out
	slot   []int32 // by half-edge: its place in out
	cycle  []int32 // by half-edge: the walk it is part of
	cycles []cycle
}

// cycle is a walk along the edge of a face, which lies on its left.
type cycle struct {
	first int32 // the half-edge that leaves the lowest of the leftmost vertices
	area2 int64 // doubled, in grid units; positive if the walk is counter-clockwise
}

func newGraph(points []point, links []link) *graph {
	g := &graph{points: points, links: links}
	g.sortAround()
	g.trace()
	return g
}

func (g *graph) origin(h int32) int32 {
	if h&1 == 0 {
		return g.links[h>>1].lo
	}
	return g.links[h>>1].hi
}

func (g *graph) from(h int32) point { return g.points[g.origin(h)] }
func (g *graph) to(h int32) point   { return g.points[g.origin(h^1)] }

// degree is the number of links at a vertex.
func (g *graph) degree(v int32) int32 { return g.start[v+1] - g.start[v] }

// next returns the half-edge that follows along the same face: the first one clockwise from the way back.
func (g *graph) next(h int32) int32 {
	back := h ^ 1
	v, i := g.origin(back), g.slot[back]
	if i == g.start[v] {
		i = g.start[v+1]
	}
	return g.out[i-1]
}

// sortAround files the half-edges under their vertices, counter-clockwise.
func (g *graph) sortAround() {
	g.start = make([]int32, len(g.points)+1)
	for _, l := range g.links {
		g.start[l.lo+1]++
		g.start[l.hi+1]++
	}
	for v := range g.points {
		g.start[v+1] += g.start[v]
	}
	next := slices.Clone(g.start)
	g.out = make([]int32, 2*len(g.links))
	for h := range int32(2 * len(g.links)) {
		v := g.origin(h)
		g.out[next[v]] = h
		next[v]++
	}
	g.slot = make([]int32, len(g.out))
	for v := range g.points {
		around := g.out[g.start[v]:g.start[v+1]]
		if len(around) > 2 {
			slices.SortFunc(around, g.compareAngles)
		}
		for i, h := range around {
			g.slot[h] = g.start[v] + int32(i)
		}
	}
}

// compareAngles orders half-edges of one vertex counter-clockwise from the direction of the x axis.
func (g *graph) compareAngles(h, k int32) int {
	o, p, q := g.from(h), g.to(h), g.to(k)
	if a, b := lowerHalf(o, p), lowerHalf(o, q); a != b {
		return a - b
	}
	return -orient(o, p, q)
}

// lowerHalf is 1 if the direction from o to p is that of an angle from π to below 2π.
func lowerHalf(o, p point) int {
	if p.y < o.y || p.y == o.y && p.x < o.x {
		return 1
	}
	return 0
}

// trace walks every face.
func (g *graph) trace() {
	g.cycle = make([]int32, len(g.out))
	for h := range g.cycle {
		g.cycle[h] = -1
	}
	for h := range int32(len(g.cycle)) {
		if g.cycle[h] < 0 {
			g.cycles = append(g.cycles, g.walk(h, int32(len(g.cycles))))
		}
	}
}

func (g *graph) walk(h, id int32) cycle {
	c := cycle{first: h}
	for g.cycle[h] < 0 {
		g.cycle[h] = id
		p, q := g.from(h), g.to(h)
		c.area2 += int64(p.x)*int64(q.y) - int64(q.x)*int64(p.y)
		if p.compare(g.from(c.first)) < 0 {
			c.first = h
		}
		h = g.next(h)
	}
	return c
}

// around calls visit with each half-edge of a cycle in order.
func (g *graph) around(c int32, visit func(h int32)) {
	first := g.cycles[c].first
	for h := first; ; {
		visit(h)
		if h = g.next(h); h == first {
			return
		}
	}
}
