package change

import "slices"

// arrangement is noded linework in which every edge knows what the other coverage has around it.
type arrangement struct {
	*linework
	crossings []crossing
	// on lists the crossings of each edge that has any, from its first vertex on.
	on map[int32][]int32
	// around lists the edges at vertex v in edgesAround[around[v]:around[v+1]].
	around, edgesAround []int32
	// touches says of each coverage which vertices have an edge of it.
	touches [2][]bool
	// begin and end are the labels that the other coverage has at the two ends of an edge that is in one alone.
	begin, end []label
}

// arrange nodes the linework and finds what lies where.
func (w *linework) arrange() *arrangement {
	a := &arrangement{linework: w, crossings: w.crossings(), on: make(map[int32][]int32)}
	for i, c := range a.crossings {
		a.on[c.edges[0]] = append(a.on[c.edges[0]], int32(i))
		a.on[c.edges[1]] = append(a.on[c.edges[1]], int32(i))
	}
	for e, places := range a.on {
		slices.SortFunc(places, func(i, j int32) int { return a.along(e, i).compare(a.along(e, j)) })
	}
	a.linkVertices()
	a.begin, a.end = make([]label, len(a.edges)), make([]label, len(a.edges))
	for i := range a.edges {
		a.begin[i], a.end[i] = unknown, unknown
	}
	lists := a.apart()
	for coverage, edges := range lists {
		a.locate(coverage, edges)
	}
	return a
}

// along returns how far along an edge a crossing of it lies.
func (a *arrangement) along(e, crossing int32) fraction {
	c := &a.crossings[crossing]
	if c.edges[0] == e {
		return c.along[0]
	}
	return c.along[1]
}

// linkVertices lists the edges that part ground around each vertex.
func (a *arrangement) linkVertices() {
	a.around = make([]int32, len(a.nodes)+2)
	a.touches = [2][]bool{make([]bool, len(a.nodes)), make([]bool, len(a.nodes))}
	a.parting(func(_ int32, e *edge) {
		a.around[e.a+2]++
		a.around[e.b+2]++
		for c := range a.touches {
			if e.in(c) {
				a.touches[c][e.a], a.touches[c][e.b] = true, true
			}
		}
	})
	for v := 2; v < len(a.around); v++ {
		a.around[v] += a.around[v-1]
	}
	a.edgesAround = make([]int32, a.around[len(a.around)-1])
	a.parting(func(i int32, e *edge) {
		for _, v := range [2]int32{e.a, e.b} {
			a.edgesAround[a.around[v+1]] = i
			a.around[v+1]++
		}
	})
}

// parting visits the edges that part ground in a coverage.
func (a *arrangement) parting(visit func(i int32, e *edge)) {
	for i := range a.edges {
		if e := &a.edges[i]; e.in(0) || e.in(1) {
			visit(int32(i), e)
		}
	}
}

// at returns the edges around a vertex.
func (a *arrangement) at(v int32) []int32 { return a.edgesAround[a.around[v]:a.around[v+1]] }

// locate finds what the other coverage has around the edges that are in one alone. Crossings say it, and vertices that
// the other coverage has too; from there it spreads along the edges; what is left lies within one label of the other
// coverage as a whole and is asked for by one of its vertices.
func (a *arrangement) locate(coverage int, edges []int32) {
	s := spread{arrangement: a, coverage: coverage}
	for _, e := range edges {
		if places := a.on[e]; len(places) > 0 {
			before, _ := a.beside(coverage, places[0])
			_, after := a.beside(coverage, places[len(places)-1])
			s.set(e, true, before)
			s.set(e, false, after)
		}
		for _, v := range [2]int32{a.edges[e].a, a.edges[e].b} {
			if a.touches[1-coverage][v] {
				s.set(e, v == a.edges[e].a, a.wedge(e, v, 1-coverage))
			}
		}
	}
	s.run()
	for _, e := range edges {
		if a.begin[e] == unknown {
			s.set(e, true, a.labelAt(a.edges[e].a, 1-coverage))
			s.run()
		}
	}
}

