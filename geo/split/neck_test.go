package split_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/split"
)

// drawn returns a canvas with columns and rows of given sizes in metres.
func drawn(picture string, widths, heights []float64) canvas {
	c := draw(1, picture)
	c.widths, c.heights = widths, heights
	return c
}

func TestNecks(t *testing.T) {
	lobes := []float64{2000, 500, 2000}
	tests := []struct {
		name   string
		canvas canvas
		// width in metres, 0 for none.
		width, tolerance float64
		// of the middle from the south-west corner, in metres; not looked at where both are 0.
		east, north, near float64
		smaller           float64
	}{
		{"an hourglass parts at its waist", drawn("iii hih iii", []float64{1000, 400, 1000}, lobes), 400, 1, 1200, 2250, 60, 0.5},
		{"a waist far below the grid is found too", drawn("iii hih iii", []float64{1000, 30, 1000}, lobes), 30, 1, 1015, 2250, 30, 0.5},
		{"a notch that parts nothing", drawn("iii hih iii", []float64{100, 4300, 100}, lobes), 0, 0, 0, 0, 0, 0},
		{"a spit of land that is too small does not count", drawn("iii hih hih", []float64{1000, 300, 1000}, []float64{2000, 400, 900}), 0, 0, 0, 0, 0, 0},
		{"of two waists the narrower is the neck", drawn("iii hih iii iih iii", []float64{1000, 600, 1000}, []float64{2000, 500, 2000, 500, 2000}), 600, 2, 0, 0, 0, 0},
		{"a long corridor has its neck within", drawn("iii hih iii", []float64{1000, 400, 1000}, []float64{2000, 6000, 2000}), 400, 1, 1200, 5000, 150, 0.5},
		{"a ring parts where the second of its arms does", drawn("iiiii ihhhi iiiii", []float64{300, 2000, 2000, 2000, 700}, []float64{2000, 2000, 2000}), 700, 2, 0, 0, 0, 0},
		{"a square has none", draw(3000, "ih"), 0, 0, 0, 0, 0, 0},
	}
	m := gaza(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			neck := israeli(measure(t, test.canvas.input(), m)).Neck
			if neck == nil || test.width == 0 {
				if (neck == nil) != (test.width == 0) {
					t.Fatalf("neck %+v, want a width of %g m", neck, test.width)
				}
				return
			}
			if math.Abs(neck.WidthM-test.width) > test.tolerance {
				t.Errorf("%g m wide, want %g", neck.WidthM, test.width)
			}
			if test.near > 0 {
				away := metresFrom(orb.Point{neck.Lon, neck.Lat}, test.canvas.corner(test.east, test.north))
				if away > test.near {
					t.Errorf("it lies %.0f m from where it should, %v", away, neck)
				}
			}
			if line := metresFrom(neck.Line[0], neck.Line[1]); math.Abs(line-neck.WidthM) > 3 {
				t.Errorf("the line across is %.1f m long, the neck %g m wide", line, neck.WidthM)
			}
			if math.Abs(neck.SmallerShare-test.smaller) > 0.05 && test.smaller > 0 {
				t.Errorf("%g beyond it, want %g", neck.SmallerShare, test.smaller)
			}
		})
	}
}

// metresFrom returns about how far two points near a canvas lie apart.
func metresFrom(p, q orb.Point) float64 {
	return math.Hypot((p[0]-q[0])*metresEast, (p[1]-q[1])*metresNorth)
}

func israeli(a split.Answer) split.Controller {
	for _, c := range a.Controllers {
		if c.ID == geo.IsraeliHeld {
			return c
		}
	}
	return split.Controller{}
}

func TestNecksOfTheRealLine(t *testing.T) {
	s := readStrip(t)
	a := measure(t, s.input(geo.HamasHeld, painted{geo.IsraeliHeld, s.israeli}), s.metric)
	tests := []struct {
		controller   geo.ControllerID
		least, most  float64
		south, north float64
	}{
		{geo.IsraeliHeld, 1050, 1400, 31.39, 31.43},
		{geo.HamasHeld, 3800, 4300, 31.48, 31.50},
	}
	for _, test := range tests {
		t.Run(string(test.controller), func(t *testing.T) {
			for _, c := range a.Controllers {
				if c.ID != test.controller {
					continue
				}
				if c.Neck == nil {
					t.Fatal("no neck")
				}
				if c.Neck.WidthM < test.least || c.Neck.WidthM > test.most || c.Neck.Lat < test.south || c.Neck.Lat > test.north {
					t.Errorf("neck %+v, want %g to %g m between %g and %g north", *c.Neck, test.least, test.most, test.south, test.north)
				}
				t.Logf("%s: %+v", c.ID, *c.Neck)
			}
		})
	}
}
