package tiles

import (
	"slices"

	"splitline/geo"
)

// dates is a half-open range of the indexes of a calendar.
type dates struct{ lo, hi int32 }

func (d dates) overlaps(o dates) bool { return d.lo < o.hi && o.lo < d.hi }

func (d dates) holds(o dates) bool { return d.lo <= o.lo && o.hi <= d.hi }

func (d dates) hull(o dates) dates { return dates{min(d.lo, o.lo), max(d.hi, o.hi)} }

// calendar is the instants, in Unix seconds and ascending, at which a row of zones begins or ends. Index i stands for
// the time from instant i until the next; the last index for the time after the last.
type calendar struct{ instants []int64 }

func newCalendar(zones []geo.Zone) calendar {
	var instants []int64
	for _, z := range zones {
		from, to := unixSpan(z.Valid)
		instants = append(instants, from)
		if to != openEnd {
			instants = append(instants, to)
		}
	}
	slices.Sort(instants)
	return calendar{instants: slices.Compact(instants)}
}

// size is the number of indexes.
func (c calendar) size() int32 { return int32(len(c.instants)) }

// of returns the indexes of an interval in Unix seconds whose ends are instants of the calendar.
func (c calendar) of(from, to int64) dates {
	return dates{c.index(from), c.index(to)}
}

// index returns the index of an instant of the calendar, or the size for an open end.
func (c calendar) index(at int64) int32 {
	i, _ := slices.BinarySearch(c.instants, at)
	return int32(i)
}

// span returns the interval of a range of indexes in Unix seconds.
func (c calendar) span(d dates) (from, to int64) {
	from, to = c.instants[d.lo], openEnd
	if d.hi < c.size() {
		to = c.instants[d.hi]
	}
	return from, to
}
