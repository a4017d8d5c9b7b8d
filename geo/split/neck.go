package split

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Neck is the narrowest place of the main part of a holder: twice the smallest inward buffer after which the part is in
// pieces of which two, grown back, each cover a share of it that the settings name (mathematical morphology; Serra,
// Image Analysis and Mathematical Morphology, 1982). Of necks that are equally wide it is the one farthest west, then
// south.
type Neck struct {
	// WidthM is the length of Line on the ellipsoid in metres, to a tenth.
	WidthM float64 `json:"width_m"`
	// Lon and Lat are the middle of Line, in degrees to five decimals.
	Lon float64 `json:"lon"`
	Lat float64 `json:"lat"`
	// Line runs across the neck from bank to bank, in the middle of the stretch where that is even.
	Line [2]orb.Point `json:"line"`
	// SmallerShare is the share of the part that lies beyond the line on the smaller side, to three decimals. Where the
	// line alone does not part it, because there is another way round that is no wider, it is what the smaller piece
	// covers when it is grown back, to about a hundredth.
	SmallerShare float64 `json:"smaller_share"`
}

// waist is a neck in metres.
type waist struct {
	across  chord
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
	found, err := neckOf(ctx, projected, s.Settings.Thresholds.NeckPartShare, s.metric)
	if found == nil || err != nil {
		return nil, err
	}
	line, width, err := s.groundLine(ctx, found.across)
	if err != nil {
		return nil, err
	}
	middle := roundTo(chord(line).middle(), 5)
	return &Neck{
		WidthM: width, Lon: middle[0], Lat: middle[1], Line: line, SmallerShare: math.Round(found.smaller*1000) / 1000,
	}, nil
}

// groundLine returns a projected line in degrees to five decimals, from west to east or else from south to north, and
// its length on the ellipsoid in metres to a tenth.
func (s *survey) groundLine(ctx context.Context, c chord) (line [2]orb.Point, metres float64, err error) {
	lines, err := s.metric.UnprojectLines(ctx, orb.MultiLineString{c[:]})
	if err != nil {
		return line, 0, err
	}
	line = [2]orb.Point{roundTo(lines[0][0], 5), roundTo(lines[0][1], 5)}
	if line[1][0] < line[0][0] || line[1][0] == line[0][0] && line[1][1] < line[0][1] {
		line[0], line[1] = line[1], line[0]
	}
	return line, math.Round(lengthM(lines[0][0], lines[0][1])*10) / 10, nil
}

// neckSearch looks for the neck of connected ground.
type neckSearch struct {
	metric Metric
	// ground is projected, areaM2 its planar area; each of two pieces must have this share of it.
	ground orb.MultiPolygon
	areaM2 float64
	share  float64
	banks  banks
	grid   clearance
	// fine says that the grid is the finer one; unsure that the coarser could not tell and buffers would take long.
	fine, unsure bool
}

// The grids on which ways are sought, in cells across: the finer where the coarser cannot tell.
const (
	coarseCells = 150
	fineCells   = 500
	// seenCells is the half width, in cells, from which a way is surely seen on a grid.
	seenCells = 2.5
	// catchmentSlack is the share of the least area from which the catchment of a lobe on the grid is looked at.
	catchmentSlack = 0.7
	// manyEdges is from how many edges on the finer grid costs less than buffers.
	manyEdges = 1000
	// mostEdges is from how many edges on the finer grid alone decides: a buffer of so many takes seconds.
	mostEdges = 8000
)

