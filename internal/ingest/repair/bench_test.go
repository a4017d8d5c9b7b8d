package repair_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"splitline/internal/ingest/repair"
	"splitline/internal/ingest/report"
)

// wiggly returns a ring of n vertices round 34.4, 31.4 with a radius of about a tenth of a degree, whose edge goes in
// and out.
func wiggly(n int) orb.Polygon {
	ring := make(orb.Ring, n+1)
	for i := range n {
		angle := 2 * math.Pi * float64(i) / float64(n)
		radius := 0.1 + 0.01*math.Sin(40*angle) + 0.0005*math.Sin(float64(i)*1.7)
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
