package coverage

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"time"

	"github.com/paulmach/orb"
	"golang.org/x/sync/errgroup"

	"splitline/geo"
)

// State is the coverage that holds from an instant on, until the next state of the fold.
type State struct {
	From     time.Time
	Coverage *Coverage
}

// FoldError names the update that a fold cannot take in.
type FoldError struct {
	Update geo.UpdateID
	At     time.Time // the start of the state that was being made
	Err    error
}

// Error names the update, the instant and what is wrong.
func (e *FoldError) Error() string {
	return fmt.Sprintf("update %d, folded at %s: %v", e.Update, e.At.UTC().Format(time.RFC3339), e.Err)
}

// Unwrap returns what is wrong.
func (e *FoldError) Unwrap() error { return e.Err }

// Fold returns the states that updates make over an outline, in the order of time. The updates must be those in force,
// none that is superseded or withdrawn; they are laid in the order of Valid.From, then of Place.
//
// A state begins where a paint or a replace starts or ends; states equal to the one before are left out. Before the
// first start there is none. Where no update holds after it, the whole outline is unassigned, as it is below the first
// paint. Ground is given back at the end of an update to what the fold without it gives. A replace hides what comes
// before it in the order, for as long as it holds. Affirm and withdraw do nothing.
//
// Progress, if not nil, is called after each instant of change. Every new coverage is checked. Errors are a [FoldError],
// an error of kind [geo.ErrInvalid] about the outline, or that of the context.
func Fold(ctx context.Context, outline orb.MultiPolygon, updates []geo.Update, progress func(done, total int)) ([]State, error) {
	_, laid := folding(nil, updates)
	if len(laid) == 0 {
		return nil, nil
	}
	bare, err := New(outline, Unassigned())
	if err != nil {
		return nil, err
	}
	f := folder{stack: newStack(bare, nil), walk: newTimeline(laid), checks: newChecks()}
	err = f.run(ctx, progress)
	if err := cmp.Or(f.checks.wait(), err); err != nil {
		return nil, err
	}
	return f.states, nil
}

// Unassigned returns the label of ground that no update covers.
func Unassigned() geo.Label {
	return geo.Label{Controller: geo.Unassigned, Basis: geo.Remainder}
}

// folder makes the states of a fold.
type folder struct {
	stack  *stack
	walk   *timeline
	checks checks
	states []State
	last   *Coverage
}

func (f *folder) run(ctx context.Context, progress func(done, total int)) error {
	total := len(f.walk.changes)
	for i := range total {
		at, _ := f.walk.next(time.Time{})
		c, err := f.stack.to(ctx, at, f.walk.inForce())
		if err != nil {
			return err
		}
		if f.last == nil || !f.last.Equal(c) {
			f.states = append(f.states, State{From: at, Coverage: c})
			f.checks.add(c, f.last, f.stack.uppermost(), at)
			f.last = c
		}
		if progress != nil {
			progress(i+1, total)
		}
	}
	return nil
}

// checks are coverages that are being checked beside the folding of the next.
type checks struct {
	group   *errgroup.Group
	results []*FoldError
}

func newChecks() checks {
	c := checks{group: new(errgroup.Group)}
	c.group.SetLimit(runtime.GOMAXPROCS(0))
	return c
}

// add begins to check a new coverage, whose last update is given, against the one before it, which is or was checked.
// The first has none before it and is checked whole.
func (k *checks) add(c, before *Coverage, u geo.UpdateID, at time.Time) {
	result := &FoldError{Update: u, At: at}
	k.results = append(k.results, result)
	k.group.Go(func() error {
		result.Err = c.checkAfter(before)
		return result.Err
	})
}

// wait waits for all checks and returns the error of the earliest coverage that is broken.
func (k *checks) wait() error {
	if k.group.Wait() == nil {
		return nil
	}
	for _, result := range k.results {
		if result.Err != nil {
			return result
		}
	}
	return nil
}

// lay puts an update over a coverage.
func lay(c *Coverage, u *geo.Update) (*Coverage, error) {
	areas := make([]Area, len(u.Areas))
	for i, a := range u.Areas {
		areas[i] = Area{Name: a.Name, Label: u.Label(a.Controller, geo.Stated), Geometry: a.Geometry, Update: u.ID}
	}
	if u.Kind == geo.Replace {
		return c.replace(areas, u.Label(u.Remainder, geo.Remainder), u.ID)
	}
	return c.Paint(areas)
}
