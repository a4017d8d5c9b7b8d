package ingest

import (
	"context"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/ingest/repair"
)

// prepare projects the boundary and finds the ground along it, once.
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
