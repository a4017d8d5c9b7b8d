package change

import (
	"math/bits"
	"slices"

	"github.com/paulmach/orb"
)

// crossing is a place at which an edge of the first coverage and one of the second run across one another.
type crossing struct {
	edges [2]int32
	// along says how far along each of the two edges it lies.
	along [2]fraction
	// leftwards says that the first edge runs from the right of the second to its left.
	leftwards bool
}

// fraction is a number between 0 and 1, exactly.
type fraction struct{ numerator, denominator uint64 }

// newFraction returns n/d, which must be positive.
func newFraction(n, d int64) fraction {
	if d < 0 {
		n, d = -n, -d
	}
	return fraction{uint64(n), uint64(d)}
}

func (f fraction) compare(g fraction) int {
	high, low := bits.Mul64(f.numerator, g.denominator)
	otherHigh, otherLow := bits.Mul64(g.numerator, f.denominator)
	switch {
	case high != otherHigh:
		return sign(high > otherHigh)
	case low != otherLow:
		return sign(low > otherLow)
	}
	return 0
}

func sign(positive bool) int {
	if positive {
		return 1
	}
	return -1
}

func (f fraction) float() float64 { return float64(f.numerator) / float64(f.denominator) }

// crossings finds where the two coverages meet. Where a vertex of one lies on an edge of the other, that edge is split there
// first, so that edges which run along one another become one; then all crossings are strictly within two edges.
func (w *linework) crossings() []crossing {
	found, splits := w.meet()
	if len(splits) == 0 {
		return found
	}
	w.split(splits)
	found, _ = w.meet()
	return found
}

// apart returns the edges that part ground in one coverage alone.
func (w *linework) apart() (lists [2][]int32) {
	for i := range w.edges {
		if coverage, alone := w.edges[i].only(); alone {
			lists[coverage] = append(lists[coverage], int32(i))
		}
	}
	return lists
}

// meet returns the crossings of edges that are in one coverage alone, and the vertices that lie within such an edge. An
// edge of both coverages meets no other but at its ends.
func (w *linework) meet() ([]crossing, map[int32][]int32) {
	lists := w.apart()
	m := meeting{linework: w, splits: make(map[int32][]int32)}
	second := lists[1]
	grid := newCells(len(second), func(i int) (orb.Point, orb.Point) { return w.ends(second[i]) })
	seen := make([]int32, len(second)) // 1 + the edge of the first coverage that was held against it last
	for _, e := range lists[0] {
		a, b := w.ends(e)
		grid.along(a, b, func(cell int) {
			for _, k := range grid.in(cell) {
				if seen[k] != e+1 {
					seen[k] = e + 1
					m.meet(e, second[k])
				}
			}
		})
	}
	return m.found, m.splits
}

// ends returns the ends of an edge in grid units from the middle.
func (w *linework) ends(e int32) (a, b orb.Point) {
	return w.nodes[w.edges[e].a].point(), w.nodes[w.edges[e].b].point()
}

// meeting gathers where edges meet.
type meeting struct {
	*linework
	found  []crossing
	splits map[int32][]int32
}

// meet holds an edge of the first coverage against one of the second. Sides are told exactly.
func (m *meeting) meet(i, j int32) {
	e, f := &m.edges[i], &m.edges[j]
	a, b, c, d := m.nodes[e.a], m.nodes[e.b], m.nodes[f.a], m.nodes[f.b]
	if max(a.x, c.x) > min(b.x, d.x) || max(min(a.y, b.y), min(c.y, d.y)) > min(max(a.y, b.y), max(c.y, d.y)) {
		return
	}
	along, across := a.to(b), c.to(d)
	cSide, dSide := along.cross(a.to(c)), along.cross(a.to(d))
	aSide, bSide := across.cross(c.to(a)), across.cross(c.to(b))
	m.touch(i, f.a, cSide)
	m.touch(i, f.b, dSide)
	m.touch(j, e.a, aSide)
	m.touch(j, e.b, bSide)
	if !opposite(aSide, bSide) || !opposite(cSide, dSide) {
		return
	}
	// a + s·along = c + t·across with s = (ac × across) / (along × across) and t = (ac × along) / (along × across)
	turn := along.cross(across)
	m.found = append(m.found, crossing{
		edges:     [2]int32{i, j},
		along:     [2]fraction{newFraction(a.to(c).cross(across), turn), newFraction(a.to(c).cross(along), turn)},
		leftwards: turn < 0,
	})
}

func opposite(p, q int64) bool { return p < 0 && q > 0 || p > 0 && q < 0 }

// touch notes that a vertex on the line of an edge lies between its ends.
func (m *meeting) touch(i, vertex int32, side int64) {
	e := &m.edges[i]
	if side != 0 || vertex == e.a || vertex == e.b {
		return
	}
	v := m.nodes[vertex]
	if v.compare(m.nodes[e.a]) > 0 && v.compare(m.nodes[e.b]) < 0 {
		m.splits[i] = append(m.splits[i], vertex)
	}
}

// split replaces edges by their pieces between the vertices that lie on them. A piece that the other coverage has too
// becomes an edge of both.
func (w *linework) split(splits map[int32][]int32) {
	order := make([]int32, 0, len(splits))
	for i := range splits {
		order = append(order, i)
	}
	slices.Sort(order)
	for _, i := range order {
		whole := w.edges[i]
		w.edges[i].left, w.edges[i].right = [2]label{}, [2]label{}
		via := append([]int32{whole.b}, splits[i]...)
		slices.SortFunc(via, func(v, u int32) int { return w.nodes[v].compare(w.nodes[u]) })
		from := whole.a
		for _, v := range slices.Compact(via) {
			piece, _ := w.edge(from, v)
			for c := range piece.left {
				if whole.in(c) {
					piece.left[c], piece.right[c] = whole.left[c], whole.right[c]
				}
			}
			from = v
		}
	}
}
