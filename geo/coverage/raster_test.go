package coverage

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

func TestWhatRastersTellOfSharedGroundIsExact(t *testing.T) {
	answered := 0
	rapid.Check(t, func(t *rapid.T) {
		polygon := func() orb.Polygon {
			x, y := rapid.Float64Range(33.9, 34.1).Draw(t, "x"), rapid.Float64Range(31, 31.1).Draw(t, "y")
			n := rapid.IntRange(3, 60).Draw(t, "vertices")
			wheel := func(least, most float64) orb.Ring {
				var r orb.Ring
				for i := range n {
					sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
					length := rapid.Float64Range(least, most).Draw(t, "radius")
					r = append(r, orb.Point{x + length*cos, y + length*sin})
				}
				return append(r, r[0])
			}
			if rapid.Bool().Draw(t, "hole") {
				outer, hole := wheel(0.15, 0.3), wheel(0.01, 0.07)
				hole.Reverse() // as the holes of zones run
				return orb.Polygon{outer, hole}
			}
			return orb.Polygon{wheel(0.1, 0.3)}
		}
		p, q := polygon(), polygon()
		shares, known := sharesMostOf(p, q)
		if !known {
			return
		}
		answered++
		shared, areaP, areaQ, err := sharedArea2(p, q)
		if err != nil {
			t.Fatal(err)
		}
		if want := shared > areaP-shared && shared > areaQ-shared; shares != want {
			t.Fatalf("the rasters say %v of %d shared of %d and %d", shares, shared, areaP, areaQ)
		}
	})
	if answered == 0 {
		t.Error("the rasters never know")
	}
}
