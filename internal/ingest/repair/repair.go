package repair

import (
	"fmt"
	"math"

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
	if err := checkWidth(extent(polygons)); err != nil || isClear(polygons) {
		return polygons, err
	}
	made, err := noded(polygons)
	if err != nil {
		return nil, err
	}
	if sameRings(polygons, made) {
		return polygons, nil
	}
	change := compare(polygons, made)
	if len(made) == 0 {
		log.Dropf(report.RuleDegenerate, change.where, "rings that run back on themselves enclose nothing")
		return nil, nil
	}
	before, after := geo.AreaM2(polygons), geo.AreaM2(made)
	log.Repairf(report.RuleCrossing, change.where, "%s: taken apart into %s of %s, %.0f m² apart from what was drawn",
		change.String(), report.Count(len(made), "polygon"), report.Area(after), math.Abs(after-before))
	return made, nil
}

// noded returns the ground of polygons as faces of a coverage of their bounds.
func noded(polygons orb.MultiPolygon) (orb.MultiPolygon, error) {
	const margin = 1e-5 // degrees
	around, err := coverage.New(orb.MultiPolygon{extent(polygons).Pad(margin).ToPolygon()}, geo.Label{})
	if err != nil {
		return nil, err
	}
	ground := geo.Label{Basis: geo.Stated}
	painted, err := around.Paint([]coverage.Area{{Label: ground, Geometry: polygons}})
	if err != nil {
		return nil, err
	}
	var made orb.MultiPolygon
	for _, face := range painted.Faces() {
		if face.Label == ground {
			made = append(made, face.Polygon)
		}
	}
	return made, nil
}

// checkWidth returns an error of kind geo.ErrInvalid for bounds that no grid can take.
func checkWidth(bound orb.Bound) error {
	if width := max(bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1]); !(width <= widestDegrees) {
		return fmt.Errorf("reaches over %g degrees, more than the %d that a grid can take: %w", width, widestDegrees, geo.ErrInvalid)
	}
	return nil
}

// extent returns the bounds of all rings: holes that cross their outer ring reach beyond it.
func extent(polygons orb.MultiPolygon) orb.Bound {
	var all orb.Bound
	first := true
	for _, polygon := range polygons {
		for _, ring := range polygon {
			if first {
				all, first = ring.Bound(), false
			}
			all = all.Union(ring.Bound())
		}
	}
	return all
}

// Middle returns a place to name ground by: its centre of gravity.
func Middle(m orb.MultiPolygon) *orb.Point {
	middle, _ := planar.CentroidArea(m)
	return &middle
}
