package split

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// mostAreaMissed is the share of the enclave by which the zones may miss its area: noding moves the outline by two
// grid units at most, which is far less.
const mostAreaMissed = 1e-3

// Input is what one answer is computed from.
type Input struct {
	Snapshot geo.Snapshot
	// Boundary is the version the snapshot was folded over.
	Boundary geo.Boundary
	// Settings give the legend, the sides and the thresholds.
	Settings geo.Settings
}

// Measure returns the measures of a snapshot and the verdict on it. The metric is asked only where lengths and areas
// do not decide: for thin pieces of ground, and for how near the smaller of two sides lies to the boundary.
//
// It returns an error of kind [ErrNotCoverage] if zones overlap or miss the area of the boundary, of kind [ErrMismatch]
// if the snapshot was folded over another boundary, of kind [geo.ErrInvalid] if a threshold is out of range, and what
// the metric returns.
func Measure(ctx context.Context, in Input, metric Metric) (Answer, error) {
	s, err := newSurvey(in, metric)
	if err != nil {
		return Answer{}, fmt.Errorf("measure %s: %w", in.Snapshot.Series, err)
	}
	answer := s.frame()
	if len(in.Snapshot.Zones) == 0 {
		answer.Verdict = Verdict{Word: Unknown, Headline: "Unknown: no update yet", Conditions: []Condition{}}
		return answer, nil
	}
	if err := s.fill(ctx, &answer); err != nil {
		return Answer{}, fmt.Errorf("measure %s: %w", in.Snapshot.Series, err)
	}
	return answer, nil
}

// survey is the ground to be measured, with what every grouping of its controllers has in common.
type survey struct {
	Input
	metric Metric
	mesh   *mesh
	// enclaveM2 is the area of the boundary, outlineM the length of the zones' outer edge.
	enclaveM2, outlineM float64
	// deep is the ground farther from the boundary than a belt reaches, projected; nil until it is asked for.
	deep orb.MultiPolygon
	// deepKnown says that deep has been computed: it can be empty.
	deepKnown bool
}

func newSurvey(in Input, metric Metric) (*survey, error) {
	if err := in.Settings.Thresholds.Validate(); err != nil {
		return nil, fmt.Errorf("thresholds: %w", err)
	}
	s := &survey{Input: in, metric: metric, enclaveM2: in.Boundary.AreaM2}
	if s.enclaveM2 == 0 {
		s.enclaveM2 = geo.AreaM2(in.Boundary.Geometry)
	}
	if len(in.Snapshot.Zones) == 0 {
		return s, nil
	}
	if in.Snapshot.Boundary != in.Boundary.Ref {
		return nil, fmt.Errorf("folded over boundary %v, measured against %v: %w", in.Snapshot.Boundary, in.Boundary.Ref, ErrMismatch)
	}
	var err error
	if s.mesh, err = newMesh(in.Snapshot.Zones); err != nil {
		return nil, err
	}
	s.outlineM = s.mesh.outlineM()
	return s, s.checkArea()
}

// checkArea returns an error of kind [ErrNotCoverage] if the zones do not fill the boundary.
func (s *survey) checkArea() error {
	var sum float64
	for _, f := range s.mesh.faces {
		sum += f.areaM2
	}
	if !(math.Abs(sum-s.enclaveM2) <= mostAreaMissed*s.enclaveM2) {
		return fmt.Errorf("the zones cover %.4f km² of a boundary of %.4f km²: %w", geo.Km2(sum), geo.Km2(s.enclaveM2), ErrNotCoverage)
	}
	return nil
}

// frame returns the answer with what is known before anything is measured.
func (s *survey) frame() Answer {
	snapshot := s.Snapshot
	a := Answer{
		Enclave: snapshot.Series.Enclave, Series: snapshot.Series.Series,
		Datetime: snapshot.At.UTC(), AsOf: snapshot.AsOf.UTC(), ZonesSince: snapshot.Since.UTC(),
		Revision: snapshot.Revision, SettingsVersion: s.Settings.Version, Rule: Rule,
		Boundary: Boundary{
			ID: s.Boundary.Ref.ID, Version: s.Boundary.Ref.Version, AreaKm2: geo.Km2(s.enclaveM2),
		},
		Controllers: []Controller{}, Frontlines: []Frontline{}, MetricCRS: s.metric.CRS(),
	}
	a.Schematic = s.schematic()
	return a
}

// schematic reports whether a zone is: then no figure is given that depends on its shape.
func (s *survey) schematic() bool {
	return slices.ContainsFunc(s.Snapshot.Zones, func(z geo.Zone) bool {
		return z.Label.Assessment.Quality == geo.Schematic
	})
}

// fill measures by controller and, where the settings name groups, by side.
func (s *survey) fill(ctx context.Context, a *Answer) error {
	byController, err := s.analyse(ctx, controllerGrouping(s.Settings, s.mesh))
	if err != nil {
		return err
	}
	a.PercentDecimals = s.decimals(byController, a.Schematic)
	a.Measures = byController.measures()
	if a.Frontlines, err = byController.frontlines(ctx); err != nil {
		return err
	}
	if a.Verdict, err = byController.verdict(ctx); err != nil {
		return err
	}
	holdings, err := byController.holdings(ctx, a.PercentDecimals)
	if err != nil {
		return err
	}
	for i, h := range byController.holders {
		side, _ := s.Settings.SideOf(geo.ControllerID(h.id))
		a.Controllers = append(a.Controllers, Controller{ID: geo.ControllerID(h.id), Side: side, Holding: holdings[i]})
	}
	if len(s.Settings.Sides) > 0 {
		if a.BySide, err = s.bySide(ctx, a.PercentDecimals); err != nil {
			return err
		}
	}
	if a.Schematic {
		a.withhold(byController.shownMeasures(holdings))
	}
	return nil
}

func (s *survey) bySide(ctx context.Context, decimals int) (*BySide, error) {
	bySide, err := s.analyse(ctx, sideGrouping(s.Settings, s.mesh))
	if err != nil {
		return nil, err
	}
	verdict, err := bySide.verdict(ctx)
	if err != nil {
		return nil, err
	}
	b := &BySide{Verdict: verdict, Measures: bySide.measures(), Sides: []Side{}}
	if b.Frontlines, err = bySide.frontlines(ctx); err != nil {
		return nil, err
	}
	holdings, err := bySide.holdings(ctx, decimals)
	if err != nil {
		return nil, err
	}
	for i, h := range bySide.holders {
		if h.sided {
			b.Sides = append(b.Sides, Side{ID: geo.SideID(h.id), Controllers: h.controllers, Holding: holdings[i]})
		}
	}
	return b, nil
}

// decimals returns how many decimals the percentages of all holders may have.
func (s *survey) decimals(a *analysis, schematic bool) int {
	if schematic {
		return 0
	}
	decimals := 1
	for _, h := range a.holders {
		decimals = min(decimals, Decimals(h.errorM2/s.enclaveM2))
	}
	return decimals
}
