package geos

import (
	"context"

	"github.com/paulmach/orb"
)

// The expressions of the operations. SRID 4326 stands in them only because SpatiaLite wants both operands in one
// reference system; the operations are planar in whatever units the coordinates have.
const (
	unionExpression        = "ST_UnaryUnion(ST_GeomFromWKB(?, 4326))"
	intersectionExpression = "ST_Intersection(ST_GeomFromWKB(?, 4326), ST_GeomFromWKB(?, 4326))"
	differenceExpression   = "ST_Difference(ST_GeomFromWKB(?, 4326), ST_GeomFromWKB(?, 4326))"
)

// Union dissolves polygons, which may overlap, into polygons with disjoint interiors. It returns an error of kind
// [ErrGeometry] if a polygon is not valid.
func (g *GEOS) Union(ctx context.Context, m orb.MultiPolygon) (orb.MultiPolygon, error) {
	if len(m) == 0 {
		return nil, nil
	}
	return g.polygonCall(ctx, operation{name: "union", expression: unionExpression}, m)
}

// Intersection returns the ground that is in both. It returns an error of kind [ErrGeometry] if one is not valid.
func (g *GEOS) Intersection(ctx context.Context, a, b orb.MultiPolygon) (orb.MultiPolygon, error) {
	if len(a) == 0 || len(b) == 0 {
		return nil, nil
	}
	return g.polygonCall(ctx, operation{name: "intersection", expression: intersectionExpression}, a, b)
}

// Difference returns the ground that is in a and not in b. It returns an error of kind [ErrGeometry] if one is not
// valid.
func (g *GEOS) Difference(ctx context.Context, a, b orb.MultiPolygon) (orb.MultiPolygon, error) {
	if len(a) == 0 || len(b) == 0 {
		return a, nil
	}
	return g.polygonCall(ctx, operation{name: "difference", expression: differenceExpression}, a, b)
}

// LineIntersection returns the pieces of the lines that lie on or in the polygons.
func (g *GEOS) LineIntersection(ctx context.Context, line orb.MultiLineString, m orb.MultiPolygon) (orb.MultiLineString, error) {
	if len(line) == 0 || len(m) == 0 {
		return nil, nil
	}
	result, err := g.call(ctx, operation{name: "intersection", expression: intersectionExpression}, line, m)
	return lines(result), err
}

// LineDifference returns the pieces of the lines that lie outside the polygons.
func (g *GEOS) LineDifference(ctx context.Context, line orb.MultiLineString, m orb.MultiPolygon) (orb.MultiLineString, error) {
	if len(line) == 0 || len(m) == 0 {
		return line, nil
	}
	result, err := g.call(ctx, operation{name: "difference", expression: differenceExpression}, line, m)
	return lines(result), err
}

// polygonCall runs an operation and keeps the polygons of its result: where polygons touch, GEOS gives points and
// lines besides.
func (g *GEOS) polygonCall(ctx context.Context, op operation, args ...any) (orb.MultiPolygon, error) {
	result, err := g.call(ctx, op, args...)
	if err != nil {
		return nil, err
	}
	return areas(result), nil
}
