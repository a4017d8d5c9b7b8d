package tiles

import (
	"fmt"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// Content is everything that a revision of a series draws.
type Content struct {
	// Enclave gives the outline its id and name.
	Enclave geo.Enclave
	// Outline is the geometry of the boundary in use. It is drawn on dates before the first zone; on others the
	// outline is the outer edge of the zones themselves.
	Outline orb.MultiPolygon
	// Zones are all rows of the series in the state of the revision: of every date, each date a coverage.
	Zones []geo.Zone
	// Observations are those of the enclave.
	Observations []geo.Observation
}

// bound returns the bound of everything in degrees. It returns an error of kind [ErrContent] if there is nothing.
func (c Content) bound() (orb.Bound, error) {
	bound := c.Outline.Bound()
	for _, z := range c.Zones {
		if len(z.Polygon) == 0 {
			return bound, fmt.Errorf("zone %d: must have a polygon: %w", z.ID, ErrContent)
		}
		bound = bound.Union(z.Polygon.Bound())
	}
	for _, o := range c.Observations {
		if o.Geometry == nil {
			return bound, fmt.Errorf("observation %d: must have a geometry: %w", o.ID, ErrContent)
		}
		bound = bound.Union(o.Geometry.Bound())
	}
	if bound.IsEmpty() {
		return bound, fmt.Errorf("content: must have an outline, a zone or an observation: %w", ErrContent)
	}
	return bound, nil
}
