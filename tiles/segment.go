package tiles

// segment is an edge in fine units with what is needed to test it against the pixels of a zoom.
type segment struct {
	a, b   pt
	shift  uint
	ox, oy int64
	half   int64
}

func (s *snapper) newSegment(a, b pt) segment {
	if a.X > b.X {
		a, b = b, a
	}
	shift := s.frame.shift(s.zoom)
	return segment{a: a, b: b, shift: shift, ox: s.frame.ox, oy: s.frame.oy, half: int64(1) << shift >> 1}
}

// meetsPixel reports whether the segment meets the half-open pixel [−½, ½) around a point of the zoom's grid. It is
// exact. Of a line through a corner it matters only whether the corner belongs to the pixel and where the line goes
// from there, as in Hobby 1999, section 3.
func (s segment) meetsPixel(centre pt) bool {
	x0 := int64(centre.X)<<s.shift - s.ox - s.half
	y0 := int64(centre.Y)<<s.shift - s.oy - s.half
	x1, y1 := x0+2*s.half, y0+2*s.half
	if s.half == 0 {
		x1, y1 = x0+1, y0+1
	}
	ax, ay, bx, by := int64(s.a.X), int64(s.a.Y), int64(s.b.X), int64(s.b.Y)
	if ax >= x1 || bx < x0 || min(ay, by) >= y1 || max(ay, by) < y0 {
		return false
	}
	if ax == bx || ay == by {
		return true
	}
	return s.crossesPixel(x0, y0, x1, y1)
}

// crossesPixel decides for a slanting segment whose bounds meet the pixel's.
func (s segment) crossesPixel(x0, y0, x1, y1 int64) bool {
	rising := s.a.Y < s.b.Y
	topLeft := s.side(x0, y1)
	if topLeft == 0 {
		return !rising
	}
	topRight := s.side(x1, y1)
	if topRight == 0 {
		return rising
	}
	if topLeft != topRight {
		return true
	}
	bottomLeft := s.side(x0, y0)
	if bottomLeft == 0 || bottomLeft != topLeft {
		return true
	}
	bottomRight := s.side(x1, y0)
	if bottomRight == 0 {
		return !rising
	}
	return bottomRight != bottomLeft
}

// side returns on which side of the segment a point lies: −1, 0 or 1.
func (s segment) side(x, y int64) int {
	ax, ay := int64(s.a.X), int64(s.a.Y)
	turn := (int64(s.b.X)-ax)*(y-ay) - (int64(s.b.Y)-ay)*(x-ax)
	switch {
	case turn > 0:
		return 1
	case turn < 0:
		return -1
	}
	return 0
}
