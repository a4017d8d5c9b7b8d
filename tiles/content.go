package tiles

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// Content is everything that a revision of a series draws.
type Content struct {
	// Enclave gives the outline its id and name.
	Enclave geo.Enclave
	// Outline is the geometry of the boundary in use. It is drawn on dates without zones; on others the outline is the
	// outer edge of the zones themselves.
	Outline orb.MultiPolygon
	// Zones are all rows of the series in the state of the revision: of every date, each date a coverage.
	Zones []geo.Zone
	// Observations are those of the enclave.
	Observations []geo.Observation
}

// bound returns the bound of everything in degrees. It returns an error of kind [ErrContent] if there is nothing, a
// part has no geometry or a coordinate is not a number.
func (c Content) bound() (orb.Bound, error) {
	bound := c.Outline.Bound()
	if !finite(c.Outline) {
		return bound, fmt.Errorf("outline: coordinates must be numbers: %w", ErrContent)
	}
	for _, z := range c.Zones {
		if len(z.Polygon) == 0 || !finite(z.Polygon) {
			return bound, fmt.Errorf("zone %d: must have a polygon with numbers for coordinates: %w", z.ID, ErrContent)
		}
		bound = bound.Union(z.Polygon.Bound())
	}
	for _, o := range c.Observations {
		if o.Geometry == nil || !finite(o.Geometry) {
			return bound, fmt.Errorf("observation %d: must have a geometry with numbers for coordinates: %w", o.ID, ErrContent)
		}
		bound = bound.Union(o.Geometry.Bound())
	}
	if bound.IsEmpty() {
		return bound, fmt.Errorf("content: must have an outline, a zone or an observation: %w", ErrContent)
	}
	return bound, nil
}

// finite reports whether all coordinates are numbers.
func finite(g orb.Geometry) bool {
	switch g := g.(type) {
	case orb.Point:
		return !math.IsNaN(g[0]-g[0]) && !math.IsNaN(g[1]-g[1])
	case orb.MultiPoint:
		return each(g)
	case orb.LineString:
		return each(g)
	case orb.Ring:
		return each(g)
	case orb.MultiLineString:
		return each(g)
	case orb.Polygon:
		return each(g)
	case orb.MultiPolygon:
		return each(g)
	case orb.Collection:
		return each(g)
	case orb.Bound:
		return finite(g.Min) && finite(g.Max)
	}
	return false
}

// each reports whether all coordinates of all parts are numbers.
func each[T orb.Geometry](parts []T) bool {
	return !slices.ContainsFunc(parts, func(part T) bool { return !finite(part) })
}
