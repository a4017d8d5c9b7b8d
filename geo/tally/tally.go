package tally

import (
	"context"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/split"
)

// EvenSpread is the assumption of every number that is split by the share of ground.
const EvenSpread = "assumes even spread"

// Overlay returns the area in square metres that each controller has within each of some ground, by the exact overlay
// with the zones of one snapshot. Ground outside all zones is nobody's. It is change.Shares.
type Overlay func(ctx context.Context, ground []orb.MultiPolygon, zones []geo.Zone) ([]map[geo.ControllerID]float64, error)

// Laid is what the overlay of the areas of one set with the zones of one snapshot gives, in the order of the areas. It
// depends on both alone, so it can be kept.
type Laid struct {
	// HeldM2 is the ground that each controller has of each area, in square metres.
	HeldM2 []map[geo.ControllerID]float64 `json:"held_m2"`
	// ErrorM2 is the ground within the accuracy of the fronts of a controller in each area; see [ErrorsM2].
	ErrorM2 []map[geo.ControllerID]float64 `json:"error_m2"`
}

// Amount is what of something belongs to a controller: an area in square metres, or a number of a column.
type Amount struct {
	Controller geo.ControllerID
	Value      float64
	// Share is Value as a part of the whole, 0 to 1.
	Share float64
	// ShareError is how far the share may be off because of where the fronts lie, 0 to 1; 0 if that is not known.
	ShareError float64
}

// AreaTally is one area by controller.
type AreaTally struct {
	Area geo.NamedArea
	// Held are areas in square metres, in the order of the legend, of controllers that hold ground of the area. Their
	// shares and OutsideShare add up to 1.
	Held []Amount
	// OutsideM2 is the ground of the area outside the enclave.
	OutsideM2, OutsideShare float64
	Columns                 []ColumnTally
}

// ColumnTally is the number of one column split by the share of ground; see [EvenSpread].
type ColumnTally struct {
	Column geo.ReferenceColumn
	Value  float64
	Held   []Amount
	// Outside is what falls to the ground outside the enclave.
	Outside float64
}

// leastOutsideShare is the share of an area below which what the overlay leaves over is rounding: zones lie on the grid
// of 1e-7 degree, the boundary and the area need not.
const leastOutsideShare = 1e-4

// Lay lays areas over the zones of one snapshot, of which fronts are the fronts by controller. It returns the errors of
// the overlay.
func Lay(ctx context.Context, areas []geo.NamedArea, zones []geo.Zone, fronts []split.Front, overlay Overlay) (Laid, error) {
	ground := make([]orb.MultiPolygon, len(areas))
	for i, a := range areas {
		ground[i] = a.Geometry
	}
	held, err := overlay(ctx, ground, zones)
	if err == nil && len(held) != len(areas) {
		err = fmt.Errorf("the overlay told %d of %d: %w", len(held), len(areas), geo.ErrInvalid)
	}
	if err != nil {
		return Laid{}, fmt.Errorf("lay areas over zones: %w", err)
	}
	return Laid{HeldM2: held, ErrorM2: ErrorsM2(ground, fronts)}, nil
}

// Areas tells the areas of a set by what was laid over them, in the order given. The legend gives the order of
// controllers; those it does not have come after it. It returns an error of kind [geo.ErrInvalid] if other areas were
// laid.
func Areas(set geo.ReferenceSet, areas []geo.NamedArea, laid Laid, legend []geo.Controller) ([]AreaTally, error) {
	if len(laid.HeldM2) != len(areas) || len(laid.ErrorM2) != len(areas) {
		return nil, fmt.Errorf("areas of %s: %d were laid, not %d: %w", set.ID, len(laid.HeldM2), len(areas), geo.ErrInvalid)
	}
	order := orderOf(legend)
	tallies := make([]AreaTally, len(areas))
	for i, a := range areas {
		tallies[i] = tallyArea(set, a, laid.HeldM2[i], laid.ErrorM2[i], order)
	}
	return tallies, nil
}

func tallyArea(set geo.ReferenceSet, a geo.NamedArea, held, errors map[geo.ControllerID]float64, order order) AreaTally {
	t := AreaTally{Area: a}
	holders := sorted(order, held)
	var inside float64
	for _, id := range holders {
		inside += held[id]
	}
	whole := a.AreaM2
	if outside := whole - inside; outside > leastOutsideShare*whole {
		t.OutsideM2, t.OutsideShare = outside, outside/whole
	} else {
		whole = inside
	}
	for _, id := range holders {
		if held[id] > 0 {
			t.Held = append(t.Held, Amount{
				Controller: id, Value: held[id], Share: held[id] / whole, ShareError: min(1, errors[id]/whole),
			})
		}
	}
	for _, c := range set.Columns {
		if value, known := a.Values[c.Name]; known {
			t.Columns = append(t.Columns, t.split(c, value))
		}
	}
	return t
}

// split splits a number by the shares of the area.
func (t AreaTally) split(c geo.ReferenceColumn, value float64) ColumnTally {
	column := ColumnTally{Column: c, Value: value, Outside: value * t.OutsideShare}
	for _, h := range t.Held {
		column.Held = append(column.Held, Amount{
			Controller: h.Controller, Value: value * h.Share, Share: h.Share, ShareError: h.ShareError,
		})
	}
	return column
}

// Totals returns the numbers of each column summed over the areas, in the order of the columns of the set. It returns
// nothing if areas overlap by more than rounding: what lies in two of them would be counted twice.
func Totals(set geo.ReferenceSet, areas []AreaTally, legend []geo.Controller) []ColumnTally {
	var sumM2 float64
	for _, a := range areas {
		sumM2 += a.Area.AreaM2
	}
	if Overlapping(set.OverlapM2, sumM2) {
		return nil
	}
	order := orderOf(legend)
	var totals []ColumnTally
	for _, c := range set.Columns {
		total := ColumnTally{Column: c}
		sums, known := make(map[geo.ControllerID]float64), false
		for _, a := range areas {
			for _, column := range a.Columns {
				if column.Column.Name != c.Name {
					continue
				}
				known = true
				total.Value += column.Value
				total.Outside += column.Outside
				for _, h := range column.Held {
					sums[h.Controller] += h.Value
				}
			}
		}
		for _, id := range sorted(order, sums) {
			total.Held = append(total.Held, Amount{Controller: id, Value: sums[id], Share: part(sums[id], total.Value)})
		}
		if known {
			totals = append(totals, total)
		}
	}
	return totals
}

// leastOverlapShare is the share of a set below which overlaps of its areas are rounding, as along borders that were
// digitised twice.
const leastOverlapShare = 1e-3

// Overlapping reports whether areas, of so many square metres together, have more ground in common than rounding makes.
func Overlapping(overlapM2, sumM2 float64) bool { return overlapM2 > leastOverlapShare*sumM2 }

// part returns value as a share of a whole, 0 of nothing.
func part(value, whole float64) float64 {
	if whole == 0 || math.IsNaN(value/whole) {
		return 0
	}
	return value / whole
}

// order is the place of each controller in the legend.
type order map[geo.ControllerID]int

func orderOf(legend []geo.Controller) order {
	places := make(order, len(legend))
	for i, c := range legend {
		places[c.ID] = i
	}
	return places
}
