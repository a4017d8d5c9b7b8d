package ingest

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/geos"
	"splitline/internal/ingest/repair"
	"splitline/internal/ingest/report"
)

const (
	// stripWidthM is the width in metres below which remainder along the boundary is listed.
	stripWidthM = 500
	// leastStripM2 is the area in square metres from which a strip is listed.
	leastStripM2 = 100
	// touchM is how near in metres edges lie that touch: lines projected and overlaid in floating point never meet
	// exactly.
	touchM = 1
	// coverM is how far in metres a strip is grown when it is given away: where lines run nearly parallel, straight in
	// degrees and straight in metres part by more than touchM before they meet.
	coverM = 5
)

// Strip is a part of the remainder of a replace that lies between an area and the boundary and is nowhere wider than a
// limit: more often a line drawn short of the fence than ground that somebody else holds.
type Strip struct {
	// File is the file whose update leaves it over, and At the start of that update.
	File string
	At   geo.Interval
	// AreaM2 is the ellipsoidal area in square metres.
	AreaM2 float64
	Where  orb.Point
	// Neighbour holds the ground that the strip touches longest.
	Neighbour geo.ControllerID
	// Given tells whether the strip went to its neighbour.
	Given bool

	ground orb.MultiPolygon
}

// stripFinder looks for strips within one boundary.
type stripFinder struct {
	metric   *geos.Metric
	boundary orb.MultiPolygon
	widthM   float64
	give     bool

	// The boundary in metres, the ground next to its lines, that within a strip's width of them, and its lines by
	// place; all are made when first needed.
	projected, edge, margin orb.MultiPolygon
	nearby                  *lineIndex
}

// newStripFinder looks for strips narrower than closeM, which then go to their neighbour, or with closeM 0 for those
// narrower than stripWidthM, which are only listed.
func newStripFinder(g *geos.GEOS, boundary orb.MultiPolygon, closeM float64) *stripFinder {
	f := &stripFinder{metric: g.Metric(geos.MetricCRS(boundary.Bound())), boundary: boundary, widthM: closeM, give: true}
	if closeM == 0 {
		f.widthM, f.give = stripWidthM, false
	}
	return f
}

// find lists the strips that a replace leaves over, largest first, and with the finder's leave adds them to the areas
// of the update. Other updates have none.
func (f *stripFinder) find(ctx context.Context, u *geo.Update, log report.Log) ([]Strip, error) {
	if u.Kind != geo.Replace {
		return nil, nil
	}
	if err := f.prepare(ctx); err != nil {
		return nil, err
	}
	held, err := f.heldGround(ctx, u.Areas)
	if err != nil || len(held) == 0 {
		return nil, err
	}
	narrow, err := f.narrow(ctx, held)
	if err != nil {
		return nil, err
	}
	strips, err := f.among(ctx, narrow, held)
	if err != nil {
		return nil, err
	}
	for i := range strips {
		strips[i].File, strips[i].At = log.File(), u.Valid
	}
	f.settle(u, strips, log)
	return slices.DeleteFunc(strips, func(s Strip) bool { return s.AreaM2 < leastStripM2 }), nil
}

// among returns the strips among narrow pieces, largest first.
func (f *stripFinder) among(ctx context.Context, narrow orb.MultiPolygon, held []holding) ([]Strip, error) {
	var strips []Strip
	for _, piece := range narrow {
		strip, found, err := f.strip(ctx, piece, held)
		if err != nil {
			return nil, err
		}
		if found {
			strips = append(strips, strip)
		}
	}
	slices.SortStableFunc(strips, func(a, b Strip) int { return cmp.Compare(b.AreaM2, a.AreaM2) })
	return strips, nil
}

// settle reports strips and gives them away.
func (f *stripFinder) settle(u *geo.Update, strips []Strip, log report.Log) {
	for i := range strips {
		s := &strips[i]
		s.Given = f.give
		if f.give {
			u.Areas = append(u.Areas, geo.Area{
				Name:       fmt.Sprintf("strip along the boundary at %.5f, %.5f", s.Where[0], s.Where[1]),
				Controller: s.Neighbour, Geometry: s.ground,
			})
		}
		switch {
		case s.AreaM2 < leastStripM2:
		case f.give:
			log.Repairf(report.RuleStrip, &s.Where, "a strip of %s along the boundary, narrower than %g m, goes to %s",
				report.Area(s.AreaM2), f.widthM, s.Neighbour)
		default:
			log.NoteAtf(report.RuleStrip, &s.Where, "a strip of %s along the boundary, narrower than %g m, is left to %s",
				report.Area(s.AreaM2), f.widthM, u.Remainder)
		}
	}
}

func (f *stripFinder) prepare(ctx context.Context) error {
	if f.projected != nil {
		return nil
	}
	projected, err := f.metric.Project(ctx, f.boundary)
	if err != nil {
		return err
	}
	var lines orb.MultiLineString
	for _, polygon := range projected {
		for _, ring := range polygon {
			lines = append(lines, orb.LineString(ring))
		}
	}
	if f.edge, err = f.metric.BufferLines(ctx, lines, touchM); err != nil {
		return err
	}
	f.projected, f.nearby = projected, newLineIndex(lines)
	f.margin, err = f.metric.BufferLines(ctx, lines, f.widthM)
	return err
}

// holding is the ground of one controller in metres.
type holding struct {
	controller geo.ControllerID
	ground     orb.MultiPolygon
	// reach is the ground grown by touchM.
	reach orb.MultiPolygon
}

