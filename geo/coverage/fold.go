package coverage

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
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
	updates = slices.DeleteFunc(slices.Clone(updates), func(u geo.Update) bool { return !u.Folds() })
	if len(updates) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(updates, func(u, v geo.Update) int {
		return cmp.Or(u.Valid.From.Compare(v.Valid.From), cmp.Compare(u.Place, v.Place))
	})
	bare, err := New(outline, Unassigned())
	if err != nil {
		return nil, err
	}
	f := newFolder(bare)
	changes := changesOf(updates)
	for i, at := range changes {
		if err := f.fold(ctx, at, inForce(updates, at)); err != nil {
			return nil, cmp.Or(f.checked(), err)
		}
		if progress != nil {
			progress(i+1, len(changes))
		}
	}
	if err := f.checked(); err != nil {
		return nil, err
	}
	return f.states, nil
}

// Unassigned returns the label of ground that no update covers.
func Unassigned() geo.Label {
	return geo.Label{Controller: geo.Unassigned, Basis: geo.Remainder}
}

// changesOf returns the instants at which an update starts or ends, ascending, each once.
func changesOf(updates []geo.Update) []time.Time {
	var changes []time.Time
	for _, u := range updates {
		changes = append(changes, u.Valid.From)
		if !u.Valid.Open() {
			changes = append(changes, u.Valid.To)
		}
	}
	slices.SortFunc(changes, time.Time.Compare)
	return slices.CompactFunc(changes, time.Time.Equal)
}

// inForce returns the updates that hold at an instant, from the last replace on.
func inForce(updates []geo.Update, at time.Time) []*geo.Update {
	var active []*geo.Update
	for i := range updates {
		u := &updates[i]
		if !u.Valid.Contains(at) {
			continue
		}
		if u.Kind == geo.Replace {
			active = active[:0]
		}
		active = append(active, u)
	}
	return active
}

// folder keeps a stack of updates laid over one another, so that a state which differs from the one before by its last
// updates costs only those.
type folder struct {
	bare   *Coverage
	stack  []layer
	states []State
	// Coverages are checked beside the folding of the next; the first that is broken counts.
	checks  errgroup.Group
	results []*FoldError
}

// layer is an update and the coverage up to it.
type layer struct {
	update   *geo.Update
	coverage *Coverage
}

func newFolder(bare *Coverage) *folder {
	f := &folder{bare: bare}
	f.checks.SetLimit(runtime.GOMAXPROCS(0))
	return f
}

// check begins to check a new coverage.
func (f *folder) check(c *Coverage, u geo.UpdateID, at time.Time) {
	result := &FoldError{Update: u, At: at}
	f.results = append(f.results, result)
	f.checks.Go(func() error {
		result.Err = c.Check()
		return result.Err
	})
}

// checked waits for all checks and returns the error of the earliest coverage that is broken.
func (f *folder) checked() error {
	if f.checks.Wait() == nil {
		return nil
	}
	for _, result := range f.results {
		if result.Err != nil {
			return result
		}
	}
	return nil
}

// fold makes the state at an instant from the updates in force.
func (f *folder) fold(ctx context.Context, at time.Time, active []*geo.Update) error {
	common := 0
	for common < min(len(active), len(f.stack)) && f.stack[common].update == active[common] {
		common++
	}
	f.stack = f.stack[:common]
	for _, u := range active[common:] {
		if err := ctx.Err(); err != nil {
			return err
		}
		next, err := lay(f.top(), u)
		if err != nil {
			return &FoldError{Update: u.ID, At: at, Err: err}
		}
		f.check(next, u.ID, at)
		f.stack = append(f.stack, layer{u, next})
	}
	top := f.top()
	if n := len(f.states); n == 0 || !f.states[n-1].Coverage.Equal(top) {
		f.states = append(f.states, State{From: at, Coverage: top})
	}
	return nil
}

// top is the coverage of all updates on the stack.
func (f *folder) top() *Coverage {
	if len(f.stack) == 0 {
		return f.bare
	}
	return f.stack[len(f.stack)-1].coverage
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
