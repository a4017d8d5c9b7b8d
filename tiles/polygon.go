package tiles

import "slices"

// polygon is an exterior ring of positive area and the interior rings within it, of negative area. The first point of
// a ring is not repeated.
type polygon [][]pt

// edge is a directed edge with the interior on the side of positive turns.
type edge struct{ from, to pt }

// polygons returns the polygons that closed chains bound together: their winding number is one inside and zero
// outside. Edges that cancel each other are dropped, chains that touch themselves are cut apart, holes go to the
// ring around them.
func polygons(rings [][]pt) []polygon {
	if simple(rings) {
		return group(rings)
	}
	var edges []edge
	for _, r := range rings {
		for i, p := range r {
			if q := r[(i+1)%len(r)]; p != q {
				edges = append(edges, edge{p, q})
			}
		}
	}
	return bounded(edges)
}

// bounded returns the polygons that directed edges bound, as polygons does for chains. It reorders the edges.
func bounded(edges []edge) []polygon { return group(trace(cancel(edges))) }

// simple reports whether no vertex occurs twice and every ring has three of them.
func simple(rings [][]pt) bool {
	var keys []uint64
	for _, r := range rings {
		if len(r) < 3 {
			return false
		}
		for _, p := range r {
			keys = append(keys, p.key())
		}
	}
	slices.Sort(keys)
	for i := 1; i < len(keys); i++ {
		if keys[i] == keys[i-1] {
			return false
		}
	}
	return true
}

// cancel drops pairs of opposite edges.
func cancel(edges []edge) []edge {
	slices.SortFunc(edges, func(e, f edge) int {
		eLow, eHigh, _ := e.undirected()
		fLow, fHigh, _ := f.undirected()
		if c := comparePt(eLow, fLow); c != 0 {
			return c
		}
		return comparePt(eHigh, fHigh)
	})
	var left []edge
	for i := 0; i < len(edges); {
		low, high, _ := edges[i].undirected()
		net := 0
		for ; i < len(edges); i++ {
			l, h, sign := edges[i].undirected()
			if l != low || h != high {
				break
			}
			net += sign
		}
		for ; net > 0; net-- {
			left = append(left, edge{low, high})
		}
		for ; net < 0; net++ {
			left = append(left, edge{high, low})
		}
	}
	return left
}

// undirected returns the ends, the lesser first, and 1 if the edge runs that way, else −1.
func (e edge) undirected() (low, high pt, sign int) {
	if comparePt(e.from, e.to) < 0 {
		return e.from, e.to, 1
	}
	return e.to, e.from, -1
}

// trace walks edges around the interior and returns rings that pass no point twice.
func trace(edges []edge) [][]pt {
	slices.SortFunc(edges, func(e, f edge) int {
		if c := comparePt(e.from, f.from); c != 0 {
			return c
		}
		return comparePt(e.to, f.to)
	})
	used := make([]bool, len(edges))
	var rings [][]pt
	for i := range edges {
		if used[i] {
			continue
		}
		var walk []pt
		for at := i; at >= 0 && !used[at]; at = follower(edges, used, edges[at]) {
			used[at] = true
			walk = append(walk, edges[at].from)
		}
		rings = append(rings, splitAtRepeats(walk)...)
	}
	return rings
}

// follower returns the unused edge that bounds the same interior after e: the first one clockwise, seen from e's end,
// of the way back along e. It returns −1 if there is none.
func follower(edges []edge, used []bool, e edge) int {
	i, _ := slices.BinarySearchFunc(edges, e.to, func(f edge, p pt) int { return comparePt(f.from, p) })
	best := -1
	for ; i < len(edges) && edges[i].from == e.to; i++ {
		if !used[i] && (best < 0 || clockwiseBefore(e.to, e.from, edges[i].to, edges[best].to)) {
			best = i
		}
	}
	return best
}

// clockwiseBefore reports whether turning clockwise (against positive turns) around a centre from the direction of
// reference, u is met before v. The direction of reference itself is met last.
func clockwiseBefore(centre, reference, u, v pt) bool {
	hu, hv := clockwiseHalf(centre, reference, u), clockwiseHalf(centre, reference, v)
	if hu != hv {
		return hu < hv
	}
	return cross(centre, u, v) < 0
}

// clockwiseHalf orders directions coarsely: within half a turn, the half turn, beyond it, the full turn.
func clockwiseHalf(centre, reference, p pt) int {
	turn := cross(centre, reference, p)
	switch {
	case turn < 0:
		return 0
	case turn > 0:
		return 2
	case sameDirection(centre, reference, p):
		return 3
	}
	return 1
}

// sameDirection reports whether two points on a line through the centre lie on the same side of it.
func sameDirection(centre, a, b pt) bool {
	ax, ay := int64(a.X)-int64(centre.X), int64(a.Y)-int64(centre.Y)
	bx, by := int64(b.X)-int64(centre.X), int64(b.Y)-int64(centre.Y)
	return ax*bx > 0 || ax*bx == 0 && ay*by > 0
}

// splitAtRepeats cuts a closed walk into rings that pass no point twice.
func splitAtRepeats(walk []pt) [][]pt {
	var rings [][]pt
	var stack []pt
	at := make(map[pt]int, len(walk))
	for _, p := range walk {
		if i, found := at[p]; found {
			rings = append(rings, slices.Clone(stack[i:]))
			for _, q := range stack[i:] {
				delete(at, q)
			}
			stack = stack[:i]
		}
		at[p] = len(stack)
		stack = append(stack, p)
	}
	return append(rings, stack)
}

// group puts rings of negative area into the smallest ring of positive area around them. Rings without area are
// dropped.
func group(rings [][]pt) []polygon {
	var grouped []polygon
	var holes [][]pt
	for _, r := range rings {
		switch area := area2(r); {
		case area > 0:
			grouped = append(grouped, polygon{r})
		case area < 0:
			holes = append(holes, r)
		}
	}
	for _, h := range holes {
		if i := around(grouped, h); i >= 0 {
			grouped[i] = append(grouped[i], h)
		}
	}
	return grouped
}

// around returns the index of the smallest polygon whose exterior ring holds the hole, or −1.
func around(grouped []polygon, hole []pt) int {
	if len(grouped) == 1 {
		return 0
	}
	best := -1
	for i, p := range grouped {
		if holdsMiddle(p[0], hole[0], hole[1]) && (best < 0 || area2(p[0]) < area2(grouped[best][0])) {
			best = i
		}
	}
	return best
}

// holdsMiddle reports whether the middle of the edge ab, which is no edge of the ring, lies inside the ring.
func holdsMiddle(ring []pt, a, b pt) bool {
	middle := [2]int64{int64(a.X) + int64(b.X), int64(a.Y) + int64(b.Y)}
	inside := false
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		px, py, qx, qy := 2*int64(p.X), 2*int64(p.Y), 2*int64(q.X), 2*int64(q.Y)
		if (py > middle[1]) == (qy > middle[1]) {
			continue
		}
		turn := (qx-px)*(middle[1]-py) - (qy-py)*(middle[0]-px)
		if (turn > 0) == (qy > py) {
			inside = !inside
		}
	}
	return inside
}
