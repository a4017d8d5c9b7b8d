package answer

import (
	"context"

	"golang.org/x/sync/errgroup"

	"splitline/geo/split"
)

// Prepare measures every snapshot of the newest state of a series, so that the first reader of its timeline does not
// wait, and keeps what it measured. What was measured before costs nothing. It calls pause, unless that is nil, before
// each snapshot; an error of pause ends it.
func (s *Service) Prepare(ctx context.Context, st *State, pause func(context.Context) error) error {
	defer s.writeKept(ctx)
	_, err := s.measureTo(ctx, st, len(st.Changes)-1, pause)
	return err
}

// Prepared reports whether every snapshot of a state is measured and in memory.
func (s *Service) Prepared(st *State) bool {
	for i := range st.Changes {
		if _, found := s.measures.Get(s.measureKey(st, i)); !found {
			return false
		}
	}
	return true
}

// measureTo returns the measures of the snapshots from the first change to the one at index; see [Service.Prepare] for
// pause. What it had to compute waits to be kept, also if it fails half-way.
func (s *Service) measureTo(
	ctx context.Context, st *State, index int, pause func(context.Context) error,
) ([]split.Answer, error) {
	answers := make([]split.Answer, index+1)
	missing := s.fromMemory(st, answers, nil)
	if len(missing) == 0 {
		return answers, nil
	}
	if s.recallKept(ctx, st, missing) {
		missing = s.fromMemory(st, answers, missing)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(measuredAtOnce)
	for _, i := range missing {
		group.Go(func() (err error) {
			if pause != nil {
				if err := pause(ctx); err != nil {
					return err
				}
			}
			answers[i], err = s.measure(ctx, st, i)
			return err
		})
	}
	return answers, group.Wait()
}

// fromMemory fills in the answers that are in memory, those at the indexes or all if there are none, and returns the
// indexes of the others.
func (s *Service) fromMemory(st *State, answers []split.Answer, indexes []int) (missing []int) {
	look := func(i int) {
		kept, found := s.measures.Get(s.measureKey(st, i))
		if !found {
			missing = append(missing, i)
			return
		}
		answers[i] = kept
	}
	if indexes == nil {
		for i := range answers {
			look(i)
		}
	}
	for _, i := range indexes {
		look(i)
	}
	return missing
}

// measure returns the measures of the snapshot at a change: from memory, or computed and kept in memory and store. They
// hold nothing that differs between equal snapshots of different dates.
func (s *Service) measure(ctx context.Context, st *State, index int) (split.Answer, error) {
	key := s.measureKey(st, index)
	return s.measures.Do(ctx, key, func(ctx context.Context) (split.Answer, error) {
		select {
		case s.working <- struct{}{}:
			defer func() { <-s.working }()
		case <-ctx.Done():
			return split.Answer{}, ctx.Err()
		}
		computed, err := split.Measure(ctx, split.Input{
			Snapshot: st.Snapshot(index), Boundary: st.Boundary, Settings: st.Settings,
		}, s.metric(st.Boundary.Geometry.Bound()))
		if err == nil {
			s.keep(ctx, key, computed)
		}
		return computed, err
	})
}

// measureKey names what the measures of a snapshot depend on: its hash, the boundary, the parameters, the rule, and the
// program that computed them.
func (s *Service) measureKey(st *State, index int) string {
	return "split " + split.Rule + " " + s.version + " " + st.parameters + " " + st.hashes[index]
}
