package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// WGS 84: semi-major axis in metres and first eccentricity squared (NGA.STND.0036, table 3.1).
const (
	wgs84SemiMajorM   = 6378137.0
	wgs84EccentricSq  = 6.69437999014e-3
	longestAreaEdge   = 1.0 // degrees; longer edges are integrated in pieces
	radiansPerDegree  = math.Pi / 180
	squareMetresInKm2 = 1e6
)

// gaussLegendre5 are the nodes and weights of five-point Gauss–Legendre quadrature on [0, 1], exact for polynomials
// of degree nine (Abramowitz and Stegun, table 25.4).
var gaussLegendre5 = [5]struct{ node, weight float64 }{
	{0.5 - 0.5*0.9061798459386640, 0.5 * 0.2369268850561891},
	{0.5 - 0.5*0.5384693101056831, 0.5 * 0.4786286704993665},
	{0.5, 0.5 * 0.5688888888888889},
	{0.5 + 0.5*0.5384693101056831, 0.5 * 0.4786286704993665},
	{0.5 + 0.5*0.9061798459386640, 0.5 * 0.2369268850561891},
}

// AreaM2 returns the area of a multipolygon in square metres: the sum over its polygons.
func AreaM2(m orb.MultiPolygon) float64 {
	var sum float64
	for _, p := range m {
		sum += PolygonAreaM2(p)
	}
	return sum
}

// PolygonAreaM2 returns the area of a polygon in square metres: its outer ring without its holes, whatever their
// winding.
func PolygonAreaM2(p orb.Polygon) float64 {
	var area float64
	for i, ring := range p {
		part := math.Abs(SignedRingAreaM2(ring))
		if i == 0 {
			area = part
		} else {
			area -= part
		}
	}
	return area
}

// SignedRingAreaM2 returns the area of a closed ring on the WGS 84 ellipsoid in square metres, positive if the ring
// runs counter-clockwise.
//
// The area is the exact integral under edges that are straight in longitude and latitude: half of a² ∮ q(φ) dλ, with
// q the authalic function of Snyder, Map Projections – A Working Manual, USGS Professional Paper 1395, 1987,
// equation 3-12.
func SignedRingAreaM2(ring orb.Ring) float64 {
	if len(ring) < 3 {
		return 0
	}
	reference := authalicQ(ring[0][1] * radiansPerDegree)
	var sum float64
	for i := 1; i < len(ring); i++ {
		sum += edgeIntegral(ring[i-1], ring[i], reference)
	}
	sum += edgeIntegral(ring[len(ring)-1], ring[0], reference)
	return -sum * wgs84SemiMajorM * wgs84SemiMajorM / 2
}

// Km2 converts square metres to square kilometres.
func Km2(areaM2 float64) float64 { return areaM2 / squareMetresInKm2 }

// edgeIntegral returns ∫ (q(φ) − reference) dλ along the edge, in radians.
func edgeIntegral(from, to orb.Point, reference float64) float64 {
	width := (to[0] - from[0]) * radiansPerDegree
	if width == 0 {
		return 0
	}
	pieces := math.Ceil(max(math.Abs(to[0]-from[0]), math.Abs(to[1]-from[1])) / longestAreaEdge)
	bottom, height := from[1]*radiansPerDegree, (to[1]-from[1])*radiansPerDegree
	var mean float64
	for piece := range int(pieces) {
		for _, g := range gaussLegendre5 {
			latitude := bottom + height*(float64(piece)+g.node)/pieces
			mean += g.weight * (authalicQ(latitude) - reference)
		}
	}
	return width * mean / pieces
}

// authalicQ is q of Snyder 1987, equation 3-12, at a latitude in radians.
func authalicQ(latitude float64) float64 {
	e := math.Sqrt(wgs84EccentricSq)
	s := math.Sin(latitude)
	return (1 - wgs84EccentricSq) * (s/(1-wgs84EccentricSq*s*s) + math.Atanh(e*s)/e)
}
