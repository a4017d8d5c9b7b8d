package split_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/split"
)

// through returns the kilometres through contested ground between Hamas and Israel.
func through(a split.Answer) float64 {
	for _, line := range a.Frontlines {
		if line.A == geo.SideID(geo.HamasHeld) && line.B == geo.SideID(geo.IsraeliHeld) {
			return line.ThroughContestedKm
		}
	}
	return 0
}

func TestTheMedianLineOfContestedGround(t *testing.T) {
	bent := draw(1, "hhh hcc hci")
	bent.widths, bent.heights = []float64{2000, 1000, 9000}, []float64{2000, 1000, 9000}
	// Two straight halves of 9 km and around the corner twice half a parabola's arc: 0.42577 of the width each.
	around := 18 + 2*0.42577
	cases := []struct {
		name   string
		canvas canvas
		want   float64
	}{
		{"of a straight belt is as long as the belt", columns("hci", 3780, 450, 4770), 40},
		{"of a belt of 10 m is as long as the belt", columns("hci", 3780, 10, 4770), 40},
		{"of a bent belt is rounded at the corner", bent, around},
		{"of two contested controllers side by side is one", columns("hcci", 3000, 300, 500, 4770), 40},
		{"needs two sides", columns("chi", 3000, 3000, 3000), 0},
		{"does not run through unassigned ground", columns("hui", 3000, 300, 4770), 0},
		{"ends where a third side is nearer", drawn("hcf hci", []float64{3000, 1000, 3000}, []float64{5000, 5000}), 5},
	}
	m := gaza(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := through(measure(t, c.canvas.input(), m)); math.Abs(got-c.want) > 0.004*c.want {
				t.Errorf("%.4f km, want %.4f", got, c.want)
			}
		})
	}
}

// TestTheMedianLineOfAWedgeHalvesItsAngle draws a wedge of contested ground 10 km long and 4 km wide.
func TestTheMedianLineOfAWedgeHalvesItsAngle(t *testing.T) {
	at := func(x, y float64) orb.Point { return canvas{}.corner(x, y) }
	tip, north, south := at(0, 4000), at(10000, 6000), at(10000, 2000)
	in := inputOf([]geo.Zone{
		zoneOf(geo.Contested, tip, south, north),
		zoneOf(geo.HamasHeld, at(0, 8000), tip, north, at(10000, 8000)),
		zoneOf(geo.IsraeliHeld, at(0, 0), at(10000, 0), south, tip),
		zoneOf("force", at(-1000, 0), at(0, 0), tip, at(0, 8000), at(-1000, 8000)),
	})
	for i := range in.Snapshot.Zones {
		in.Snapshot.Zones[i].ID = geo.ZoneID(i + 1)
	}
	if got := through(measure(t, in, gaza(t))); math.Abs(got-10) > 0.03 {
		t.Errorf("%.4f km, want the 10 km of the bisector", got)
	}
}

// zoneOf returns a zone with the corners given.
func zoneOf(id geo.ControllerID, corners ...orb.Point) geo.Zone {
	polygon := orb.Polygon{append(corners, corners[0])}
	return geo.Zone{
		Polygon: polygon, AreaM2: geo.PolygonAreaM2(polygon),
		Label: geo.Label{Controller: id, Basis: geo.Stated, Assessment: geo.Assessment{Level: geo.Reported, Quality: geo.Traced}},
	}
}
