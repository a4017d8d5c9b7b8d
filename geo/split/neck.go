package split

import (
	"context"
	"fmt"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Neck is the narrowest place of the main part of a holder: twice the smallest inward buffer after which the part is in
// pieces of which two, grown back, each cover a share of it that the settings name (mathematical morphology; Serra,
// Image Analysis and Mathematical Morphology, 1982).
type Neck struct {
	WidthM float64 `json:"width_m"`
	// Lon and Lat are the middle of Line, in degrees to five decimals.
	Lon float64 `json:"lon"`
	Lat float64 `json:"lat"`
	// Line runs across the neck from bank to bank.
	Line [2]orb.Point `json:"line"`
	// SmallerShare is the share of the part that lies beyond the neck on its smaller side, to three decimals, without what
	// is too narrow for the buffer.
	SmallerShare float64 `json:"smaller_share"`
}

// How the radius of the inward buffer is scanned where the ground is too narrow for the grid: from the first by the
// factor, then refined until the step is neckFine of it or neckFinestM metres.
const (
	firstRadiusM = 2
	radiusFactor = 1.12
	neckFine     = 0.002
	neckFinestM  = 0.25
	// narrowestCells is the half width, in cells, from which ways are surely seen on the grid.
	narrowestCells = 2.5
	// catchmentSlack is the share of the least area from which the catchment of a lobe on the grid is looked at.
	catchmentSlack = 0.7
)

// neckScan looks for the smallest inward buffer under which connected ground is in pieces.
type neckScan struct {
	metric Metric
	// ground is projected, areaM2 its planar area; each of two pieces must have this share of it.
	ground orb.MultiPolygon
	areaM2 float64
	share  float64
}

// parting is ground shrunk by a radius.
type parting struct {
	radiusM float64
	eroded  orb.MultiPolygon
	// sides are the pieces of eroded that are large enough once they are grown back; smaller is the share of the smallest.
	sides   orb.MultiPolygon
	smaller float64
}

// addNecks measures the main part of every side.
func (a *analysis) addNecks(ctx context.Context, holdings []Holding) error {
	for i, h := range a.holders {
		if !h.sided || len(h.parts) == 0 || a.schematic() {
			continue
		}
		neck, err := a.neck(ctx, h.parts[0])
		if err != nil {
			return fmt.Errorf("neck of %s: %w", h.id, err)
		}
		holdings[i].Neck = neck
	}
	return nil
}

// neck returns the neck of a part, or nil if it has none.
func (s *survey) neck(ctx context.Context, p *piece) (*Neck, error) {
	projected, err := s.metric.Project(ctx, s.mesh.outline(p.faces))
	if err != nil {
		return nil, err
	}
	across, smaller, err := neckOf(ctx, projected, s.Settings.Thresholds.NeckPartShare, s.metric)
	if across == nil || err != nil {
		return nil, err
	}
	lines, err := s.metric.UnprojectLines(ctx, orb.MultiLineString{across[:]})
	if err != nil {
		return nil, err
	}
	line := [2]orb.Point{roundPoint(lines[0][0]), roundPoint(lines[0][1])}
	middle := roundPoint(chord(line).middle())
	return &Neck{
		WidthM: math.Round(lengthM(lines[0][0], lines[0][1])*10) / 10,
		Lon:    middle[0], Lat: middle[1], Line: line, SmallerShare: math.Round(smaller*1000) / 1000,
	}, nil
}

// roundPoint rounds degrees to five decimals: about a metre.
func roundPoint(p orb.Point) orb.Point {
	return orb.Point{math.Round(p[0]*1e5) / 1e5, math.Round(p[1]*1e5) / 1e5}
}

// neckOf returns a line across the neck of projected ground and the share of it beyond, or nil if it has no neck.
func neckOf(ctx context.Context, ground orb.MultiPolygon, share float64, metric Metric) (*chord, float64, error) {
	n := neckScan{metric: metric, ground: ground, areaM2: math.Abs(planar.Area(ground)), share: share}
	grid := newClearance(ground, n.areaM2)
	least := int(catchmentSlack * share * n.areaM2 / (grid.cellM * grid.cellM))
	banks := newBanks(ground)
	for _, s := range grid.saddles(max(1, least)) {
		across, after, err := n.measure(ctx, banks, grid, s)
		if across != nil || err != nil {
			return across, after.smaller, err
		}
	}
	return nil, 0, nil
}

func (n neckScan) measure(ctx context.Context, banks banks, grid clearance, s saddle) (*chord, parting, error) {
	if s.cell < 0 {
		return n.scan(ctx, banks, narrowestCells*grid.cellM)
	}
	return n.try(ctx, banks, grid.at(s.cell), s.clearanceM, grid.cellM)
}

// try measures the way through a place whose clearance is known to a cell, and returns it if the ground parts there.
func (n neckScan) try(ctx context.Context, banks banks, place orb.Point, clearanceM, cellM float64) (*chord, parting, error) {
	across, found := banks.chord(place, clearanceM+2*cellM)
	if !found {
		return nil, parting{}, nil
	}
	radius := across.length() / 2
	after, err := n.shrink(ctx, radius+math.Max(neckFinestM, neckFine*radius))
	if err != nil || len(after.sides) < 2 {
		return nil, after, err
	}
	return &across, after, nil
}

// scan goes upward in steps as far as the grid cannot see. Ground that parts at one radius can hang together again, in
// the sense of the rule, at a larger one where one of the pieces has become too small; so it never bisects from the ends.
func (n neckScan) scan(ctx context.Context, banks banks, mostRadius float64) (*chord, parting, error) {
	before := parting{eroded: n.ground}
	for radius := float64(firstRadiusM); radius < mostRadius*radiusFactor; radius *= radiusFactor {
		at, err := n.shrink(ctx, radius)
		if err != nil {
			return nil, at, err
		}
		if len(at.sides) < 2 {
			before = at
			continue
		}
		before, after, err := n.refine(ctx, before, at)
		if err != nil {
			return nil, after, err
		}
		across := banks.across(between(before.eroded, after.sides), after.radiusM)
		return &across, after, nil
	}
	return nil, parting{}, nil
}

// refine narrows the radius down between one under which the ground holds and one under which it has parted.
func (n neckScan) refine(ctx context.Context, before, after parting) (parting, parting, error) {
	for after.radiusM-before.radiusM > math.Max(neckFinestM, neckFine*after.radiusM) {
		at, err := n.shrink(ctx, (before.radiusM+after.radiusM)/2)
		if err != nil {
			return before, after, err
		}
		if len(at.sides) >= 2 {
			after = at
		} else {
			before = at
		}
	}
	return before, after, nil
}

// shrink returns the ground shrunk by a radius. While it is in one piece nothing is grown back.
func (n neckScan) shrink(ctx context.Context, radius float64) (parting, error) {
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
