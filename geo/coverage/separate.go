package coverage

// separate makes further pixels hot until no link passes through a hot pixel other than its ends, and no two lines of
// the outline share a link that need not. A link that does is bent towards its source, by a pixel that the source hits;
// those are finitely many.
func (n *noder) separate() error {
	blocked := n.blockedAnywhere()
	for {
		if len(blocked) == 0 {
			blocked = n.sharedLinks()
		}
		if len(blocked) == 0 {
			return nil
		}
		var added []point
		var bent []*strand
		for _, c := range blocked {
			if !n.region.contains(c) {
				return errEscaped
			}
			if n.heat(c, true) {
				added = append(added, c)
				bent = append(bent, n.bendThrough(c)...)
			}
		}
		blocked = n.blockedNear(added, bent)
	}
}

// bendThrough leads every strand whose source hits the pixel through it and returns those strands.
func (n *noder) bendThrough(c point) []*strand {
	var bent []*strand
	for _, k := range n.cells.in(n.cells.cell(c)) {
		s := n.strands[k]
		if s.source.hits(c) && s.spans(c) && s.insert(c) {
			bent = append(bent, s)
		}
	}
	return bent
}

// blockedAnywhere returns the pixels to heat after the first bending.
func (n *noder) blockedAnywhere() []point {
	var added []point
	for _, node := range n.nodes {
		if node.fresh {
			added = append(added, node.at)
		}
	}
	var bent []*strand
	for _, s := range n.strands {
		if s.fresh || len(s.via) > 0 {
			bent = append(bent, s)
		}
	}
	return n.blockedNear(added, bent)
}

// blockedNear returns the pixels to heat because of new hot pixels and newly bent strands.
func (n *noder) blockedNear(added []point, bent []*strand) []point {
	var blocked []point
	for _, c := range added {
		for _, k := range n.cells.in(n.cells.cell(c)) {
			s := n.strands[k]
			if p, q := s.linkAt(c); blocks(c, p, q) {
				blocked = append(blocked, s.wayRound(c, p, q))
			}
		}
	}
	for _, s := range bent {
		s.links(func(p, q point) {
			n.cells.walk(p, q, func(cell int32) {
				for i := n.chain[cell]; i > 0; i = n.nodes[i-1].next {
					if c := n.nodes[i-1].at; blocks(c, p, q) {
						blocked = append(blocked, s.wayRound(c, p, q))
					}
				}
			})
		})
	}
	return blocked
}

// blocks reports whether the straight link from p to q passes through the pixel of c, not an end of it.
func blocks(c, p, q point) bool {
	if c == p || c == q || p == q {
		return false
	}
	link := segment{a: p, b: q}
	return link.hits(c)
}

// wayRound returns a pixel that the source of the strand hits between p and q, as near to c as there is. There is
// one: where the source goes from the pixel of p straight into that of q, their link hits no third.
func (s *strand) wayRound(c, p, q point) point {
	if m := s.source.nearest(c); s.source.along(m) > s.source.along(p) && s.source.along(m) < s.source.along(q) {
		return m
	}
	if m := s.neighbour(p, +1); s.source.along(m) < s.source.along(q) {
		return m
	}
	return s.neighbour(q, -1)
}

// neighbour returns the pixel that the source hits next after that of p, or before it.
func (s *strand) neighbour(p point, direction int64) point {
	best, found := p, false
	for dx := int32(-1); dx <= 1; dx++ {
		for dy := int32(-1); dy <= 1; dy++ {
			c := point{p.x + dx, p.y + dy}
			step := direction * (s.source.along(c) - s.source.along(p))
			if step <= 0 || !s.source.hits(c) {
				continue
			}
			if !found || step < direction*(s.source.along(best)-s.source.along(p)) {
				best, found = c, true
			}
		}
	}
	return best
}
