package ingest

import (
	"slices"
	"time"

	"splitline/geo"
)

// Effect is what an import changes at the start of one of its updates.
type Effect struct {
	At time.Time
	// Before and After are the areas by controller in square metres; Before is empty ahead of a series' first update.
	Before, After map[geo.ControllerID]float64
	// LaterDates is how many later dates of change have other zones afterwards.
	LaterDates int
}

// effects compares a series before and after, at the start of each new update.
func (f folded) effects() []Effect {
	var instants []time.Time
	for _, u := range f.updates {
		if u.Folds() {
			instants = append(instants, u.Valid.From)
		}
	}
	slices.SortFunc(instants, time.Time.Compare)
	instants = slices.CompactFunc(instants, time.Time.Equal)
	changed := f.changedDates()
	effects := make([]Effect, len(instants))
	for i, at := range instants {
		later := 0
		for _, other := range changed {
			if other.After(at) {
				later++
			}
		}
		effects[i] = Effect{At: at, Before: areasAt(f.state.zones, at), After: areasAt(f.wanted, at), LaterDates: later}
	}
	return effects
}

// changedDates returns the dates of change, before or after, whose zones differ.
func (f folded) changedDates() []time.Time {
	var dates []time.Time
	for _, zones := range [][]geo.Zone{f.closed, f.added} {
		for _, z := range zones {
			dates = append(dates, z.Valid.From)
			if !z.Valid.Open() {
				dates = append(dates, z.Valid.To)
			}
		}
	}
	slices.SortFunc(dates, time.Time.Compare)
	dates = slices.CompactFunc(dates, time.Time.Equal)
	return slices.DeleteFunc(dates, func(at time.Time) bool {
		return sameGround(zonesAt(f.closed, at), zonesAt(f.added, at))
	})
}

// sameGround reports whether two lists of zones cover the same ground under the same labels, ring for ring.
func sameGround(a, b []geo.Zone) bool {
	if len(a) != len(b) {
		return false
	}
	left := slices.Clone(b)
	for _, z := range a {
		i := slices.IndexFunc(left, func(y geo.Zone) bool { return y.Label == z.Label && y.Polygon.Equal(z.Polygon) })
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	return true
}

func zonesAt(zones []geo.Zone, at time.Time) []geo.Zone {
	var found []geo.Zone
	for _, z := range zones {
		if z.Valid.Contains(at) {
			found = append(found, z)
		}
	}
	return found
}

func areasAt(zones []geo.Zone, at time.Time) map[geo.ControllerID]float64 {
	return geo.Snapshot{Zones: zonesAt(zones, at)}.AreaByController()
}
