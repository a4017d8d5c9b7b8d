package coverage

import (
	"fmt"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// Checker checks snapshots of one outline, best in the order of time: each is held against the last that was good, so
// that a snapshot costs little more than what it changes. It is as strict as checking each whole. It is not safe for
// concurrent use.
type Checker struct {
	bare *Coverage
	good *Coverage // the last
}

// NewChecker returns a checker of snapshots of an outline. Errors are those of [New].
func NewChecker(outline orb.MultiPolygon) (*Checker, error) {
	bare, err := New(outline, Unassigned())
	if err != nil {
		return nil, err
	}
	return &Checker{bare: bare}, nil
}

// Check returns a [BrokenError] if the zones are not a coverage of the outline. They must be those of one instant; none
// at all is the state before the first update.
func (k *Checker) Check(zones []geo.Zone) error {
	if len(zones) == 0 {
		return nil
	}
	c := &Coverage{base: k.bare.base, faces: make([]*Face, len(zones))}
	parts := make([]part, len(zones))
	for i, z := range zones {
		name := fmt.Sprintf("zone %d (%s)", z.ID, z.Label.Controller)
		rings, err := c.frame.rings(name, z.Polygon)
		if err != nil {
			return err
		}
		parts[i], c.faces[i] = part{name: name, rings: rings}, &Face{Label: z.Label, rings: rings, box: boxAround(rings)}
	}
	if err := k.check(c, parts); err != nil {
		return err
	}
	k.good = c
	return nil
}

func (k *Checker) check(c *Coverage, parts []part) error {
	if k.good == nil {
		return c.check(parts)
	}
	return c.checkDifference(differenceOf(k.good, c), parts)
}

// boxAround returns the box of rings that may lie anywhere.
func boxAround(rings []ring) box {
	b := emptyBox()
	for _, r := range rings {
		for _, p := range r.points {
			b.add(p)
		}
	}
	return b
}
