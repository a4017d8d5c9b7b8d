package coverage

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// Recorded is what is recorded of a series and what a fold that follows starts from.
type Recorded struct {
	// Updates are those in force that the zones were folded of.
	Updates []geo.Update
	// Zones are the rows of the series, ordered by their start.
	Zones []geo.Zone
	// Next is the next id that is free.
	Next geo.ZoneID
	// Anew tells that the zones were folded over another outline.
	Anew bool
}

// Refolded is what differs from what is recorded once other updates are in force.
type Refolded struct {
	// Closed are rows to be closed in recorded time, Added those to be added.
	Closed, Added []geo.Zone
	// Linework is for the shelf, by its key.
	Linework map[string][]byte
	// Dates is how many states were folded.
	Dates int
}

// Refold returns what [Diff] returns of the recorded zones and those that [Identify] makes of [Fold] of the updates: the
// same rows, ids and order. It folds only from the first to the last instant at which other updates are in force than
// were before, so that an update at the end of a long series costs itself, and a replace ends what an earlier edit
// changes. Updates are known by their ids.
//
// The shelf, if not nil, has linework that an earlier fold returned. What is folded is held against the recorded rows on
// either side of what changes; if it is not the same ring for ring, everything is folded anew.
//
// Progress, if not nil, is called after each instant that is folded. Every new coverage is checked. Errors are those of
// [Fold] and of the shelf.
func Refold(
	ctx context.Context, outline orb.MultiPolygon, recorded Recorded, updates []geo.Update, shelf Shelf,
	progress func(done, total int),
) (Refolded, error) {
	bare, err := New(outline, Unassigned())
	if err != nil {
		return Refolded{}, err
	}
	before, after := folding(recorded.Updates, updates)
	w := window{all: true}
	if !recorded.Anew {
		w = windowOf(before, after)
	}
	done, err := refold(ctx, bare, recorded, after, w, shelf, progress)
	if !w.all && (errors.Is(err, errOtherRows) || errors.Is(err, ErrBroken)) {
		done, err = refold(ctx, bare, recorded, after, window{all: true}, emptied(shelf), progress)
	}
	return done, err
}

// emptied returns a shelf that has nothing yet.
func emptied(shelf Shelf) Shelf {
	if shelf == nil {
		return nil
	}
	return noLinework{}
}

type noLinework struct{}

// Linework implements [Shelf].
func (noLinework) Linework(context.Context, string) ([]byte, error) { return nil, nil }

// folding returns the updates before and after that fold. One that is in both is one pointer.
func folding(before, after []geo.Update) (was, is []*geo.Update) {
	known := make(map[geo.UpdateID]*geo.Update, len(after))
	for i := range after {
		if u := &after[i]; u.Folds() {
			known[u.ID], is = u, append(is, u)
		}
	}
	for i := range before {
		u := &before[i]
		if !u.Folds() {
			continue
		}
		if same := known[u.ID]; same != nil {
			u = same
		}
		was = append(was, u)
	}
	return was, is
}

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

// windowOf returns the time from the first to the last instant at which other updates are in force.
func windowOf(before, after []*geo.Update) window {
	changed := make(map[*geo.Update]bool)
	for _, u := range before {
		changed[u] = true
	}
	for _, u := range after {
		if changed[u] {
			delete(changed, u)
		} else {
			changed[u] = true
		}
	}
	if len(changed) == 0 {
		return window{none: true}
	}
	var w window
	for u := range changed {
		if w.from.IsZero() || u.Valid.From.Before(w.from) {
			w.from = u.Valid.From
		}
	}
	w.until = lastDifference(before, after, changed, w.from)
	return w
}

// lastDifference returns the first instant of change from which on no changed update makes a state, zero if there is none.
func lastDifference(before, after []*geo.Update, changed map[*geo.Update]bool, from time.Time) (until time.Time) {
	walks := [2]*timeline{newTimeline(before), newTimeline(after)}
	begun := [2]bool{len(walks[0].changes) > 0, len(walks[1].changes) > 0}
	for i, walk := range walks {
		begun[i] = begun[i] && walk.changes[0].Before(from)
		for more := true; more; {
			_, more = walk.next(from)
		}
	}
	for {
		at := earliest(walks)
		if at.IsZero() {
			return until
		}
		differ := false
		for i, walk := range walks {
			if len(walk.changes) > 0 && walk.changes[0].Equal(at) {
				walk.next(time.Time{})
				begun[i] = true
			}
			differ = differ || slices.ContainsFunc(walk.inForce(), func(u *geo.Update) bool { return changed[u] })
		}
		switch {
		case differ || begun[0] != begun[1]:
			until = time.Time{}
		case until.IsZero():
			until = at
		}
	}
}

