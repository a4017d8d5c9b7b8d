package change

import (
	"cmp"
	"fmt"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// label numbers who holds ground within one coverage.
type label = int32

const (
	// nobody is the label of ground outside a coverage.
	nobody label = 0
	// unknown stands where a label is not found yet.
	unknown label = -1
)

// farthest is how many grid units a vertex may lie from the middle: then products of differences fit an int64.
const farthest = 1 << 29

// node is a vertex in grid units from the middle of the ground.
type node struct{ x, y int64 }

// compare orders vertices from west to east, then from south to north.
func (n node) compare(m node) int { return cmp.Or(cmp.Compare(n.x, m.x), cmp.Compare(n.y, m.y)) }

// to returns the vector from one vertex to another.
func (n node) to(m node) node { return node{m.x - n.x, m.y - n.y} }

// cross is the cross product of two vectors: positive if m lies counter-clockwise of n.
func (n node) cross(m node) int64 { return n.x*m.y - n.y*m.x }

// point returns the vertex as a point in grid units from the middle.
func (n node) point() orb.Point { return orb.Point{float64(n.x), float64(n.y)} }

// edge is a straight line between two vertices, a before b, with the labels to the left and right of the way from a to
// b in the two coverages.
type edge struct {
	a, b        int32
	left, right [2]label
	// next is 1 + the edge that has the same first vertex and was added before, or 0.
	next int32
}

// in reports whether the edge parts ground of two labels in a coverage.
func (e *edge) in(coverage int) bool { return e.left[coverage] != e.right[coverage] }

// only returns the coverage in which alone the edge parts ground, if there is one.
func (e *edge) only() (coverage int, alone bool) {
	if e.in(0) == e.in(1) {
		return 0, false
	}
	if e.in(0) {
		return 0, true
	}
	return 1, true
}

// linework is the edges of two coverages, each edge once.
type linework struct {
	middle node
	nodes  []node
	nodeOf map[uint64]int32
	edges  []edge
	// last is 1 + the edge added last of those that have a vertex as their first, or 0.
	last []int32
	// window, if there is one, is where the second coverage matters: edges of it that lie elsewhere are left out.
	window *orb.Bound
}

// newLinework returns linework without edges for ground within a bound in degrees, with room for so many vertices. It
// returns an error of kind [geo.ErrInvalid] if the ground is wider than 107 degrees.
func newLinework(bound orb.Bound, vertices int) (*linework, error) {
	x, y := geo.ToGrid(bound.Center()) //nolint:misspell // a name of orb
	n := vertices / 3                  // most vertices lie between two polygons of each coverage
	w := &linework{
		middle: node{x, y}, nodes: make([]node, 0, n), last: make([]int32, 0, n), edges: make([]edge, 0, n),
		nodeOf: make(map[uint64]int32, n),
	}
	x, y = geo.ToGrid(bound.Max)
	if x-w.middle.x >= farthest || y-w.middle.y >= farthest {
		return nil, fmt.Errorf("ground from %v to %v: must not be wider than 107 degrees: %w", bound.Min, bound.Max, geo.ErrInvalid)
	}
	return w, nil
}

// add adds the edges of a polygon that has a label in a coverage. It returns an error of kind [ErrOverlap] if there is
// ground on the same side of an edge already.
func (w *linework) add(coverage int, l label, p orb.Polygon) error {
	for i, ring := range p {
		if err := w.addRing(coverage, l, ring, i == 0); err != nil {
			return err
		}
	}
	return nil
}

// addRing adds the edges of a ring, which has its ground on the left of a counter-clockwise outer ring and of a
// clockwise hole. A ring that winds the other way is taken backwards.
func (w *linework) addRing(coverage int, l label, ring orb.Ring, outer bool) error {
	if len(ring) == 0 {
		return nil
	}
	backwards := (ring.Orientation() == orb.CCW) != outer
	before, from := ring[len(ring)-1], unknown
	for _, p := range ring {
		if w.elsewhere(coverage, before, p) {
			before, from = p, unknown
			continue
		}
		if from == unknown {
			from = w.node(before)
		}
		to := w.node(p)
		a, b := from, to
		if backwards {
			a, b = b, a
		}
		if a != b && !w.label(coverage, l, a, b) {
			return fmt.Errorf("two grounds on one side of the edge at %.7f, %.7f: %w", p[0], p[1], ErrOverlap)
		}
		before, from = p, to
	}
	return nil
}

// elsewhere reports whether an edge can be left out: it lies north, south or west of the window. Edges to the east stay,
// since rays to the east tell what lies where.
func (w *linework) elsewhere(coverage int, p, q orb.Point) bool {
	if w.window == nil || coverage == 0 {
		return false
	}
	return max(p[0], q[0]) < w.window.Min[0] || max(p[1], q[1]) < w.window.Min[1] || min(p[1], q[1]) > w.window.Max[1]
}

// node returns the number of the vertex nearest to a point in degrees.
func (w *linework) node(p orb.Point) int32 {
	x, y := geo.ToGrid(p)
	n := node{x - w.middle.x, y - w.middle.y}
	key := uint64(uint32(n.x))<<32 | uint64(uint32(n.y))
	i, known := w.nodeOf[key]
	if !known {
		i = int32(len(w.nodes))
		w.nodeOf[key] = i
		w.nodes, w.last = append(w.nodes, n), append(w.last, 0)
	}
	return i
}

// edge returns the edge between two vertices, and whether it runs from a to b.
func (w *linework) edge(a, b int32) (e *edge, forward bool) {
	forward = w.nodes[a].compare(w.nodes[b]) < 0
	if !forward {
		a, b = b, a
	}
	for i := w.last[a]; i > 0; i = w.edges[i-1].next {
		if w.edges[i-1].b == b {
			return &w.edges[i-1], forward
		}
	}
	w.edges = append(w.edges, edge{a: a, b: b, next: w.last[a]})
	w.last[a] = int32(len(w.edges))
	return &w.edges[len(w.edges)-1], forward
}

// label says what lies to the left of the way from a to b. It reports false if that was said before.
func (w *linework) label(coverage int, l label, a, b int32) bool {
	e, forward := w.edge(a, b)
	side := &e.left[coverage]
	if !forward {
		side = &e.right[coverage]
	}
	if *side != nobody {
		return false
	}
	*side = l
	return true
}

// degrees returns a point in grid units from the middle in degrees.
func (w *linework) degrees(p orb.Point) orb.Point {
	return orb.Point{(float64(w.middle.x) + p[0]) / geo.GridPerDegree, (float64(w.middle.y) + p[1]) / geo.GridPerDegree}
}
