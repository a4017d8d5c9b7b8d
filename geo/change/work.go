package change

import (
	"context"
	"slices"

	"splitline/geo"
	"splitline/geo/split"
)

// Below which ground of one pair is not listed, as a share of the enclave and in square metres: noding moves vertices by
// up to a centimetre.
const (
	leastShare   = 1e-9
	leastPieceM2 = 1
)

// work is one comparison under way.
type work struct {
	Input
	metric    Metric
	enclaveM2 float64
}

// grouping is one way to name who holds ground, with the parts and fronts under those names.
type grouping struct {
	nameOf  func(geo.ControllerID) geo.ControllerID
	partsOf func(context.Context, split.Input, split.Metric) ([]split.PartGround, error)
	fronts  func(split.Input) ([]split.Front, error)
}

// lists is what one grouping says.
type lists struct {
	matrix       Matrix
	transfers    []Transfer
	holders      []Controller
	events       []Event
	displacement []Displacement
	moved        []Moved
}

// fill compares by controller and, where the settings name groups, by side.
func (w *work) fill(ctx context.Context, a *Answer) error {
	c := newComparison(w.From.Zones, w.To.Zones)
	if err := c.lay(ctx); err != nil {
		return err
	}
	matrix := c.matrix()
	byController, err := w.lists(ctx, matrix, grouping{
		nameOf:  func(id geo.ControllerID) geo.ControllerID { return id },
		partsOf: split.PartsOf, fronts: split.FrontsOf,
	})
	if err != nil {
		return err
	}
	a.Transfers, a.Controllers = byController.transfers, byController.holders
	a.Events, a.Displacement = byController.events, byController.displacement
	a.ChangedShare = matrix.ChangedM2() / w.enclaveM2
	a.Geometry = Geometry{Ground: c.ground(w.order(matrix.ids)), Moved: byController.moved}
	if len(w.Settings.Sides) > 0 {
		bySide, err := w.lists(ctx, matrix.grouped(w.sideOf), grouping{
			nameOf: w.sideOf, partsOf: split.PartsOfSides, fronts: split.FrontsOfSides,
		})
		if err != nil {
			return err
		}
		a.BySide = &BySide{
			Transfers: bySide.transfers, Sides: bySide.holders, ChangedShare: bySide.matrix.ChangedM2() / w.enclaveM2,
			Events: bySide.events, Displacement: bySide.displacement,
		}
	}
	if a.Schematic {
		a.withhold()
	}
	return nil
}

// sideOf names the side of a controller; contested and unassigned ground keeps the controller's name.
func (w *work) sideOf(id geo.ControllerID) geo.ControllerID {
	if side, sided := w.Settings.SideOf(id); sided {
		return geo.ControllerID(side)
	}
	return id
}

// lists compares under one grouping.
func (w *work) lists(ctx context.Context, matrix Matrix, g grouping) (lists, error) {
	order := w.orderBy(g.nameOf, matrix.ids)
	l := lists{matrix: matrix, transfers: w.transfers(matrix, order), holders: w.holders(matrix, order)}
	from := split.Input{Snapshot: w.From, Boundary: w.Boundary, Settings: w.Settings}
	to := split.Input{Snapshot: w.To, Boundary: w.Boundary, Settings: w.Settings}
	before, err := g.partsOf(ctx, from, w.metric)
	if err != nil {
		return lists{}, err
	}
	after, err := g.partsOf(ctx, to, w.metric)
	if err != nil {
		return lists{}, err
	}
	if l.events, err = Events(ctx, before, after, w.Settings.Thresholds.MinimumMappingUnitKm2*1e6); err != nil {
		return lists{}, err
	}
	slices.SortStableFunc(l.events, func(e, f Event) int {
		return slices.Index(order, geo.ControllerID(e.Holder)) - slices.Index(order, geo.ControllerID(f.Holder))
	})
	earlier, err := g.fronts(from)
	if err != nil {
		return lists{}, err
	}
	later, err := g.fronts(to)
	if err != nil {
		return lists{}, err
	}
	l.displacement, l.moved, err = w.displacement(ctx, earlier, later, matrix)
	return l, err
}

// order puts controllers in the order of the legend, those the legend does not know after it by name.
func (w *work) order(ids []geo.ControllerID) []geo.ControllerID {
	return w.orderBy(func(id geo.ControllerID) geo.ControllerID { return id }, ids)
}

// orderBy puts names of controllers in the order in which the legend has the first controller of each.
func (w *work) orderBy(nameOf func(geo.ControllerID) geo.ControllerID, names []geo.ControllerID) []geo.ControllerID {
	var order []geo.ControllerID
	add := func(name geo.ControllerID) {
		if slices.Contains(names, name) && !slices.Contains(order, name) {
			order = append(order, name)
		}
	}
	for _, c := range w.Settings.Controllers {
		add(nameOf(c.ID))
	}
	for _, name := range names {
		add(name)
	}
	return order
}

// transfers lists every pair that has ground.
func (w *work) transfers(m Matrix, order []geo.ControllerID) []Transfer {
	list := []Transfer{}
	for _, from := range order {
		for _, to := range order {
			if area := m.Area(from, to); area > w.leastM2() {
				list = append(list, Transfer{From: from, To: to, AreaKm2: geo.Km2(area), Share: area / w.enclaveM2})
			}
		}
	}
	return list
}

// holders lists what each held and holds.
func (w *work) holders(m Matrix, order []geo.ControllerID) []Controller {
	list := make([]Controller, len(order))
	for i, id := range order {
		from, to, kept := m.FromM2(id), m.ToM2(id), m.Area(id, id)
		gained, lost := to-kept-m.Area("", id), from-kept-m.Area(id, "")
		list[i] = Controller{
			ID: id, FromAreaKm2: km2(from), ToAreaKm2: km2(to), FromShare: from / w.enclaveM2, ToShare: to / w.enclaveM2,
			NetPoints: (to - from) / w.enclaveM2 * 100, GainedKm2: km2(w.settle(gained)), LostKm2: km2(w.settle(lost)),
		}
	}
	return list
}

// leastM2 is the least ground in square metres that counts as such.
func (w *work) leastM2() float64 { return min(leastShare*w.enclaveM2, leastPieceM2) }

// settle takes what floating-point sums leave of nothing for nothing.
func (w *work) settle(areaM2 float64) float64 {
	if areaM2 < w.leastM2() {
		return 0
	}
	return areaM2
}

func km2(areaM2 float64) *float64 {
	v := geo.Km2(areaM2)
	return &v
}
