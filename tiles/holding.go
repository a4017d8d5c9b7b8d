package tiles

import (
	"cmp"
	"context"
	"slices"
)

// holding is ground that a zone holds under one label from when until when.
type holding struct {
	dates  dates
	strips []strip
}

// heldStrip is ground that a zone has held since an index of the calendar.
type heldStrip struct {
	strip
	since int32
}

// holder follows the ground of a zone through time.
type holder struct {
	// now is the ground at the time of the last row, ordered by row and column of cells, and until when that row holds.
	now   []heldStrip
	spare []heldStrip
	until int32
	place map[dates]int
	found []holding
}

// holdings returns the ground of a zone's rows, which are in the order of time, each piece with the longest time
// through which the zone has all of that piece and no more of its cell.
func holdings(ctx context.Context, rows []drawn, times []dates) ([]holding, error) {
	h := &holder{place: make(map[dates]int)}
	cut := &cutter{}
	for i := range rows {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if times[i].lo != h.until {
			h.change(nil, h.until)
		}
		h.change(cut.cut(&rows[i]), times[i].lo)
		h.until = times[i].hi
	}
	h.change(nil, h.until)
	return h.found, nil
}

// change ends at an index the ground that is not in the next row, and begins what is new in it.
func (h *holder) change(next []strip, at int32) {
	now, then := h.now, h.spare[:0]
	for i, j := 0, 0; i < len(now) || j < len(next); {
		switch {
		case j == len(next) || i < len(now) && now[i].endsBefore(&next[j]):
			h.end(now[i], at)
			i++
		case i == len(now) || next[j].endsBefore(&now[i].strip):
			then = hold(then, heldStrip{next[j], at})
			j++
		default:
			then = h.compare(then, &now[i], &next[j], at)
			if now[i].first == now[i].end {
				i++
			}
			if next[j].first == next[j].end {
				j++
			}
		}
	}
	h.now, h.spare = then, now
}

// compare ends what only the first of two strips with common cells has, begins what only the second has, and goes on
// with what both have, up to where the shorter ends. It takes off the strips what it has done, and returns the ground
// then with that of the second.
func (h *holder) compare(then []heldStrip, s *heldStrip, next *strip, at int32) []heldStrip {
	begins := heldStrip{*next, at}
	switch {
	case s.first < next.first:
		h.end(s.before(next.first), at)
		s.first = next.first
		return then
	case next.first < s.first:
		next.first = s.first
		return hold(then, begins.before(s.first))
	}
	end := min(s.end, next.end)
	goes := s.before(end)
	if !s.sameGround(next) {
		h.end(goes, at)
		goes = begins.before(end)
	}
	s.first, next.first = end, end
	return hold(then, goes)
}

// end notes ground that was held until an index.
func (h *holder) end(s heldStrip, at int32) {
	d := dates{s.since, at}
	i, known := h.place[d]
	if !known {
		i = len(h.found)
		h.place[d] = i
		h.found = append(h.found, holding{dates: d})
	}
	h.found[i].strips = append(h.found[i].strips, s.strip)
}

// hold appends ground, to the last strip if it prolongs that.
func hold(to []heldStrip, s heldStrip) []heldStrip {
	if n := len(to); n > 0 && s.whole() && to[n-1].whole() && to[n-1].row == s.row && to[n-1].end == s.first && to[n-1].since == s.since {
		to[n-1].end = s.end
		return to
	}
	return append(to, s)
}

// endsBefore reports whether a strip ends before another begins.
func (s *strip) endsBefore(o *strip) bool { return s.row < o.row || s.row == o.row && s.end <= o.first }

// before returns the part of the ground before a column.
func (s heldStrip) before(column int32) heldStrip {
	s.end = column
	return s
}

// held returns the ground of all zones as features of tiles of all dates.
func (s *Set) held(ctx context.Context, zones []drawn) (*ground, error) {
	b := newGroundBuilder(blockBits(boundsOf(zones)))
	for _, rows := range s.byLabel(zones) {
		same, times := make([]drawn, len(rows)), make([]dates, len(rows))
		for i, r := range rows {
			same[i], times[i] = zones[r], s.shapes[zones[r].shape].dates
		}
		found, err := holdings(ctx, same, times)
		if err != nil {
			return nil, err
		}
		for _, h := range found {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			f := s.during(s.shapes[same[0].shape].held, 3, h.dates)
			f.id = same[0].id
			b.add(f, h.strips)
		}
	}
	return b.result(), nil
}

// boundsOf returns the bounds of features together.
func boundsOf(list []drawn) box {
	b := emptyBox()
	for i := range list {
		b.addBox(list[i].bounds)
	}
	return b
}

// byLabel returns the indexes of rows that have the same id and label, in the order of time.
func (s *Set) byLabel(zones []drawn) [][]int {
	type label struct {
		id                     uint64
		controller, assessment uint32
	}
	place := make(map[label]int)
	var groups [][]int
	for i := range zones {
		sh := &s.shapes[zones[i].shape]
		key := label{zones[i].id, sh.controller, sh.assessment}
		g, known := place[key]
		if !known {
			g = len(groups)
			place[key] = g
			groups = append(groups, nil)
		}
		groups[g] = append(groups[g], i)
	}
	for _, g := range groups {
		slices.SortStableFunc(g, func(i, j int) int {
			return cmp.Compare(s.shapes[zones[i].shape].dates.lo, s.shapes[zones[j].shape].dates.lo)
		})
	}
	return groups
}

// during returns a feature with tags and a time, whose attributes begin at a key.
func (s *Set) during(tags []tag, key uint32, d dates) feature {
	from, to := s.calendar.span(d)
	tags = append(slices.Clip(tags), tag{key, s.values.known(from)})
	if to != openEnd {
		tags = append(tags, tag{key + 1, s.values.known(to)})
	}
	return feature{from: from, to: to, tags: tags}
}
