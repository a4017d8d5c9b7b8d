package change

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"splitline/geo"
	"splitline/geo/split"
)

// Events returns what became of the parts of each holder, as the lists of [split.PartsOf] on two dates of one enclave give
// them: by holder in the order of the lists, then by the parts after, the largest first.
//
// A part before and one after are linked if they share at least minimumM2 square metres, or half of the smaller of the
// two; parts that are linked, directly or through others, make one event (Robertson et al. 2007; Long et al. 2018). It
// returns the errors of [Transfers].
func Events(ctx context.Context, from, to []split.PartGround, minimumM2 float64) ([]Event, error) {
	o, err := lay(ctx, heldBy(from), heldBy(to))
	if err != nil {
		return nil, fmt.Errorf("events: %w", err)
	}
	e := eventful{overlay: o, from: from, to: to, minimumM2: minimumM2}
	e.shared = o.areas(func(p pair) bool {
		return p.from != nobody && p.to != nobody && from[p.from-1].Holder == to[p.to-1].Holder
	})
	events := []Event{}
	for _, holder := range e.holders() {
		for _, group := range e.groups(holder) {
			events = append(events, e.event(holder, group))
		}
	}
	return events, nil
}

func heldBy(parts []split.PartGround) []held {
	var list []held
	for i, p := range parts {
		for _, polygon := range p.Geometry {
			list = append(list, held{label(i + 1), polygon})
		}
	}
	return list
}

// eventful is the parts of two dates laid over one another. Parts are named by their labels.
type eventful struct {
	*overlay
	from, to  []split.PartGround
	minimumM2 float64
	shared    map[pair]float64
}

// holders returns who has parts on one of the two dates.
func (e *eventful) holders() []geo.SideID {
	var ids []geo.SideID
	for _, parts := range [2][]split.PartGround{e.to, e.from} {
		for _, p := range parts {
			if !slices.Contains(ids, p.Holder) {
				ids = append(ids, p.Holder)
			}
		}
	}
	return ids
}

// linkedParts is the parts of one event, by label.
type linkedParts struct{ from, to []label }

// groups returns the parts of a holder that are linked.
func (e *eventful) groups(holder geo.SideID) []linkedParts {
	var groups []linkedParts
	seen := make(map[label]bool) // parts before
	for i, p := range e.to {
		after := label(i + 1)
		if p.Holder != holder || slices.ContainsFunc(groups, func(g linkedParts) bool { return slices.Contains(g.to, after) }) {
			continue
		}
		g := linkedParts{to: []label{after}}
		e.grow(&g, holder)
		for _, before := range g.from {
			seen[before] = true
		}
		groups = append(groups, g)
	}
	for i, p := range e.from {
		if before := label(i + 1); p.Holder == holder && !seen[before] {
			groups = append(groups, linkedParts{from: []label{before}})
		}
	}
	return groups
}

// grow adds parts of the holder until no further part is linked to one of the group.
func (e *eventful) grow(g *linkedParts, holder geo.SideID) {
	for grown := true; grown; {
		grown = false
		for i, p := range e.from {
			if l := label(i + 1); p.Holder == holder && !slices.Contains(g.from, l) &&
				slices.ContainsFunc(g.to, func(after label) bool { return e.linked(l, after) }) {
				g.from, grown = append(g.from, l), true
			}
		}
		for i, p := range e.to {
			if l := label(i + 1); p.Holder == holder && !slices.Contains(g.to, l) &&
				slices.ContainsFunc(g.from, func(before label) bool { return e.linked(before, l) }) {
				g.to, grown = append(g.to, l), true
			}
		}
	}
	slices.Sort(g.from)
	slices.Sort(g.to)
}

// linked reports whether two parts share enough ground to be the same.
func (e *eventful) linked(before, after label) bool {
	shared := e.shared[pair{before, after}]
	smaller := min(e.from[before-1].AreaM2, e.to[after-1].AreaM2)
	return shared >= max(e.minimumM2, leastPieceM2) || shared > 0 && 2*shared >= smaller
}

