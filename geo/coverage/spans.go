package coverage

import (
	"slices"

	"splitline/geo"
)

// spans are intervals that have no instant in common, in the order of time.
type spans struct{ intervals []geo.Interval }

// add adds an interval. It reports false, and adds nothing, if the interval has an instant in common with another.
func (s *spans) add(added geo.Interval) bool {
	i, _ := slices.BinarySearchFunc(s.intervals, added, func(a, b geo.Interval) int { return a.From.Compare(b.From) })
	for _, j := range [2]int{i - 1, i} {
		if j >= 0 && j < len(s.intervals) && share(s.intervals[j], added) {
			return false
		}
	}
	s.intervals = slices.Insert(s.intervals, i, added)
	return true
}
