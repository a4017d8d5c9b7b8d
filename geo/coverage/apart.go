package coverage

// sharedLinks returns pixels to heat so that no two lines of the outline share a link while either could be led
// elsewhere. Lines that pass the very same pixels between the ends of a link cannot be told apart and fall together.
func (n *noder) sharedLinks() []point {
	first := make(map[[2]point]*strand)
	for _, s := range n.strands {
		if s.source.reference && !s.fresh && len(s.via) > 0 {
			s.links(func(p, q point) {
				if _, known := first[linkOf(p, q)]; !known {
					first[linkOf(p, q)] = s
				}
			})
		}
	}
	if len(first) == 0 {
		return nil
	}
	var apart []point
	for _, s := range n.strands {
		if !s.source.reference || s.fresh {
			continue
		}
		s.links(func(p, q point) {
			t := first[linkOf(p, q)]
			if t == nil || t.source == s.source {
				return
			}
			if c, found := s.source.apart(&t.source, p, q); found {
				if _, known := n.hot[c]; !known {
					apart = append(apart, c)
				}
			}
		})
	}
	return apart
}

// linkOf names a link whichever way it is run.
func linkOf(p, q point) [2]point {
	if p.compare(q) > 0 {
		p, q = q, p
	}
	return [2]point{p, q}
}

// apart returns a pixel that just one of two segments passes strictly between p and q, pixels that both pass, if there
// is one. It looks at the columns between them, or at the rows if s is steep, from where the two are further from one
// another: a segment passes neighbouring pixels of each, so that the first two beside those that s passes tell.
func (s *segment) apart(t *segment, p, q point) (point, bool) {
	dx, dy := int64(s.b.x)-int64(s.a.x), int64(s.b.y)-int64(s.a.y)
	steep := max(dy, -dy) > max(dx, -dx)
	from, to, step := p.x, q.x, int32(1)
	if steep {
		from, to = p.y, q.y
	}
	if (p.compare(q) < 0) != s.narrows(t) {
		from, to = to, from
	}
	if from > to {
		step = -1
	}
	for at := from; ; at += step {
		for aside := int32(-2); aside <= 2; aside++ {
			c := s.at(at, steep)
			if steep {
				c.x += aside
			} else {
				c.y += aside
			}
			if on, other := s.hits(c), t.hits(c); on && !other && s.between(c, p, q) || other && !on && t.between(c, p, q) {
				return c, true
			}
		}
		if at == to {
			return point{}, false
		}
	}
}

// narrows reports whether the end of t is as near to the line of s as the beginning, or nearer.
func (s *segment) narrows(t *segment) bool {
	dx, dy := int64(s.b.x)-int64(s.a.x), int64(s.b.y)-int64(s.a.y)
	away := func(c point) int64 {
		d := dx*(int64(c.y)-int64(s.a.y)) - dy*(int64(c.x)-int64(s.a.x))
		return max(d, -d)
	}
	return away(t.b) <= away(t.a)
}

// at returns the pixel that the segment, taken for an endless line, passes in the middle of a column, or of a row.
func (s *segment) at(v int32, row bool) point {
	dx, dy := int64(s.b.x)-int64(s.a.x), int64(s.b.y)-int64(s.a.y)
	if row {
		share := min(max((int64(v)-int64(s.a.y))*sign(dy), 0), max(dy, -dy))
		return point{s.a.x + int32(roundedShare(dx, share, max(dy, -dy))), v}
	}
	share := min(max((int64(v)-int64(s.a.x))*sign(dx), 0), max(dx, -dx))
	return point{v, s.a.y + int32(roundedShare(dy, share, max(dx, -dx)))}
}

// sign is -1 for what is negative, else 1.
func sign(v int64) int64 {
	if v < 0 {
		return -1
	}
	return 1
}

// between reports whether a pixel that the segment passes lies strictly between two others, in either order.
func (s *segment) between(c, p, q point) bool {
	at, one, other := s.along(c), s.along(p), s.along(q)
	return at > min(one, other) && at < max(one, other)
}
