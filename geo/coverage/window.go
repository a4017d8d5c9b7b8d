package coverage

import (
	"context"
	"slices"
	"time"

	"splitline/geo"
)

// window is a stretch of time in which a fold may differ from what is recorded.
type window struct {
	all bool // everything
	// none tells that there is no such time.
	none bool
	from time.Time
	// until is the first instant of change after which all is as recorded; the state there is folded too, to see that
	// it is so. Zero is never.
	until time.Time
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

// windowNamer gives ids to the rows of a window. Recorded rows that end before it or begin after it stay as they are.
type windowNamer struct {
	*namer
	window window
	// touched are the recorded rows that hold in the window, pinned the others that are known.
	touched, pinned []geo.Zone
}

// nameWindow gives ids to rows. Those that end before the window are not read, since a row that begins in it has no
// instant in common with them, and one that reaches into it has an id there that no other row has. If it is to have
// another all the same, all rows are read.
func nameWindow(
	ctx context.Context, rows []*row, recorded []geo.Zone, w window, record Record, next geo.ZoneID,
) (*windowNamer, error) {
	n := newWindowNamer(rows, recorded, w, next)
	err := n.nameAll(ctx, record)
	if err != nil || !n.unsure || w.all {
		return n, err
	}
	all, err := record.ZonesSince(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		r.forget()
	}
	n = newWindowNamer(rows, all, w, next)
	return n, n.nameAll(ctx, record)
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
	return n
}

// forget takes its id from a row, and the neighbours that are not of the window.
func (r *row) forget() {
	r.zone.ID = 0
	if r.before != nil && r.before.pinned {
		r.before = nil
	}
	if r.after != nil && r.after.pinned {
		r.after = nil
	}
}

// nameAll gives every row its id.
func (n *windowNamer) nameAll(ctx context.Context, record Record) error {
	n.keep()
	if !n.window.all {
		if err := n.linkBefore(ctx, record); err != nil {
			return err
		}
		n.linkAfter()
	}
	n.nameRest()
	return nil
}

// linkBefore links rows that begin before the window and have no id yet to the recorded rows that they follow.
func (n *windowNamer) linkBefore(ctx context.Context, record Record) error {
	ended := make(map[int64][]geo.Zone)
	for _, r := range n.rows {
		from := r.zone.Valid.From
		if r.zone.ID != 0 || !from.Before(n.window.from) {
			continue
		}
		zones, known := ended[from.Unix()]
		if !known {
			var err error
			if zones, err = record.ZonesEnding(ctx, from); err != nil {
				return err
			}
			ended[from.Unix()] = zones
		}
		for _, z := range zones {
			if s := pinnedRow(z); r.before == nil && z.Label == r.zone.Label && r.succeeds(s) {
				r.before = s
			}
		}
	}
	return nil
}

// linkAfter links rows that end after the window and have no id yet to the recorded rows that they hand over to.
func (n *windowNamer) linkAfter() {
	starting := make(map[int64][]*row)
	for _, r := range n.rows {
		if r.zone.ID == 0 && !n.window.until.IsZero() && r.zone.Valid.To.After(n.window.until) {
			starting[r.zone.Valid.To.Unix()] = append(starting[r.zone.Valid.To.Unix()], r)
		}
	}
	for _, z := range n.pinned {
		for _, r := range starting[z.Valid.From.Unix()] {
			if r.after != nil || z.Label != r.zone.Label || !z.Valid.From.Equal(r.zone.Valid.To) {
				continue
			}
			if s := pinnedRow(z); s.succeeds(r) {
				r.after = s
			}
		}
	}
}

func pinnedRow(z geo.Zone) *row {
	return &row{zone: z, ground: groundOf(z.Polygon, z.AreaM2), pinned: true}
}
