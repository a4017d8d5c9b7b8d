package coverage

// addOutline bends the outline through the vertices of the parts where it passes them and adds its edges, with the
// outside on their left.
func (c *checker) addOutline() {
	strands, region := c.pristineStrands()
	c.bendOutline(strands, region.grown(walkMargin), region)
}

// bendOutline bends lines of the outline, which lie within a region, through the vertices there and adds the edges that
// come near.
func (c *checker) bendOutline(strands []*strand, region, near box) {
	if len(strands) == 0 {
		return
	}
	n := newNoder(strands, region)
	for _, p := range c.links.points {
		if n.region.contains(p) {
			n.push(p, true)
		}
	}
	n.bend()
	for _, s := range strands {
		s.links(func(p, q point) {
			if !boxOf(p, q).intersects(near) {
				return
			}
			v, w := c.links.id(p), c.links.id(q)
			if s.turned {
				c.links.add(v, w, c.outside(), oldRank, s.source)
			} else {
				c.links.add(w, v, c.outside(), oldRank, s.source)
			}
		})
	}
}

// pristineStrands returns the outline as noded by itself, and its box.
func (b *base) pristineStrands() ([]*strand, box) {
	region := emptyBox()
	var strands []*strand
	for _, f := range b.pristine {
		for _, r := range f.rings {
			for k, p := range r.points {
				s := newStrand(r.source[k], p, r.points[(k+1)%len(r.points)], 0, false)
				strands = append(strands, &s)
				region.add(p)
			}
		}
	}
	return strands, region
}
