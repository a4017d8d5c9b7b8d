package change_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/geo/split"
)

// TestEveryPartIsInOneEvent holds that events account for all parts of both dates, and that their kinds fit their parts.
func TestEveryPartIsInOneEvent(t *testing.T) {
	m := utm(t)
	rapid.Check(t, func(t *rapid.T) {
		outline, from, to := states(t)
		in := step(from, to)
		in.Boundary.Geometry, in.Boundary.AreaM2 = outline, geo.AreaM2(outline)
		in.Settings.Thresholds.EpsilonM, in.Settings.Thresholds.MinimumMappingUnitKm2 = 0, in.Boundary.AreaM2/1e8
		parts := func(s geo.Snapshot) []split.PartGround {
			list, err := split.PartsOf(context.Background(), split.Input{Snapshot: s, Boundary: in.Boundary, Settings: in.Settings}, m)
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		before, after := parts(in.From), parts(in.To)
		events, err := change.Events(context.Background(), before, after, in.Settings.Thresholds.MinimumMappingUnitKm2*1e6)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			if !fits(e.Event, len(e.FromParts), len(e.ToParts)) {
				t.Errorf("%s with %d parts before and %d after", e.Event, len(e.FromParts), len(e.ToParts))
			}
			if e.Lon == nil || e.AreaKm2 < 0 {
				t.Errorf("%s of %s %v>%v has no place or an area of %g km²", e.Event, e.Holder, e.FromParts, e.ToParts, e.AreaKm2)
			}
		}
		once(t, before, events, func(e change.Event) []int { return e.FromParts })
		once(t, after, events, func(e change.Event) []int { return e.ToParts })
	})
}

func fits(kind change.Kind, before, after int) bool {
	switch kind {
	case change.Generation:
		return before == 0 && after == 1
	case change.Disappearance:
		return before == 1 && after == 0
	case change.Union:
		return before > 1 && after == 1
	case change.Division:
		return before == 1 && after > 1
	case change.Both:
		return before > 1 && after > 1
	default:
		return before == 1 && after == 1
	}
}

// once holds that each part is in one event.
func once(t *rapid.T, parts []split.PartGround, events []change.Event, numbers func(change.Event) []int) {
	type part struct {
		holder geo.SideID
		number int
	}
	count := make(map[part]int)
	for _, e := range events {
		for _, n := range numbers(e) {
			count[part{e.Holder, n}]++
		}
	}
	for _, p := range parts {
		if n := count[part{p.Holder, p.Number}]; n != 1 {
			t.Errorf("part %d of %s is in %d events", p.Number, p.Holder, n)
		}
	}
	if len(count) != len(parts) {
		t.Errorf("events have %d parts, there are %d", len(count), len(parts))
	}
}
