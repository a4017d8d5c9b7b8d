package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splitline/geo"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
	"splitline/internal/store"
)

// NewEnclave is an enclave to add, with the file of its first boundary.
type NewEnclave struct {
	Enclave  geo.Enclave
	Boundary Input
	// BoundaryID names the boundary; empty is made of the file's name.
	BoundaryID string
	// CloseGapsM is the width in metres below which inner gaps are filled; see [PrepareBoundary].
	CloseGapsM float64
	// Source is where the boundary is from. Without a title it is the file's name; without a grade F6.
	Source geo.Source
	// Limits bound the file; the zero value stands for geojson.DefaultLimits.
	Limits geojson.Limits
}

// AddEnclave adds an enclave with its first boundary and the default settings. Errors are those of [PrepareBoundary]
// and of the store. The report is returned with an error too.
func (s *Service) AddEnclave(ctx context.Context, n NewEnclave) (geo.Boundary, report.Report, error) {
	boundary, about, err := s.prepareBoundary(ctx, n.Enclave.ID, n)
	if err != nil {
		return geo.Boundary{}, about, err
	}
	err = s.store.Write(ctx, func(w store.Writer) error {
		return w.AddEnclave(ctx, n.Enclave, boundary, geo.DefaultSettings(n.Enclave.ID))
	})
	if err != nil {
		return geo.Boundary{}, about, fmt.Errorf("add enclave %s: %w", n.Enclave.ID, err)
	}
	boundary.Ref.Version = 1
	return boundary, about, nil
}

func (s *Service) prepareBoundary(ctx context.Context, enclave geo.EnclaveID, n NewEnclave) (geo.Boundary, report.Report, error) {
	outline, err := prepareBoundary(ctx, s.geos, n.Boundary, n.CloseGapsM, n.Limits)
	if err != nil {
		return geo.Boundary{}, outline.Report, err
	}
	id := n.BoundaryID
	if id == "" {
		id = BoundaryID(n.Boundary.base())
	}
	boundary := geo.Boundary{
		Ref: geo.BoundaryRef{ID: id}, Enclave: enclave,
		Geometry: outline.Geometry, AreaM2: outline.AreaM2, Source: s.sourceOf(n.Source, n.Boundary),
	}
	return boundary, outline.Report, boundary.Validate()
}

// sourceOf fills in what a source does not say: the file's name, not judged, retrieved now.
func (s *Service) sourceOf(source geo.Source, input Input) geo.Source {
	if source.Title == "" {
		source.Title = input.base()
	}
	if source.Grade == "" {
		source.Grade = geo.NotJudged
	}
	if source.RetrievedAt.IsZero() {
		source.RetrievedAt = s.now()
	}
	return source
}

// NewBoundary adds a boundary to an enclave, puts it in use and folds every series over it anew, all as one change in
// recorded time. The file is prepared as by [Service.AddEnclave]; n.Enclave names the enclave by its id alone. Errors
// are those of [PrepareBoundary], of the fold and of the store.
func (s *Service) NewBoundary(ctx context.Context, n NewEnclave, progress Progress) (geo.BoundaryRef, report.Report, error) {
	boundary, about, err := s.prepareBoundary(ctx, n.Enclave.ID, n)
	if err != nil {
		return geo.BoundaryRef{}, about, err
	}
	ref, err := s.UseBoundary(ctx, boundary, progress)
	return ref, about, err
}

// UseBoundary is [Service.NewBoundary] for a boundary that is ready.
func (s *Service) UseBoundary(ctx context.Context, boundary geo.Boundary, progress Progress) (geo.BoundaryRef, error) {
	var conflict error
	for range publishAttempts {
		series, settings, err := s.foldAll(ctx, boundary, progress)
		if err != nil {
			return geo.BoundaryRef{}, err
		}
		ref, err := s.commitBoundary(ctx, boundary, settings, series)
		if !errors.Is(err, store.ErrConflict) {
			return ref, err
		}
		conflict = err
	}
	return geo.BoundaryRef{}, fmt.Errorf("gave up after %d attempts: %w", publishAttempts, conflict)
}

// foldAll folds every series of an enclave that has updates over an outline.
func (s *Service) foldAll(ctx context.Context, boundary geo.Boundary, progress Progress) ([]folded, geo.Settings, error) {
	states, settings, err := s.allSeries(ctx, boundary.Enclave)
	if err != nil {
		return nil, settings, fmt.Errorf("read enclave %s: %w", boundary.Enclave, err)
	}
	var series []folded
	for _, state := range states {
		if len(state.updates) == 0 {
			continue
		}
		f, err := s.fold(ctx, state, nil, boundary.Geometry, progress)
		if err != nil {
			return nil, settings, err
		}
		series = append(series, f)
	}
	return series, settings, nil
}

// allSeries reads the newest state of every series of an enclave and its settings.
func (s *Service) allSeries(ctx context.Context, enclave geo.EnclaveID) (states []seriesState, settings geo.Settings, err error) {
	err = s.store.Read(ctx, func(r store.Reader) error {
		all, err := r.SeriesOf(ctx, enclave)
		if err != nil {
			return err
		}
		for _, series := range all {
			state, err := readSeries(ctx, r, series.Ref)
			if err != nil {
				return err
			}
			states = append(states, state)
		}
		settings, err = r.Settings(ctx, enclave, time.Time{})
		return err
	})
	return states, settings, err
}

// commitBoundary records a boundary, the settings that put it in use, and every series folded over it.
func (s *Service) commitBoundary(
	ctx context.Context, boundary geo.Boundary, settings geo.Settings, series []folded,
) (geo.BoundaryRef, error) {
	var ref geo.BoundaryRef
	err := s.store.Write(ctx, func(w store.Writer) (err error) {
		if ref, err = useBoundary(ctx, w, boundary, &settings); err != nil {
			return err
		}
		for _, f := range series {
			if err := republish(ctx, w, f, ref, settings.Version); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return geo.BoundaryRef{}, fmt.Errorf("new boundary %s of %s: %w", boundary.Ref.ID, boundary.Enclave, err)
	}
	return ref, nil
}

// useBoundary adds a boundary and puts it in use, if the settings have not changed meanwhile.
func useBoundary(ctx context.Context, w store.Writer, boundary geo.Boundary, settings *geo.Settings) (geo.BoundaryRef, error) {
	now, err := w.Settings(ctx, boundary.Enclave, time.Time{})
	if err != nil {
		return geo.BoundaryRef{}, err
	}
	if now.Version != settings.Version {
		return geo.BoundaryRef{}, fmt.Errorf("settings of %s: %w", boundary.Enclave, store.ErrConflict)
	}
	ref, err := w.AddBoundary(ctx, boundary)
	if err != nil {
		return ref, err
	}
	settings.Boundary = ref
	settings.Version, err = w.PutSettings(ctx, *settings)
	return ref, err
}

// republish publishes a series that was folded over a boundary which has only now come into use.
func republish(ctx context.Context, w store.Writer, f folded, boundary geo.BoundaryRef, settings geo.SettingsVersion) error {
	p := f.publication(geo.Edition{Title: fmt.Sprintf("New boundary %s, version %d", boundary.ID, boundary.Version)})
	p.Head.Boundary, p.Head.Settings = boundary, settings
	if _, err := w.Publish(ctx, p); err != nil {
		return err
	}
	return f.keepLinework(ctx, w)
}
