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

// Record is what is recorded of a series and what a fold that follows starts from. Its rows must all be of one state.
type Record interface {
	// ZonesSince returns the rows that do not end before an instant, and all for the zero time, ordered by their start.
	// It may return more.
	ZonesSince(ctx context.Context, at time.Time) ([]geo.Zone, error)
	// ZonesEnding returns the rows that end at an instant.
	ZonesEnding(ctx context.Context, at time.Time) ([]geo.Zone, error)
	// Linework returns what an earlier fold left to be kept under a key, or nothing. A key names everything that the
	// linework was made of, so that under one key there is only ever one content.
	Linework(ctx context.Context, key string) ([]byte, error)
}

// Basis is what the rows of a record were folded of.
type Basis struct {
	// Updates are those that were in force.
	Updates []geo.Update
	// Next is the next zone id that is free.
	Next geo.ZoneID
	// Anew tells that the outline was another.
	Anew bool
}

// Refolded is what differs from what is recorded once other updates are in force.
type Refolded struct {
	// Closed are rows to be closed in recorded time, Added those to be added.
	Closed, Added []geo.Zone
	// Linework is to be kept in the record, by its key.
	Linework map[string][]byte
	// Recorded are rows of the record: at least all that do not end before the first date that was folded.
	Recorded []geo.Zone
	// Dates is how many states were folded.
	Dates int
}

// Refold returns what [Diff] returns of the recorded zones and those that [Identify] makes of [Fold] of the updates: the
// same rows, ids and order. It folds only from the first to the last instant at which other updates are in force than
// were before, so that an update at the end of a long series costs itself, and a replace ends what an earlier edit
// changes. Updates are known by their ids.
//
// It starts from linework that an earlier fold left in the record, if there is some. What is folded is held against the
// recorded rows on either side of what changes; if it is not the same ring for ring, everything is folded anew.
//
// Progress, if not nil, is called after each instant that is folded. Every new coverage is checked. Errors are those of
// [Fold] and of the record.
func Refold(
	ctx context.Context, outline orb.MultiPolygon, basis Basis, updates []geo.Update, record Record,
	progress func(done, total int),
) (Refolded, error) {
	bare, err := New(outline, Unassigned())
	if err != nil {
		return Refolded{}, err
	}
	before, after := folding(basis.Updates, updates)
	w := window{all: true}
	if !basis.Anew {
		w = windowOf(before, after)
	}
	done, err := refold(ctx, bare, basis.Next, after, w, record, progress)
	if !w.all && (errors.Is(err, errOtherRows) || errors.Is(err, ErrBroken)) {
		done, err = refold(ctx, bare, basis.Next, after, window{all: true}, withoutLinework{record}, progress)
	}
	return done, err
}

// withoutLinework is a record of which no linework is taken up.
type withoutLinework struct{ Record }

// Linework implements [Record].
func (withoutLinework) Linework(context.Context, string) ([]byte, error) { return nil, nil }

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
	ctx context.Context, bare *Coverage, next geo.ZoneID, updates []*geo.Update, w window, record Record,
	progress func(done, total int),
) (Refolded, error) {
	if w.none {
		return Refolded{}, nil
	}
	recorded, err := record.ZonesSince(ctx, w.from)
	if err != nil {
		return Refolded{}, err
	}
	r := &refolding{window: w, stack: newStack(bare, record), walk: newTimeline(updates), progress: progress, checks: newChecks()}
	err = r.run(ctx, recorded)
	if broken := r.checks.wait(); err == nil {
		err = broken
	}
	if err != nil {
		return Refolded{}, err
	}
	n, err := nameWindow(ctx, r.rows.rows, recorded, w, record, next)
	if err != nil {
		return Refolded{}, err
	}
	done := Refolded{Linework: r.stack.made, Dates: r.dates, Recorded: recorded}
	done.Closed, done.Added = Diff(n.touched, n.zones())
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
