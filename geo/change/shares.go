package change

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
)

// Shares returns, for each ground, the area in square metres of it that each controller of the zones holds. Ground outside
// the enclave is counted for nobody. The grounds are unclipped, in degrees, and each is taken by itself: they may overlap.
// Within a polygon the even-odd rule holds; polygons of one ground that overlap are united.
//
// It returns an error of kind [geo.ErrInvalid] that names the place in the list if a ground encloses nothing or spans
// more than 107 degrees, of kind [ErrOverlap] if the zones overlap along an edge, and that of the context.
func Shares(ctx context.Context, ground []orb.MultiPolygon, zones []geo.Zone) ([]map[geo.ControllerID]float64, error) {
	c := newComparison(nil, zones)
	shares := make([]map[geo.ControllerID]float64, len(ground))
	for i, g := range ground {
		areas, err := c.within(ctx, g)
		if err != nil {
			return nil, fmt.Errorf("ground %d: %w", i+1, err)
		}
		shares[i] = areas
	}
	return shares, nil
}

// windowMargin is by how many degrees a window is wider than its ground: more than noding moves the ground's edge.
const windowMargin = 1e-6

// within returns the area that each controller holds of a ground.
func (c *comparison) within(ctx context.Context, ground orb.MultiPolygon) (map[geo.ControllerID]float64, error) {
	whole, err := coverage.New(ground, geo.Label{Controller: geo.Unassigned})
	if err != nil {
		return nil, err
	}
	var inside []held
	for _, f := range whole.Faces() {
		inside = append(inside, held{1, f.Polygon})
	}
	var near []held
	window := ground.Bound().Pad(windowMargin)
	for _, z := range c.to {
		if z.Polygon.Bound().Intersects(window) {
			near = append(near, held{c.labels[z.Label.Controller], z.Polygon})
		}
	}
	o, err := layWithin(ctx, &window, inside, near)
	if err != nil {
		return nil, err
	}
	areas := make(map[geo.ControllerID]float64)
	sums := o.areas(func(p pair) bool { return p.from != nobody && p.to != nobody })
	for _, p := range slices.SortedFunc(maps.Keys(sums), func(p, q pair) int { return int(p.to - q.to) }) {
		if sums[p] > 0 {
			areas[c.name(p.to)] = sums[p]
		}
	}
	return areas, nil
}
