package change_test

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/change"
)

// A front that moves a hundredth of a degree to the east.
func ExampleTransfers() {
	halves := func(front float64) []geo.Zone {
		west := orb.Bound{Min: orb.Point{34.30, 31.40}, Max: orb.Point{front, 31.44}}.ToPolygon()
		east := orb.Bound{Min: orb.Point{front, 31.40}, Max: orb.Point{34.40, 31.44}}.ToPolygon()
		return []geo.Zone{
			{Label: geo.Label{Controller: geo.IsraeliHeld}, Polygon: west, AreaM2: geo.PolygonAreaM2(west)},
			{Label: geo.Label{Controller: geo.HamasHeld}, Polygon: east, AreaM2: geo.PolygonAreaM2(east)},
		}
	}
	m, err := change.Transfers(context.Background(), halves(34.35), halves(34.36))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, from := range m.Controllers() {
		for _, to := range m.Controllers() {
			fmt.Printf("%s to %s: %.2f km²\n", from, to, geo.Km2(m.Area(from, to)))
		}
	}
	// Output:
	// hamas-held to hamas-held: 16.87 km²
	// hamas-held to israeli-held: 4.22 km²
	// israeli-held to hamas-held: 0.00 km²
	// israeli-held to israeli-held: 21.09 km²
}
