package coverage

import "iter"

// checkNodes holds that edges of parts meet only at vertices that both have.
func (c *checker) checkNodes() error {
	var edges []linkEnd
	area := emptyBox()
	for group := range c.groups() {
		if group[0].layer == c.outside() {
			continue
		}
		edges = append(edges, group[0])
		area.add(c.links.points[group[0].lo])
		area.add(c.links.points[group[0].hi])
	}
	cells := newBuckets(area, len(edges), func(i int) (point, point) {
		return c.links.points[edges[i].lo], c.links.points[edges[i].hi]
	})
	for cell := range cells.cells() {
		near := cells.in(cell)
		for i, j := range near {
			for _, k := range near[:i] {
				if at, bad := meetsOutsideVertices(c.span(edges[j]), c.span(edges[k])); bad {
					return c.broken(RuleNodes, at, "an edge of %s meets an edge of %s that has no vertex there",
						c.parts[edges[j].layer].name, c.parts[edges[k].layer].name)
				}
			}
		}
	}
	return nil
}

// groups yields the ends of each link, those of parts first.
func (c *checker) groups() iter.Seq[[]linkEnd] {
	return func(yield func([]linkEnd) bool) {
		for i := 0; i < len(c.grouped); {
			j := i + 1
			for j < len(c.grouped) && c.grouped[j].lo == c.grouped[i].lo && c.grouped[j].hi == c.grouped[i].hi {
				j++
			}
			if !yield(c.grouped[i:j]) {
				return
			}
			i = j
		}
	}
}

func (c *checker) span(e linkEnd) edgeSpan {
	return edgeSpan{c.links.points[e.lo], c.links.points[e.hi]}
}

// edgeSpan is an edge from one vertex to another.
type edgeSpan struct{ from, to point }

// meetsOutsideVertices reports whether two edges have a place in common that is not an end of both, and a vertex near.
func meetsOutsideVertices(d, e edgeSpan) (point, bool) {
	if !boxOf(d.from, d.to).intersects(boxOf(e.from, e.to)) {
		return point{}, false
	}
	for _, p := range [2]point{e.from, e.to} {
		if p != d.from && p != d.to && within(p, d) {
			return p, true
		}
	}
	for _, p := range [2]point{d.from, d.to} {
		if p != e.from && p != e.to && within(p, e) {
			return p, true
		}
	}
	crosses := orient(d.from, d.to, e.from)*orient(d.from, d.to, e.to) < 0 &&
		orient(e.from, e.to, d.from)*orient(e.from, e.to, d.to) < 0
	return d.from, crosses
}

// within reports whether a point lies on an edge.
func within(p point, d edgeSpan) bool {
	return orient(d.from, d.to, p) == 0 && boxOf(d.from, d.to).contains(p)
}

// sides are what lies beside an edge from lo to hi: 1 + the layer on its left and on its right, 0 for none.
type sides [2]int32

// put adds what lies on one side. It returns what lay there before, or 0.
func (s *sides) put(e linkEnd) (before int32) {
	side := 0
	if e.turned {
		side = 1
	}
	before, s[side] = s[side], 1+e.layer
	return before
}

// checkEdges holds that every edge has exactly one part on each side, or a part and the outside of the outline. It
// gathers the noded outline.
func (c *checker) checkEdges() error {
	for group := range c.groups() {
		var s sides
		for _, e := range c.standing(group) {
			if before := s.put(e); before != 0 {
				return c.broken(RuleEdges, c.links.points[e.lo], "%s and %s lie on the same side of one edge",
					c.nameOf(before-1), c.nameOf(e.layer))
			}
		}
		at := c.links.points[group[0].lo]
		switch {
		case s == sides{}: // the outline fell together
		case s[0] == 0 || s[1] == 0:
			return c.broken(RuleEdges, at, "one side of an edge has %s, the other nothing", c.nameOf(group[0].layer))
		case s[0] == s[1]:
			return c.broken(RulePolygon, at, "%s lies on both sides of an edge", c.nameOf(group[0].layer))
		}
	}
	return nil
}

// standing returns the ends of one link with those of the outline made up against one another: where as many run one
// way as the other, it fell together and encloses nothing; where three lines did, one is left.
func (c *checker) standing(group []linkEnd) []linkEnd {
	parts, balance := len(group), 0
	for ; parts > 0 && group[parts-1].layer == c.outside(); parts-- {
		balance += group[parts-1].direction()
	}
	if parts == len(group) {
		return group
	}
	if balance != 0 || c.alike(group[parts:]) {
		edge := c.span(group[0])
		c.noded = append(c.noded, line{edge.from.orb(), edge.to.orb()})
	} else {
		c.fallen = true
	}
	left := group[:parts:parts]
	for _, e := range group[parts:] {
		if balance*e.direction() > 0 {
			left = append(left, e)
			balance -= e.direction()
		}
	}
	return left
}

// alike reports whether lines of the outline pass the same pixels along one link, so that nothing can keep them apart.
func (c *checker) alike(group []linkEnd) bool {
	edge := c.span(group[0])
	for _, e := range group[1:] {
		if _, apart := group[0].source.apart(&e.source, edge.from, edge.to); apart {
			return false
		}
	}
	return true
}

// direction is 1 if the ring runs from lo to hi, else -1.
func (e linkEnd) direction() int {
	if e.turned {
		return -1
	}
	return 1
}

// nameOf names what lies beside an edge.
func (c *checker) nameOf(layer int32) string {
	if layer == c.outside() {
		return "the outside of the outline"
	}
	return c.parts[layer].name
}

// checkFaces holds that the parts divide the ground within the outline, each connected, and that the areas add up.
func (c *checker) checkFaces() error {
	a, err := flood(newGraph(c.links.points, c.links.links()))
	if err != nil {
		return err
	}
	pieces := make([]int, len(c.parts))
	for f, covers := range a.covers {
		if len(covers) == 0 {
			continue
		}
		if len(covers) != 2 || covers[1] != c.outside() {
			return c.broken(RulePolygon, a.middle(int32(f)), "%s lies here, and no or another zone with it or the outside", c.nameOf(covers[0]))
		}
		pieces[covers[0]]++
	}
	for i, n := range pieces {
		if n != 1 {
			return c.broken(RulePolygon, c.parts[i].rings[0].points[0], "%s has %d connected parts", c.parts[i].name, n)
		}
	}
	return c.checkAreas()
}

// checkAreas holds that the areas add up.
func (c *checker) checkAreas() error {
	var sum, whole int64
	for _, p := range c.parts {
		for _, r := range p.rings {
			sum += r.area2()
		}
	}
	for _, e := range c.links.ends {
		if e.layer != c.outside() {
			continue
		}
		p, q := c.links.points[e.lo], c.links.points[e.hi]
		if !e.turned { // what lies outside is on the left
			p, q = q, p
		}
		whole += int64(p.x)*int64(q.y) - int64(q.x)*int64(p.y)
	}
	if sum != whole {
		return c.broken(RuleAreas, point{}, "the zones have %d, the outline %d", sum, whole)
	}
	return nil
}
