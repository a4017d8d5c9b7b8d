package main

import (
	"math"
	"math/rand/v2"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
)

// roughRing is a closed ring of n vertices around a point, with a radius in degrees that wanders by a tenth, as a
// traced line does.
func roughRing(random *rand.Rand, n int, middle orb.Point, radius float64) orb.Ring {
	ring := make(orb.Ring, 0, n+1)
	wander := 0.0
	for i := range n {
		wander = 0.98*wander + 0.02*(random.Float64()-0.5)
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		length := radius * (1 + wander + 0.0002*random.Float64())
		ring = append(ring, orb.Point{middle[0] + length*cos, middle[1] + length*sin})
	}
	return append(ring, ring[0])
}

func stated(id geo.ControllerID) geo.Label {
	return geo.Label{Controller: id, Assessment: geo.Assessment{Level: geo.Reported, Quality: geo.Traced}, Basis: geo.Stated}
}

// divided is a coverage of about n vertices, cut in two by a front.
func divided(random *rand.Rand, n int) (*coverage.Coverage, error) {
	c, err := coverage.New(orb.MultiPolygon{{roughRing(random, n/2, orb.Point{34.4, 31.4}, 0.3)}}, coverage.Unassigned())
	if err != nil {
		return nil, err
	}
	west := orb.MultiPolygon{{roughRing(random, n, orb.Point{34.2, 31.4}, 0.3)}}
	return c.Paint([]coverage.Area{{Name: "west", Label: stated("hamas-held"), Geometry: west}})
}
