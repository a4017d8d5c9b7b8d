package tiles

import "context"

// Tolerances in units of the zoom. A simplified line stays within the sum over this zoom and the deeper ones, less
// than twice the tolerance: half a pixel of a tile shown at 512 pixels. The deepest zoom is shown enlarged.
const (
	tolerance        = 2.0
	deepestTolerance = 0.5
)

// level is everything of a zoom, on its grid, unclipped.
type level struct {
	layers [layerCount][]drawn
	// held is the ground of the zones by the time through which a zone holds it, and fronts finds the lines of the
	// frontlines layer: for tiles of all dates.
	held   *ground
	fronts blockIndex
	// heldLabels are the labels, each with the time through which it stands at its place: for tiles of all dates.
	heldLabels []drawn
}

// arcsAt returns the arcs simplified for a zoom. Each zoom starts from what the next deeper one kept.
func (s *Set) arcsAt(ctx context.Context, z Zoom) ([]arc, error) {
	return s.simplified[z].get(ctx, func() ([]arc, error) {
		finer, allowed := s.arcs, deepestTolerance
		if z < MaxZoom {
			var err error
			if finer, err = s.arcsAt(ctx, z+1); err != nil {
				return nil, err
			}
			allowed = tolerance
		}
		return simplify(ctx, finer, allowed*float64(int64(1)<<s.frame.shift(z)))
	})
}

// levelAt returns the level of a zoom.
func (s *Set) levelAt(ctx context.Context, z Zoom) (*level, error) {
	return s.levels[z].get(ctx, func() (*level, error) { return s.draw(ctx, z) })
}

// draw prepares a zoom.
func (s *Set) draw(ctx context.Context, z Zoom) (*level, error) {
	// Label points take as long to find as arcs to simplify, and no zoom matters to them.
	go func() { _, _ = s.labelsOf(ctx) }()
	simplified, err := s.arcsAt(ctx, z)
	if err != nil {
		return nil, err
	}
	arcs, err := snapArcs(ctx, s.frame, z, simplified, s.calendar.size())
	if err != nil {
		return nil, err
	}
	l := &level{}
	for i, e := range s.enclaves {
		d := drawn{feature: e.feature, shape: int32(i)}
		d.setPolygons(bounded(edgesOf(e.arcs, arcs)))
		d.finish()
		l.layers[enclaveLayer] = append(l.layers[enclaveLayer], d)
	}
	for i, sh := range s.shapes {
		if sh.layer == enclaveLayer {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if d := s.drawShape(int32(i), z, arcs); d.finish() {
			l.layers[sh.layer] = append(l.layers[sh.layer], d)
		}
	}
	if l.layers[zonesLayer], err = absorb(ctx, l.layers[zonesLayer], s.shapes); err != nil {
		return nil, err
	}
	if l.held, err = s.held(ctx, l.layers[zonesLayer]); err != nil {
		return nil, err
	}
	if l.layers[frontlinesLayer], err = s.drawFronts(ctx, l.layers[zonesLayer]); err != nil {
		return nil, err
	}
	l.fronts = indexLines(l.layers[frontlinesLayer], l.held.index.bits)
	labels, err := s.labelsOf(ctx)
	if err != nil {
		return nil, err
	}
	l.layers[labelsLayer] = s.drawLabels(z, l.layers[zonesLayer], labels)
	l.heldLabels = s.heldLabels(l.layers[labelsLayer])
	return l, nil
}

func (s *Set) drawShape(i int32, z Zoom, arcs []arc) drawn {
	sh := s.shapes[i]
	d := drawn{feature: sh.feature, shape: i}
	var rings [][]pt
	for _, r := range sh.rings {
		rings = append(rings, ringOf(r, arcs))
	}
	if len(rings) > 0 {
		d.setPolygons(polygons(rings))
	}
	for _, l := range sh.lines {
		d.setLines([][]pt{follow(nil, l, arcs)})
	}
	for _, p := range sh.points {
		d.points = append(d.points, s.frame.round(p, z))
	}
	return d
}

// indexLines returns the index of the lines of features.
func indexLines(list []drawn, bits uint) blockIndex {
	index := newBlockIndex(bits)
	for i := range list {
		for j, l := range list[i].lines {
			index.add(part{int32(i), int32(j)}, l.bounds)
		}
	}
	return index
}

// edgesOf returns the edges of directed arcs.
func edgesOf(refs []arcRef, arcs []arc) []edge {
	var edges []edge
	for _, r := range refs {
		points := follow(nil, []arcRef{r}, arcs)
		for i := 1; i < len(points); i++ {
			edges = append(edges, edge{points[i-1], points[i]})
		}
	}
	return edges
}

// drawFronts returns the frontlines between drawn zones, numbered from 1.
func (s *Set) drawFronts(ctx context.Context, zones []drawn) ([]drawn, error) {
	parts, err := frontlines(ctx, zones, s.shapes)
	if err != nil {
		return nil, err
	}
	fronts := make([]drawn, 0, len(parts))
	for i, part := range parts {
		from, to := s.calendar.span(part.front.dates)
		tags := []tag{{0, part.front.a}, {1, part.front.b}, {2, s.values.known(from)}}
		if to != openEnd {
			tags = append(tags, tag{3, s.values.known(to)})
		}
		d := drawn{feature: feature{id: uint64(i + 1), from: from, to: to, tags: tags}, shape: -1}
		d.setLines(part.lines)
		d.finish()
		fronts = append(fronts, d)
	}
	return fronts, nil
}
