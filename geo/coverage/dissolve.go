package coverage

import "slices"

// nothing is the paint of ground that is not part of the coverage.
const nothing = int32(-1)

// patch is one connected piece of ground of one paint: its rings without the closing point.
type patch struct {
	paint int32
	rings []ring // the outer ring first, counter-clockwise; then the holes, clockwise
	faces []int32
}

// ring is a closed walk; source[i] is the line that the link from points[i] to the next point is measured against.
type ring struct {
	points []point
	source []segment
}

// dissolve joins faces of one paint that share a link and returns the pieces of ground that have a paint.
func (a *arrangement) dissolve(paint []int32) []patch {
	joined := newSets(len(a.covers))
	var kept []link
	var was []int32 // by link kept: its number in a
	for k, l := range a.links {
		left, right := a.sides(int32(k))
		if paint[left] == paint[right] {
			joined.unite(left, right)
			continue
		}
		kept, was = append(kept, l), append(was, int32(k))
	}
	g := a.graph
	if len(kept) < len(a.links) {
		g = newGraph(a.points, kept)
	}
	patches := make(map[int32]*patch)
	var order []*patch
	for _, c := range g.cycles {
		root := joined.find(a.face[a.cycle[2*was[c.first>>1]+c.first&1]])
		if paint[root] == nothing {
			continue
		}
		p := patches[root]
		if p == nil {
			p = &patch{paint: paint[root]}
			patches[root], order = p, append(order, p)
		}
		p.rings = append(p.rings, g.rings(c.first)...)
	}
	for f := range a.covers {
		if p := patches[joined.find(int32(f))]; p != nil {
			p.faces = append(p.faces, int32(f))
		}
	}
	return finished(order)
}

func finished(order []*patch) []patch {
	patches := make([]patch, len(order))
	for i, p := range order {
		for j := range p.rings {
			p.rings[j].normalise()
		}
		slices.SortFunc(p.rings, compareRings)
		patches[i] = *p
	}
	return patches
}

// compareRings puts the outer ring, the one that is counter-clockwise, first and orders holes by where they start.
func compareRings(r, s ring) int {
	if a, b := r.area2() > 0, s.area2() > 0; a != b {
		if a {
			return -1
		}
		return 1
	}
	return slices.CompareFunc(r.points, s.points, point.compare)
}

// rings splits a cycle where it comes by a vertex again, so that each ring is simple: a hole that touches the outer
// ring at a vertex is part of the same cycle.
func (g *graph) rings(first int32) []ring {
	var rings []ring
	var path []int32
	at := make(map[int32]int)
	for h := first; ; {
		if v := g.origin(h); g.degree(v) > 2 {
			if i, visited := at[v]; visited {
				rings = append(rings, g.ring(path[i:]))
				for _, k := range path[i:] {
					delete(at, g.origin(k))
				}
				path = path[:i]
			}
			at[v] = len(path)
		}
		path = append(path, h)
		if h = g.next(h); h == first {
			return append(rings, g.ring(path))
		}
	}
}

func (g *graph) ring(path []int32) ring {
	r := ring{points: make([]point, len(path)), source: make([]segment, len(path))}
	for i, h := range path {
		r.points[i], r.source[i] = g.from(h), g.links[h>>1].source
	}
	return r
}

// normalise turns the ring so that it starts at its lowest leftmost point.
func (r *ring) normalise() {
	first := 0
	for i, p := range r.points {
		if p.compare(r.points[first]) < 0 {
			first = i
		}
	}
	r.points = append(r.points[first:len(r.points):len(r.points)], r.points[:first]...)
	r.source = append(r.source[first:len(r.source):len(r.source)], r.source[:first]...)
}

// area2 is the doubled area of the ring, positive if it is counter-clockwise.
func (r ring) area2() int64 {
	var sum int64
	for i, p := range r.points {
		q := r.points[(i+1)%len(r.points)]
		sum += int64(p.x)*int64(q.y) - int64(q.x)*int64(p.y)
	}
	return sum
}

// sets are disjoint sets of numbers.
type sets struct{ parent []int32 }

func newSets(n int) sets {
	s := sets{make([]int32, n)}
	for i := range s.parent {
		s.parent[i] = int32(i)
	}
	return s
}

func (s sets) find(i int32) int32 {
	for s.parent[i] != i {
		s.parent[i] = s.parent[s.parent[i]]
		i = s.parent[i]
	}
	return i
}

func (s sets) unite(i, j int32) { s.parent[s.find(i)] = s.find(j) }
