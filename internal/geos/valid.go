package geos

import (
	"context"
	"database/sql"

	"github.com/paulmach/orb"
)

// Fault says why polygons are not valid.
type Fault struct {
	// Reason is in the words of GEOS.
	Reason string
	// Where is the place of the first fault, or nil if GEOS names none.
	Where *orb.Point
}

// IsValid reports whether GEOS takes the polygons as they are (OGC 06-103r4 section 6.1.11.1), and if not, why: an
// independent judge of what is made without GEOS.
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
