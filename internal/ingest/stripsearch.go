package ingest

import (
	"context"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"splitline/geo"
	"splitline/internal/ingest/repair"
)

// prepare projects the boundary, once.
func (f *stripFinder) prepare(ctx context.Context) error {
	if f.projected != nil {
		return nil
	}
	projected, err := f.metric.Project(ctx, f.boundary)
	if err != nil {
		return err
	}
	f.projected, f.nearby = projected, newLineIndex(ringsOf(projected))
	return nil
}

// around returns the ground within a distance of the boundary, as far as it comes near a piece. A buffer of the whole
// boundary has so many vertices that each overlay with it would take longer than to make this one.
func (f *stripFinder) around(ctx context.Context, piece orb.MultiPolygon, distance float64) (orb.MultiPolygon, error) {
	return f.metric.BufferLines(ctx, f.nearby.along(piece, distance), distance)
}

// holding is the ground of one controller in metres.
type holding struct {
	controller geo.ControllerID
	ground     orb.MultiPolygon
	// reach is the ground grown by touchM.
	reach orb.MultiPolygon
	// lines are the rings of the ground.
	lines *lineIndex
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
		held[i].lines = newLineIndex(ringsOf(held[i].ground))
	}
	return nil
}

// narrow returns the pieces of what the holdings leave over that an opening of half the width removes. Pieces that only
// round off a corner of 90 degrees or more, and so lie within (√2 − 1) radii of what stays, are left out.
//
// An opening of the whole ground of a rough boundary takes seconds, and a strip is never far from where a line of a
// holding comes near the boundary; so only a window around such places is opened. Where a piece that could be a strip
// reaches out of it, the window is made larger, by twice as much each time.
func (f *stripFinder) narrow(ctx context.Context, held []holding) (orb.MultiPolygon, error) {
	left := f.projected
	for _, h := range held {
		var err error
		if left, err = f.metric.Difference(ctx, left, h.ground); err != nil {
			return nil, err
		}
	}
	pieces, wide, err := f.within(ctx, f.seeds(left, held), left, held)
	if err != nil {
		return nil, err
	}
	return f.beyond(ctx, pieces, wide)
}

// within returns the pieces of ground narrower than the width that come near cells of a window and touch both the
// boundary and a holding, and what is wider around them. It enlarges the window.
func (f *stripFinder) within(ctx context.Context, w *window, left orb.MultiPolygon, held []holding) (pieces, wide orb.MultiPolygon, err error) {
	for around := seedCells; len(w.cells) > 0; around *= 2 {
		if pieces, wide, err = f.opened(ctx, left, w); err != nil {
			return nil, nil, err
		}
		if pieces = f.between(pieces, held); !w.grow(pieces, around) {
			break
		}
	}
	return pieces, wide, nil
}

// between returns the pieces that touch both the boundary and a holding.
func (f *stripFinder) between(pieces orb.MultiPolygon, held []holding) orb.MultiPolygon {
	return slices.DeleteFunc(pieces, func(piece orb.Polygon) bool {
		ground := orb.MultiPolygon{piece}
		touches := func(h holding) bool { return h.lines.near(ground, touchM) }
		return !f.nearby.near(ground, touchM) || !slices.ContainsFunc(held, touches)
	})
}

// seedCells is how many cells of the window lie around an edge from which the search starts.
const seedCells = 2

// seeds returns the window around the edges of what is left over that lie on a holding, and within the width of one that
// lies on the boundary. Between the two a strip begins: somewhere in it a disc touches both.
func (f *stripFinder) seeds(left orb.MultiPolygon, held []holding) *window {
	w := newWindow(f.projected.Bound(), f.widthM)
	var onBoundary orb.MultiLineString
	eachEdge(left, func(e edge) bool {
		if f.nearby.nearPoint(e.middle(), touchM) {
			onBoundary = append(onBoundary, orb.LineString{e.from, e.to})
		}
		return true
	})
	outline := newLineIndex(onBoundary)
	eachEdge(left, func(e edge) bool {
		front := slices.ContainsFunc(held, func(h holding) bool { return h.lines.nearPoint(e.middle(), touchM) })
		if front && outline.nearEdge(e, f.widthM+2*touchM) {
			w.mark(e, seedCells)
		}
		return true
	})
	return w
}

