package data_test

import (
	"slices"

	"github.com/paulmach/orb"
)

// span is a stretch of a line of latitude, in degrees of longitude.
type span struct{ from, to float64 }

// crossings returns what a line of latitude has in common with polygons, by the even-odd rule.
func crossings(polygons orb.MultiPolygon, y float64) []span {
	var xs []float64
	for _, polygon := range polygons {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				a, b := ring[i-1], ring[i]
				if (a[1] > y) != (b[1] > y) {
					xs = append(xs, a[0]+(y-a[1])*(b[0]-a[0])/(b[1]-a[1]))
				}
			}
		}
	}
	slices.Sort(xs)
	spans := make([]span, 0, len(xs)/2)
	for i := 0; i+1 < len(xs); i += 2 {
		spans = append(spans, span{xs[i], xs[i+1]})
	}
	return spans
}

// cut returns what two sets of spans have in common.
func cut(a, b []span) []span {
	var common []span
	for _, s := range a {
		for _, t := range b {
			if from, to := max(s.from, t.from), min(s.to, t.to); from < to {
				common = append(common, span{from, to})
			}
		}
	}
	return common
}

func length(spans []span) float64 {
	var sum float64
	for _, s := range spans {
		sum += s.to - s.from
	}
	return sum
}