// earliest returns the next instant of change of two walks, or zero.
func earliest(walks [2]*timeline) (at time.Time) {
	for _, walk := range walks {
		if len(walk.changes) > 0 && (at.IsZero() || walk.changes[0].Before(at)) {
			at = walk.changes[0]
		}
	}
	return at
}

// errOtherRows says that the recorded rows are not those of the fold.
var errOtherRows = errors.New("the recorded zones are not those of the fold")

// refolding is a fold under way.
type refolding struct {
	window   window
	stack    *stack
	walk     *timeline
	rows     rowMaker
	checks   checks
	checked  *Coverage // the last that was
	progress func(done, total int)
	dates    int
}

func refold(
	ctx context.Context, bare *Coverage, recorded Recorded, updates []*geo.Update, w window, shelf Shelf,
	progress func(done, total int),
) (Refolded, error) {
	if w.none {
		return Refolded{}, nil
	}
	r := &refolding{window: w, stack: newStack(bare, shelf), walk: newTimeline(updates), progress: progress, checks: newChecks()}
	err := r.run(ctx, recorded.Zones)
	if broken := r.checks.wait(); err == nil {
		err = broken
	}
	if err != nil {
		return Refolded{}, err
	}
	n := newWindowNamer(r.rows.rows, recorded.Zones, w, recorded.Next)
	n.nameAll()
	done := Refolded{Linework: r.stack.made, Dates: r.dates}
	done.Closed, done.Added = Diff(n.candidates(), n.zones())
	return done, nil
}

// run makes the rows of all states in the window.
func (r *refolding) run(ctx context.Context, recorded []geo.Zone) error {
	if err := r.start(ctx, recorded); err != nil {
		return err
	}
	total := 0
	for total < len(r.walk.changes) && (r.window.until.IsZero() || !r.walk.changes[total].After(r.window.until)) {
		total++
	}
	for i := range total {
		at, _ := r.walk.next(time.Time{})
		c, err := r.stack.to(ctx, at, r.walk.inForce())
		if err != nil {
			return err
		}
		r.state(at, c)
		if r.progress != nil {
			r.progress(i+1, total)
		}
	}
	return r.finish(recorded)
}

// state takes in the state of an instant.
func (r *refolding) state(at time.Time, c *Coverage) {
	r.dates++
	before := r.checked
	if !r.rows.add(State{From: at, Coverage: c}) {
		return
	}
	r.checks.add(c, before, r.stack.uppermost(), at)
	r.checked = c
}

// start makes the state before the window, and begins with the rows that hold it.
func (r *refolding) start(ctx context.Context, recorded []geo.Zone) error {
	if r.window.all {
		return nil
	}
	begun := false
	for {
		_, more := r.walk.next(r.window.from)
		if !more {
			break
		}
		begun = true
	}
	held := heldBefore(recorded, r.window.from)
	if !begun {
		if len(held) > 0 {
			return errOtherRows
		}
		return nil
	}
	c, err := r.stack.to(ctx, r.window.from, r.walk.inForce())
	if err != nil {
		return err
	}
	return r.rows.resume(c, held)
}

// heldBefore returns the zones that held right before an instant.
func heldBefore(zones []geo.Zone, at time.Time) []geo.Zone {
	var held []geo.Zone
	for _, z := range zones {
		if z.Valid.From.Before(at) && (z.Valid.Open() || !z.Valid.To.Before(at)) {
			held = append(held, z)
		}
	}
	return held
}

// finish gives the rows that hold at the end of the window the end that they had. If there is no state at its very end,
// the last before it holds there.
func (r *refolding) finish(recorded []geo.Zone) error {
	if r.window.all || r.window.until.IsZero() {
		return nil
	}
	var held []geo.Zone
	for _, z := range recorded {
		if z.Valid.Contains(r.window.until) {
			held = append(held, z)
		}
	}
	return r.rows.release(held)
}

// compareRows orders rows by their start and then as the faces of a state.
func compareRows(r, s *row) int {
	if c := r.zone.Valid.From.Compare(s.zone.Valid.From); c != 0 {
		return c
	}
	p, q := r.zone.Polygon[0][0], s.zone.Polygon[0][0]
	return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1]), bytes.Compare(r.ground.key[:], s.ground.key[:]))
}
