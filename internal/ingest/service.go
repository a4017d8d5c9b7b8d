package ingest

import (
	"context"
	"fmt"
	"time"

	"splitline/geo"
	"splitline/internal/geos"
	"splitline/internal/store"
)

// Service writes to a store. It is safe for use by many goroutines.
type Service struct {
	store store.Store
	geos  *geos.GEOS
	clock func() time.Time
}

// NewService returns the way into a store. The clock says when a file was retrieved; recorded times are the store's.
func NewService(s store.Store, g *geos.GEOS, clock func() time.Time) *Service {
	return &Service{store: s, geos: g, clock: clock}
}

// Stage is a part of long work.
type Stage string

// The stages.
const (
	Reading Stage = "read"
	Folding Stage = "fold"
)

// Progress is told how far a stage is. It may be nil.
type Progress func(stage Stage, done, total int)

func (p Progress) tell(stage Stage, done, total int) {
	if p != nil {
		p(stage, done, total)
	}
}

// AddSeries adds a series to an enclave. Errors are those of the store.
func (s *Service) AddSeries(ctx context.Context, series geo.Series) error {
	return s.store.Write(ctx, func(w store.Writer) error {
		if err := w.AddSeries(ctx, series); err != nil {
			return fmt.Errorf("add series %s: %w", series.Ref, err)
		}
		return nil
	})
}

// seriesState is what a fold starts from: one state of one series.
type seriesState struct {
	enclave  geo.Enclave
	zone     *time.Location
	head     store.Head
	settings geo.Settings
	boundary geo.Boundary
	// updates are those in force, in the order of the fold.
	updates []geo.Update
}

// readSeries reads the newest state of a series.
func readSeries(ctx context.Context, r store.Reader, ref geo.SeriesRef) (seriesState, error) {
	var state seriesState
	var err error
	if state.enclave, err = r.Enclave(ctx, ref.Enclave, time.Time{}); err != nil {
		return state, err
	}
	if state.zone, err = state.enclave.Location(); err != nil {
		return state, err
	}
	if state.head, err = r.Head(ctx, ref, store.Pin{}); err != nil {
		return state, err
	}
	if state.settings, err = r.Settings(ctx, ref.Enclave, time.Time{}); err != nil {
		return state, err
	}
	if state.boundary, err = r.Boundary(ctx, ref.Enclave, state.head.Boundary); err != nil {
		return state, err
	}
	state.updates, err = r.Updates(ctx, store.UpdateQuery{Enclave: ref.Enclave, Series: ref.Series})
	return state, err
}

// seriesNow reads the newest state of a series in a transaction of its own.
func (s *Service) seriesNow(ctx context.Context, ref geo.SeriesRef) (seriesState, error) {
	var state seriesState
	err := s.store.Read(ctx, func(r store.Reader) (err error) {
		state, err = readSeries(ctx, r, ref)
		return err
	})
	if err != nil {
		return state, fmt.Errorf("read series %s: %w", ref, err)
	}
	return state, nil
}
