package split

import (
	"math"

	"github.com/paulmach/orb"
)

// WGS 84: semi-major axis in metres and first eccentricity squared (NGA.STND.0036, table 3.1).
const (
	semiMajorM       = 6378137.0
	eccentricitySq   = 6.69437999014e-3
	radiansPerDegree = math.Pi / 180
	longestStep      = 0.05 // degrees; longer edges are measured in pieces
)

// lengthM returns the length in metres of an edge that is straight in longitude and latitude, on the WGS 84 ellipsoid:
// the integral of √(M² dφ² + N² cos² φ dλ²) by the midpoint rule, with M and N the radii of curvature of Snyder, Map
// Projections – A Working Manual, USGS Professional Paper 1395, 1987, equations 4-18 and 4-20. The error is below 1e-6
// of the length.
func lengthM(from, to orb.Point) float64 {
	width, height := to[0]-from[0], to[1]-from[1]
	steps := math.Max(1, math.Ceil(math.Max(math.Abs(width), math.Abs(height))/longestStep))
	var sum float64
	for i := range int(steps) {
		latitude := from[1] + height*(float64(i)+0.5)/steps
		east, north := metresPerDegree(latitude)
		sum += math.Hypot(width/steps*east, height/steps*north)
	}
	return sum
}

// metresPerDegree returns the metres in a degree of longitude and of latitude at a latitude in degrees.
func metresPerDegree(latitude float64) (east, north float64) {
	sin, cos := math.Sincos(latitude * radiansPerDegree)
	w := 1 - eccentricitySq*sin*sin
	prime := semiMajorM / math.Sqrt(w)
	meridian := prime * (1 - eccentricitySq) / w
	return prime * cos * radiansPerDegree, meridian * radiansPerDegree
}
