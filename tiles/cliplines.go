package tiles

// line returns the parts of a line within the box.
func (c *clipper) line(l stroke) [][]pt {
	var parts [][]pt
	start := -1
	n := len(l.points) - 1
	for at := 0; at < n; {
		stop := min(at+blockSize, n)
		if !l.blocks[at/blockSize].meets(c.box) {
			parts, start = c.endPart(parts, l.points, start, at)
			at = stop
			continue
		}
		for ; at < stop; at++ {
			within := c.holds(l.points[at]) && c.holds(l.points[at+1])
			if !within {
				parts, start = c.endPart(parts, l.points, start, at)
			} else if start < 0 {
				start = at
			}
		}
	}
	parts, _ = c.endPart(parts, l.points, start, n)
	return parts
}

// endPart appends the part from start to end, if one was begun.
func (c *clipper) endPart(parts [][]pt, points []pt, start, end int) ([][]pt, int) {
	if start >= 0 {
		parts = append(parts, points[start:end+1])
	}
	return parts, -1
}

// holds reports whether a point lies in the closed box.
func (c *clipper) holds(p pt) bool {
	return c.box.min.X <= p.X && p.X <= c.box.max.X && c.box.min.Y <= p.Y && p.Y <= c.box.max.Y
}
