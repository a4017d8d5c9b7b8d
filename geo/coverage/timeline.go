package coverage

import (
	"cmp"
	"slices"
	"time"

	"splitline/geo"
)

// timeline walks through the instants at which updates start or end and keeps those that hold.
type timeline struct {
	starts  []*geo.Update // in the order of the fold
	ends    []*geo.Update // by end
	changes []time.Time   // the instants from the next on
	// holding are the updates that hold, in the order of the fold; those before base are hidden by the replace there.
	holding []*geo.Update
	base    int
}

// newTimeline returns the walk through updates that fold, which it orders by start and place.
func newTimeline(updates []*geo.Update) *timeline {
	t := &timeline{starts: slices.Clone(updates)}
	slices.SortStableFunc(t.starts, func(u, v *geo.Update) int {
		return cmp.Or(u.Valid.From.Compare(v.Valid.From), cmp.Compare(u.Place, v.Place))
	})
	for _, u := range t.starts {
		t.changes = append(t.changes, u.Valid.From)
		if !u.Valid.Open() {
			t.changes, t.ends = append(t.changes, u.Valid.To), append(t.ends, u)
		}
	}
	slices.SortStableFunc(t.ends, func(u, v *geo.Update) int { return u.Valid.To.Compare(v.Valid.To) })
	slices.SortFunc(t.changes, time.Time.Compare)
	t.changes = slices.CompactFunc(t.changes, time.Time.Equal)
	return t
}

// next goes on to the next instant of change. It reports false if there is none before the limit, if one is given.
func (t *timeline) next(before time.Time) (at time.Time, more bool) {
	if len(t.changes) == 0 || !before.IsZero() && !t.changes[0].Before(before) {
		return at, false
	}
	at, t.changes = t.changes[0], t.changes[1:]
	t.end(at)
	for len(t.starts) > 0 && t.starts[0].Valid.From.Equal(at) {
		u := t.starts[0]
		t.starts = t.starts[1:]
		if !u.Valid.Contains(at) {
			continue
		}
		if u.Kind == geo.Replace {
			t.base = len(t.holding)
		}
		t.holding = append(t.holding, u)
	}
	return at, true
}

// end takes out the updates that hold no longer.
func (t *timeline) end(at time.Time) {
	ended := false
	for len(t.ends) > 0 && !t.ends[0].Valid.To.After(at) {
		t.ends, ended = t.ends[1:], true
	}
	if !ended {
		return
	}
	t.holding = slices.DeleteFunc(t.holding, func(u *geo.Update) bool { return !u.Valid.Contains(at) })
	t.base = max(len(t.holding)-1, 0)
	for t.base > 0 && t.holding[t.base].Kind != geo.Replace {
		t.base--
	}
}

// inForce returns the updates that make the state now: from the last replace on. The list is good until next is called.
func (t *timeline) inForce() []*geo.Update { return t.holding[t.base:] }
