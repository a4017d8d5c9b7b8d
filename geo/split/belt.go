package split

import (
	"context"
	"fmt"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// beltConditions returns the five conditions of a belt. Those about the smaller side have no value unless exactly two
// sides are large enough to count.
func (a *analysis) beltConditions(ctx context.Context, cutSides int) ([]Condition, error) {
	t := a.Settings.Thresholds
	var sides []holder
	for _, h := range a.holders {
		if h.sided && reaches(a.ofGround(h.areaM2), t.SideShare) {
			sides = append(sides, h)
		}
	}
	var share, near, touched *float64
	if len(sides) == beltSides {
		smaller := sides[0]
		if sides[1].areaM2 < smaller.areaM2 {
			smaller = sides[1]
		}
		depth, err := a.nearBoundary(ctx, smaller, t.BeltDepthM)
		if err != nil {
			return nil, err
		}
		share, near, touched = ptr(a.ofGround(smaller.areaM2)), &depth, ptr(a.boundaryTouched(smaller))
	}
	return []Condition{
		condition(Belt, "sides", ptr(float64(len(sides))), Exactly, beltSides),
		condition(Belt, "cut_sides", ptr(float64(cutSides)), Exactly, 0),
		condition(Belt, "smaller_side_share", share, Below, t.BeltShare),
		condition(Belt, "share_near_boundary", near, AtLeast, t.BeltDepthShare),
		condition(Belt, "boundary_touched_share", touched, AtLeast, t.BeltBoundaryShare),
	}, nil
}

// boundaryTouched returns the share of the boundary's length that the ground of a holder touches, after the cleaning.
func (a *analysis) boundaryTouched(h holder) float64 {
	parts := make(map[*piece]bool, len(h.parts))
	for _, p := range h.parts {
		parts[p] = true
	}
	var touched float64
	for _, e := range a.mesh.edges {
		if (e.left == outside && parts[a.part(e.right)]) || (e.right == outside && parts[a.part(e.left)]) {
			touched += e.lengthM
		}
	}
	return touched / a.outlineM
}

// nearBoundary returns the share of a holder's ground that lies within depth metres of the boundary of the enclave:
// all but what it has in common with the boundary shrunk by the depth, in the metric CRS.
func (a *analysis) nearBoundary(ctx context.Context, h holder, depth float64) (float64, error) {
	if err := a.findDeep(ctx, depth); err != nil {
		return 0, fmt.Errorf("shrink the boundary by %g m: %w", depth, err)
	}
	var ground orb.MultiPolygon
	for _, p := range h.parts {
		ground = append(ground, a.mesh.outline(p.faces)...)
	}
	projected, err := a.metric.Project(ctx, ground)
	if err != nil {
		return 0, fmt.Errorf("project the ground of %s: %w", h.id, err)
	}
	far, err := a.metric.Intersection(ctx, projected, a.deep)
	if err != nil {
		return 0, fmt.Errorf("intersect the ground of %s with the inner ground: %w", h.id, err)
	}
	return 1 - math.Min(1, planar.Area(far)/planar.Area(projected)), nil
}

// findDeep computes the ground farther than depth metres from the boundary, once for all groupings.
func (s *survey) findDeep(ctx context.Context, depth float64) error {
	if s.deepKnown {
		return nil
	}
	projected, err := s.metric.Project(ctx, s.Boundary.Geometry)
	if err != nil {
		return err
	}
	s.deep, err = s.metric.Buffer(ctx, projected, -depth)
	s.deepKnown = err == nil
	return err
}

// vanishes reports whether a piece is gone after an opening by epsilon (J. Serra, Image Analysis and Mathematical
// Morphology, 1982): no disk of that radius fits into it, so shrinking by epsilon leaves nothing to grow back.
func (s *survey) vanishes(ctx context.Context, p *piece) (bool, error) {
	epsilon := s.Settings.Thresholds.EpsilonM
	if epsilon == 0 {
		return false, nil
	}
	projected, err := s.metric.Project(ctx, s.mesh.outline(p.faces))
	if err != nil {
		return false, fmt.Errorf("project a thin piece: %w", err)
	}
	left, err := s.metric.Buffer(ctx, projected, -epsilon)
	if err != nil {
		return false, fmt.Errorf("shrink a thin piece by %g m: %w", epsilon, err)
	}
	return planar.Area(left) == 0, nil
}
