package tiles

import (
	"fmt"
	"slices"
)

// Key names what the tiles of a span are made from: spans of equal keys have equal tiles, however their dates were
// written. It counts the instants at which something begins or ends, so there are no more keys for an instant than
// there are such instants, and one.
func (s *Set) Key(span Span) string {
	if !span.dated {
		return "all"
	}
	return fmt.Sprintf("%d-%d", s.changesUntil(span.from), s.changesUntil(span.to))
}

// changesUntil counts the instants of change up to and with a time.
func (s *Set) changesUntil(at int64) int {
	i, found := slices.BinarySearch(s.instants, at)
	if found {
		i++
	}
	return i
}

// instantsOf returns the times at which shapes begin or end, ascending.
func instantsOf(shapes []shape) []int64 {
	var instants []int64
	for _, sh := range shapes {
		if sh.layer == enclaveLayer {
			continue
		}
		instants = append(instants, sh.from)
		if sh.to != openEnd {
			instants = append(instants, sh.to)
		}
	}
	slices.Sort(instants)
	return slices.Compact(instants)
}
