package repair

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"splitline/geo"
	"splitline/internal/geos"
	"splitline/internal/ingest/report"
)

// Polygons returns the valid polygons of those given, and reports what had to be done. None are left if they enclose
// nothing. The input is not changed. Errors are those of GEOS and of the context.
func Polygons(ctx context.Context, g *geos.GEOS, polygons orb.MultiPolygon, log report.Log) (orb.MultiPolygon, error) {
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
	valid, fault, err := g.IsValid(ctx, cleaned)
	if err != nil || valid {
		return cleaned, err
	}
	return uncross(ctx, g, cleaned, fault, log)
}

// uncross takes polygons apart that cross themselves and unites those that overlap.
func uncross(ctx context.Context, g *geos.GEOS, polygons orb.MultiPolygon, fault geos.Fault, log report.Log) (orb.MultiPolygon, error) {
	var parts orb.MultiPolygon
	for i, polygon := range polygons {
		made, err := g.MakeValid(ctx, polygon)
		if err != nil {
			return nil, fmt.Errorf("polygon %d: %w", i, err)
		}
		for _, rest := range made.Dropped {
			where := rest.Bound().Center()
			log.Dropf(report.RuleCrossing, &where, "a %s of no area where the ring runs back on itself", rest.GeoJSONType())
		}
		parts = append(parts, made.Polygons...)
	}
	united, err := g.Union(ctx, parts)
	if err != nil {
		return nil, err
	}
	log.Repairf(report.RuleCrossing, fault.Where, "%s: taken apart into %s of %.4f km² together, from %.4f km² as drawn",
		fault.Reason, count(len(united), "polygon"), geo.Km2(geo.AreaM2(united)), geo.Km2(geo.AreaM2(polygons)))
	return united, nil
}

// Middle returns a place to name a polygon by: its centre of gravity.
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
