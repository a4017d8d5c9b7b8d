package answer

import (
	"context"

	"splitline/geo"
	"splitline/internal/store"
)

// Against returns the state with its shares computed against a boundary: a version, or the newest version of an id
// where the version is 0. It is a fault of kind store.ErrNotFound if the enclave has no such boundary.
func (s *Service) Against(ctx context.Context, st *State, ref geo.BoundaryRef) (*State, error) {
	boundary, err := s.boundary(ctx, st, ref)
	if err != nil {
		return nil, err
	}
	if boundary.Ref == st.Boundary.Ref {
		return st, nil
	}
	return nil, Invalidf("boundary", "The zones of revision %d stand on boundary %s version %d alone.",
		st.Revision, st.Boundary.Ref.ID, st.Boundary.Ref.Version)
}

// boundary finds the boundary that a reader names.
func (s *Service) boundary(ctx context.Context, st *State, ref geo.BoundaryRef) (found geo.Boundary, err error) {
	err = s.store.Read(ctx, func(r store.Reader) error {
		boundaries, err := r.Boundaries(ctx, st.Enclave.ID, st.AsOf())
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
