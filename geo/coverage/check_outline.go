package coverage

// addOutline bends the outline through the vertices of the parts where it passes them and adds its edges, with the
// outside on their left.
func (c *checker) addOutline() {
	strands, region := c.pristineStrands()
	n := newNoder(strands, region.grown(walkMargin))
	for _, p := range c.links.points {
		if n.region.contains(p) {
			n.push(p, true)
		}
	}
	n.bend()
	for _, s := range strands {
		v := c.links.id(s.from)
		s.links(func(_, q point) {
			w := c.links.id(q)
			if s.turned {
				c.links.add(v, w, c.outside(), oldRank, segment{})
			} else {
				c.links.add(w, v, c.outside(), oldRank, segment{})
			}
			v = w
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
