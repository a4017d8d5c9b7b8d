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
func (c *checker) checkNear(noded []line) error {
	reference := c.referenceLines()
	if p, far := farFrom(noded, reference); far {
		return c.far(p, "the outline has left its reference")
	}
	if p, far := farFrom(c.referenceEdges(reference), noded); far {
		return c.far(p, "the outline does not reach its reference")
	}
	return nil
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
func (b *base) referenceEdges(lines []line) []line {
	if len(b.outline) == 1 {
		return lines
	}
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

// farFrom returns a place of the lines that is further than outlineTolerance from all others, if there is one.
func farFrom(lines, others []line) (orb.Point, bool) {
	area := emptyBox()
	for _, l := range others {
		area.add(l.ends())
		area.add(line{l.b, l.a}.ends())
	}
	n := &nearness{others: others, cells: newBuckets(area.grown(walkMargin), len(others))}
	n.cells.fill(len(others), func(i int) (point, point) { return others[i].ends(), line{others[i].b, others[i].a}.ends() })
	for _, l := range lines {
		if p, far := n.far(l.a, l.b); far {
			return p, true
		}
	}
	return orb.Point{}, false
}

// ends returns the first end, rounded.
func (l line) ends() point { return point{int32(math.Round(l.a[0])), int32(math.Round(l.a[1]))} }

// nearness tells how near a place is to lines.
type nearness struct {
	others []line
	cells  *buckets
}

// far returns a place of the line from p to q that is too far from all lines. The distance to one line is convex, so
// that a piece is near if one line is near both its ends; else it is halved.
func (n *nearness) far(p, q orb.Point) (orb.Point, bool) {
	near := n.near(p)
	if len(near) == 0 {
		return p, true
	}
	for _, k := range near {
		if n.others[k].distance(q) <= outlineTolerance {
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
	rounded := line{a: p}.ends()
	if !n.cells.area.contains(rounded) {
		return nil
	}
	var near []int32
	for _, k := range n.cells.in(n.cells.cell(rounded)) {
		if n.others[k].distance(p) <= outlineTolerance {
			near = append(near, k)
		}
	}
	return near
}

// distance returns the distance from the line to a place.
func (l line) distance(p orb.Point) float64 {
	dx, dy := l.b[0]-l.a[0], l.b[1]-l.a[1]
	t := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		t = min(max(((p[0]-l.a[0])*dx+(p[1]-l.a[1])*dy)/length, 0), 1)
	}
	return math.Hypot(l.a[0]+t*dx-p[0], l.a[1]+t*dy-p[1])
}
