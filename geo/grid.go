package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// GridPerDegree is the number of grid units in a degree: every vertex of a zone lies on this integer grid, as the
// seven decimals of the wire.
const GridPerDegree = 1e7

// ToGrid returns the grid coordinates nearest to a point in degrees.
func ToGrid(p orb.Point) (x, y int64) {
	return int64(math.Round(p[0] * GridPerDegree)), int64(math.Round(p[1] * GridPerDegree))
}

// FromGrid returns the point in degrees of grid coordinates. ToGrid of the result gives the same coordinates back.
func FromGrid(x, y int64) orb.Point {
	return orb.Point{float64(x) / GridPerDegree, float64(y) / GridPerDegree}
}

// onEarth reports whether the point is a longitude within ±180 and a latitude within ±90 degrees.
func onEarth(p orb.Point) bool {
	return math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90
}
