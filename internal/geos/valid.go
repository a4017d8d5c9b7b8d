package geos

import (
	"context"

	"github.com/paulmach/orb"
)

// Valid is what repairing a polygon gave.
type Valid struct {
	// Polygons are valid, with disjoint interiors; there are none if the input encloses no ground.
	Polygons orb.MultiPolygon
	// Dropped are the points and lines that the input degenerated to in places: spikes, rings without an inside.
	Dropped []orb.Geometry
}

// IsValid reports whether GEOS takes the polygons as they are (OGC 06-103r4 section 6.1.11.1), and if not, why and
// where in its words.
func (g *GEOS) IsValid(ctx context.Context, m orb.MultiPolygon) (valid bool, reason string, err error) {
	values, err := encodeArguments([]any{m})
	if err != nil {
		return false, "", err
	}
	const query = "SELECT coalesce(ST_IsValidReason(ST_GeomFromWKB(?, 4326)), '')"
	if err := g.db.QueryRowContext(ctx, query, values...).Scan(&reason); err != nil {
		return false, "", callError(ctx, operation{name: "check geometry"}, err)
	}
	if reason == "Valid Geometry" {
		return true, "", nil
	}
	return false, reason, nil
}

// MakeValid turns one polygon whose rings cross or touch themselves into valid polygons that cover what its rings
// enclose an odd number of times, and keeps every vertex. It returns an error of kind [ErrGeometry] if RTTOPO gives
// up.
func (g *GEOS) MakeValid(ctx context.Context, polygon orb.Polygon) (Valid, error) {
	op := operation{name: "repair polygon", expression: "ST_MakeValid(ST_GeomFromWKB(?, 4326))"}
	made, err := g.call(ctx, op, polygon)
	if err != nil {
		return Valid{}, err
	}
	polygons, kept := Polygons(made)
	op = operation{name: "repair polygon", expression: "ST_MakeValidDiscarded(ST_GeomFromWKB(?, 4326))"}
	discarded, err := g.call(ctx, op, polygon)
	if err != nil {
		return Valid{}, err
	}
	_, dropped := Polygons(discarded)
	return Valid{Polygons: polygons, Dropped: append(kept, dropped...)}, nil
}
