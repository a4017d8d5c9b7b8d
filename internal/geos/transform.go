package geos

import (
	"context"
	"database/sql"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// WGS84 is the EPSG code of longitude and latitude in degrees on WGS 84. SpatiaLite takes longitude first.
const WGS84 = 4326

// Transform projects a geometry from one EPSG reference system to another by PROJ, east before north whatever order
// the register gives the axes. It returns an error of kind [ErrGeometry] if a code is unknown or a coordinate cannot
// be projected.
func (g *GEOS) Transform(ctx context.Context, geometry orb.Geometry, from, to int) (orb.Geometry, error) {
	if from == to {
		return geometry, nil
	}
	name := fmt.Sprintf("transform from EPSG:%d to EPSG:%d", from, to)
	values, err := encodeArguments([]any{geometry})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	conn, err := g.db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer conn.Close() //nolint:errcheck // returns the connection to the pool
	for _, epsg := range []int{from, to} {
		if err := addReferenceSystem(ctx, conn, epsg); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	var result []byte
	const query = "SELECT ST_AsBinary(ST_Transform(ST_GeomFromWKB(?, ?), ?))"
	row := conn.QueryRowContext(ctx, query, values[0], from, to)
	if err := row.Scan(&result); err != nil {
		return nil, callError(ctx, operation{name: name}, err)
	}
	return transformed(name, result)
}

// transformed reads the result of a projection and refuses coordinates that PROJ could not compute.
func transformed(name string, result []byte) (orb.Geometry, error) {
	if result == nil {
		return nil, fmt.Errorf("%s: coordinates outside what the projection can take: %w", name, ErrGeometry)
	}
	geometry, err := decode(result)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if !allFinite(geometry) {
		return nil, fmt.Errorf("%s: coordinates outside what the projection can take: %w", name, ErrGeometry)
	}
	return geometry, nil
}

// addReferenceSystem puts an EPSG code into the connection's table of reference systems if it is not there. PROJ is asked
// first, because SpatiaLite prints a warning about a code that it does not know.
func addReferenceSystem(ctx context.Context, conn *sql.Conn, epsg int) error {
	const known = "SELECT count(*) FROM spatial_ref_sys WHERE srid = ? AND auth_name = 'epsg'"
	var n int
	if err := conn.QueryRowContext(ctx, known, epsg).Scan(&n); err != nil {
		return fmt.Errorf("look up EPSG:%d: %w", epsg, err)
	}
	if n > 0 {
		return nil
	}
	var added sql.NullInt64
	const add = "SELECT CASE WHEN PROJ_AsProjString('EPSG', ?1) IS NOT NULL THEN InsertEpsgSrid(?1) END"
	if err := conn.QueryRowContext(ctx, add, epsg).Scan(&added); err != nil {
		return fmt.Errorf("add EPSG:%d: %w", epsg, err)
	}
	if added.Int64 != 1 {
		return fmt.Errorf("EPSG:%d is not a reference system that PROJ knows: %w", epsg, ErrGeometry)
	}
	return nil
}

// MetricCRS returns the EPSG code of the projected reference system in metres to measure an area in: the zone of the
// Universal Transverse Mercator grid on WGS 84 that holds the middle of the bounds, 326xx north and 327xx south of
// the equator (NGA.SIG.0012, 2014, section 7). The scale is true to 0.1 % within three degrees of the zone's central
// meridian; bounds much wider than that are distorted at their edges.
func MetricCRS(bound orb.Bound) int {
	const (
		north, south     = 32600, 32700
		zones, zoneWidth = 60, 6
	)
	middle := bound.Center()
	zone := int(math.Floor((middle[0]+180)/zoneWidth)) + 1
	zone = min(max(zone, 1), zones)
	if middle[1] < 0 {
		return south + zone
	}
	return north + zone
}

// allFinite reports whether no coordinate of a geometry is infinite or not a number.
func allFinite(g orb.Geometry) bool {
	switch g := g.(type) {
	case orb.Point:
		return finite(g[0]) && finite(g[1])
	case orb.Collection:
		for _, member := range g {
			if !allFinite(member) {
				return false
			}
		}
		return true
	}
	_, err := toGeom(g)
	return err == nil
}
