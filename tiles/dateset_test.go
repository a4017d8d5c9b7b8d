package tiles

import (
	"testing"

	"pgregory.net/rapid"
)

func TestASetOfDatesHoldsWhatWasAdded(t *testing.T) {
	const size = 24
	drawRange := func(t *rapid.T) dates {
		lo := rapid.Int32Range(0, size-1).Draw(t, "lo")
		return dates{lo, rapid.Int32Range(lo+1, size).Draw(t, "hi")}
	}
	rapid.Check(t, func(t *rapid.T) {
		first := drawRange(t)
		set := dateSet{hull: first}
		var held [size]bool
		fill := func(d dates) (changed bool) {
			for i := d.lo; i < d.hi; i++ {
				changed = changed || !held[i]
				held[i] = true
			}
			return changed
		}
		fill(first)
		for range rapid.IntRange(0, 8).Draw(t, "additions") {
			d := drawRange(t)
			if got, want := set.add(d), fill(d); got != want {
				t.Fatalf("adding %v: changed %v, want %v", d, got, want)
			}
			for lo := range int32(size) {
				some, all := false, true
				for hi := lo + 1; hi <= size; hi++ {
					some, all = some || held[hi-1], all && held[hi-1]
					if set.overlaps(dates{lo, hi}) != some || set.holds(dates{lo, hi}) != all {
						t.Fatalf("%+v of %v: overlaps %v, holds %v; want %v, %v", set, dates{lo, hi},
							set.overlaps(dates{lo, hi}), set.holds(dates{lo, hi}), some, all)
					}
				}
			}
		}
	})
}