// neckOf returns the neck of projected ground, or nil if it has none.
func neckOf(ctx context.Context, ground orb.MultiPolygon, share float64, metric Metric) (*waist, error) {
	n := neckSearch{metric: metric, ground: ground, share: share, banks: newBanks(ground)}
	n.areaM2 = math.Abs(planar.Area(ground))
	saddles := n.draw(coarseCells)
	if len(saddles) > 0 && saddles[0].clearanceM >= seenCells*n.grid.cellM {
		if found, err := n.narrowest(ctx, saddles); !n.unsure {
			return found, err
		}
	}
	if len(saddles) == 0 {
		return nil, nil
	}
	n.fine, n.unsure = true, false
	saddles = n.draw(fineCells)
	if len(saddles) > 0 && saddles[0].cell < 0 {
		if len(n.banks) <= mostEdges {
			if found, err := n.scan(ctx, seenCells*n.grid.cellM); found != nil || err != nil {
				return found, err
			}
		}
		saddles = saddles[1:]
	}
	return n.narrowest(ctx, saddles)
}

// draw puts the ground on a grid and returns where lobes meet on it.
func (n *neckSearch) draw(across float64) []saddle {
	n.grid = newClearance(n.ground, n.areaM2, across)
	least := int(catchmentSlack * n.share * n.areaM2 / (n.grid.cellM * n.grid.cellM))
	return n.grid.saddles(max(1, least))
}

// passage is the way through a saddle with a line across it, not yet known to be a neck. Where no line was found its
// length is that of the widest it may be.
type passage struct {
	saddle
	across chord
	found  bool
	widthM float64
	// nextM is the width of the next wider passage, which is tried by itself.
	nextM float64
}

// narrowest returns the narrowest of the ways at which the ground parts.
func (n *neckSearch) narrowest(ctx context.Context, saddles []saddle) (*waist, error) {
	passages := make([]passage, len(saddles))
	for i, s := range saddles {
		passages[i] = n.passage(s)
	}
	slices.SortStableFunc(passages, func(p, q passage) int { return compareLengths(p.widthM, q.widthM) })
	var best *waist
	for i, p := range passages {
		p.nextM = math.Inf(1)
		if i+1 < len(passages) {
			p.nextM = passages[i+1].widthM
		}
		if best != nil && p.widthM > best.across.asShort() {
			break
		}
		found, err := n.judge(ctx, p)
		if err != nil || n.unsure {
			return nil, err
		}
		if found != nil && (best == nil || found.goesBefore(best)) {
			best = found
		}
	}
	return best, nil
}

func compareLengths(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// goesBefore reports whether a waist is narrower than another, or as narrow and farther west or else south.
func (w *waist) goesBefore(o *waist) bool {
	if w.across.length() > o.across.asShort() || o.across.length() > w.across.asShort() {
		return w.across.length() < o.across.length()
	}
	p, q := w.across.middle(), o.across.middle()
	if math.Abs(p[0]-q[0]) > 0.1*w.across.length() {
		return p[0] < q[0]
	}
	return p[1] < q[1]
}

func (n *neckSearch) passage(s saddle) passage {
	most := s.clearanceM + 2*n.grid.cellM
	p := passage{saddle: s, widthM: 2 * most}
	p.across, p.found = n.banks.chord(n.grid.at(s.cell), most)
	if p.found = p.found && strictlyWithin(n.ground, p.across.middle()); p.found {
		p.across = n.banks.even(p.across)
		p.widthM = p.across.length()
	}
	return p
}

// judge returns the neck at a passage, or nil if the ground does not part there in two that are large enough. Where the
// grid cannot tell, buffers do.
func (n *neckSearch) judge(ctx context.Context, p passage) (*waist, error) {
	if !n.opens(p) {
		return nil, nil
	}
	if p.found {
		if smaller, sure := n.grid.parts(p, n.share, surely()); sure {
			return n.waist(p.across, smaller), nil
		}
	}
	if n.unsure = !n.fine && len(n.banks) > manyEdges; n.unsure {
		return nil, nil
	}
	if len(n.banks) > mostEdges {
		return n.onGrid(p), nil
	}
	return n.try(ctx, p)
}

// onGrid returns the neck at a passage as the grid has it.
func (n *neckSearch) onGrid(p passage) *waist {
	if !p.found {
		return nil
	}
	smaller, parted := n.grid.parts(p, n.share, barely())
	if !parted {
		return nil
	}
	return n.waist(p.across, smaller)
}
