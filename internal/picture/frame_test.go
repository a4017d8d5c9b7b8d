package picture

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

func TestAFrameShowsTheBoundsAndAMargin(t *testing.T) {
	for _, tt := range []struct {
		name   string
		bounds orb.Bound
		zoom   int
		longer float64 // of the image, in units
	}{
		{"fitted, the longer side is about a thousand pixels", square().Bound(), Whole, 4096 * 33 / 32.0},
		// At 31.25° north a degree of latitude is 1/cos(31.25°) as long as one of longitude.
		{"at a zoom it is as long as on the map", square().Bound(), 9, 512 * 512 * 4 * 0.1 / 360 / math.Cos(31.25*math.Pi/180) * 33 / 32},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFrame(tt.bounds, tt.zoom)
			if got := max(f.width, f.height); math.Abs(got-tt.longer) > 0.01 {
				t.Errorf("the longer side is %g units, want %g", got, tt.longer)
			}
			shown := Frame(tt.bounds)
			west, north := world(orb.Point{tt.bounds.Min[0], tt.bounds.Max[1]})
			east, south := world(orb.Point{tt.bounds.Max[0], tt.bounds.Min[1]})
			for i, want := range []float64{west - (east-west)/64, north - (south-north)/64, (east - west) * 33 / 32, (south - north) * 33 / 32} {
				if math.Abs(shown[i]-want) > 1e-12 {
					t.Errorf("side %d is %g, want %g", i, shown[i], want)
				}
			}
		})
	}
}

func TestASimplifiedLineStaysWithinHalfAPixel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.Custom(func(t *rapid.T) point {
			return point{rapid.Int32Range(-60, 60).Draw(t, "x"), rapid.Int32Range(-60, 60).Draw(t, "y")}
		})
		line := rapid.SliceOfN(at, 2, 40).Draw(t, "line")
		if rapid.Bool().Draw(t, "closed") {
			line = append(line, line[0])
		}
		left := simplified(line)
		if left[0] != line[0] || left[len(left)-1] != line[len(line)-1] {
			t.Fatalf("the ends of %v moved: %v", line, left)
		}
		for _, p := range line {
			nearest := math.Inf(1)
			for i := 1; i < len(left); i++ {
				nearest = min(nearest, distance(p, left[i-1], left[i]))
			}
			if nearest > tolerance {
				t.Fatalf("%v is %g units from %v, which was %v", p, nearest, left, line)
			}
		}
	})
}

func TestARingIsSimplifiedAlikeFromEveryBeginning(t *testing.T) {
	ring := newFrame(square().Bound(), Whole).ring(threeZones()[0].Polygon[0])
	want := newArcs([][]point{ring}).add(ring, "")
	for turn := range len(ring) - 1 {
		turned := append(append([]point{}, ring[turn:len(ring)-1]...), ring[:turn+1]...)
		got := newArcs([][]point{turned}).add(turned, "")
		if len(got) != len(want) || got[0] != want[0] {
			t.Errorf("turned by %d it is %v, want %v", turn, got, want)
		}
	}
}
