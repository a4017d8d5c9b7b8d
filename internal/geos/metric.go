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
// of it; everything else takes and gives projected geometry and leaves its arguments as they are. It is safe for use by
// many goroutines. Errors are of kind [ErrGeometry] or those of the context.
type Metric struct {
	geos *GEOS
	epsg int
}

// Metric returns the operations of a projected reference system by its EPSG code; see [MetricCRS].
func (g *GEOS) Metric(epsg int) *Metric {
	return &Metric{geos: g, epsg: epsg}
}

// EPSG returns the code of the reference system.
func (m *Metric) EPSG() int { return m.epsg }

// CRS names the reference system, as "EPSG:32636".
func (m *Metric) CRS() string { return fmt.Sprintf("EPSG:%d", m.epsg) }

// Project turns degrees into metres.
func (m *Metric) Project(ctx context.Context, p orb.MultiPolygon) (orb.MultiPolygon, error) {
	return m.transform(ctx, p, WGS84, m.epsg)
}

// Unproject turns metres into degrees.
func (m *Metric) Unproject(ctx context.Context, p orb.MultiPolygon) (orb.MultiPolygon, error) {
	return m.transform(ctx, p, m.epsg, WGS84)
}

func (m *Metric) transform(ctx context.Context, p orb.MultiPolygon, from, to int) (orb.MultiPolygon, error) {
	if len(p) == 0 {
		return nil, nil
	}
	g, err := m.geos.Transform(ctx, p, from, to)
	if err != nil {
		return nil, err
	}
	return areas(g), nil
}

// ProjectLines turns degrees into metres.
func (m *Metric) ProjectLines(ctx context.Context, l orb.MultiLineString) (orb.MultiLineString, error) {
	return m.transformLines(ctx, l, WGS84, m.epsg)
}

// UnprojectLines turns metres into degrees.
func (m *Metric) UnprojectLines(ctx context.Context, l orb.MultiLineString) (orb.MultiLineString, error) {
	return m.transformLines(ctx, l, m.epsg, WGS84)
}

func (m *Metric) transformLines(ctx context.Context, l orb.MultiLineString, from, to int) (orb.MultiLineString, error) {
	if len(l) == 0 {
		return nil, nil
	}
	g, err := m.geos.Transform(ctx, l, from, to)
	return lines(g), err
}

// Buffer returns the ground within so many metres of the polygons, or with a negative distance the ground of the
// polygons farther than that from their edge, which may be empty. Corners are round.
func (m *Metric) Buffer(ctx context.Context, p orb.MultiPolygon, metres float64) (orb.MultiPolygon, error) {
	if len(p) == 0 {
		return nil, nil
	}
	return m.geos.polygonCall(ctx, bufferOp(metres), p, metres, quadrantSegments)
}

// BufferLines returns the ground within so many metres of the lines. Ends and corners are round.
func (m *Metric) BufferLines(ctx context.Context, l orb.MultiLineString, metres float64) (orb.MultiPolygon, error) {
	if len(l) == 0 {
		return nil, nil
	}
	return m.geos.polygonCall(ctx, bufferOp(metres), l, metres, quadrantSegments)
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
func (m *Metric) Opening(ctx context.Context, p orb.MultiPolygon, radius float64) (orb.MultiPolygon, error) {
	inner, err := m.Buffer(ctx, p, -radius)
	if err != nil {
		return nil, err
	}
	return m.Buffer(ctx, inner, radius)
}

// Closing returns the polygons with the gaps closed that discs of a radius in metres cannot enter: an outward buffer
// shrunk back.
func (m *Metric) Closing(ctx context.Context, p orb.MultiPolygon, radius float64) (orb.MultiPolygon, error) {
	outer, err := m.Buffer(ctx, p, radius)
	if err != nil {
		return nil, err
	}
	return m.Buffer(ctx, outer, -radius)
}

// Union dissolves polygons, which may overlap.
func (m *Metric) Union(ctx context.Context, p orb.MultiPolygon) (orb.MultiPolygon, error) {
	return m.geos.Union(ctx, p)
}

// Intersection returns the ground that is in both.
func (m *Metric) Intersection(ctx context.Context, a, b orb.MultiPolygon) (orb.MultiPolygon, error) {
	return m.geos.Intersection(ctx, a, b)
}

// Difference returns the ground that is in a and not in b.
func (m *Metric) Difference(ctx context.Context, a, b orb.MultiPolygon) (orb.MultiPolygon, error) {
	return m.geos.Difference(ctx, a, b)
}

// LineIntersection returns the pieces of the lines that lie on or in the polygons.
func (m *Metric) LineIntersection(ctx context.Context, l orb.MultiLineString, p orb.MultiPolygon) (orb.MultiLineString, error) {
	return m.geos.LineIntersection(ctx, l, p)
}

// LineDifference returns the pieces of the lines that lie outside the polygons.
func (m *Metric) LineDifference(ctx context.Context, l orb.MultiLineString, p orb.MultiPolygon) (orb.MultiLineString, error) {
	return m.geos.LineDifference(ctx, l, p)
}

// Area returns the planar area in square metres of the projection, which differs from the ellipsoidal one by the
// square of the scale; published areas come from geo.AreaM2.
func (m *Metric) Area(p orb.MultiPolygon) float64 { return planarArea(p) }

// Length returns the planar length of lines in metres of the projection.
func (m *Metric) Length(l orb.MultiLineString) float64 { return planar.Length(l) }