// event names what became of linked parts.
func (e *eventful) event(holder geo.SideID, g linkedParts) Event {
	event := Event{Holder: holder, FromParts: []int{}, ToParts: []int{}}
	for _, before := range g.from {
		event.FromParts = append(event.FromParts, e.from[before-1].Number)
	}
	for _, after := range g.to {
		event.ToParts = append(event.ToParts, e.to[after-1].Number)
	}
	var areaM2 float64
	event.Event, areaM2 = e.kind(g)
	event.AreaKm2 = geo.Km2(areaM2)
	if at := e.ground(event.Event, g); at != nil {
		p := placeIn(at.polygon)
		event.Lon, event.Lat = rounded(p[0]), rounded(p[1])
	}
	return event
}

// kind returns the event and its area in square metres.
func (e *eventful) kind(g linkedParts) (Kind, float64) {
	before, after := sortedAreas(e.from, g.from), sortedAreas(e.to, g.to)
	switch {
	case len(before) == 0:
		return Generation, after[0]
	case len(after) == 0:
		return Disappearance, before[0]
	case len(before) > 1 && len(after) > 1:
		return Both, sum(after[1:])
	case len(before) > 1:
		return Union, sum(before[1:])
	case len(after) > 1:
		return Division, sum(after[1:])
	}
	shared := e.shared[pair{g.from[0], g.to[0]}]
	gained, lost := after[0]-shared, before[0]-shared
	switch {
	case gained <= e.minimumM2 && lost <= e.minimumM2:
		return Stable, shared
	case gained >= lost:
		return Expansion, gained
	default:
		return Contraction, lost
	}
}

// sortedAreas returns the areas of parts, the largest first.
func sortedAreas(parts []split.PartGround, labels []label) []float64 {
	areas := make([]float64, len(labels))
	for i, l := range labels {
		areas[i] = parts[l-1].AreaM2
	}
	slices.SortFunc(areas, func(a, b float64) int { return cmp.Compare(b, a) })
	return areas
}

func sum(areas []float64) float64 {
	var sum float64
	for _, a := range areas {
		sum += a
	}
	return sum
}

// ground returns the ground that an event is about, or nil if there is none to be shown.
func (e *eventful) ground(kind Kind, g linkedParts) *region {
	before := func(p pair) bool { return slices.Contains(g.from, p.from) }
	after := func(p pair) bool { return slices.Contains(g.to, p.to) }
	gained := func(p pair) bool { return after(p) && !before(p) }
	lost := func(p pair) bool { return before(p) && !after(p) }
	switch kind {
	case Stable:
		return e.largest(func(p pair) bool { return before(p) && after(p) }, nil)
	case Expansion, Generation:
		return e.largest(gained, nil)
	case Contraction, Disappearance:
		return e.largest(lost, nil)
	case Union:
		return e.either(gained, func(p pair) label { return p.from }, g.from, before, e.from)
	case Division:
		return e.either(lost, func(p pair) label { return p.to }, g.to, after, e.to)
	default:
		return e.largest(after, nil)
	}
}

// largest returns the largest region of the pairs that are wanted and that suits, or nil.
func (e *eventful) largest(wanted func(pair) bool, suits func(region) bool) *region {
	for _, r := range e.regions(wanted) {
		if suits == nil || suits(r) {
			return &r
		}
	}
	return nil
}

// either returns the largest ground between two of the parts or, where they met along an edge, the second of the parts.
func (e *eventful) either(between func(pair) bool, partOf func(pair) label, parts []label, within func(pair) bool, list []split.PartGround) *region {
	joins := func(r region) bool {
		met := make(map[label]bool)
		for p := range r.across {
			if l := partOf(p); slices.Contains(parts, l) && within(p) {
				met[l] = true
			}
		}
		return len(met) > 1
	}
	if r := e.largest(between, joins); r != nil {
		return r
	}
	bySize := slices.SortedFunc(slices.Values(parts), func(a, b label) int {
		return cmp.Compare(list[b-1].AreaM2, list[a-1].AreaM2)
	})
	return e.largest(func(p pair) bool { return within(p) && partOf(p) == bySize[1] }, nil)
}
