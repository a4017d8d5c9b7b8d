package split_test

import (
	"math"
	"testing"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/geo/split"
)

func TestShiftedLinesMoveByTheDistance(t *testing.T) {
	m := gaza(t)
	cases := []struct {
		name   string
		canvas canvas
		metres float64
		// want is the area in km² by controller.
		want map[geo.ControllerID]float64
	}{
		{"the first side grows into its neighbour", columns("hi", 4000, 5000), 100, map[geo.ControllerID]float64{geo.IsraeliHeld: 204, geo.HamasHeld: 156}},
		{"its neighbour grows into the first side", columns("hi", 4000, 5000), -100, map[geo.ControllerID]float64{geo.IsraeliHeld: 196, geo.HamasHeld: 164}},
		{"no distance changes nothing", columns("hi", 4000, 5000), 0, map[geo.ControllerID]float64{geo.IsraeliHeld: 200, geo.HamasHeld: 160}},
		{"contested ground gives way", columns("hci", 3000, 1000, 5000), 250, map[geo.ControllerID]float64{geo.IsraeliHeld: 210, geo.Contested: 30, geo.HamasHeld: 120}},
		{"contested ground grows back", columns("hci", 3000, 1000, 5000), -250, map[geo.ControllerID]float64{geo.IsraeliHeld: 190, geo.Contested: 50, geo.HamasHeld: 120}},
		{"one holder of all stays", columns("i", 5000), 100, map[geo.ControllerID]float64{geo.IsraeliHeld: 200}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			in := c.canvas.input()
			dissolved, err := m.Union(t.Context(), in.Boundary.Geometry)
			if err != nil {
				t.Fatal(err)
			}
			in.Boundary.Geometry = dissolved
			shifted, err := split.Shifted(t.Context(), in, c.metres, m)
			if err != nil {
				t.Fatal(err)
			}
			if err := coverage.CheckSnapshot(dissolved, shifted.Snapshot.Zones); err != nil {
				t.Fatal(err)
			}
			got := make(map[geo.ControllerID]float64)
			for _, z := range shifted.Snapshot.Zones {
				got[z.Label.Controller] += geo.Km2(z.AreaM2)
			}
			for id, want := range c.want {
				if math.Abs(got[id]-want) > 0.003*want {
					t.Errorf("%s has %.3f km², want %g", id, got[id], want)
				}
			}
		})
	}
}

func TestTheRealLineShiftedByItsAccuracy(t *testing.T) {
	s := readStrip(t)
	in := s.input(geo.HamasHeld, painted{geo.IsraeliHeld, s.israeli})
	for _, metres := range []float64{100, -100} {
		shifted, err := split.Shifted(t.Context(), in, metres, s.metric)
		if err != nil {
			t.Fatal(err)
		}
		a, err := split.Measure(t.Context(), shifted, s.metric)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%+g m: %.2f %%, %s", metres, 100*a.Controllers[0].Share, a.Verdict.Headline)
		if moved := (a.Controllers[0].Share - 0.531) * math.Copysign(1, metres); moved < 0.01 || moved > 0.03 {
			t.Errorf("%+g m move the share by %.4f, want one to three points", metres, moved)
		}
	}
}
