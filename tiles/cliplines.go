package tiles

// line returns the parts of a line within the box, each by its first and last point. They are valid until the next call.
func (c *clipper) line(l *stroke) []span {
	c.parts = c.parts[:0]
	n := len(l.points) - 1
	if c.box.holds(l.bounds) {
		c.parts = append(c.parts, span{0, n})
		return c.parts
	}
	start := -1
	for at := 0; at < n; {
		stop := min(at+blockSize, n)
		if !l.blocks[at/blockSize].meets(c.box) {
			start = c.endPart(start, at)
			at = stop
			continue
		}
		for ; at < stop; at++ {
			within := c.holds(l.points[at]) && c.holds(l.points[at+1])
			if !within {
				start = c.endPart(start, at)
			} else if start < 0 {
				start = at
			}
		}
	}
	c.endPart(start, n)
	return c.parts
}

// endPart appends the part from start to end, if one was begun.
func (c *clipper) endPart(start, end int) int {
	if start >= 0 {
		c.parts = append(c.parts, span{start, end})
	}
	return -1
}

// holds reports whether a point lies in the closed box.
func (c *clipper) holds(p pt) bool {
	return c.box.min.X <= p.X && p.X <= c.box.max.X && c.box.min.Y <= p.Y && p.Y <= c.box.max.Y
}
