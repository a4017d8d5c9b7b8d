package coverage

import (
	"errors"
	"fmt"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// ErrBroken is the kind of every error of a check: zones are not the coverage they should be.
var ErrBroken = errors.New("broken coverage")

// The invariants, as a BrokenError names them.
const (
	RuleGrid    = "every vertex lies on the grid of 1e-7 degree"
	RulePolygon = "every zone is one valid polygon"
	RuleNodes   = "edges meet only at vertices of both"
	RuleEdges   = "every interior edge belongs to exactly two zones, coordinate for coordinate"
	RuleAreas   = "the doubled grid areas of the zones add up to the noded outline's"
	RuleOutline = "the outline stays within 2 grid units of the reference"
)

// BrokenError names the invariant that does not hold and a place where it does not. It is of kind [ErrBroken].
type BrokenError struct {
	Rule  string
	Place orb.Point
	// Detail says which zones are meant and what was found.
	Detail string
}

// Error names the rule, the place and what was found.
func (e *BrokenError) Error() string {
	return fmt.Sprintf("%s: not at longitude %.7f, latitude %.7f: %s", e.Rule, e.Place[0], e.Place[1], e.Detail)
}

// Unwrap returns [ErrBroken].
func (e *BrokenError) Unwrap() error { return ErrBroken }

// Check returns a [BrokenError] if an invariant of a coverage does not hold.
func (c *Coverage) Check() error {
	parts := make([]part, len(c.faces))
	for i, f := range c.faces {
		parts[i] = part{name: fmt.Sprintf("face %d (%s)", i, f.Label.Controller), rings: f.rings}
	}
	return c.base.check(parts)
}

// CheckSnapshot returns a [BrokenError] if the zones are not a coverage of the outline, and the errors of [New] about
// the outline itself. The zones must be those of one instant; none at all is the state before the first update.
func CheckSnapshot(outline orb.MultiPolygon, zones []geo.Zone) error {
	if len(zones) == 0 {
		return nil
	}
	c, err := New(outline, Unassigned())
	if err != nil {
		return err
	}
	parts := make([]part, len(zones))
	for i, z := range zones {
		parts[i].name = fmt.Sprintf("zone %d (%s)", z.ID, z.Label.Controller)
		if parts[i].rings, err = c.frame.rings(parts[i].name, z.Polygon); err != nil {
			return err
		}
	}
	return c.base.check(parts)
}

// part is a polygon under check.
type part struct {
	name  string
	rings []ring // without the closing point; the sources are not looked at
}

// rings returns the rings of a polygon on the grid.
func (f frame) rings(name string, p orb.Polygon) ([]ring, error) {
	rings := make([]ring, len(p))
	for i, r := range p {
		if len(r) < 4 || r[0] != r[len(r)-1] {
			return nil, &BrokenError{Rule: RulePolygon, Place: middleOf(r), Detail: name + " has a ring that is not closed or has fewer than three corners"}
		}
		for _, q := range r[1:] {
			g, ok := f.point(q)
			if !ok || f.degrees(g) != q {
				return nil, &BrokenError{Rule: RuleGrid, Place: q, Detail: name + " has a vertex off the grid"}
			}
			rings[i].points = append(rings[i].points, g)
		}
	}
	return rings, nil
}

func middleOf(r orb.Ring) orb.Point {
	if len(r) == 0 {
		return orb.Point{}
	}
	return r.Bound().Center()
}

// checker holds what the checks of one coverage have in common.
type checker struct {
	*base
	parts []part
	owner map[directed]int32 // by edge: the part on its left
}

// directed is an edge in the direction in which a ring runs along it.
type directed struct{ from, to point }

func (d directed) reversed() directed { return directed{d.to, d.from} }

func (b *base) check(parts []part) error {
	c := &checker{base: b, parts: parts, owner: make(map[directed]int32)}
	for _, step := range []func() error{c.checkRings, c.checkNodes, c.checkFaces, c.checkOutline} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) broken(rule string, at point, format string, args ...any) error {
	return &BrokenError{Rule: rule, Place: c.frame.degrees(at), Detail: fmt.Sprintf(format, args...)}
}

// checkRings holds that every ring is a ring, runs the right way round and has its edges for itself.
func (c *checker) checkRings() error {
	for i, p := range c.parts {
		if len(p.rings) == 0 {
			return c.broken(RulePolygon, point{}, "%s has no ring", p.name)
		}
		for j, r := range p.rings {
			if outer := j == 0; (r.area2() > 0) != outer || r.area2() == 0 {
				return c.broken(RulePolygon, r.points[0], "ring %d of %s winds the wrong way or encloses nothing", j, p.name)
			}
			if err := c.own(int32(i), r); err != nil {
				return err
			}
		}
	}
	return nil
}

// own notes the edges of a ring.
func (c *checker) own(i int32, r ring) error {
	seen := make(map[point]bool, len(r.points))
	for k, p := range r.points {
		if seen[p] {
			return c.broken(RulePolygon, p, "a ring of %s comes by this vertex twice", c.parts[i].name)
		}
		seen[p] = true
		d := directed{p, r.points[(k+1)%len(r.points)]}
		if other, taken := c.owner[d]; taken {
			return c.broken(RuleEdges, p, "%s and %s lie on the same side of one edge", c.parts[other].name, c.parts[i].name)
		}
		c.owner[d] = i
		if other, known := c.owner[d.reversed()]; known && other == i {
			return c.broken(RulePolygon, p, "%s lies on both sides of an edge", c.parts[i].name)
		}
	}
	return nil
}
