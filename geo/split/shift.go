package split

import (
	"context"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
)

// Shifted returns the input with the frontlines of one side moved by so many metres: the first controller of the legend
// that is a side and has ground grows into its neighbours, or with a negative distance they grow into it, the first of
// the legend first. The edge of the enclave stays. It is meant for asking what an answer would be if a line ran as far
// off as its accuracy allows. Where ground is nowhere held by a side, or the distance is 0, the input comes back as it
// is.
//
// The zones are those of a coverage again. Ground that changes hands takes the label of the largest zone of its heir.
// Errors are those of [Measure], of the metric and of [coverage.Coverage.Paint].
func Shifted(ctx context.Context, in Input, metres float64, metric Metric) (Input, error) {
	s, err := newSurvey(in, metric)
	if err != nil {
		return Input{}, fmt.Errorf("shift the lines of %s: %w", in.Snapshot.Series, err)
	}
	if s.mesh == nil || metres == 0 {
		return in, nil
	}
	zones, err := s.shifted(ctx, metres)
	if err != nil {
		return Input{}, fmt.Errorf("shift the lines of %s by %g m: %w", in.Snapshot.Series, metres, err)
	}
	in.Snapshot.Zones = zones
	return in, nil
}

// shifted returns the zones after the first side has grown or shrunk.
func (s *survey) shifted(ctx context.Context, metres float64) ([]geo.Zone, error) {
	g := controllerGrouping(s.Settings, s.mesh)
	first := outside
	for i, h := range g.holders {
		if h.sided {
			first = i
			break
		}
	}
	if first == outside {
		return s.Snapshot.Zones, nil
	}
	painted, err := s.repainted()
	if err != nil {
		return nil, err
	}
	growing := []int{first}
	var limit orb.MultiPolygon
	if metres < 0 {
		growing = others(g, first)
		if limit, err = s.projected(ctx, g, first); err != nil {
			return nil, err
		}
	}
	for _, holder := range growing {
		ground, err := s.grown(ctx, g, holder, math.Abs(metres), limit)
		if err != nil {
			return nil, err
		}
		area := coverage.Area{Name: g.holders[holder].id, Label: s.labelOf(g, holder), Geometry: ground}
		if painted, err = painted.Paint([]coverage.Area{area}); err != nil {
			return nil, err
		}
	}
	return zonesOf(painted), nil
}

// others returns the holders but one, the last first, so that the first is painted over the others.
func others(g grouping, but int) []int {
	var list []int
	for i := len(g.holders) - 1; i >= 0; i-- {
		if i != but {
			list = append(list, i)
		}
	}
	return list
}

// repainted returns the zones as a coverage of the boundary.
func (s *survey) repainted() (*coverage.Coverage, error) {
	zones := s.Snapshot.Zones
	c, err := coverage.New(s.Boundary.Geometry, zones[0].Label)
	if err != nil {
		return nil, err
	}
	areas := make([]coverage.Area, len(zones))
	for i, z := range zones {
		areas[i] = coverage.Area{Name: fmt.Sprint("zone ", z.ID), Label: z.Label, Geometry: orb.MultiPolygon{z.Polygon}}
	}
	return c.Paint(areas)
}

// projected returns the ground of a holder in metres.
func (s *survey) projected(ctx context.Context, g grouping, holder int) (orb.MultiPolygon, error) {
	var ground orb.MultiPolygon
	for _, p := range newPieces(s.mesh, g.ownerOf) {
		if p.owner == holder {
			ground = append(ground, s.mesh.outline(p.faces)...)
		}
	}
	return s.metric.Project(ctx, ground)
}

// grown returns in degrees the ground of a holder with all within so many metres of it; with a limit, only what of it
// lies in that ground.
func (s *survey) grown(
	ctx context.Context, g grouping, holder int, metres float64, limit orb.MultiPolygon,
) (orb.MultiPolygon, error) {
	ground, err := s.projected(ctx, g, holder)
	if err != nil {
		return nil, err
	}
	if ground, err = s.metric.Buffer(ctx, ground, metres); err != nil {
		return nil, err
	}
	if limit != nil {
		if ground, err = s.metric.Intersection(ctx, ground, limit); err != nil {
			return nil, err
		}
	}
	return s.metric.Unproject(ctx, ground)
}

// labelOf returns the label of the largest zone of a holder.
func (s *survey) labelOf(g grouping, holder int) geo.Label {
	best := outside
	for f, owner := range g.ownerOf {
		if owner == holder && (best == outside || s.mesh.faces[f].areaM2 > s.mesh.faces[best].areaM2) {
			best = f
		}
	}
	return s.Snapshot.Zones[best].Label
}

// zonesOf returns the faces of a coverage as zones numbered from 1.
func zonesOf(c *coverage.Coverage) []geo.Zone {
	faces := c.Faces()
	zones := make([]geo.Zone, len(faces))
	for i, f := range faces {
		zones[i] = geo.Zone{ID: geo.ZoneID(i + 1), Label: f.Label, Polygon: f.Polygon, AreaM2: f.AreaM2}
	}
	return zones
}
