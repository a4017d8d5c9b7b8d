package picture

import (
	"math"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// square is an outline of a tenth of a degree.
func square() orb.MultiPolygon {
	return orb.MultiPolygon{{ring(34.2, 31.2, 34.3, 31.3)}}
}

// ring is a rectangle, counter-clockwise.
func ring(west, south, east, north float64) orb.Ring {
	return orb.Ring{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}
}

func zone(controller geo.ControllerID, polygon orb.Polygon) geo.Zone {
	return geo.Zone{Label: geo.Label{Controller: controller}, Polygon: polygon}
}

// threeZones is a west, an east with a crooked edge between them, and an island in the east.
func threeZones() []geo.Zone {
	island := ring(34.27, 31.22, 34.29, 31.24)
	hole := orb.Ring{island[0], island[3], island[2], island[1], island[0]}
	return []geo.Zone{
		zone(geo.HamasHeld, orb.Polygon{{{34.2, 31.2}, {34.25, 31.2}, {34.24, 31.25}, {34.25, 31.3}, {34.2, 31.3}, {34.2, 31.2}}}),
		zone(geo.IsraeliHeld, orb.Polygon{{{34.25, 31.2}, {34.3, 31.2}, {34.3, 31.3}, {34.25, 31.3}, {34.24, 31.25}, {34.25, 31.2}}, hole}),
		zone(geo.Contested, orb.Polygon{island}),
	}
}

// wavy is two zones with a front of so many vertices.
func wavy(vertices int) []geo.Zone {
	front := make([]orb.Point, vertices+1)
	for i := range front {
		at := float64(i) / float64(vertices)
		front[i] = orb.Point{34.25 + 0.01*math.Sin(40*at), 31.2 + 0.1*at}
	}
	west := append(orb.Ring{{34.2, 31.3}, {34.2, 31.2}}, front...)
	east := orb.Ring{{34.3, 31.2}, {34.3, 31.3}}
	for i := len(front) - 1; i >= 0; i-- {
		east = append(east, front[i])
	}
	return []geo.Zone{
		zone(geo.HamasHeld, orb.Polygon{append(west, west[0])}),
		zone(geo.IsraeliHeld, orb.Polygon{append(east, east[0])}),
	}
}
