package coverage

import (
	"errors"
	"fmt"
	"slices"

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
	return c.check(c.parts())
}

// CheckSnapshot returns a [BrokenError] if the zones are not a coverage of the outline, and the errors of [New] about
// the outline itself. The zones must be those of one instant; none at all is the state before the first update. For many
// snapshots of one outline see [Checker].
func CheckSnapshot(outline orb.MultiPolygon, zones []geo.Zone) error {
	if len(zones) == 0 {
		return nil
	}
	k, err := NewChecker(outline)
	if err != nil {
		return err
	}
	return k.Check(zones)
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
	// links holds the edges of the parts, a layer each, and those of the noded outline with what lies outside on their
	// left, as the last layer.
	links   *linkset
	grouped []linkEnd
	// noded are the edges of the noded outline, and those that fell together because nothing could keep them apart;
	// fallen says that others did and are not among them.
	noded  []line
	fallen bool
}

func (b *base) check(parts []part) error {
	n := 0
	for _, p := range parts {
		for _, r := range p.rings {
			n += len(r.points)
		}
	}
	c := &checker{base: b, parts: parts, links: newLinkset(n)}
	for i, p := range parts {
		if err := c.checkRings(int32(i), p); err != nil {
			return err
		}
	}
	c.addOutline()
	c.grouped = c.links.grouped()
	for _, step := range []func() error{c.checkNodes, c.checkEdges, c.checkFaces, c.checkNear} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// outside is the layer of the noded outline.
func (c *checker) outside() int32 { return int32(len(c.parts)) }

func (c *checker) broken(rule string, at point, format string, args ...any) error {
	return &BrokenError{Rule: rule, Place: c.frame.degrees(at), Detail: fmt.Sprintf(format, args...)}
}

// checkRings holds that every ring of a part is a ring and runs the right way round, and adds its edges.
func (c *checker) checkRings(i int32, p part) error {
	if len(p.rings) == 0 {
		return c.broken(RulePolygon, point{}, "%s has no ring", p.name)
	}
	for j, r := range p.rings {
		if area2 := r.area2(); area2 == 0 || (area2 > 0) != (j == 0) {
			return c.broken(RulePolygon, r.points[0], "ring %d of %s winds the wrong way or encloses nothing", j, p.name)
		}
		first := len(c.links.ends)
		v := c.links.id(r.points[len(r.points)-1])
		for _, q := range r.points {
			w := c.links.id(q)
			c.links.add(v, w, i, oldRank, segment{})
			v = w
		}
		if at, twice := c.repeated(c.links.ends[first:]); twice {
			return c.broken(RulePolygon, at, "a ring of %s comes by this vertex twice", p.name)
		}
	}
	return nil
}

// repeated returns a vertex that more than one of the edges of a ring lead to.
func (c *checker) repeated(ends []linkEnd) (point, bool) {
	reached := make([]int32, len(ends))
	for i, e := range ends {
		reached[i] = e.target()
	}
	slices.Sort(reached)
	for i := 1; i < len(reached); i++ {
		if reached[i] == reached[i-1] {
			return c.links.points[reached[i]], true
		}
	}
	return point{}, false
}

// target is the vertex that the ring runs to.
func (e linkEnd) target() int32 {
	if e.turned {
		return e.lo
	}
	return e.hi
}
