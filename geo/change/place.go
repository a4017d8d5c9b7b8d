package change

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// placeIn returns a point inside a polygon, in degrees: the middle of the widest stretch that lies in it half-way up.
func placeIn(p orb.Polygon) orb.Point {
	y := level(p)
	var xs []float64
	for _, ring := range p {
		for i := 1; i < len(ring); i++ {
			if a, b := ring[i-1], ring[i]; (a[1] <= y) != (b[1] <= y) {
				xs = append(xs, xAt(a, b, y))
			}
		}
	}
	slices.Sort(xs)
	best, width := p[0][0], -1.0
	for i := 1; i < len(xs); i += 2 {
		if w := xs[i] - xs[i-1]; w > width {
			best, width = orb.Point{(xs[i] + xs[i-1]) / 2, y}, w
		}
	}
	return best
}

// level returns a latitude that passes between the vertices of a polygon, near its middle.
func level(p orb.Polygon) float64 {
	bound := p[0].Bound()
	middle := (bound.Bottom() + bound.Top()) / 2
	above, below := bound.Top(), bound.Bottom()
	for _, ring := range p {
		for _, q := range ring {
			if q[1] > middle {
				above = math.Min(above, q[1])
			} else {
				below = math.Max(below, q[1])
			}
		}
	}
	return (above + below) / 2
}

// rounded returns a coordinate in degrees to five decimals, about a metre.
func rounded(degrees float64) *float64 {
	v := math.Round(degrees*1e5) / 1e5
	return &v
}
