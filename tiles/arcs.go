package tiles

import "slices"

// path is a line or ring in fine points on its way into arcs.
type path struct {
	points []pt
	closed bool
	dates  dates
}

// arcBuilder cuts paths into arcs at nodes, each distinct arc once.
type arcBuilder struct {
	nodes map[pt]struct{}
	arcs  []arc
	index map[arcKey][]int32
}

// arcKey finds the arcs that may equal a chain of points.
type arcKey struct {
	first, second, last pt
	size                int
}

// newArcBuilder finds the nodes of the paths.
func newArcBuilder(paths []path) *arcBuilder {
	return &arcBuilder{nodes: findNodes(paths), index: make(map[arcKey][]int32)}
}

// cut returns the arcs of a path in its direction.
func (b *arcBuilder) cut(p path) []arcRef {
	points := p.points
	if p.closed {
		points = b.startAtNode(points)
	}
	var refs []arcRef
	start := 0
	for i := 1; i < len(points); i++ {
		_, node := b.nodes[points[i]]
		if node || i == len(points)-1 {
			refs = append(refs, b.intern(points[start:i+1], p.dates))
			start = i
		}
	}
	return refs
}

// startAtNode returns the ring turned to begin and end at its first node, or at its least vertex if it has none.
func (b *arcBuilder) startAtNode(ring []pt) []pt {
	start := slices.IndexFunc(ring, func(p pt) bool { _, node := b.nodes[p]; return node })
	if start < 0 {
		start = leastIndex(ring)
	}
	turned := make([]pt, 0, len(ring)+1)
	turned = append(turned, ring[start:]...)
	return append(turned, ring[:start+1]...)
}

// intern returns the arc of a chain, in one direction for both of its sides, and widens its dates.
func (b *arcBuilder) intern(chain []pt, d dates) arcRef {
	n := len(chain)
	order := comparePt(chain[0], chain[n-1])
	reversed := order > 0 || order == 0 && comparePt(chain[1], chain[n-2]) > 0
	if reversed {
		chain = slices.Clone(chain)
		reverse(chain)
	}
	key := arcKey{first: chain[0], second: chain[1], last: chain[n-1], size: n}
	for _, i := range b.index[key] {
		if slices.Equal(b.arcs[i].points, chain) {
			b.arcs[i].dates = b.arcs[i].dates.hull(d)
			return newArcRef(i, reversed)
		}
	}
	i := int32(len(b.arcs))
	b.index[key] = append(b.index[key], i)
	b.arcs = append(b.arcs, arc{points: chain, dates: d})
	return newArcRef(i, reversed)
}

// use is one passage of a path through a vertex: its two neighbours there, the lesser first, and the dates.
type use struct {
	a, b  pt
	dates dates
}

func (u use) sameWay(o use) bool { return u.a == o.a && u.b == o.b }

// findNodes returns the vertices that are nodes on any date: where the lines of that date that meet are not two, and
// the ends of open paths. All passages through a vertex that is no node go the same way on each date.
func findNodes(paths []path) map[pt]struct{} {
	nodes := make(map[pt]struct{})
	first := make(map[pt]use)
	several := make(map[pt][]use)
	for _, p := range paths {
		eachUse(p, nodes, func(at pt, u use) {
			earlier, seen := first[at]
			if !seen {
				first[at] = u
			} else if !u.sameWay(earlier) {
				several[at] = nil
			}
		})
	}
	for _, p := range paths {
		eachUse(p, nodes, func(at pt, u use) {
			if uses, found := several[at]; found {
				several[at] = append(uses, u)
			}
		})
	}
	for at, uses := range several {
		if waysMeet(uses) {
			nodes[at] = struct{}{}
		}
	}
	return nodes
}

// eachUse calls f for each passage of a path through a vertex, and notes the ends of an open path as nodes.
func eachUse(p path, nodes map[pt]struct{}, f func(at pt, u use)) {
	n := len(p.points)
	for i, at := range p.points {
		if !p.closed && (i == 0 || i == n-1) {
			nodes[at] = struct{}{}
			continue
		}
		a, b := p.points[(i+n-1)%n], p.points[(i+1)%n]
		if comparePt(a, b) > 0 {
			a, b = b, a
		}
		f(at, use{a: a, b: b, dates: p.dates})
	}
}

// waysMeet reports whether two passages that go different ways share a date.
func waysMeet(uses []use) bool {
	slices.SortFunc(uses, func(a, b use) int { return int(a.dates.lo - b.dates.lo) })
	// latest is the passage that lasts longest, other the longest of those that go another way than latest.
	latest, other := uses[0], use{}
	for _, u := range uses[1:] {
		rival := latest
		if u.sameWay(latest) {
			rival = other
		}
		if rival.dates.hi > u.dates.lo {
			return true
		}
		switch {
		case u.sameWay(latest):
			latest.dates.hi = max(latest.dates.hi, u.dates.hi)
		case u.dates.hi > latest.dates.hi:
			latest, other = u, latest
		case u.dates.hi > other.dates.hi:
			other = u
		}
	}
	return false
}

func leastIndex(ring []pt) int {
	least := 0
	for i, p := range ring {
		if comparePt(p, ring[least]) < 0 {
			least = i
		}
	}
	return least
}
