package split

import (
	"context"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// Corridor is the ground of others that keeps two parts of a side apart where they come closest.
type Corridor struct {
	// WidthM is the shortest distance between the two parts on the ellipsoid in metres, to a tenth.
	WidthM float64 `json:"width_m"`
	// Line is as long as that and runs from part to part, in degrees to five decimals: where the corridor is even, across
	// the middle of the stretch.
	Line [2]orb.Point `json:"line"`
	// Holders are those whose ground the corridor is, in the order of the legend, each once.
	Holders []CorridorHolder `json:"holders"`
	// Geometry is what a closing of the two parts by half the width and a tenth more (J. Serra, Image Analysis and
	// Mathematical Morphology, 1982) fills of the ground of others where it touches both parts; absent if that is nothing,
	// as where parts touch at a point.
	Geometry *MultiPolygon `json:"geometry,omitempty"`
}

// CorridorHolder is a holder of the ground of a corridor: a controller, or a side where controllers are grouped.
type CorridorHolder struct {
	ID      string  `json:"id"`
	AreaKm2 float64 `json:"area_km2"`
}

// MultiPolygon is a GeoJSON geometry (RFC 7946 section 3.1.7) in degrees.
type MultiPolygon struct {
	Type        string           `json:"type"`
	Coordinates orb.MultiPolygon `json:"coordinates"`
}

// corridorReach is the radius of the closing that fills a corridor, in widths.
const corridorReach = 0.5 * 1.1

// corridor returns the corridor between two parts of a holder.
func (a *analysis) corridor(ctx context.Context, cut int, l link) (Corridor, error) {
	var c Corridor
	var err error
	if c.Line, c.WidthM, err = a.groundLine(ctx, l.line); err != nil {
		return c, err
	}
	c.Holders = []CorridorHolder{}
	fill, err := a.between(ctx, l)
	if err != nil || len(fill) == 0 {
		return c, err
	}
	var all orb.MultiPolygon
	for i, h := range a.holders {
		if i == cut {
			continue
		}
		held, areaM2, err := a.heldWithin(ctx, h, fill)
		if err != nil {
			return c, err
		}
		if areaM2 > 0 {
			c.Holders = append(c.Holders, CorridorHolder{ID: h.id, AreaKm2: geo.Km2(areaM2)})
			all = append(all, held...)
		}
	}
	c.Geometry, err = a.geometryOf(ctx, all)
	return c, err
}

// geometryOf returns projected ground in degrees without inner edges; nil if there is none.
func (a *analysis) geometryOf(ctx context.Context, ground orb.MultiPolygon) (*MultiPolygon, error) {
	if len(ground) == 0 {
		return nil, nil
	}
	united, err := a.metric.Union(ctx, ground)
	if err != nil {
		return nil, err
	}
	degrees, err := a.metric.Unproject(ctx, united)
	if err != nil {
		return nil, err
	}
	return &MultiPolygon{Type: "MultiPolygon", Coordinates: roundGround(degrees)}, nil
}

// between returns the projected ground that a closing of two parts fills between them.
func (a *analysis) between(ctx context.Context, l link) (orb.MultiPolygon, error) {
	radius := corridorReach * l.distance
	if radius == 0 {
		return nil, nil
	}
	both := slices.Concat(l.a.ground, l.b.ground)
	closed, err := a.metric.Buffer(ctx, both, radius)
	if err != nil {
		return nil, err
	}
	if closed, err = a.metric.Buffer(ctx, closed, -radius); err != nil {
		return nil, err
	}
	fill, err := a.metric.Difference(ctx, closed, both)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(fill, func(p orb.Polygon) bool { return !l.a.touches(p) || !l.b.touches(p) }), nil
}

// heldWithin returns what projected ground has in common with the parts of a holder, with its area on the ellipsoid.
func (a *analysis) heldWithin(
	ctx context.Context, h holder, ground orb.MultiPolygon,
) (held orb.MultiPolygon, areaM2 float64, err error) {
	degrees, err := a.metric.Unproject(ctx, ground)
	if err != nil {
		return nil, 0, err
	}
	bound := degrees.Bound()
	var near orb.MultiPolygon
	for _, p := range h.parts {
		if outline := a.mesh.outline(p.faces); outline.Bound().Intersects(bound) {
			near = append(near, outline...)
		}
	}
	projected, err := a.metric.Project(ctx, near)
	if err != nil {
		return nil, 0, err
	}
	if held, err = a.metric.Intersection(ctx, ground, projected); err != nil {
		return nil, 0, err
	}
	degrees, err = a.metric.Unproject(ctx, held)
	return held, geo.AreaM2(degrees), err
}

// roundGround puts vertices in degrees on the grid.
func roundGround(ground orb.MultiPolygon) orb.MultiPolygon {
	for _, polygon := range ground {
		for _, ring := range polygon {
			for i, p := range ring {
				ring[i] = geo.FromGrid(geo.ToGrid(p))
			}
		}
	}
	return ground
}
