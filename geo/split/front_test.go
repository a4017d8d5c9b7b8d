package split_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/split"
)

func TestFrontsAreTheEdgesThatSidesShare(t *testing.T) {
	type front struct {
		A, B      geo.SideID
		Contested bool
		Lines     int
		Km        float64
	}
	tests := []struct {
		name, picture string
		want          []front
	}{
		{"halves share one line", "ih ih", []front{{"hamas-held", "israeli-held", false, 1, 2}}},
		{"ground of nobody makes two contested fronts", "icch", []front{
			{"contested", "hamas-held", true, 1, 1}, {"contested", "israeli-held", true, 1, 1},
		}},
		{"ground of nobody has no front with the like", "cu cu", []front{}},
		{"an island has a closed front", "hhh hih hhh", []front{{"hamas-held", "israeli-held", false, 1, 4}}},
		{"a checkerboard has lines that end where four corners meet", "ih hi", []front{{"hamas-held", "israeli-held", false, 4, 4}}},
		{"one holder has no front", "ii", []front{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fronts, err := split.FrontsOf(draw(1000, test.picture).input())
			if err != nil {
				t.Fatal(err)
			}
			got := []front{}
			for _, f := range fronts {
				got = append(got, front{f.A, f.B, f.Contested, len(f.Lines), math.Round(f.LengthM/10) / 100})
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFrontsAsSidesLeaveOutTheEdgesWithinASide(t *testing.T) {
	in := draw(1000, "ifh").input()
	in.Settings = grouped()
	fronts, err := split.FrontsOfSides(in)
	if err != nil {
		t.Fatal(err)
	}
	if len(fronts) != 1 || fronts[0].A != "green" || fronts[0].B != "hamas-held" {
		t.Errorf("fronts %v, want one between green and hamas-held", fronts)
	}
}

func TestTheAccuracyOfAFrontIsTheCoarsestAlongItAndUnstatedIfAnyIs(t *testing.T) {
	tests := []struct {
		name       string
		accuracies []float64
		want       float64
	}{
		{"all stated", []float64{50, 100, 200, 25}, 200},
		{"one not stated", []float64{50, 0, 200, 25}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			in := draw(1000, "ih ih").input()
			for i := range in.Snapshot.Zones {
				in.Snapshot.Zones[i].Label.Assessment.AccuracyM = test.accuracies[i]
			}
			fronts, err := split.FrontsOf(in)
			if err != nil {
				t.Fatal(err)
			}
			if fronts[0].AccuracyM != test.want {
				t.Errorf("accuracy %g m, want %g", fronts[0].AccuracyM, test.want)
			}
		})
	}
}

func TestLinesOfFrontsUseEveryEdgeOnceAndMeasureAsLongAsTheFrontlines(t *testing.T) {
	m := gaza(t)
	rapid.Check(t, func(rt *rapid.T) {
		in := anyCanvas("iihhcuf").Draw(rt, "canvas").input()
		fronts, err := split.FrontsOf(in)
		if err != nil {
			rt.Fatal(err)
		}
		direct := make(map[[2]geo.SideID]float64)
		for _, f := range fronts {
			seen := make(map[[2]orb.Point]bool)
			for _, line := range f.Lines {
				for i := 1; i < len(line); i++ {
					if seen[[2]orb.Point{line[i-1], line[i]}] || seen[[2]orb.Point{line[i], line[i-1]}] {
						rt.Fatalf("%s – %s passes %v – %v twice", f.A, f.B, line[i-1], line[i])
					}
					seen[[2]orb.Point{line[i-1], line[i]}] = true
				}
			}
			if !f.Contested {
				direct[[2]geo.SideID{f.A, f.B}] = f.LengthM / 1000
			}
		}
		for _, line := range measure(t, in, m).Frontlines {
			if got := direct[[2]geo.SideID{line.A, line.B}]; math.Abs(got-line.DirectKm) > 1e-9 {
				rt.Fatalf("%s – %s: %g km in lines, %g km measured", line.A, line.B, got, line.DirectKm)
			}
		}
	})
}

func TestPartsWithGroundAreThosePartsThatAreMeasured(t *testing.T) {
	m := gaza(t)
	rapid.Check(t, func(rt *rapid.T) {
		in := anyCanvas("iihhcuf").Draw(rt, "canvas").input()
		answer := measure(t, in, m)
		parts, err := split.PartsOf(t.Context(), in, m)
		if err != nil {
			rt.Fatal(err)
		}
		var want, got [][2]any
		for _, c := range answer.Controllers {
			for i, p := range c.Parts {
				if c.Side != "" {
					want = append(want, [2]any{string(c.ID), [2]float64{float64(i + 1), p.AreaKm2}})
				}
			}
		}
		for _, p := range parts {
			got = append(got, [2]any{string(p.Holder), [2]float64{float64(p.Number), geo.Km2(p.AreaM2)}})
			if area := geo.AreaM2(p.Geometry); math.Abs(area-p.AreaM2) > 1e-6*p.AreaM2+1 {
				rt.Fatalf("the outline of part %d of %s has %g m², want %g", p.Number, p.Holder, area, p.AreaM2)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatal(diff)
		}
	})
}
