package split_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/split"
)

// theCorridor returns the corridor of ground that is cut once.
func theCorridor(t *testing.T, a split.Answer) split.Corridor {
	t.Helper()
	if len(a.Verdict.Cuts) != 1 || len(a.Verdict.Cuts[0].Corridors) != 1 {
		t.Fatalf("cuts %+v, want one with one corridor", a.Verdict.Cuts)
	}
	return a.Verdict.Cuts[0].Corridors[0]
}

func TestCorridorsAreAsWideAsDrawn(t *testing.T) {
	m := gaza(t)
	for _, width := range []float64{80, 500, 2000} {
		c := withCorridor(width)
		c.north = -0.18 // the scale of a canvas is right at its middle
		corridor := theCorridor(t, measure(t, c.input(), m))
		if math.Abs(corridor.WidthM-width) > 1 {
			t.Errorf("the corridor is %g m wide, want %g", corridor.WidthM, width)
		}
		if got := metresFrom(corridor.Line[0], corridor.Line[1]); math.Abs(got-width) > 3 {
			t.Errorf("the line across is %.1f m long, want %g", got, width)
		}
		middle := orb.Point{(corridor.Line[0][0] + corridor.Line[1][0]) / 2, (corridor.Line[0][1] + corridor.Line[1][1]) / 2}
		if away := metresFrom(middle, c.corner(2115, 20000-width/2)); away > 20 {
			t.Errorf("the line lies %.0f m from the middle of the corridor", away)
		}
		if len(corridor.Holders) != 1 || corridor.Holders[0].ID != string(geo.IsraeliHeld) {
			t.Fatalf("held by %v, want Israel alone", corridor.Holders)
		}
		// All but two notches at its ends, each bounded by an arc of 0.55 widths over a chord of one.
		want := geo.Km2(4230*width - 2*0.235*width*width)
		if got := corridor.Holders[0].AreaKm2; math.Abs(got-want) > 0.01*want {
			t.Errorf("%.4f km², want %.4f", got, want)
		}
		if got := geo.Km2(geo.AreaM2(corridor.Geometry.Coordinates)); math.Abs(got-want) > 0.01*want {
			t.Errorf("the geometry has %.4f km², want %.4f", got, want)
		}
	}
}

func TestACorridorOfTwoHoldersNamesBoth(t *testing.T) {
	c := draw(1, "hhi ifi hhi")
	c.widths, c.heights = []float64{2115, 2115, 4770}, []float64{19000, 2000, 19000}
	corridor := theCorridor(t, measure(t, c.input(), gaza(t)))
	if len(corridor.Holders) != 2 || corridor.Holders[0].ID != string(geo.IsraeliHeld) || corridor.Holders[1].ID != "force" {
		t.Fatalf("held by %v, want Israel and the force", corridor.Holders)
	}
	if len(corridor.Geometry.Coordinates) != 1 {
		t.Errorf("%d polygons, want one without inner edges", len(corridor.Geometry.Coordinates))
	}
}

func TestPartsThatTouchAtAPointHaveACorridorOfNoWidth(t *testing.T) {
	for _, cut := range measure(t, draw(3000, "ih hi").input(), gaza(t)).Verdict.Cuts {
		if got := cut.Corridors[0]; got.WidthM != 0 || len(got.Holders) != 0 || got.Geometry != nil {
			t.Errorf("corridor %+v, want none", got)
		}
	}
}

func TestSchematicCutsHaveNoCorridors(t *testing.T) {
	in := withCorridor(2000).input()
	setAssessment(in, geo.Assessment{Level: geo.Reported, Quality: geo.Schematic})
	a := measure(t, in, gaza(t))
	if len(a.Verdict.Cuts) != 1 || a.Verdict.Cuts[0].Corridors != nil {
		t.Errorf("cuts %+v, want one without corridor", a.Verdict.Cuts)
	}
}

func TestTheNetzarimCorridor(t *testing.T) {
	s := readStrip(t)
	in := s.input(geo.HamasHeld, painted{geo.IsraeliHeld, s.israeli}, painted{geo.IsraeliHeld, s.corridor()})
	corridor := theCorridor(t, measure(t, in, s.metric))
	t.Logf("%.1f m, %v, %v", corridor.WidthM, corridor.Line, corridor.Holders)
	if want := 0.010 * 110870; math.Abs(corridor.WidthM-want) > 5 {
		t.Errorf("%g m wide, want the %.0f m of a hundredth of a degree", corridor.WidthM, want)
	}
	for _, p := range corridor.Line {
		if math.Abs(p[1]-31.47) > 0.006 {
			t.Errorf("the line across ends at %v, want it near 31.47° N", p)
		}
	}
}
