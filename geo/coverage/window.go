package coverage

import (
	"slices"
	"time"

	"splitline/geo"
)

// windowNamer gives ids to the rows of a window. Recorded rows that end before it or begin after it stay as they are.
type windowNamer struct {
	*namer
	window window
	// touched are the recorded rows that hold in the window, the others are pinned.
	touched, pinned []geo.Zone
}

func newWindowNamer(rows []*row, recorded []geo.Zone, w window, next geo.ZoneID) *windowNamer {
	n := &windowNamer{window: w}
	for _, z := range recorded {
		if w.touches(z.Valid) {
			n.touched = append(n.touched, z)
		} else {
			n.pinned = append(n.pinned, z)
		}
	}
	slices.SortStableFunc(rows, compareRows)
	n.namer = newNamer(rows, n.touched, next)
	for _, z := range n.pinned {
		n.next = max(n.next, z.ID+1)
		n.use(z.ID, z.Valid)
	}
	n.link = n.linkToPinned
	return n
}

// touches reports whether a row that holds then can change.
func (w window) touches(valid geo.Interval) bool {
	if w.all {
		return true
	}
	before := !valid.Open() && valid.To.Before(w.from)
	after := !w.until.IsZero() && valid.From.After(w.until)
	return !before && !after
}

// candidates returns the recorded rows that can change.
func (n *windowNamer) candidates() []geo.Zone { return n.touched }

// linkToPinned links rows that reach out of the window and have no id yet to the pinned rows that they follow or hand
// over to.
func (n *windowNamer) linkToPinned() {
	ends, starts := n.sought()
	if len(ends)+len(starts) == 0 {
		return
	}
	for _, z := range n.pinned {
		from, to := starts[z.Valid.From.Unix()], []*row(nil)
		if !z.Valid.Open() {
			to = ends[z.Valid.To.Unix()]
		}
		if len(from)+len(to) == 0 {
			continue
		}
		neighbour := &row{zone: z, ground: groundOf(z.Polygon, z.AreaM2)}
		for _, r := range to {
			if r.before == nil && z.Valid.To.Equal(r.zone.Valid.From) && r.succeeds(neighbour) {
				r.before = neighbour
			}
		}
		for _, r := range from {
			if r.after == nil && z.Valid.From.Equal(r.zone.Valid.To) && neighbour.succeeds(r) {
				r.after = neighbour
			}
		}
	}
}

// sought returns the rows without an id that begin before the window by when pinned rows before them would end, and
// those that end after it by when pinned rows after them would begin.
func (n *windowNamer) sought() (ends, starts map[int64][]*row) {
	ends, starts = make(map[int64][]*row), make(map[int64][]*row)
	if n.window.all {
		return ends, starts
	}
	file := func(under map[int64][]*row, at time.Time, r *row) { under[at.Unix()] = append(under[at.Unix()], r) }
	for _, r := range n.rows {
		if r.zone.ID != 0 {
			continue
		}
		if r.zone.Valid.From.Before(n.window.from) {
			file(ends, r.zone.Valid.From, r)
		}
		if !n.window.until.IsZero() && r.zone.Valid.To.After(n.window.until) {
			file(starts, r.zone.Valid.To, r)
		}
	}
	return ends, starts
}
