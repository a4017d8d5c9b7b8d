package tiles

import "slices"

// link joins the chains into rings: where several begin at a point, the next is the one that bounds the same
// interior. Rings that may pass a point twice are cut apart.
func (c *clipper) link() {
	if len(c.chains) > 1 {
		slices.SortFunc(c.chains, func(s, t span) int { return comparePt(c.points[s.start], c.points[t.start]) })
	}
	for i := range c.chains {
		if c.chains[i].end == 0 {
			continue
		}
		start := len(c.points)
		cut := false
		for at := i; at >= 0; {
			s := c.chains[at]
			c.chains[at].end = 0
			next, forks := c.follower(s)
			c.points = append(c.points, c.points[s.start:s.end-1]...)
			cut = cut || forks
			at = next
		}
		c.addRing(c.points[start:], cut)
	}
}

// addRing adds a ring, or its parts if it is to be cut where it passes a point twice.
func (c *clipper) addRing(ring []pt, cut bool) {
	if !cut {
		c.rings = append(c.rings, c.dropStraight(ring))
		return
	}
	for _, part := range splitAtRepeats(ring) {
		c.rings = append(c.rings, c.dropStraight(part))
	}
}

// dropStraight drops the vertices of a ring that lie between two others of the same side of the box.
func (c *clipper) dropStraight(ring []pt) []pt {
	n := len(ring)
	kept := ring[:0]
	first, before := ring[0], ring[n-1]
	for i, p := range ring {
		after := first
		if i+1 < n {
			after = ring[i+1]
		}
		if c.inside(p) || !c.straight(before, p, after) {
			kept = append(kept, p)
		}
		before = p
	}
	return kept
}

// straight reports whether three points lie on one side of the box.
func (c *clipper) straight(p, q, r pt) bool {
	return p.X == q.X && q.X == r.X && (p.X == c.box.min.X || p.X == c.box.max.X) ||
		p.Y == q.Y && q.Y == r.Y && (p.Y == c.box.min.Y || p.Y == c.box.max.Y)
}

// follower returns the unused chain that follows one, or −1, and whether several chains begin there.
func (c *clipper) follower(s span) (next int, forks bool) {
	end, before := c.points[s.end-1], c.points[s.end-2]
	i, _ := slices.BinarySearchFunc(c.chains, end, func(t span, p pt) int { return comparePt(c.points[t.start], p) })
	next = -1
	for first := i; i < len(c.chains) && c.points[c.chains[i].start] == end; i++ {
		forks = i > first
		if c.chains[i].end == 0 {
			continue
		}
		if next < 0 || clockwiseBefore(end, before, c.points[c.chains[i].start+1], c.points[c.chains[next].start+1]) {
			next = i
		}
	}
	return next, forks
}
