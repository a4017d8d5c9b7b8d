package geo

import (
	"slices"
	"time"

	"github.com/paulmach/orb"
)

// Basis says why a zone has its controller.
type Basis string

// The bases: a statement covers the zone, a replace left it over, or no statement was made yet.
const (
	Stated    Basis = "stated"
	Remainder Basis = "remainder"
)

// Label is what distinguishes one zone from its neighbour: ground of equal labels is one zone if it is connected.
type Label struct {
	Controller ControllerID
	// Assessment is that of the update that covers the ground; it is zero on ground that no update covers.
	Assessment Assessment
	Basis      Basis
}

// Zone is one connected part of the ground under one label through one interval. A row is named by
// (ID, Valid.From, Recorded.From).
type Zone struct {
	ID       ZoneID
	Label    Label
	Valid    Interval
	Recorded Interval
	// Polygon has its vertices on the grid of 1e-7 degree; outer ring counter-clockwise, holes clockwise.
	Polygon orb.Polygon
	// AreaM2 is the ellipsoidal area in square metres.
	AreaM2 float64
	// Updates are the updates the zone rests on.
	Updates UpdateSet
}

// Snapshot is all zones of a series at one instant: a coverage of the enclave without gap or overlap.
type Snapshot struct {
	Series   SeriesRef
	At       time.Time
	AsOf     time.Time
	Revision Revision
	Boundary BoundaryRef
	// Since is the instant from which the snapshot holds: the last change of the zones at or before At. It is zero
	// before the first update of the series, when Zones is empty.
	Since time.Time
	Zones []Zone
}

// Frontline is the edge shared by zones of two controllers, A before B in the alphabet, with A on its left.
type Frontline struct {
	A, B  ControllerID
	Valid Interval
	Line  orb.MultiLineString
}

// Validate returns an error of kind [ErrInvalid] if the basis is not of the list.
func (b Basis) Validate() error {
	if b == Stated || b == Remainder {
		return nil
	}
	return invalidf("basis", "%q must be stated or remainder", string(b))
}

// AreaM2 returns the area of the snapshot in square metres.
func (s Snapshot) AreaM2() float64 {
	var sum float64
	for _, z := range s.Zones {
		sum += z.AreaM2
	}
	return sum
}

// AreaByController returns the area of each controller that holds ground, in square metres.
func (s Snapshot) AreaByController() map[ControllerID]float64 {
	areas := make(map[ControllerID]float64)
	for _, z := range s.Zones {
		areas[z.Label.Controller] += z.AreaM2
	}
	return areas
}

// Controllers returns the controllers that hold ground in the snapshot, in alphabetical order.
func (s Snapshot) Controllers() []ControllerID {
	areas := s.AreaByController()
	ids := make([]ControllerID, 0, len(areas))
	for id := range areas {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
