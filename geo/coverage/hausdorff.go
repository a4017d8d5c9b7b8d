package coverage

import (
	"math"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// outlineTolerance is how many grid units the outline may lie from its reference.
const outlineTolerance = 2

// line is a straight line in grid units relative to the frame, not rounded.
type line struct{ a, b orb.Point }

// checkNear holds that no place of the noded outline is further than outlineTolerance from the reference and no place
// of the reference further from the noded outline.
//
// A bent strand runs unbroken from one end of its source to the other. If it is near the source, every place of the
// source is as near to it, so that the way back needs to be looked at only if strands fell together that need not.
func (c *checker) checkNear() error {
	if p, far := c.reference.farFrom(c.noded); far {
		return c.far(p, "the outline has left its reference")
	}
	if !c.fallen {
		return nil
	}
	if p, far := c.lost(c.noded); far {
		return c.far(p, "the outline does not reach its reference")
	}
	return nil
}

// lost returns a place of the reference that the lines of an outline do not come near.
func (b *base) lost(lines []line) (orb.Point, bool) {
	return newNearness(lines).farFrom(b.referenceEdges())
}

func (c *checker) far(p orb.Point, detail string) error {
	return c.broken(RuleOutline, point{int32(p[0]), int32(p[1])}, "%s", detail)
}

func (p point) orb() orb.Point { return orb.Point{float64(p.x), float64(p.y)} }

// referenceLines returns all edges of the outline as it was given.
func (b *base) referenceLines() []line {
	var lines []line
	for _, polygon := range b.outline {
		for _, r := range polygon {
			for i, p := range r {
				lines = append(lines, line{b.frame.relative(p), b.frame.relative(r[(i+1)%len(r)])})
			}
		}
	}
	return lines
}

// relative returns a point in grid units relative to the origin, not rounded.
func (f frame) relative(p orb.Point) orb.Point {
	return orb.Point{p[0]*geo.GridPerDegree - float64(f.x), p[1]*geo.GridPerDegree - float64(f.y)}
}

// referenceEdges returns the lines that the outline has to reach. An outline of one polygon has to reach all; where
// several polygons are united, those between them lie inside and the outline noded by itself stands in.
func (b *base) referenceEdges() []line {
	if len(b.outline) == 1 {
		return b.reference.lines
	}
	return b.pristineLines()
}

// pristineLines returns the edges of the outline noded by itself.
func (b *base) pristineLines() []line {
	var edges []line
	for _, f := range b.pristine {
		for _, r := range f.rings {
			for i, p := range r.points {
				edges = append(edges, line{p.orb(), r.points[(i+1)%len(r.points)].orb()})
			}
		}
	}
	return edges
}

func rounded(p orb.Point) point { return point{int32(math.Round(p[0])), int32(math.Round(p[1]))} }

// nearness tells how near a place is to lines.
type nearness struct {
	lines []line
	cells *buckets
}

func newNearness(lines []line) *nearness {
	area := emptyBox()
	for _, l := range lines {
		area.add(rounded(l.a))
		area.add(rounded(l.b))
	}
	return &nearness{lines: lines, cells: newBuckets(area.grown(walkMargin), len(lines), func(i int) (point, point) {
		return rounded(lines[i].a), rounded(lines[i].b)
	})}
}

// farFrom returns a place of the other lines that is further than outlineTolerance from all of these, if there is one.
func (n *nearness) farFrom(others []line) (orb.Point, bool) {
	for _, l := range others {
		if p, far := n.far(l.a, l.b); far {
			return p, true
		}
	}
	return orb.Point{}, false
}

// far returns a place of the line from p to q that is too far from all lines. The distance to one line is convex, so
// that a piece is near if one line is near both its ends; else it is halved.
func (n *nearness) far(p, q orb.Point) (orb.Point, bool) {
	near := n.near(p)
	if len(near) == 0 {
		return p, true
	}
	for _, k := range near {
		if n.lines[k].near(q) {
			return p, false
		}
	}
	middle := orb.Point{(p[0] + q[0]) / 2, (p[1] + q[1]) / 2}
	if math.Hypot(p[0]-q[0], p[1]-q[1]) < 0.01 {
		return q, len(n.near(q)) == 0
	}
	if at, far := n.far(p, middle); far {
		return at, true
	}
	return n.far(middle, q)
}

// near returns the lines that are within the tolerance of a place.
func (n *nearness) near(p orb.Point) []int32 {
	at := rounded(p)
	if !n.cells.area.contains(at) {
		return nil
	}
	var near []int32
	for _, k := range n.cells.in(n.cells.cell(at)) {
		if n.lines[k].near(p) {
			near = append(near, k)
		}
	}
	return near
}

// near reports whether the line comes within outlineTolerance of a place.
func (l line) near(p orb.Point) bool {
	dx, dy := l.b[0]-l.a[0], l.b[1]-l.a[1]
	t := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		t = min(max(((p[0]-l.a[0])*dx+(p[1]-l.a[1])*dy)/length, 0), 1)
	}
	ex, ey := l.a[0]+t*dx-p[0], l.a[1]+t*dy-p[1]
	return ex*ex+ey*ey <= outlineTolerance*outlineTolerance
}
