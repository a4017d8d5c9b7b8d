package answer

import (
	"context"
	"slices"
	"time"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/internal/store"
)

// Against returns the state with its updates folded in memory over a boundary: a version, or the newest version of an
// id where the version is 0. Its zones have ids of their own. It is a fault of kind store.ErrNotFound if the enclave
// has no such boundary.
func (s *Service) Against(ctx context.Context, st *State, ref geo.BoundaryRef) (*State, error) {
	boundary, err := s.boundary(ctx, st, ref)
	if err != nil {
		return nil, err
	}
	if boundary.Ref == st.Boundary.Ref {
		return st, nil
	}
	key := stateKey{
		enclave: st.Series.Ref.Enclave, series: st.Series.Ref.Series, revision: st.Revision,
		settings: st.Settings.Version, boundary: boundary.Ref, enclaveSet: st.Enclave.Recorded.From.UnixMicro(),
		seriesSet: st.Series.Recorded.From.UnixMicro(),
	}
	folded, err := s.states.Do(ctx, key, func(ctx context.Context) (*State, error) { return s.fold(ctx, st, boundary) })
	if err != nil {
		return nil, err
	}
	return folded.pinned(st.pin), nil
}

// fold folds the updates of a state over another boundary.
func (s *Service) fold(ctx context.Context, st *State, boundary geo.Boundary) (*State, error) {
	folded := *st
	folded.Boundary, folded.shared, folded.pin = boundary, false, store.Pin{}
	folded.Changes, folded.Zones, folded.digests = nil, nil, nil
	if st.Revision > 0 {
		statements, err := s.statements(ctx, st)
		if err != nil {
			return nil, err
		}
		states, err := coverage.Fold(ctx, boundary.Geometry, statements.updates, nil)
		if err != nil {
			return nil, err
		}
		for _, state := range states {
			folded.Changes = append(folded.Changes, state.From)
		}
		folded.Zones, _ = coverage.Identify(states, nil, 1)
	}
	slices.SortFunc(folded.Zones, func(a, b geo.Zone) int { return byTimeAndID(&a, &b) })
	folded.derive()
	return &folded, nil
}

// boundary finds the boundary that a reader names, among all that are known now.
func (s *Service) boundary(ctx context.Context, st *State, ref geo.BoundaryRef) (found geo.Boundary, err error) {
	err = s.store.Read(ctx, func(r store.Reader) error {
		boundaries, err := r.Boundaries(ctx, st.Enclave.ID, time.Time{})
		for _, b := range boundaries {
			if b.Ref.ID == ref.ID && (b.Ref.Version == ref.Version || ref.Version == 0 && b.Ref.Version > found.Ref.Version) {
				found = b
			}
		}
		return err
	})
	if err == nil && found.Ref.ID == "" {
		err = NotFoundf("boundary", "Enclave %q has no boundary %q of that version.", st.Enclave.ID, ref.ID)
	}
	return found, err
}
