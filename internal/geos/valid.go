package geos

import (
	"context"
	"database/sql"

	"github.com/paulmach/orb"
)

// Valid is what repairing a polygon gave.
type Valid struct {
	// Polygons are valid, with disjoint interiors; there are none if the input encloses no ground.
	Polygons orb.MultiPolygon
	// Dropped are the points and lines that the input degenerated to in places: spikes, rings without an inside.
	Dropped []orb.Geometry
}

// Fault says why polygons are not valid.
type Fault struct {
	// Reason is in the words of GEOS.
	Reason string
	// Where is the place of the first fault, or nil if GEOS names none.
	Where *orb.Point
}

// IsValid reports whether GEOS takes the polygons as they are (OGC 06-103r4 section 6.1.11.1), and if not, why.
func (g *GEOS) IsValid(ctx context.Context, m orb.MultiPolygon) (bool, Fault, error) {
	values, err := encodeArguments([]any{m})
	if err != nil {
		return false, Fault{}, err
	}
	const query = "SELECT ST_IsValid(g), CASE WHEN ST_IsValid(g) = 1 THEN NULL ELSE ST_IsValidReason(g) END, " +
		"CASE WHEN ST_IsValid(g) = 1 THEN NULL ELSE ST_AsBinary(ST_IsValidDetail(g)) END " +
		"FROM (SELECT ST_GeomFromWKB(?, 4326) AS g)"
	var valid sql.NullBool
	var reason sql.NullString
	var where []byte
	if err := g.db.QueryRowContext(ctx, query, values...).Scan(&valid, &reason, &where); err != nil {
		return false, Fault{}, callError(ctx, operation{name: "check geometry"}, err)
	}
	if valid.Bool {
		return true, Fault{}, nil
	}
	fault := Fault{Reason: reason.String}
	if place, err := decode(where); err == nil {
		center := place.Bound().Center()
		fault.Where = &center
	}
	return false, fault, nil
}

// MakeValid turns one polygon whose rings cross or touch themselves into valid polygons that cover what its rings
// enclose an odd number of times, and keeps every vertex. Where edges lie on one another RTTOPO may take ground in that
// lies between them. SpatiaLite writes a warning about the fault to standard error; files are repaired by package
// ingest/repair, which does neither. It returns an error of kind [ErrGeometry] if RTTOPO gives up.
func (g *GEOS) MakeValid(ctx context.Context, polygon orb.Polygon) (Valid, error) {
	op := operation{name: "repair polygon", expression: "ST_MakeValid(ST_GeomFromWKB(?, 4326))"}
	made, err := g.call(ctx, op, polygon)
	if err != nil {
		return Valid{}, err
	}
	polygons, kept := separate(made)
	op = operation{name: "repair polygon", expression: "ST_MakeValidDiscarded(ST_GeomFromWKB(?, 4326))"}
	discarded, err := g.call(ctx, op, polygon)
	if err != nil {
		return Valid{}, err
	}
	_, dropped := separate(discarded)
	return Valid{Polygons: polygons, Dropped: append(kept, dropped...)}, nil
}
