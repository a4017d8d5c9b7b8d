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
	instants = inTime(instants)
	changed := f.changedDates()
	before, after := newSweep(f.recorded), newSweep(f.wanted())
	effects := make([]Effect, len(instants))
	for i, at := range instants {
		until, _ := slices.BinarySearchFunc(changed, at, func(date, at time.Time) int {
			if date.After(at) {
				return 1
			}
			return -1
		})
		effects[i] = Effect{At: at, Before: byController(before.at(at)), After: byController(after.at(at)), LaterDates: len(changed) - until}
	}
	return effects
}

// changedDates returns the dates of change, before or after, whose zones differ, in order.
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
	before, after := newSweep(f.closed), newSweep(f.added)
	return slices.DeleteFunc(inTime(dates), func(at time.Time) bool { return sameGround(before.at(at), after.at(at)) })
}

// inTime orders instants and leaves each once.
func inTime(instants []time.Time) []time.Time {
	slices.SortFunc(instants, time.Time.Compare)
	return slices.CompactFunc(instants, time.Time.Equal)
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

func byController(zones []geo.Zone) map[geo.ControllerID]float64 {
	return geo.Snapshot{Zones: zones}.AreaByController()
}
