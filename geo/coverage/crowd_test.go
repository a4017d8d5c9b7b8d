package coverage_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
)

// scribble is a ring through n places taken at random.
func scribble(n int) orb.Ring {
	random := rand.New(rand.NewPCG(1, 2))
	var r orb.Ring
	for range n {
		r = append(r, orb.Point{34.1 + random.Float64()*0.8, 31.1 + random.Float64()*0.8})
	}
	return append(r, r[0])
}

// star is a ring whose every edge passes through about the same place.
func star(n int) orb.Ring {
	var r orb.Ring
	for i := range n {
		angle := float64(i) * (math.Pi + math.Pi/float64(n))
		r = append(r, orb.Point{34.5 + 0.4*math.Cos(angle), 31.5 + 0.4*math.Sin(angle)})
	}
	return append(r, r[0])
}

// wave is a disc whose edge waves n times; shifted waves cross it at every wave.
func wave(n int, shift float64) orb.Ring {
	var r orb.Ring
	for i := range 4 * n {
		angle := 2 * math.Pi * float64(i) / float64(4*n)
		far := 0.3 + 0.0001*math.Sin(float64(n)*angle+shift)
		r = append(r, orb.Point{34.5 + far*math.Cos(angle), 31.5 + far*math.Sin(angle)})
	}
	return append(r, r[0])
}

func TestCrowdedLinework(t *testing.T) {
	outline := orb.MultiPolygon{{ring([2]float64{0, 0}, [2]float64{10, 0}, [2]float64{10, 10}, [2]float64{0, 10})}}
	ground, err := coverage.New(outline, coverage.Unassigned())
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name  string
		areas []orb.Ring
		rule  string // "" is taken
	}{
		{"a scribble is refused before its crossings are worked out", []orb.Ring{scribble(2_000)}, "cross at more than 20000 places"},
		{"a scribble of very many edges is refused before they are filed", []orb.Ring{scribble(500_000)}, "run across one another"},
		{"edges that all meet at one place are refused", []orb.Ring{star(100_001)}, "run across one another"},
		{"two drawings of one line may cross at every vertex", []orb.Ring{wave(2_000, 0), wave(2_000, 1.5)}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var areas []coverage.Area
			for _, r := range c.areas {
				areas = append(areas, coverage.Area{Label: geo.Label{Controller: "x"}, Geometry: orb.MultiPolygon{{r}}})
			}
			_, err := ground.Paint(areas)
			if c.rule == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if !errors.Is(err, geo.ErrInvalid) || !strings.Contains(err.Error(), c.rule) {
				t.Fatalf("error %v, want one of kind invalid that says %q", err, c.rule)
			}
		})
	}
}
