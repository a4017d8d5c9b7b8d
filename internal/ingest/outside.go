package ingest

import (
	"context"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/geos"
	"splitline/internal/ingest/repair"
	"splitline/internal/ingest/report"
)

// leastOutsideM2 is the area in square metres from which ground outside the boundary is worth a word.
const leastOutsideM2 = 1000

// noteOutside says how much of the ground of an update lies outside the boundary, where the fold leaves it out: much of
// it is a sign of another boundary or of a line that is out of place.
func noteOutside(ctx context.Context, g *geos.GEOS, u geo.Update, boundary orb.MultiPolygon, log report.Log) error {
	var ground orb.MultiPolygon
	for _, a := range u.Areas {
		ground = append(ground, a.Geometry...)
	}
	united, err := g.Union(ctx, ground)
	if err != nil {
		return err
	}
	outside, err := g.Difference(ctx, united, boundary)
	if err != nil {
		return err
	}
	if area := geo.AreaM2(outside); area >= leastOutsideM2 {
		log.NoteAtf(report.RuleOutside, repair.Middle(largest(outside)),
			"%s of its %s lie outside the boundary and are left out, most of it here", report.Area(area), report.Area(geo.AreaM2(united)))
	}
	return nil
}

// largest returns the polygon with the largest area.
func largest(m orb.MultiPolygon) orb.MultiPolygon {
	best := m[:1]
	for i := range m {
		if geo.PolygonAreaM2(m[i]) > geo.AreaM2(best) {
			best = m[i : i+1]
		}
	}
	return best
}
