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

// around returns the ground within a distance of the boundary, as far as it reaches into the bound of a piece. A buffer
// of the whole boundary has so many vertices that each overlay with it would take longer than to make this one.
func (f *stripFinder) around(ctx context.Context, piece orb.Bound, distance float64) (orb.MultiPolygon, error) {
	return f.metric.BufferLines(ctx, f.nearby.within(piece.Pad(distance)), distance)
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
	return f.beyond(ctx, beside(pieces, held), wide)
}

// beside returns the pieces that touch a holding. A rough boundary has thousands of narrow corners that do not, and the
// overlays of what follows are dear.
func beside(pieces orb.MultiPolygon, held []holding) orb.MultiPolygon {
	var lines orb.MultiLineString
	for _, h := range held {
		lines = append(lines, ringsOf(h.ground)...)
	}
	index := newLineIndex(lines)
	return slices.DeleteFunc(pieces, func(piece orb.Polygon) bool {
		return !index.near(orb.MultiPolygon{piece}, touchM)
	})
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

// along reports whether a piece touches the boundary and, but for a tenth, lies within a strip's width of it: a
// corridor that only ends there does not.
func (f *stripFinder) along(ctx context.Context, piece orb.MultiPolygon) (bool, error) {
	if !f.nearby.near(piece, touchM) {
		return false, nil
	}
	margin, err := f.around(ctx, piece.Bound(), f.widthM)
	if err != nil {
		return false, err
	}
	inland, err := f.metric.Difference(ctx, piece, margin)
	return f.metric.Area(inland) <= f.metric.Area(piece)/10, err
}

// strip tells whether a narrow piece touches both the boundary and a holding, and which holding most.
func (f *stripFinder) strip(ctx context.Context, piece orb.Polygon, held []holding) (Strip, bool, error) {
	outline := ringsOf(orb.MultiPolygon{piece})
	edge, err := f.around(ctx, piece.Bound(), touchM)
	if err != nil {
		return Strip{}, false, err
	}
	along, err := f.metric.LineIntersection(ctx, outline, edge)
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
