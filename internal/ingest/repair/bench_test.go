package repair_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"splitline/internal/ingest/repair"
	"splitline/internal/ingest/report"
)

// wiggly returns a ring of n vertices round 34.4, 31.4, about a degree across, whose edge goes in and out by half of the
// distance between neighbouring vertices.
func wiggly(n int) orb.Polygon {
	ring := make(orb.Ring, n+1)
	step := 2 * math.Pi / float64(n)
	for i := range n {
		angle := step * float64(i)
		radius := 0.5 * (1 + 0.1*math.Sin(7*angle) + 0.5*step*math.Sin(float64(i)*1.7))
		ring[i] = orb.Point{34.4 + radius*math.Cos(angle), 31.4 + radius*math.Sin(angle)}
	}
	ring[n] = ring[0]
	return orb.Polygon{ring}
}

func BenchmarkPolygons(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("a ring of %d vertices", n), func(b *testing.B) {
			given := orb.MultiPolygon{wiggly(n)}
			b.ReportAllocs()
			for b.Loop() {
				var r report.Report
				if _, err := repair.Polygons(given, report.NewLog(&r, "bench")); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
