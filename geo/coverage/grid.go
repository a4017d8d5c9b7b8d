package coverage

import (
	"cmp"
	"math"
	"math/bits"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// reach is how many grid units a coordinate may lie from the frame's origin, about 53 degrees. Within it the dot and
// cross products of differences fit an int64 with room to be doubled.
const reach = 1 << 29

// point is a grid point relative to the origin of a frame.
type point struct{ x, y int32 }

// compare orders points by x, then by y.
func (p point) compare(q point) int {
	return cmp.Or(cmp.Compare(p.x, q.x), cmp.Compare(p.y, q.y))
}

// frame is the origin that points are relative to, in grid units.
type frame struct{ x, y int64 }

// frameOf returns the frame whose origin is the middle of the bound.
func frameOf(b orb.Bound) frame {
	x, y := geo.ToGrid(b.Center())
	return frame{x, y}
}

// point rounds a point in degrees to the grid. It reports false if the point is not a number or out of reach.
func (f frame) point(p orb.Point) (point, bool) {
	if !(math.Abs(p[0]) <= 360 && math.Abs(p[1]) <= 360) {
		return point{}, false
	}
	x, y := geo.ToGrid(p)
	x, y = x-f.x, y-f.y
	if max(x, -x) > reach || max(y, -y) > reach {
		return point{}, false
	}
	return point{int32(x), int32(y)}, true
}

// degrees returns the point in degrees.
func (f frame) degrees(p point) orb.Point {
	return geo.FromGrid(f.x+int64(p.x), f.y+int64(p.y))
}

// segment is a straight line of the input: the source that a bent line is always measured against. It runs from the
// lesser to the greater of its ends, so that nothing depends on which way round a ring was given.
type segment struct {
	a, b point
	// reference marks a line of the outline.
	reference bool
}

func newSegment(p, q point, reference bool) segment {
	if p.compare(q) > 0 {
		p, q = q, p
	}
	return segment{p, q, reference}
}

// along is a measure of how far c lies in the direction of the segment. It orders the pixels that the segment passes.
func (s *segment) along(c point) int64 {
	dx, dy := int64(s.b.x)-int64(s.a.x), int64(s.b.y)-int64(s.a.y)
	return (int64(c.x)-int64(s.a.x))*dx + (int64(c.y)-int64(s.a.y))*dy
}

// hits reports whether the segment passes through the pixel of c: the square of side one around c with its left and
// lower sides and the corner between them, so that every place of the plane is in the pixel it rounds to.
func (s *segment) hits(c point) bool {
	if c.x < min(s.a.x, s.b.x) || c.x > max(s.a.x, s.b.x) || c.y < min(s.a.y, s.b.y) || c.y > max(s.a.y, s.b.y) {
		return false
	}
	dx, dy := int64(s.b.x)-int64(s.a.x), int64(s.b.y)-int64(s.a.y)
	twice := 2 * (dx*(int64(c.y)-int64(s.a.y)) - dy*(int64(c.x)-int64(s.a.x)))
	return max(twice, -twice) < max(dx, -dx)+max(dy, -dy) || twice == dx-dy
}

// nearest returns the pixel of the place on the segment that is nearest to c.
func (s *segment) nearest(c point) point {
	dx, dy := int64(s.b.x)-int64(s.a.x), int64(s.b.y)-int64(s.a.y)
	length := dx*dx + dy*dy
	t := min(max(s.along(c), 0), length)
	return point{s.a.x + int32(roundedShare(dx, t, length)), s.a.y + int32(roundedShare(dy, t, length))}
}

// orient is positive if c lies left of the line from a to b, negative if right, 0 if on it.
func orient(a, b, c point) int {
	return cmp.Compare(
		(int64(b.x)-int64(a.x))*(int64(c.y)-int64(a.y)),
		(int64(b.y)-int64(a.y))*(int64(c.x)-int64(a.x)))
}

// crossing returns the pixel of the place where two segments that are not parallel meet, and whether they do.
func crossing(s, t *segment) (point, bool) {
	dx, dy := int64(s.b.x)-int64(s.a.x), int64(s.b.y)-int64(s.a.y)
	ex, ey := int64(t.b.x)-int64(t.a.x), int64(t.b.y)-int64(t.a.y)
	fx, fy := int64(t.a.x)-int64(s.a.x), int64(t.a.y)-int64(s.a.y)
	den, onS, onT := dx*ey-dy*ex, fx*ey-fy*ex, fx*dy-fy*dx
	if den < 0 {
		den, onS, onT = -den, -onS, -onT
	}
	if den == 0 || onS < 0 || onS > den || onT < 0 || onT > den {
		return point{}, false
	}
	return point{s.a.x + int32(roundedShare(dx, onS, den)), s.a.y + int32(roundedShare(dy, onS, den))}, true
}

// roundedShare returns d·n/den rounded to the nearest integer, halves up, for 0 ≤ n ≤ den and den > 0. The product
// takes up to 92 bits.
func roundedShare(d, n, den int64) int64 {
	high, low := bits.Mul64(uint64(max(d, -d)), uint64(n))
	quotient, rest := bits.Div64(high, low, uint64(den))
	twice := 2 * rest
	if d >= 0 && twice >= uint64(den) || d < 0 && twice > uint64(den) {
		quotient++
	}
	if d < 0 {
		return -int64(quotient)
	}
	return int64(quotient)
}

// box is a closed rectangle of the grid.
type box struct{ minX, minY, maxX, maxY int32 }

// emptyBox contains nothing.
func emptyBox() box {
	return box{math.MaxInt32, math.MaxInt32, math.MinInt32, math.MinInt32}
}

// boxOf returns the box of two points.
func boxOf(p, q point) box {
	return box{min(p.x, q.x), min(p.y, q.y), max(p.x, q.x), max(p.y, q.y)}
}

func (b *box) add(p point) {
	b.minX, b.maxX = min(b.minX, p.x), max(b.maxX, p.x)
	b.minY, b.maxY = min(b.minY, p.y), max(b.maxY, p.y)
}

func (b box) empty() bool { return b.minX > b.maxX }

func (b box) contains(p point) bool {
	return p.x >= b.minX && p.x <= b.maxX && p.y >= b.minY && p.y <= b.maxY
}

func (b box) intersects(c box) bool {
	return b.minX <= c.maxX && c.minX <= b.maxX && b.minY <= c.maxY && c.minY <= b.maxY
}

// grown returns the box with a margin on every side, an empty box as it is.
func (b box) grown(margin int32) box {
	if b.empty() {
		return b
	}
	return box{b.minX - margin, b.minY - margin, b.maxX + margin, b.maxY + margin}
}
