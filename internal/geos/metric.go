package geos

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// quadrantSegments is how many segments a quarter circle of a buffer has: the radius is short by at most 0.12 %.
const quadrantSegments = 16

// Metric is GEOS in one projected reference system in metres. [Metric.Project] and [Metric.Unproject] go in and out
// of it; everything else takes and gives projected geometry. It keeps the context it was made with and is safe for
// use by many goroutines.
type Metric struct {
	geos *GEOS
	epsg int
	ctx  context.Context //nolint:containedctx // the interface it fulfils in geo/split is pure and has no context
}

// Metric returns the operations of a projected reference system by its EPSG code; see [MetricCRS]. They end when ctx
// ends.
func (g *GEOS) Metric(ctx context.Context, epsg int) *Metric {
	return &Metric{geos: g, epsg: epsg, ctx: ctx}
}

// EPSG returns the code of the reference system.
func (m *Metric) EPSG() int { return m.epsg }

// Project turns degrees into metres.
func (m *Metric) Project(p orb.MultiPolygon) (orb.MultiPolygon, error) {
	return m.transform(p, WGS84, m.epsg)
}

// Unproject turns metres into degrees.
func (m *Metric) Unproject(p orb.MultiPolygon) (orb.MultiPolygon, error) {
	return m.transform(p, m.epsg, WGS84)
}

func (m *Metric) transform(p orb.MultiPolygon, from, to int) (orb.MultiPolygon, error) {
	if len(p) == 0 {
		return nil, nil
	}
	g, err := m.geos.Transform(m.ctx, p, from, to)
	if err != nil {
		return nil, err
	}
	polygons, _ := Polygons(g)
	return polygons, nil
}

// ProjectLines turns degrees into metres.
func (m *Metric) ProjectLines(l orb.MultiLineString) (orb.MultiLineString, error) {
	return m.transformLines(l, WGS84, m.epsg)
}

// UnprojectLines turns metres into degrees.
func (m *Metric) UnprojectLines(l orb.MultiLineString) (orb.MultiLineString, error) {
	return m.transformLines(l, m.epsg, WGS84)
}

func (m *Metric) transformLines(l orb.MultiLineString, from, to int) (orb.MultiLineString, error) {
	if len(l) == 0 {
		return nil, nil
	}
	g, err := m.geos.Transform(m.ctx, l, from, to)
	return lines(g), err
}

// Buffer returns the ground within so many metres of the polygons, or with a negative distance the ground of the
// polygons farther than that from their edge, which may be empty. Corners are round.
func (m *Metric) Buffer(p orb.MultiPolygon, metres float64) (orb.MultiPolygon, error) {
	if len(p) == 0 {
		return nil, nil
	}
	return m.geos.polygonCall(m.ctx, bufferOp(metres), p, metres, quadrantSegments)
}

// BufferLines returns the ground within so many metres of the lines. Ends and corners are round.
func (m *Metric) BufferLines(l orb.MultiLineString, metres float64) (orb.MultiPolygon, error) {
	if len(l) == 0 {
		return nil, nil
	}
	return m.geos.polygonCall(m.ctx, bufferOp(metres), l, metres, quadrantSegments)
}

func bufferOp(metres float64) operation {
	return operation{
		name:       fmt.Sprintf("buffer of %g m", metres),
		expression: "ST_Buffer(ST_GeomFromWKB(?, 4326), ?, ?)",
	}
}

// Opening returns the ground that discs of a radius in metres can reach without leaving the polygons: an inward
// buffer grown back (Serra, Image Analysis and Mathematical Morphology, 1982). Ground narrower than twice the radius
// is gone.
func (m *Metric) Opening(p orb.MultiPolygon, radius float64) (orb.MultiPolygon, error) {
	inner, err := m.Buffer(p, -radius)
	if err != nil {
		return nil, err
	}
	return m.Buffer(inner, radius)
}

// Closing returns the polygons with the gaps closed that discs of a radius in metres cannot enter: an outward buffer
// shrunk back.
func (m *Metric) Closing(p orb.MultiPolygon, radius float64) (orb.MultiPolygon, error) {
	outer, err := m.Buffer(p, radius)
	if err != nil {
		return nil, err
	}
	return m.Buffer(outer, -radius)
}

// Union dissolves polygons, which may overlap.
func (m *Metric) Union(p orb.MultiPolygon) (orb.MultiPolygon, error) { return m.geos.Union(m.ctx, p) }

// Intersection returns the ground that is in both.
func (m *Metric) Intersection(a, b orb.MultiPolygon) (orb.MultiPolygon, error) {
	return m.geos.Intersection(m.ctx, a, b)
}

// Difference returns the ground that is in a and not in b.
func (m *Metric) Difference(a, b orb.MultiPolygon) (orb.MultiPolygon, error) {
	return m.geos.Difference(m.ctx, a, b)
}

// LineIntersection returns the pieces of the lines that lie on or in the polygons.
func (m *Metric) LineIntersection(l orb.MultiLineString, p orb.MultiPolygon) (orb.MultiLineString, error) {
	return m.geos.LineIntersection(m.ctx, l, p)
}

// LineDifference returns the pieces of the lines that lie outside the polygons.
func (m *Metric) LineDifference(l orb.MultiLineString, p orb.MultiPolygon) (orb.MultiLineString, error) {
	return m.geos.LineDifference(m.ctx, l, p)
}

// Area returns the planar area in square metres of the projection, which differs from the ellipsoidal one by the
// square of the scale; published areas come from geo.AreaM2.
func (m *Metric) Area(p orb.MultiPolygon) float64 { return planarArea(p) }

// Length returns the planar length of lines in metres of the projection.
func (m *Metric) Length(l orb.MultiLineString) float64 { return planar.Length(l) }
