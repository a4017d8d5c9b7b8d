package ingest

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
	"splitline/internal/store"
)

// ObservationOptions say what the features of imported files observe.
type ObservationOptions struct {
	Dating
	// Kind is the kind of every observation, or of those without a value under KindProperty.
	Kind         string
	KindProperty string
	// TitleProperty has the title; without it, and for features without a value, the feature's own name is taken.
	TitleProperty string
	// Source is the source of every observation. Without a title it is the file's name; without a grade F6.
	Source     geo.Source
	Assessment geo.Assessment
	DryRun     bool
	Limits     geojson.Limits
}

// ObservationResult is what an import of observations did.
type ObservationResult struct {
	Report report.Report
	Files  []FileResult
	// Observations are those taken.
	Observations []geo.Observation
}

// ImportObservations takes the points, lines and areas of files as observations of an enclave: shown, never folded.
// Features keep their own shape; areas are repaired. Observations that the enclave has already, alike in every respect
// but when they were retrieved, are left out, so the same file imported again stores nothing. A refused file does not
// keep the others out; the error, of kind [ErrRefused], names its faults.
func (s *Service) ImportObservations(
	ctx context.Context, enclave geo.EnclaveID, inputs []Input, options ObservationOptions, progress Progress,
) (ObservationResult, error) {
	run, err := s.newObservationRun(ctx, enclave, options)
	if err != nil {
		return ObservationResult{}, err
	}
	for i, input := range inputs {
		if err := run.readOne(ctx, input); err != nil {
			return run.result, err
		}
		progress.tell(Reading, i+1, len(inputs))
	}
	if len(run.result.Observations) > 0 && !options.DryRun {
		err := s.store.Write(ctx, func(w store.Writer) error { return w.AddObservations(ctx, run.result.Observations) })
		if err != nil {
			return run.result, fmt.Errorf("import observations into %s: %w", enclave, err)
		}
	}
	return run.result, run.result.Report.Err()
}

func (s *Service) newObservationRun(ctx context.Context, id geo.EnclaveID, options ObservationOptions) (*observationRun, error) {
	if err := options.validate(); err != nil {
		return nil, fmt.Errorf("import observations into %s: %w", id, err)
	}
	run := &observationRun{service: s, options: options.withDefaults(), known: make(map[string]bool)}
	err := s.store.Read(ctx, func(r store.Reader) error { return run.readEnclave(ctx, r, id) })
	if err != nil {
		return nil, fmt.Errorf("read enclave %s: %w", id, err)
	}
	return run, nil
}

func (o ObservationOptions) withDefaults() ObservationOptions {
	shared := Options{Assessment: o.Assessment, Source: o.Source, Limits: o.Limits}.withDefaults()
	o.Assessment, o.Source, o.Limits = shared.Assessment, shared.Source, shared.Limits
	return o
}

func (o ObservationOptions) validate() error {
	if o.Kind == "" && o.KindProperty == "" {
		return fmt.Errorf("kind: must be given, or the property that has it: %w", geo.ErrInvalid)
	}
	return o.Dating.validate()
}

// repairAreas returns the geometry of a feature with its areas repaired.
func repairAreas(f geojson.Feature, log report.Log) orb.Geometry {
	switch f.Geometry.(type) {
	case orb.Polygon, orb.MultiPolygon:
		polygons := areas(f, log)
		switch len(polygons) {
		case 0:
			return nil
		case 1:
			return polygons[0]
		}
		return polygons
	}
	if isEmpty(f.Geometry) {
		log.About(f.String()).Dropf(report.RuleNoGeometry, nil, "it has no geometry")
		return nil
	}
	return f.Geometry
}