// opened returns the pieces of ground within a window that are narrower than the width, and what is not.
func (f *stripFinder) opened(ctx context.Context, left orb.MultiPolygon, w *window) (pieces, wide orb.MultiPolygon, err error) {
	view, err := f.metric.Union(ctx, w.ground())
	if err != nil {
		return nil, nil, err
	}
	seen, err := f.metric.Intersection(ctx, left, view)
	if err != nil {
		return nil, nil, err
	}
	if wide, err = f.metric.Opening(ctx, seen, f.widthM/2); err != nil {
		return nil, nil, err
	}
	pieces, err = f.metric.Difference(ctx, seen, wide)
	return pieces, wide, err
}

// ringsOf returns the rings of ground as lines.
func ringsOf(ground orb.MultiPolygon) orb.MultiLineString {
	var lines orb.MultiLineString
	for _, polygon := range ground {
		for _, ring := range polygon {
			lines = append(lines, orb.LineString(ring))
		}
	}
	return lines
}

// beyond returns the pieces along the boundary that do more than round off a corner of what stays.
func (f *stripFinder) beyond(ctx context.Context, pieces, wide orb.MultiPolygon) (orb.MultiPolygon, error) {
	var found orb.MultiPolygon
	for _, piece := range pieces {
		along, err := f.along(ctx, orb.MultiPolygon{piece})
		if err != nil {
			return nil, err
		}
		if !along {
			continue
		}
		rounds, err := f.roundsOff(ctx, piece, wide)
		if err != nil {
			return nil, err
		}
		if !rounds {
			found = append(found, piece)
		}
	}
	return found, nil
}

// roundsOff reports whether a piece lies within the reach of a corner of what stays. Only what stays nearby is grown,
// and so far beyond the piece that the edges of the cut do not matter.
func (f *stripFinder) roundsOff(ctx context.Context, piece orb.Polygon, wide orb.MultiPolygon) (bool, error) {
	reach := (math.Sqrt2-1)*f.widthM/2 + touchM
	corner, err := f.metric.Buffer(ctx, clip.MultiPolygon(piece.Bound().Pad(3*reach), wide.Clone()), reach)
	if err != nil {
		return false, err
	}
	rest, err := f.metric.Difference(ctx, orb.MultiPolygon{piece}, corner)
	return len(rest) == 0, err
}

// along reports whether a piece that touches the boundary, but for a tenth, lies within a strip's width of it: a
// corridor that only ends there does not.
func (f *stripFinder) along(ctx context.Context, piece orb.MultiPolygon) (bool, error) {
	bound := piece.Bound()
	if math.Hypot(bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1]) <= f.widthM-touchM {
		return true, nil
	}
	margin, err := f.around(ctx, piece, f.widthM)
	if err != nil {
		return false, err
	}
	inland, err := f.metric.Difference(ctx, piece, margin)
	return f.metric.Area(inland) <= f.metric.Area(piece)/10, err
}

// strip tells whether a narrow piece touches both the boundary and a holding, and which holding most.
func (f *stripFinder) strip(ctx context.Context, piece orb.Polygon, held []holding) (Strip, bool, error) {
	outline := ringsOf(orb.MultiPolygon{piece})
	edge, err := f.around(ctx, orb.MultiPolygon{piece}, touchM)
	if err != nil {
		return Strip{}, false, err
	}
	along, err := f.metric.LineIntersection(ctx, outline, edge)
	if err != nil || f.metric.Length(along) == 0 {
		return Strip{}, false, err
	}
	longest, neighbour := 0.0, -1
	for i, h := range held {
		front, err := f.metric.BufferLines(ctx, h.lines.along(orb.MultiPolygon{piece}, touchM), touchM)
		if err != nil {
			return Strip{}, false, err
		}
		shared, err := f.metric.LineIntersection(ctx, outline, front)
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
