package answer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splitline/geo"
	"splitline/geo/change"
)

// Changes is what changed between two instants, of one series or of two, as one knew them at one recorded time or at
// two: that of package change, with the updates that made the difference.
type Changes struct {
	change.Answer
	// Updates begin or end between the two instants, or are in force at one of the two recorded times alone, in the order
	// of the fold. Between two series there are none.
	Updates []Update `json:"updates"`
	// Turnover is the ground that changed hands along the path of one series from the first instant to the second; it is
	// left out between two series and two recorded times, and as long as it is not measured.
	Turnover *Turnover `json:"turnover,omitempty"`
	// Pending says that the turnover is being measured: ask again.
	Pending bool `json:"pending,omitempty"`
}

// errNoLines is the error of a geometry library that projects no lines.
var errNoLines = errors.New("the geometry library projects no lines")

// Compare answers what changed from one state at one instant to another at another, over the boundary of the second.
// It is a fault of kind store.ErrNotFound that names the first date if a series has no update by then.
func (s *Service) Compare(ctx context.Context, from *State, fromAt time.Time, to *State, toAt time.Time) (Changes, error) {
	from, err := s.Against(ctx, from, to.Boundary.Ref)
	if err != nil {
		return Changes{}, err
	}
	first, err := from.At(fromAt)
	if err != nil {
		return Changes{}, blame("from", err)
	}
	second, err := to.At(toAt)
	if err != nil {
		return Changes{}, blame("to", err)
	}
	compared, err := s.compared(ctx, from, first, to, second)
	if err != nil {
		return Changes{}, err
	}
	made := Changes{Answer: compared, Updates: each(between(from, fromAt, to, toAt), wireUpdate)}
	made.From, made.To = placeOf(from, first, fromAt), placeOf(to, second, toAt)
	made.SettingsVersion, made.Days = to.Settings.Version, toAt.Sub(fromAt).Hours()/24
	if from.Series.Ref == to.Series.Ref && from.Revision == to.Revision {
		err = s.addTurnover(ctx, &made, to, min(first, second), max(first, second))
	}
	return made, err
}

// placeOf says which snapshot of a state is meant.
func placeOf(st *State, index int, at time.Time) change.State {
	return change.State{
		Enclave: st.Series.Ref.Enclave, Series: st.Series.Ref.Series, Datetime: at.UTC(), AsOf: st.AsOf().UTC(),
		Revision: st.Revision, ZonesSince: st.Changes[index].UTC(),
	}
}

// blame names the parameter of a fault.
func blame(parameter string, err error) error {
	var fault *Fault
	if !errors.As(err, &fault) {
		return err
	}
	blamed := *fault
	blamed.Parameter = parameter
	return &blamed
}

// compared returns what package change says of two snapshots: from memory or store, or computed and kept in both.
func (s *Service) compared(ctx context.Context, from *State, first int, to *State, second int) (change.Answer, error) {
	key := comparisonKey{s.version, to.parameters, from.hashes[first], to.hashes[second]}
	return s.comparisons.Do(ctx, key, func(ctx context.Context) (change.Answer, error) {
		if kept, found := s.keptComparison(ctx, key); found {
			return kept, nil
		}
		select {
		case s.working <- struct{}{}:
			defer func() { <-s.working }()
		case <-ctx.Done():
			return change.Answer{}, ctx.Err()
		}
		made, err := s.compare(ctx, to, from.Snapshot(first), to.Snapshot(second))
		if err == nil {
			s.keepComparison(ctx, key, made)
		}
		return made, err
	})
}

// compare compares two snapshots under the settings and over the boundary of a state.
func (s *Service) compare(ctx context.Context, st *State, from, to geo.Snapshot) (change.Answer, error) {
	metric, projects := s.metric(st.Boundary.Geometry.Bound()).(change.Metric)
	if !projects {
		return change.Answer{}, fmt.Errorf("compare %s: %w", st.Series.Ref, errNoLines)
	}
	return change.Compare(ctx, change.Input{From: from, To: to, Boundary: st.Boundary, Settings: st.Settings}, metric)
}

// between returns the updates that made the difference between two states at two instants.
func between(from *State, fromAt time.Time, to *State, toAt time.Time) []geo.Update {
	if from.Series.Ref != to.Series.Ref {
		return nil
	}
	earlier, later := fromAt, toAt
	if later.Before(earlier) {
		earlier, later = later, earlier
	}
	passed := func(at time.Time) bool { return at.After(earlier) && !at.After(later) }
	known := make(map[geo.UpdateID]bool, len(from.Updates))
	for _, u := range from.Updates {
		known[u.ID] = true
	}
	var list []geo.Update
	for _, u := range to.Updates {
		if !known[u.ID] && reaches(u, later) || passed(u.Valid.From) || !u.Valid.Open() && passed(u.Valid.To) {
			list = append(list, u)
		}
		delete(known, u.ID)
	}
	for _, u := range from.Updates {
		if known[u.ID] && reaches(u, later) {
			list = append(list, u)
		}
	}
	return inOrder(list)
}

// reaches reports whether an update can have a part in a snapshot: it began by then.
func reaches(u geo.Update, at time.Time) bool { return !u.Valid.From.After(at) }

// addTurnover adds the ground that changed hands along the path from one change to another, waiting for it no longer than
// the service waits.
func (s *Service) addTurnover(ctx context.Context, made *Changes, st *State, first, second int) error {
	waiting, cancel := context.WithTimeout(ctx, s.wait)
	defer cancel()
	changedM2, err := s.path(waiting, st, first, second)
	switch {
	case err == nil:
		made.Turnover = st.turnover(changedM2, made.From.Datetime, made.To.Datetime, made.Schematic)
	case ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded):
		made.Pending = true
		return nil
	}
	return err
}

// path sums the ground that changed hands from one change of a state to a later one, in m². What is not measured is
// measured, once for all who ask; that goes on when they hang up.
func (s *Service) path(ctx context.Context, st *State, first, second int) (changedM2 float64, err error) {
	keys := s.stepKeys(st)[first:second]
	steps, missing := s.steps.found(ctx, keys)
	if len(missing) > 0 {
		if _, err = s.paths.Do(ctx, pathKey{st.key(), first, second}, func(ctx context.Context) (struct{}, error) {
			defer s.writeKept(ctx)
			_, err := s.steps.all(ctx, keys, s.pause, func(ctx context.Context, i int) (step, error) {
				return s.measureStep(ctx, st, first+i+1)
			})
			return struct{}{}, err
		}); err != nil {
			return 0, err
		}
		steps, _ = s.steps.found(ctx, keys)
	}
	for _, step := range steps {
		changedM2 += step.ChangedM2
	}
	return changedM2, nil
}

// pathKey names the steps from one change of a state to another.
type pathKey struct {
	state         stateKey
	first, second int
}
