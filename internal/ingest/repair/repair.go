package repair

import (
	"fmt"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/internal/ingest/report"
)

// widestDegrees is how far polygons may reach; see package coverage.
const widestDegrees = 100

// Polygons returns the valid polygons of those given, and reports what had to be done. None are left if they enclose
// nothing. Polygons that are valid keep every vertex as it is; of others the vertices lie on the grid of 1e-7 degree.
// The input is not changed. It returns an error of kind geo.ErrInvalid for coordinates that no grid can take.
func Polygons(polygons orb.MultiPolygon, log report.Log) (orb.MultiPolygon, error) {
	var faults ringFaults
	cleaned := make(orb.MultiPolygon, 0, len(polygons))
	for _, polygon := range polygons {
		if p := faults.rings(polygon, log); p != nil {
			cleaned = append(cleaned, p)
		}
	}
	faults.write(log)
	if len(cleaned) == 0 {
		return nil, nil
	}
	return uncross(cleaned, log)
}

// uncross takes polygons apart that cross or touch themselves, and unites those that overlap, by noding their edges on
// the grid. It returns what it was given if nothing had to be changed.
func uncross(polygons orb.MultiPolygon, log report.Log) (orb.MultiPolygon, error) {
	bound := polygons.Bound()
	if width := max(bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1]); !(width <= widestDegrees) {
		return nil, fmt.Errorf("reaches over %g degrees, more than the %d that a grid can take: %w", width, widestDegrees, geo.ErrInvalid)
	}
	noded, err := coverage.New(polygons, geo.Label{})
	if err != nil {
		where := bound.Center()
		log.Dropf(report.RuleDegenerate, &where, "%s: rings that run back on themselves", err.Error())
		return nil, nil
	}
	faces := noded.Faces()
	made := make(orb.MultiPolygon, len(faces))
	for i, face := range faces {
		made[i] = face.Polygon
	}
	change := compare(polygons, made)
	if !change.any() {
		return polygons, nil
	}
	before, after := geo.AreaM2(polygons), geo.AreaM2(made)
	log.Repairf(report.RuleCrossing, change.where, "%s: taken apart into %s, of %.0f m² from %.0f m² as drawn",
		change.String(), count(len(made), "polygon"), after, before)
	return made, nil
}

// Middle returns a place to name ground by: its centre of gravity.
func Middle(m orb.MultiPolygon) *orb.Point {
	middle, _ := planar.CentroidArea(m)
	return &middle
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
