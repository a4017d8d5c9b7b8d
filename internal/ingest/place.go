package ingest

import (
	"context"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"splitline/internal/geos"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
)

// leastReach is how far, in degrees, a feature may always lie outside the bounds of its enclave.
const leastReach = 0.1

// placer tells whether coordinates belong to an enclave.
type placer struct {
	// enclave is the bounds of the enclave, or nil where it is still to be made.
	enclave *orb.Bound
	// near is the enclave with its own diagonal around it, at least leastReach.
	near orb.Bound
	geos *geos.GEOS
}

// earth is all longitudes and latitudes.
func earth() orb.Bound { return orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}} }

// anywhere takes whatever lies on Earth.
func anywhere(g *geos.GEOS) placer { return placer{near: earth(), geos: g} }

func newPlacer(enclave orb.Bound, g *geos.GEOS) placer {
	reach := math.Hypot(enclave.Max[0]-enclave.Min[0], enclave.Max[1]-enclave.Min[1])
	return placer{enclave: &enclave, near: enclave.Pad(max(reach, leastReach)), geos: g}
}

// check refuses the file by each feature that lies far outside the enclave, with a hint at what went wrong.
func (p placer) check(ctx context.Context, file geojson.File, log report.Log) {
	for _, f := range file.Features {
		if isEmpty(f.Geometry) {
			continue
		}
		bound := f.Geometry.Bound()
		if origin, found := nullIsland(f.Geometry); found && !p.near.Contains(orb.Point{}) {
			log.About(f.String()).Refusef(report.RulePlace, &origin, "a position is 0, 0, as programs write a missing one")
			continue
		}
		if bound.Intersects(p.near) && onEarth(bound) {
			continue
		}
		where := bound.Center()
		rule, hint := p.hint(ctx, bound, file.CRS)
		log.About(f.String()).Refusef(rule, &where, "lies %s: %s", p.miss(), hint)
	}
}

// miss says what coordinates miss.
func (p placer) miss() string {
	if p.enclave == nil {
		return "outside all longitudes and latitudes"
	}
	return fmt.Sprintf("far outside the enclave, which reaches from %.2f to %.2f east and %.2f to %.2f north",
		p.enclave.Min[0], p.enclave.Max[0], p.enclave.Min[1], p.enclave.Max[1])
}

// hint says what most likely went wrong with coordinates that miss the enclave.
func (p placer) hint(ctx context.Context, bound orb.Bound, declared int) (report.Rule, string) {
	swapped := orb.Bound{Min: orb.Point{bound.Min[1], bound.Min[0]}, Max: orb.Point{bound.Max[1], bound.Max[0]}}
	switch {
	case swapped.Intersects(p.near) && onEarth(swapped):
		return report.RuleOrder, "the latitude seems to stand before the longitude; GeoJSON has the longitude first"
	case declared != 0:
		return report.RuleCRS, fmt.Sprintf("check that the declared EPSG:%d is what the coordinates are in", declared)
	case onEarth(bound):
		return report.RulePlace, "check that it is meant for this enclave"
	}
	if epsg := p.guessCRS(ctx, bound.Center()); epsg != 0 {
		return report.RuleCRS, fmt.Sprintf("these are no degrees, and no crs is declared; they would fit EPSG:%d: "+
			"declare it in a member crs, or convert the file to longitude and latitude on WGS 84", epsg)
	}
	return report.RuleCRS, "these are no degrees, and no crs is declared; convert the file to longitude and latitude on WGS 84"
}

// webMercator is the EPSG code of the projection that web maps have.
const webMercator = 3857

// guessCRS returns the EPSG code of a reference system in metres in which the point falls on the enclave, or 0: its
// zone of the Universal Transverse Mercator grid or web mercator.
func (p placer) guessCRS(ctx context.Context, at orb.Point) int {
	if p.enclave == nil {
		return 0
	}
	for _, epsg := range []int{geos.MetricCRS(*p.enclave), webMercator} {
		degrees, err := p.geos.Transform(ctx, at, epsg, geos.WGS84)
		if err != nil {
			continue
		}
		if point, isPoint := degrees.(orb.Point); isPoint && p.near.Contains(point) {
			return epsg
		}
	}
	return 0
}

func onEarth(b orb.Bound) bool {
	return earth().Contains(b.Min) && earth().Contains(b.Max)
}

// nullIsland returns the position 0, 0 if an area has it among its vertices.
func nullIsland(g orb.Geometry) (orb.Point, bool) {
	for _, polygon := range areasOf(g) {
		for _, ring := range polygon {
			for _, p := range ring {
				if p == (orb.Point{}) {
					return p, true
				}
			}
		}
	}
	return orb.Point{}, false
}
