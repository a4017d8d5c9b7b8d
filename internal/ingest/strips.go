package ingest

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/geos"
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

	// The boundary in metres and its lines by place; both are made when first needed.
	projected orb.MultiPolygon
	nearby    *lineIndex
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