// heldGround returns the ground of the areas by controller, in the order they first stand, or nothing if all of it lies
// farther from the boundary than a strip is wide.
func (f *stripFinder) heldGround(ctx context.Context, areas []geo.Area) ([]holding, error) {
	var held []holding
	for _, a := range areas {
		i := slices.IndexFunc(held, func(h holding) bool { return h.controller == a.Controller })
		if i < 0 {
			held = append(held, holding{controller: a.Controller})
			i = len(held) - 1
		}
		held[i].ground = append(held[i].ground, a.Geometry...)
	}
	near := false
	for i := range held {
		var err error
		if held[i].ground, err = f.metric.Project(ctx, held[i].ground); err != nil {
			return nil, err
		}
		near = near || f.nearby.near(held[i].ground, f.widthM)
	}
	if !near {
		return nil, nil
	}
	return held, f.dissolve(ctx, held)
}

// dissolve unites the areas of each holding and finds its reach.
func (f *stripFinder) dissolve(ctx context.Context, held []holding) error {
	for i := range held {
		var err error
		if held[i].ground, err = f.metric.Union(ctx, held[i].ground); err != nil {
			return err
		}
		if held[i].reach, err = f.metric.Buffer(ctx, held[i].ground, touchM); err != nil {
			return err
		}
	}
	return nil
}

// narrow returns the pieces of what the holdings leave over that an opening of half the width removes. Pieces that only
// round off a corner of 90 degrees or more, and so lie within (√2 − 1) radii of what stays, are left out.
func (f *stripFinder) narrow(ctx context.Context, held []holding) (orb.MultiPolygon, error) {
	left := f.projected
	for _, h := range held {
		var err error
		if left, err = f.metric.Difference(ctx, left, h.ground); err != nil {
			return nil, err
		}
	}
	wide, err := f.metric.Opening(ctx, left, f.widthM/2)
	if err != nil {
		return nil, err
	}
	pieces, err := f.metric.Difference(ctx, left, wide)
	if err != nil {
		return nil, err
	}
	corners, err := f.metric.Buffer(ctx, wide, (math.Sqrt2-1)*f.widthM/2+touchM)
	if err != nil {
		return nil, err
	}
	return f.beyond(ctx, pieces, corners)
}

// beyond returns the pieces along the boundary that are not all within the ground.
func (f *stripFinder) beyond(ctx context.Context, pieces, ground orb.MultiPolygon) (orb.MultiPolygon, error) {
	var found orb.MultiPolygon
	for _, piece := range pieces {
		along, err := f.along(ctx, orb.MultiPolygon{piece})
		if err != nil {
			return nil, err
		}
		if !along {
			continue
		}
		rest, err := f.metric.Difference(ctx, orb.MultiPolygon{piece}, ground)
		if err != nil {
			return nil, err
		}
		if len(rest) > 0 {
			found = append(found, piece)
		}
	}
	return found, nil
}

// along reports whether a piece touches the boundary and, but for a tenth, lies within a strip's width of it: a
// corridor that only ends there does not.
func (f *stripFinder) along(ctx context.Context, piece orb.MultiPolygon) (bool, error) {
	if !f.nearby.near(piece, touchM) {
		return false, nil
	}
	inland, err := f.metric.Difference(ctx, piece, f.margin)
	return f.metric.Area(inland) <= f.metric.Area(piece)/10, err
}

// strip tells whether a narrow piece touches both the boundary and a holding, and which holding most.
func (f *stripFinder) strip(ctx context.Context, piece orb.Polygon, held []holding) (Strip, bool, error) {
	var outline orb.MultiLineString
	for _, ring := range piece {
		outline = append(outline, orb.LineString(ring))
	}
	along, err := f.metric.LineIntersection(ctx, outline, f.edge)
	if err != nil || f.metric.Length(along) == 0 {
		return Strip{}, false, err
	}
	longest, neighbour := 0.0, -1
	for i, h := range held {
		shared, err := f.metric.LineIntersection(ctx, outline, h.reach)
		if err != nil {
			return Strip{}, false, err
		}
		if length := f.metric.Length(shared); length > longest {
			longest, neighbour = length, i
		}
	}
	if neighbour < 0 {
		return Strip{}, false, nil
	}
	strip, err := f.measured(ctx, piece, held, neighbour)
	return strip, err == nil && len(strip.ground) > 0, err
}

// measured returns a strip with its ground grown by coverM, so that nothing is left between it and its neighbour, but
// not into the ground of others.
func (f *stripFinder) measured(ctx context.Context, piece orb.Polygon, held []holding, neighbour int) (Strip, error) {
	degrees, err := f.metric.Unproject(ctx, orb.MultiPolygon{piece})
	if err != nil {
		return Strip{}, err
	}
	strip := Strip{AreaM2: geo.AreaM2(degrees), Where: *repair.Middle(degrees), Neighbour: held[neighbour].controller}
	grown, err := f.metric.Buffer(ctx, orb.MultiPolygon{piece}, coverM)
	if err != nil {
		return Strip{}, err
	}
	for i, h := range held {
		if i == neighbour {
			continue
		}
		if grown, err = f.metric.Difference(ctx, grown, h.reach); err != nil {
			return Strip{}, err
		}
	}
	strip.ground, err = f.metric.Unproject(ctx, grown)
	return strip, err
}
