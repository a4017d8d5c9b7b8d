package ingest

import (
	"slices"
	"time"

	"splitline/geo"
)

// sweep goes through zones in the order of time.
type sweep struct {
	now   time.Time
	later []geo.Zone // those that begin after now, by their start
	held  []geo.Zone
}

func newSweep(zones []geo.Zone) *sweep {
	byStart := func(a, b geo.Zone) int { return a.Valid.From.Compare(b.Valid.From) }
	if !slices.IsSortedFunc(zones, byStart) {
		zones = slices.Clone(zones)
		slices.SortStableFunc(zones, byStart)
	}
	return &sweep{later: zones}
}

// at returns the zones that hold at an instant, which must not lie before the one asked for last. The list is good until
// the next is asked for.
func (s *sweep) at(instant time.Time) []geo.Zone {
	s.now = instant
	s.held = slices.DeleteFunc(s.held, func(z geo.Zone) bool { return !z.Valid.Contains(instant) })
	for len(s.later) > 0 && !s.later[0].Valid.From.After(instant) {
		if s.later[0].Valid.Contains(instant) {
			s.held = append(s.held, s.later[0])
		}
		s.later = s.later[1:]
	}
	return s.held
}
