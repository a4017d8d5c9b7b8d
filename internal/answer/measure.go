package answer

import (
	"context"

	"splitline/geo/split"
)

// Prepare measures every snapshot of the newest state of a series and every step from one to the next, so that the first
// reader of its timeline does not wait, and keeps what it measured. What was measured before costs nothing. It calls
// pause, unless that is nil, before each snapshot and each step; an error of pause ends it.
func (s *Service) Prepare(ctx context.Context, st *State, pause func(context.Context) error) error {
	defer s.writeKept(ctx)
	if _, err := s.measureTo(ctx, st, len(st.Changes)-1, pause); err != nil {
		return err
	}
	_, err := s.stepsTo(ctx, st, len(st.Changes)-1, pause)
	return err
}

// Prepared reports whether every snapshot of a state and every step is measured and in memory.
func (s *Service) Prepared(st *State) bool {
	_, missing := s.measures.known(s.measureKeys(st))
	_, missed := s.steps.known(s.stepKeys(st))
	return len(missing)+len(missed) == 0
}

// measureTo returns the measures of the snapshots from the first change to the one at index; see [Service.Prepare] for
// pause. What it had to compute waits to be kept, also if it fails half-way.
func (s *Service) measureTo(
	ctx context.Context, st *State, index int, pause func(context.Context) error,
) ([]split.Answer, error) {
	return s.measures.all(ctx, s.measureKeys(st)[:index+1], pause, func(ctx context.Context, i int) (split.Answer, error) {
		return s.compute(ctx, st, i)
	})
}

// stepsTo returns the steps to the changes from the first but one to the one at index; see [Service.Prepare] for pause.
func (s *Service) stepsTo(ctx context.Context, st *State, index int, pause func(context.Context) error) ([]step, error) {
	return s.steps.all(ctx, s.stepKeys(st)[:max(index, 0)], pause, func(ctx context.Context, i int) (step, error) {
		return s.measureStep(ctx, st, i+1)
	})
}

// measure returns the measures of the snapshot at a change: from memory or store, or computed and kept in both. They
// hold nothing that differs between equal snapshots of different dates.
func (s *Service) measure(ctx context.Context, st *State, index int) (split.Answer, error) {
	return recalled(ctx, s.measures, s.measureKey(st, index), func(ctx context.Context) (split.Answer, error) {
		return s.compute(ctx, st, index)
	})
}

// compute measures the snapshot at a change.
func (s *Service) compute(ctx context.Context, st *State, index int) (split.Answer, error) {
	return split.Measure(ctx, split.Input{
		Snapshot: st.Snapshot(index), Boundary: st.Boundary, Settings: st.Settings,
	}, s.metric(st.Boundary.Geometry.Bound()))
}

// measureKey names what the measures of a snapshot depend on: its hash, the boundary, the parameters, the rule, and the
// program that computed them.
func (s *Service) measureKey(st *State, index int) string {
	return "split " + split.Rule + " " + s.version + " " + st.parameters + " " + st.hashes[index]
}

func (s *Service) measureKeys(st *State) []string {
	keys := make([]string, len(st.hashes))
	for i := range keys {
		keys[i] = s.measureKey(st, i)
	}
	return keys
}
