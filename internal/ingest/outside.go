package ingest

import (
	"context"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"splitline/geo"
	"splitline/internal/geos"
	"splitline/internal/ingest/repair"
	"splitline/internal/ingest/report"
)

// leastOutsideM2 is the area in square metres from which ground outside the boundary is worth a word.
const leastOutsideM2 = 1000

// outsideFinder measures what lies outside one boundary.
type outsideFinder struct {
	geos     *geos.GEOS
	boundary orb.MultiPolygon
	lines    *lineIndex
}

func newOutsideFinder(g *geos.GEOS, boundary orb.MultiPolygon) outsideFinder {
	return outsideFinder{geos: g, boundary: boundary, lines: newLineIndex(ringsOf(boundary))}
}

// note says how much of the ground of an update lies outside the boundary, where the fold leaves it out: much of it is a
// sign of another boundary or of a line that is out of place.
func (f outsideFinder) note(ctx context.Context, u geo.Update, log report.Log) error {
	var ground orb.MultiPolygon
	for _, a := range u.Areas {
		ground = append(ground, a.Geometry...)
	}
	if f.allInside(ground) {
		return nil
	}
	united, err := f.geos.Union(ctx, ground)
	if err != nil {
		return err
	}
	outside, err := f.geos.Difference(ctx, united, f.boundary)
	if err != nil {
		return err
	}
	if area := geo.AreaM2(outside); area >= leastOutsideM2 {
		log.NoteAtf(report.RuleOutside, repair.Middle(largest(outside)),
			"%s of its %s lie outside the boundary and are left out, most of it here", report.Area(area), report.Area(geo.AreaM2(united)))
	}
	return nil
}

// allInside reports whether the ground starts inside the boundary, never comes to its lines, and has none of them
// inside it, as it would around a hole.
func (f outsideFinder) allInside(ground orb.MultiPolygon) bool {
	for _, polygon := range ground {
		if !f.lines.enclose(polygon[0][0]) {
			return false
		}
	}
	for _, polygon := range f.boundary {
		for _, ring := range polygon {
			if planar.MultiPolygonContains(ground, ring[0]) {
				return false
			}
		}
	}
	return !f.lines.near(ground, 0)
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
