package ground

import (
	"math"
	"math/rand/v2"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// Ring is a closed ring of n vertices around a point, with a radius in degrees that wanders by a tenth, as a traced
// line does.
func Ring(random *rand.Rand, n int, middle orb.Point, radius float64) orb.Ring {
	ring := make(orb.Ring, 0, n+1)
	wander := 0.0
	for i := range n {
		wander = 0.98*wander + 0.02*(random.Float64()-0.5)
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		length := radius * (1 + wander + 0.0002*random.Float64())
		ring = append(ring, onGrid(orb.Point{middle[0] + length*cos, middle[1] + length*sin}))
	}
	return append(ring, ring[0])
}

// Edit returns a ring of 50 vertices, 0.02 degrees in radius, 0.2 degrees from the middle of the enclave: what one date
// changes.
func Edit(random *rand.Rand) orb.Ring {
	sin, cos := math.Sincos(random.Float64() * 2 * math.Pi)
	return Ring(random, 50, orb.Point{middle[0] + 0.2*cos, middle[1] + 0.2*sin}, 0.02)
}

// Random returns the numbers that a seed gives.
func Random(seed uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, 7)) //nolint:gosec // the same shapes in every run are the purpose
}

func onGrid(p orb.Point) orb.Point { return geo.FromGrid(geo.ToGrid(p)) }
