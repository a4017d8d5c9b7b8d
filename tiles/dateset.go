package tiles

import "slices"

// dateSet is a set of indexes of a calendar.
type dateSet struct {
	hull dates
	// parts are the ranges of the set, ascending and apart from each other, or nil if the hull is all of it.
	parts []dates
}

// overlaps reports whether some index of a range is in the set.
func (s *dateSet) overlaps(d dates) bool {
	if s.parts == nil || !s.hull.overlaps(d) {
		return s.hull.overlaps(d)
	}
	i := s.search(d.lo + 1)
	return i < len(s.parts) && s.parts[i].lo < d.hi
}

// holds reports whether all indexes of a range are in the set.
func (s *dateSet) holds(d dates) bool {
	if s.parts == nil || !s.hull.holds(d) {
		return s.hull.holds(d)
	}
	i := s.search(d.hi)
	return i < len(s.parts) && s.parts[i].lo <= d.lo
}

// search returns the place of the first part that ends at an index or later.
func (s *dateSet) search(hi int32) int {
	i, _ := slices.BinarySearchFunc(s.parts, hi, func(p dates, hi int32) int { return int(p.hi) - int(hi) })
	return i
}

// add puts a range into the set. It reports whether that changed it.
func (s *dateSet) add(d dates) bool {
	if s.holds(d) {
		return false
	}
	if s.parts == nil {
		if d.lo <= s.hull.hi && s.hull.lo <= d.hi {
			s.hull = s.hull.hull(d)
			return true
		}
		s.parts = []dates{s.hull}
	}
	from := s.search(d.lo)
	to := from
	for ; to < len(s.parts) && s.parts[to].lo <= d.hi; to++ {
		d = d.hull(s.parts[to])
	}
	s.parts = slices.Replace(s.parts, from, to, d)
	s.hull = dates{s.parts[0].lo, s.parts[len(s.parts)-1].hi}
	if len(s.parts) == 1 {
		s.parts = nil
	}
	return true
}
