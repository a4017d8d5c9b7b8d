package split

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// outline returns the ground of faces that are joined by edges as a polygon without inner edges: the outer ring
// counter-clockwise, holes clockwise, both closed. A ring never visits a vertex twice, so a hole may touch the outer
// ring or another hole at a vertex (OGC 06-103r4 section 6.1.11.1).
//
// Faces that are not joined give one polygon for each outer ring.
func (m *mesh) outline(faces []int) orb.MultiPolygon {
	var outer orb.MultiPolygon
	var holes []orb.Ring
	for _, ring := range m.rings(faces) {
		if ring.Orientation() == orb.CCW {
			outer = append(outer, orb.Polygon{ring})
		} else {
			holes = append(holes, ring)
		}
	}
	if len(outer) == 1 {
		outer[0] = append(outer[0], holes...)
		return outer
	}
	for _, hole := range holes {
		if i := shellOf(outer, hole); i >= 0 {
			outer[i] = append(outer[i], hole)
		}
	}
	return outer
}

// shellOf returns the place of the outer ring with the smallest extent that covers the hole's, or -1.
func shellOf(outer orb.MultiPolygon, hole orb.Ring) int {
	best, width := -1, math.Inf(1)
	inner := hole.Bound()
	for i, p := range outer {
		b := p[0].Bound()
		if w := b.Right() - b.Left(); w < width && b.Contains(inner.Min) && b.Contains(inner.Max) {
			best, width = i, w
		}
	}
	return best
}

// rings walks the edges that bound the faces, keeping the ground on the left.
func (m *mesh) rings(faces []int) []orb.Ring {
	leaving := m.bounding(faces)
	starts := make([]node, 0, len(leaving))
	for n := range leaving {
		starts = append(starts, n)
	}
	slices.SortFunc(starts, func(a, b node) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y)) })
	var rings []orb.Ring
	for _, start := range starts {
		for len(leaving[start]) > 0 {
			rings = append(rings, splitRing(walk(leaving, start))...)
		}
	}
	return rings
}

// bounding returns the edges that have one of the faces on one side alone, as the vertices they lead to, by the vertex
// they leave.
func (m *mesh) bounding(faces []int) map[node][]node {
	inside := make(map[int]bool, len(faces))
	for _, f := range faces {
		inside[f] = true
	}
	leaving := make(map[node][]node)
	for _, f := range faces {
		for _, i := range m.around[f] {
			e := m.edges[i]
			if inside[e.left] == inside[e.right] {
				continue
			}
			from, to := e.a, e.b
			if inside[e.right] {
				from, to = to, from
			}
			leaving[from] = append(leaving[from], to)
		}
	}
	return leaving
}

// walk follows edges from a vertex until it is back, taking them out. Where several leave a vertex it takes the first
// one clockwise from where it came, which bounds the same wedge of ground.
func walk(leaving map[node][]node, start node) []node {
	path := []node{start}
	from, at := start, take(leaving, start, 0)
	for at != start {
		path = append(path, at)
		from, at = at, take(leaving, at, clockwise(from, at, leaving[at]))
	}
	return path
}

func take(leaving map[node][]node, n node, i int) node {
	to := leaving[n][i]
	leaving[n] = slices.Delete(leaving[n], i, i+1)
	return to
}

// clockwise returns which of the vertices around at comes first, turning clockwise from the vertex from.
func clockwise(from, at node, around []node) int {
	best, least := 0, math.Inf(1)
	back := math.Atan2(float64(from.y-at.y), float64(from.x-at.x))
	for i, n := range around {
		turn := back - math.Atan2(float64(n.y-at.y), float64(n.x-at.x))
		if turn <= 0 {
			turn += 2 * math.Pi
		}
		if turn < least {
			best, least = i, turn
		}
	}
	return best
}

// splitRing cuts a closed walk where it visits a vertex again, and closes the rings.
func splitRing(path []node) []orb.Ring {
	var rings []orb.Ring
	var open []node
	at := make(map[node]int, len(path))
	for _, n := range append(path, path[0]) {
		i, again := at[n]
		if !again {
			at[n] = len(open)
			open = append(open, n)
			continue
		}
		rings = append(rings, closeRing(open[i:]))
		for _, left := range open[i+1:] {
			delete(at, left)
		}
		open = open[:i+1]
	}
	return rings
}

func closeRing(nodes []node) orb.Ring {
	ring := make(orb.Ring, 0, len(nodes)+1)
	for _, n := range nodes {
		ring = append(ring, n.point())
	}
	return append(ring, ring[0])
}
