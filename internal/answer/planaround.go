package answer

import (
	"context"
	"errors"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

// around is what stands around the series of an enclave, as it was known at one recorded time.
type around struct {
	milestones []geo.Milestone
	// plan is the first planned series that says anything; nil if there is none.
	plan *State
	// areas are those of the first set, by which the ground of a force is told, and set names their content.
	areas []geo.NamedArea
	set   string
	// asOf is when the newest of them was recorded.
	asOf time.Time
}

// aroundKey names what stands around a series. Version is that of the database, 0 as of a revision, which is final.
type aroundKey struct {
	enclave geo.EnclaveID
	asOf    int64 // in microseconds; 0 for the newest
	version int64
}

// aroundKey returns the key of what stands around a state as of the recorded time that was asked for.
func (s *Service) aroundKey(ctx context.Context, st *State) (key aroundKey, err error) {
	key.enclave = st.Series.Ref.Enclave
	if st.pin.Revision != 0 {
		key.asOf = st.RecordedAt.UnixMicro()
		return key, nil
	}
	if !st.pin.AsOf.IsZero() {
		key.asOf = st.pin.AsOf.UnixMicro()
	}
	key.version, err = s.store.DataVersion(ctx)
	return key, err
}

// aroundOf reads what a key names.
func (s *Service) aroundOf(ctx context.Context, key aroundKey) (*around, error) {
	return s.outlooks.around.Do(ctx, key, func(ctx context.Context) (*around, error) {
		var asOf time.Time
		if key.asOf != 0 {
			asOf = time.UnixMicro(key.asOf).UTC()
		}
		a := new(around)
		var series []geo.Series
		err := s.store.Read(ctx, func(r store.Reader) (err error) {
			if a.milestones, err = r.Milestones(ctx, key.enclave, asOf); err != nil {
				return err
			}
			if err = a.readAreas(ctx, r, key.enclave, asOf); err != nil {
				return err
			}
			series, err = r.SeriesOf(ctx, key.enclave)
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, m := range a.milestones {
			a.know(m.Recorded.From)
		}
		a.plan, err = s.firstPlan(ctx, series, store.Pin{AsOf: asOf})
		if a.plan != nil {
			a.know(a.plan.AsOf())
		}
		return a, err
	})
}

// know notes that something was recorded.
func (a *around) know(at time.Time) {
	if at.After(a.asOf) {
		a.asOf = at
	}
}

// readAreas reads the areas of the first set.
func (a *around) readAreas(ctx context.Context, r store.Reader, enclave geo.EnclaveID, asOf time.Time) error {
	sets, err := r.ReferenceSets(ctx, enclave, asOf)
	if err != nil {
		return err
	}
	for _, set := range sets {
		if set.Kind == geo.ReferenceAreas {
			a.know(set.Recorded.From)
			a.set = string(text([]any{set.ID, set.Digest, set.Recorded.From}))
			a.areas, err = r.Areas(ctx, enclave, set.ID, asOf)
			return err
		}
	}
	return nil
}

// firstPlan returns the state of the first of the series that is a plan and says anything, or nil.
func (s *Service) firstPlan(ctx context.Context, series []geo.Series, pin store.Pin) (*State, error) {
	for _, one := range series {
		plan, err := s.State(ctx, one.Ref, pin)
		switch {
		case errors.Is(err, store.ErrNotFound):
		case err != nil:
			return nil, err
		case plan.Series.Kind == geo.PlannedSeries && len(plan.Changes) > 0:
			return plan, nil
		}
	}
	return nil, nil
}
