package coverage_test

import (
	"fmt"
	"log"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
)

func Example() {
	outline := orb.MultiPolygon{{{{34, 31}, {34.4, 31}, {34.4, 31.4}, {34, 31.4}, {34, 31}}}}
	c, err := coverage.New(outline, coverage.Unassigned())
	if err != nil {
		log.Fatal(err)
	}
	c, err = c.Paint([]coverage.Area{{
		Name:     "east of the line, and beyond the boundary",
		Label:    geo.Label{Controller: geo.IsraeliHeld, Basis: geo.Stated},
		Geometry: orb.MultiPolygon{{{{34.2, 30}, {36, 30}, {36, 33}, {34.3, 33}, {34.2, 30}}}},
		Update:   1,
	}})
	if err != nil {
		log.Fatal(err)
	}
	for _, face := range c.Faces() {
		fmt.Printf("%s, %d corners, %.1f km²\n", face.Label.Controller, len(face.Polygon[0])-1, geo.Km2(face.AreaM2))
	}
	// Output:
	// unassigned, 4 corners, 1014.4 km²
	// israeli-held, 4 corners, 676.3 km²
}
