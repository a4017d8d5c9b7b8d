package coverage

// checkNodes holds that edges meet only at vertices that both have.
func (c *checker) checkNodes() error {
	edges := c.edges()
	area := emptyBox()
	for _, e := range edges {
		area.add(e.from)
	}
	cells := newBuckets(area, len(edges))
	cells.fill(len(edges), func(i int) (point, point) { return edges[i].from, edges[i].to })
	for cell := range cells.cells() {
		near := cells.in(cell)
		for i, j := range near {
			for _, k := range near[:i] {
				if at, bad := meetsOutsideVertices(edges[j], edges[k]); bad {
					return c.broken(RuleNodes, at, "an edge of %s meets an edge of %s that has no vertex there",
						c.nameOf(edges[j]), c.nameOf(edges[k]))
				}
			}
		}
	}
	return nil
}

// edges returns each edge once, in one of its directions.
func (c *checker) edges() []directed {
	edges := make([]directed, 0, len(c.owner))
	for i := range c.parts {
		for _, r := range c.parts[i].rings {
			for k, p := range r.points {
				d := directed{p, r.points[(k+1)%len(r.points)]}
				if _, twice := c.owner[d.reversed()]; !twice || d.from.compare(d.to) < 0 {
					edges = append(edges, d)
				}
			}
		}
	}
	return edges
}

// nameOf names a part beside an edge.
func (c *checker) nameOf(d directed) string {
	if i, known := c.owner[d]; known {
		return c.parts[i].name
	}
	return "the outline"
}

// meetsOutsideVertices reports whether two edges have a place in common that is not an end of both, and a vertex near.
func meetsOutsideVertices(d, e directed) (point, bool) {
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
func within(p point, d directed) bool {
	return orient(d.from, d.to, p) == 0 && boxOf(d.from, d.to).contains(p)
}

// checkFaces holds that the parts divide the plane: nowhere do two of them lie, and each is connected.
func (c *checker) checkFaces() error {
	a, err := c.arrange()
	if err != nil {
		return err
	}
	faces := make([]int, len(c.parts))
	for f, covers := range a.covers {
		if len(covers) > 1 {
			return c.broken(RulePolygon, a.middle(int32(f)), "%s and %s overlap",
				c.parts[covers[0]].name, c.parts[covers[1]].name)
		}
		for _, i := range covers {
			faces[i]++
		}
	}
	for i, n := range faces {
		if n != 1 {
			return c.broken(RulePolygon, c.parts[i].rings[0].points[0], "%s has %d connected parts", c.parts[i].name, n)
		}
	}
	return nil
}

// arrange returns the faces between all edges of the parts, as they are.
func (c *checker) arrange() (*arrangement, error) {
	var strands []strand
	for i, p := range c.parts {
		for _, r := range p.rings {
			for k, q := range r.points {
				to := r.points[(k+1)%len(r.points)]
				strands = append(strands, newStrand(newSegment(q, to, false), q, to, int32(i), false))
			}
		}
	}
	set := newLinkset(len(strands))
	for i := range strands {
		set.add(&strands[i])
	}
	return flood(newGraph(set.points, set.links()))
}

// checkOutline holds that the edges with a part on one side only are those of the noded outline, that the areas add up,
// and that the outline is near its reference.
func (c *checker) checkOutline() error {
	outline := c.nodedOutline()
	for d, i := range c.owner {
		if _, paired := c.owner[d.reversed()]; !paired && !outline[d] {
			return c.broken(RuleEdges, d.from, "an edge of %s has no zone on its other side and is not part of the outline", c.parts[i].name)
		}
	}
	var sum, whole int64
	for d := range outline {
		if _, owned := c.owner[d]; !owned {
			return c.broken(RuleEdges, d.from, "no zone lies along this edge of the outline")
		}
		whole += int64(d.from.x)*int64(d.to.y) - int64(d.to.x)*int64(d.from.y)
	}
	for _, p := range c.parts {
		for _, r := range p.rings {
			sum += r.area2()
		}
	}
	if sum != whole {
		return c.broken(RuleAreas, point{}, "the zones have %d, the outline %d", sum, whole)
	}
	return c.checkNear(outline)
}

// nodedOutline returns the edges of the outline, bent through the vertices of the parts where it passes them, with the
// ground on their left.
func (c *checker) nodedOutline() map[directed]bool {
	region := emptyBox()
	var strands []*strand
	for _, f := range c.pristine {
		for _, r := range f.rings {
			for k, p := range r.points {
				q := r.points[(k+1)%len(r.points)]
				s := newStrand(r.source[k], p, q, 0, false)
				strands = append(strands, &s)
				region.add(p)
			}
		}
	}
	n := newNoder(strands, region.grown(walkMargin))
	for d := range c.owner {
		if n.region.contains(d.from) {
			n.heat(d.from, true)
		}
	}
	n.bend()
	return leftOf(strands)
}

// leftOf returns the links of the strands in both directions less those that are there in both: the strands of a face
// keep it on their left once they run as the face's rings do.
func leftOf(strands []*strand) map[directed]bool {
	edges := make(map[directed]bool, len(strands))
	for _, s := range strands {
		s.links(func(p, q point) {
			d := directed{p, q}
			if s.turned {
				d = d.reversed()
			}
			if edges[d.reversed()] {
				delete(edges, d.reversed())
				return
			}
			edges[d] = true
		})
	}
	return edges
}
