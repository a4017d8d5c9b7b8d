package tally

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"splitline/geo"
	"splitline/geo/split"
)

// PointTally is the points of one set on the ground of one controller.
type PointTally struct {
	// Controller is "" for points outside the enclave.
	Controller geo.ControllerID
	Count      int
	// Uncertain is how many of them lie within the accuracy of a front, so that they may be another's.
	Uncertain int
	Sums      []Sum
}

// Spot is where a point lies: on whose ground, "" outside the enclave, and whether within the accuracy of a front.
type Spot struct {
	Controller geo.ControllerID `json:"controller,omitempty"`
	Uncertain  bool             `json:"uncertain,omitempty"`
}

// Sum is the numbers of one column over points.
type Sum struct {
	Column geo.ReferenceColumn
	Value  float64
	// Missing is how many of the points have no number.
	Missing int
}

// Locate tells of each point on whose ground it lies, by the zones of one snapshot and its fronts by controller. A point
// on the edge of two zones belongs to the zone that stands first in the snapshot, so that each is counted once.
func Locate(points []geo.Place, zones []geo.Zone, fronts []split.Front) []Spot {
	finder, lines := newFinder(zones), newStretches(fronts)
	spots := make([]Spot, len(points))
	for i, p := range points {
		id := finder.controller(p.Point)
		spots[i] = Spot{Controller: id, Uncertain: id != "" && lines.near(p.Point)}
	}
	return spots
}

// Points counts the points of one set, and sums their columns, by the controller of the ground each lies on, in the
// order of the legend; those outside the enclave come last. It returns an error of kind [geo.ErrInvalid] if other
// points were located.
func Points(set geo.ReferenceSet, points []geo.Place, spots []Spot, legend []geo.Controller) ([]PointTally, error) {
	if len(points) != len(spots) {
		return nil, fmt.Errorf("points of %s: %d were located, not %d: %w", set.ID, len(spots), len(points), geo.ErrInvalid)
	}
	by, uncertain := make(map[geo.ControllerID][]geo.Place), make(map[geo.ControllerID]int)
	for i, p := range points {
		id := spots[i].Controller
		by[id] = append(by[id], p)
		if spots[i].Uncertain {
			uncertain[id]++
		}
	}
	var tallies []PointTally
	for _, id := range sorted(orderOf(legend), by) {
		t := PointTally{Controller: id, Count: len(by[id]), Uncertain: uncertain[id]}
		for _, c := range set.Columns {
			t.Sums = append(t.Sums, sumOf(c, by[id]))
		}
		tallies = append(tallies, t)
	}
	return tallies, nil
}

func sumOf(c geo.ReferenceColumn, points []geo.Place) Sum {
	sum := Sum{Column: c}
	for _, p := range points {
		value, known := p.Values[c.Name]
		if !known {
			sum.Missing++
			continue
		}
		sum.Value += value
	}
	return sum
}

// finder tells in which zone a point lies.
type finder struct {
	zones  []geo.Zone
	bounds []orb.Bound
}

func newFinder(zones []geo.Zone) finder {
	f := finder{zones: zones, bounds: make([]orb.Bound, len(zones))}
	for i := range zones {
		f.bounds[i] = zones[i].Polygon.Bound()
	}
	return f
}

// controller returns the controller of the first zone that has the point inside it or on its edge, or "".
func (f finder) controller(p orb.Point) geo.ControllerID {
	for i := range f.zones {
		if f.bounds[i].Contains(p) && planar.PolygonContains(f.zones[i].Polygon, p) {
			return f.zones[i].Label.Controller
		}
	}
	return ""
}

// sorted returns the controllers of a map in the order of the legend, those it does not have after it by name, and the
// empty one last.
func sorted[V any](o order, of map[geo.ControllerID]V) []geo.ControllerID {
	return slices.SortedFunc(maps.Keys(of), func(a, b geo.ControllerID) int {
		return cmp.Or(cmp.Compare(o.place(a), o.place(b)), cmp.Compare(a, b))
	})
}

// place is that in the legend, after it for a controller it does not have, and at the very end for none.
func (o order) place(id geo.ControllerID) int {
	if id == "" {
		return len(o) + 1
	}
	if at, known := o[id]; known {
		return at
	}
	return len(o)
}
