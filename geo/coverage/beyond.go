package coverage

// bentBeyond reports whether a link that was bent within the region and leads out of it now passes through the pixel of
// a vertex out there.
func (w *work) bentBeyond(strands []*strand, region box) bool {
	var links []edgeSpan
	area := emptyBox()
	for _, s := range strands {
		if s.fresh || len(s.via) == 0 {
			continue
		}
		s.links(func(p, q point) {
			if !region.contains(p) || !region.contains(q) {
				links = append(links, edgeSpan{p, q})
				area.add(p)
				area.add(q)
			}
		})
	}
	if len(links) == 0 {
		return false
	}
	area = area.grown(1)
	cells := newBuckets(area, len(links), func(i int) (point, point) { return links[i].from, links[i].to })
	return cells.crowded || w.anyVertex(area, func(v point) bool {
		if region.contains(v) || !area.contains(v) {
			return false
		}
		for _, k := range cells.in(cells.cell(v)) {
			if blocks(v, links[k].from, links[k].to) {
				return true
			}
		}
		return false
	})
}

// anyVertex reports whether the condition holds for a vertex of a face that takes part, or of another that comes near.
func (w *work) anyVertex(near box, holds func(v point) bool) bool {
	for _, v := range w.links.points {
		if holds(v) {
			return true
		}
	}
	for _, f := range w.bystander {
		if !f.box.intersects(near) {
			continue
		}
		for _, r := range f.rings {
			for _, v := range r.points {
				if holds(v) {
					return true
				}
			}
		}
	}
	return false
}
