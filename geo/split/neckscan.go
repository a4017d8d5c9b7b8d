package split

import (
	"context"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// How the radius of the inward buffer is scanned where the ground is too narrow for the grid: from the first by the
// factor, then refined until the step is neckFine of it or neckFinestM metres.
const (
	firstRadiusM = 2
	radiusFactor = 1.12
	neckFine     = 0.002
	neckFinestM  = 0.25
)

// parting is ground shrunk by a radius.
type parting struct {
	radiusM float64
	eroded  orb.MultiPolygon
	// sides are the pieces of eroded that are large enough once they are grown back; smaller is the share of the smallest.
	sides   orb.MultiPolygon
	smaller float64
}

func (p parting) parted() bool { return len(p.sides) >= 2 }

// try asks buffers whether the ground parts at a passage: at the width measured, or else at one that is as much larger
// as the grid may be wrong.
func (n *neckSearch) try(ctx context.Context, p passage) (*waist, error) {
	least := parting{radiusM: math.Max(0, p.clearanceM-gridSlack*n.grid.cellM), eroded: n.ground}
	if p.found {
		at, err := n.shrink(ctx, p.widthM/2+fineStep(p.widthM/2))
		if err != nil || at.parted() {
			if err != nil {
				return nil, err
			}
			return n.waist(p.across, at.smaller), nil
		}
		least = at
	}
	mostRadius := math.Min(p.clearanceM+gridSlack*n.grid.cellM, p.nextM/2)
	if mostRadius <= least.radiusM+fineStep(least.radiusM) {
		return nil, nil
	}
	most, err := n.shrink(ctx, mostRadius)
	if err != nil || !most.parted() {
		return nil, err
	}
	return n.refine(ctx, least, most)
}

// waist returns the neck at a line across, with the share beyond it, or that of the smaller piece where the line alone
// does not part the ground.
func (n *neckSearch) waist(across chord, smaller float64) *waist {
	if share, parted := beyond(n.ground, across); parted {
		smaller = share
	}
	return &waist{across: across, smaller: smaller}
}

func fineStep(radius float64) float64 { return math.Max(neckFinestM, neckFine*radius) }

// scan goes upward in steps as far as the grid cannot see. Ground that parts at one radius can hang together again, in
// the sense of the rule, at a larger one where a piece has become too small; so it never bisects from the ends.
func (n *neckSearch) scan(ctx context.Context, mostRadius float64) (*waist, error) {
	before := parting{eroded: n.ground}
	for radius := float64(firstRadiusM); radius < mostRadius*radiusFactor; radius *= radiusFactor {
		at, err := n.shrink(ctx, radius)
		if err != nil {
			return nil, err
		}
		if at.parted() {
			return n.refine(ctx, before, at)
		}
		before = at
	}
	return nil, nil
}

// refine narrows the radius down between one under which the ground holds and one under which it has parted.
func (n *neckSearch) refine(ctx context.Context, before, after parting) (*waist, error) {
	for after.radiusM-before.radiusM > fineStep(after.radiusM) {
		at, err := n.shrink(ctx, (before.radiusM+after.radiusM)/2)
		if err != nil {
			return nil, err
		}
		if at.parted() {
			after = at
		} else {
			before = at
		}
	}
	return n.waist(n.banks.across(between(before.eroded, after.sides), after.radiusM), after.smaller), nil
}

// shrink returns the ground shrunk by a radius. While it is in one piece nothing is grown back.
func (n *neckSearch) shrink(ctx context.Context, radius float64) (parting, error) {
	p := parting{radiusM: radius, smaller: 1}
	var err error
	if p.eroded, err = n.metric.Buffer(ctx, n.ground, -radius); err != nil || len(p.eroded) < 2 {
		return p, err
	}
	for _, piece := range p.eroded {
		grown, err := n.metric.Buffer(ctx, orb.MultiPolygon{piece}, radius)
		if err != nil {
			return p, err
		}
		if share := math.Abs(planar.Area(grown)) / n.areaM2; share >= n.share {
			p.sides = append(p.sides, piece)
			p.smaller = min(p.smaller, share)
		}
	}
	return p, nil
}