// beside returns the labels that the other coverage has before and after a crossing, going along the edge of a coverage.
func (a *arrangement) beside(coverage int, crossing int32) (before, after label) {
	c := &a.crossings[crossing]
	other := &a.edges[c.edges[1-coverage]]
	left, right := other.left[1-coverage], other.right[1-coverage]
	if c.leftwards == (coverage == 0) {
		return right, left
	}
	return left, right
}

// wedge returns the label that a coverage has at a vertex of its own in the direction of an edge that is not in it: that
// to the left of the first edge clockwise from there.
func (a *arrangement) wedge(e, v int32, coverage int) label {
	towards := a.direction(e, v)
	var first node
	best := unknown
	for _, g := range a.at(v) {
		if !a.edges[g].in(coverage) {
			continue
		}
		d := a.direction(g, v)
		if best != unknown && !sooner(towards, d, first) {
			continue
		}
		first, best = d, a.edges[g].left[coverage]
		if v == a.edges[g].b {
			best = a.edges[g].right[coverage]
		}
	}
	return best
}

// direction returns the vector along an edge away from one of its ends.
func (a *arrangement) direction(e, v int32) node {
	from, to := a.nodes[a.edges[e].a], a.nodes[a.edges[e].b]
	if v == a.edges[e].b {
		from, to = to, from
	}
	return from.to(to)
}

// sooner reports whether one vector comes before another when a third is turned clockwise.
func sooner(towards, d, e node) bool {
	if half, other := clockwiseHalf(towards, d), clockwiseHalf(towards, e); half != other {
		return half < other
	}
	return d.cross(e) < 0
}

// clockwiseHalf says whether a vector lies less than half a turn clockwise of another, just half a turn, or more.
func clockwiseHalf(towards, d node) int {
	switch side := towards.cross(d); {
	case side < 0:
		return 0
	case side == 0:
		return 1
	default:
		return 2
	}
}

// labelAt returns the label that a coverage has at a vertex that lies on none of its edges: the one whose edges go round
// it, counted along a ray to the east.
func (a *arrangement) labelAt(v int32, coverage int) label {
	p := a.nodes[v]
	turns := make(map[label]int)
	a.parting(func(_ int32, e *edge) {
		if !e.in(coverage) {
			return
		}
		low, high, left, right := a.nodes[e.a], a.nodes[e.b], e.left[coverage], e.right[coverage]
		if low.y > high.y {
			low, high, left, right = high, low, right, left
		}
		if low.y <= p.y && p.y < high.y && low.to(high).cross(low.to(p)) > 0 {
			turns[left]++
			turns[right]--
		}
	})
	for l, n := range turns {
		if n > 0 {
			return l
		}
	}
	return nobody
}

// spread carries what is known of the edges of one coverage on along them.
type spread struct {
	*arrangement
	coverage int
	waiting  []int32 // vertices whose label is known
	labels   []label
}

// set says what the other coverage has at one end of an edge; on an edge that nothing crosses it is the same at the
// other end.
func (s *spread) set(e int32, atBegin bool, l label) {
	ends := [2]bool{atBegin, !atBegin}
	if len(s.on[e]) > 0 {
		ends[1] = atBegin
	}
	for _, begin := range ends {
		v, known := s.edges[e].a, &s.begin[e]
		if !begin {
			v, known = s.edges[e].b, &s.end[e]
		}
		if *known != unknown {
			continue
		}
		*known = l
		if !s.touches[1-s.coverage][v] {
			s.waiting, s.labels = append(s.waiting, v), append(s.labels, l)
		}
	}
}

// run gives the label of each waiting vertex to all edges around it.
func (s *spread) run() {
	for len(s.waiting) > 0 {
		last := len(s.waiting) - 1
		v, l := s.waiting[last], s.labels[last]
		s.waiting, s.labels = s.waiting[:last], s.labels[:last]
		for _, e := range s.at(v) {
			if coverage, alone := s.edges[e].only(); alone && coverage == s.coverage {
				s.set(e, s.edges[e].a == v, l)
			}
		}
	}
}
