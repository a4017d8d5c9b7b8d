package tiles

import "slices"

// link joins the chains into rings: where several begin at a point, the next is the one that bounds the same
// interior. Rings that may pass a point twice are cut apart.
func (c *clipper) link(touching bool) {
	slices.SortFunc(c.chains, func(s, t span) int { return comparePt(c.points[s.start], c.points[t.start]) })
	for i := range c.chains {
		if c.chains[i].end == 0 {
			continue
		}
		var ring []pt
		cut := touching
		for at := i; at >= 0; {
			s := c.chains[at]
			c.chains[at].end = 0
			ring = append(ring, c.points[s.start:s.end-1]...)
			next, forks := c.follower(s)
			cut = cut || forks
			at = next
		}
		parts := [][]pt{ring}
		if cut {
			parts = splitAtRepeats(ring)
		}
		for _, p := range parts {
			c.rings = append(c.rings, c.dropStraight(p))
		}
	}
}

// dropStraight drops the vertices of a ring that lie between two others of the same side of the box.
func (c *clipper) dropStraight(ring []pt) []pt {
	kept := make([]pt, 0, len(ring))
	for i, p := range ring {
		before, after := ring[(i+len(ring)-1)%len(ring)], ring[(i+1)%len(ring)]
		if c.side(before, p) < 0 || c.side(before, p) != c.side(p, after) {
			kept = append(kept, p)
		}
	}
	return kept
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
