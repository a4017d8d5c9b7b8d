package change

import (
	"context"
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/split"
)

// Input is what one answer is computed from.
type Input struct {
	// From and To are snapshots of one enclave, folded over one boundary; they may be of different series, of different
	// recorded times, and in either order.
	From, To geo.Snapshot
	// Boundary is the version both were folded over.
	Boundary geo.Boundary
	// Settings give the legend, the sides and the thresholds that parts are cleaned by.
	Settings geo.Settings
}

// Metric is what the comparison needs of a geometry library: what package split needs, and the projection of lines.
// Package internal/geos fulfils it.
type Metric interface {
	split.Metric
	// ProjectLines returns lines given in degrees in metres, vertex for vertex.
	ProjectLines(ctx context.Context, degrees orb.MultiLineString) (orb.MultiLineString, error)
}

// NoUpdateReason is why an answer about an instant before the first update of a series has no lists.
const NoUpdateReason = "no update yet"

// Compare returns what changed between two snapshots.
//
// It returns an error of kind [ErrMismatch] if the snapshots are of different enclaves or over different boundaries, those
// of [Transfers], those of [split.Measure] about either snapshot, and what the metric returns.
func Compare(ctx context.Context, in Input, metric Metric) (Answer, error) {
	if err := in.check(); err != nil {
		return Answer{}, fmt.Errorf("compare %s with %s: %w", in.From.Series, in.To.Series, err)
	}
	a := in.frame(metric)
	if len(in.From.Zones) == 0 || len(in.To.Zones) == 0 {
		a.NotGiven, a.NotGivenReason = []string{"transfers", "controllers", "changed_share", "events", "displacement", "geometry"}, NoUpdateReason
		return a, nil
	}
	w := &work{Input: in, metric: metric, enclaveM2: in.enclaveM2()}
	if err := w.fill(ctx, &a); err != nil {
		return Answer{}, fmt.Errorf("compare %s with %s: %w", in.From.Series, in.To.Series, err)
	}
	return a, nil
}

// check returns an error of kind [ErrMismatch] if the snapshots cannot be compared.
func (in Input) check() error {
	if in.From.Series.Enclave != in.To.Series.Enclave {
		return fmt.Errorf("enclaves %q and %q: %w", in.From.Series.Enclave, in.To.Series.Enclave, ErrMismatch)
	}
	for _, s := range [2]geo.Snapshot{in.From, in.To} {
		if len(s.Zones) > 0 && s.Boundary != in.Boundary.Ref {
			return fmt.Errorf("%s at %s was folded over boundary %s version %d, not %s version %d: %w", s.Series,
				s.At.UTC().Format("2006-01-02T15:04:05Z"), s.Boundary.ID, s.Boundary.Version,
				in.Boundary.Ref.ID, in.Boundary.Ref.Version, ErrMismatch)
		}
	}
	return nil
}

func (in Input) enclaveM2() float64 {
	if in.Boundary.AreaM2 == 0 {
		return geo.AreaM2(in.Boundary.Geometry)
	}
	return in.Boundary.AreaM2
}

// frame returns the answer with what is known before anything is compared.
func (in Input) frame(metric Metric) Answer {
	ref := in.Boundary.Ref
	return Answer{
		From: stateOf(in.From), To: stateOf(in.To),
		Boundary:        split.Boundary{ID: ref.ID, Version: ref.Version, AreaKm2: geo.Km2(in.enclaveM2())},
		MetricCRS:       metric.CRS(),
		SettingsVersion: in.Settings.Version,
		Schematic:       schematic(in.From) || schematic(in.To),
		Days:            in.To.At.Sub(in.From.At).Hours() / 24,
		Transfers:       []Transfer{}, Controllers: []Controller{}, Events: []Event{}, Displacement: []Displacement{},
	}
}

func stateOf(s geo.Snapshot) State {
	return State{
		Enclave: s.Series.Enclave, Series: s.Series.Series, Datetime: s.At.UTC(), AsOf: s.AsOf.UTC(),
		Revision: s.Revision, ZonesSince: s.Since.UTC(),
	}
}

func schematic(s geo.Snapshot) bool {
	return slices.ContainsFunc(s.Zones, func(z geo.Zone) bool { return z.Label.Assessment.Quality == geo.Schematic })
}
