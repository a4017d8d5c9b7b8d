package change_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/internal/geos"
)

// Metres in a degree near the origin of a picture, and that origin.
const (
	degreeEast, degreeNorth = 95110.0, 110870.0
	westmost, southmost     = 34.2, 31.2
)

// picture draws zones with letters, one to a square cell of so many metres, rows separated by blanks, north at the top.
// A dot is outside. Every cell is a zone of its own.
func picture(cell float64, rows string) []geo.Zone {
	lines := strings.Fields(rows)
	var zones []geo.Zone
	for i, line := range lines {
		for j, letter := range line {
			if letter == '.' {
				continue
			}
			x, y := float64(j)*cell, float64(len(lines)-1-i)*cell
			zones = append(zones, zone(holderOf(letter), spot(x, y), spot(x+cell, y), spot(x+cell, y+cell), spot(x, y+cell)))
			zones[len(zones)-1].ID = geo.ZoneID(len(zones))
		}
	}
	return zones
}

func holderOf(letter rune) geo.ControllerID {
	return map[rune]geo.ControllerID{
		'i': geo.IsraeliHeld, 'h': geo.HamasHeld, 'c': geo.Contested, 'u': geo.Unassigned, 'f': "force",
	}[letter]
}

// spot returns the grid vertex so many metres east and north of the origin.
func spot(x, y float64) orb.Point {
	return geo.FromGrid(geo.ToGrid(orb.Point{westmost + x/degreeEast, southmost + y/degreeNorth}))
}

// zone returns ground with these corners, counter-clockwise, of a controller.
func zone(id geo.ControllerID, corners ...orb.Point) geo.Zone {
	return zoneOf(id, orb.Polygon{append(orb.Ring(corners), corners[0])})
}

func zoneOf(id geo.ControllerID, p orb.Polygon) geo.Zone {
	return geo.Zone{
		Polygon: p, AreaM2: geo.PolygonAreaM2(p),
		Label: geo.Label{Controller: id, Basis: geo.Stated, Assessment: geo.Assessment{Level: geo.Reported, Quality: geo.Traced}},
	}
}

// step makes two lists of zones the snapshots of a comparison, ten days apart, over a boundary that is the first's ground.
func step(from, to []geo.Zone) change.Input {
	ref := geo.BoundaryRef{ID: "drawn", Version: 1}
	series := geo.SeriesRef{Enclave: "canvas", Series: "drawn"}
	in := change.Input{
		From:     geo.Snapshot{Series: series, Boundary: ref, Zones: from, Revision: 3, At: noon(10), Since: noon(1)},
		To:       geo.Snapshot{Series: series, Boundary: ref, Zones: to, Revision: 3, At: noon(20), Since: noon(15)},
		Boundary: geo.Boundary{Ref: ref, Enclave: "canvas"},
		Settings: legend(),
	}
	for _, z := range from {
		in.Boundary.Geometry = append(in.Boundary.Geometry, z.Polygon)
		in.Boundary.AreaM2 += z.AreaM2
	}
	return in
}

// noon returns noon on a day of October 2025.
func noon(day int) time.Time { return time.Date(2025, time.October, day, 12, 0, 0, 0, time.UTC) }

// legend returns the default settings with a force.
func legend() geo.Settings {
	s := geo.DefaultSettings("canvas")
	s.Version = 2
	s.Controllers = append(s.Controllers, geo.Controller{ID: "force", Label: geo.English("Force-held")})
	return s
}

// green returns settings in which Israel and the force are one side.
func green() geo.Settings {
	s := legend()
	s.Sides = []geo.Side{{
		ID: "green", Label: geo.English("Green zone"), Controllers: []geo.ControllerID{geo.IsraeliHeld, "force"},
	}}
	return s
}

// utm returns GEOS in the UTM zone of the pictures and of Gaza.
func utm(t testing.TB) *geos.Metric {
	t.Helper()
	g, err := geos.Open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	return g.Metric(32636)
}

// compare returns the answer and fails the test if there is none.
func compare(t testing.TB, in change.Input, m change.Metric) change.Answer {
	t.Helper()
	a, err := change.Compare(t.Context(), in, m)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// transfers returns the matrix and fails the test if there is none.
func transfers(t interface{ Fatal(...any) }, from, to []geo.Zone) change.Matrix {
	m, err := change.Transfers(context.Background(), from, to)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
