package change_test

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/geo/coverage"
)

// course draws states of one enclave of up to 5 by 5 fields of 1 km, one after the other.
func course(t *rapid.T, states int) [][]geo.Zone {
	columns, rows := rapid.IntRange(1, 5).Draw(t, "columns"), rapid.IntRange(1, 5).Draw(t, "rows")
	line := rapid.StringOfN(rapid.RuneFrom([]rune("iihhcf")), columns, columns, -1)
	var all [][]geo.Zone
	for range states {
		all = append(all, picture(1000, strings.Join(rapid.SliceOfN(line, rows, rows).Draw(t, "rows"), " ")))
	}
	return all
}

// TestAStepInTwoTurnsOverAtLeastAsMuch goes from a first state to a third by a second: what changed from end to end is
// never more than what changed on the way, whichever way that was, and every row still adds up.
func TestAStepInTwoTurnsOverAtLeastAsMuch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := course(t, 3)
		first, second, ends := transfers(t, s[0], s[1]), transfers(t, s[1], s[2]), transfers(t, s[0], s[2])
		if path := first.ChangedM2() + second.ChangedM2(); ends.ChangedM2() > path+1e-3 {
			t.Errorf("%.3f m² changed from end to end, %.3f m² on the way", ends.ChangedM2(), path)
		}
		for _, id := range ends.Controllers() {
			if a, b := ends.FromM2(id), first.FromM2(id); math.Abs(a-b) > 1e-3 {
				t.Errorf("%s held %.3f m² at the start by one step and %.3f m² by two", id, a, b)
			}
			if a, b := ends.ToM2(id), second.ToM2(id); math.Abs(a-b) > 1e-3 {
				t.Errorf("%s holds %.3f m² at the end by one step and %.3f m² by two", id, a, b)
			}
		}
	})
}

// TestPaintedStepsInTwoTurnOverAtLeastAsMuch does the same with painted ground, whose fronts cross at all angles: the way
// leads over the bare outline.
func TestPaintedStepsInTwoTurnOverAtLeastAsMuch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		outline, first, last := states(t)
		bare, err := coverage.New(outline, coverage.Unassigned())
		if err != nil {
			t.Fatal(err)
		}
		between := zonesOf(bare)
		ends := transfers(t, first, last).ChangedM2()
		path := transfers(t, first, between).ChangedM2() + transfers(t, between, last).ChangedM2()
		if ends > path+outlineSlackM2(outline)+1e-9*geo.AreaM2(outline) {
			t.Errorf("%.3f m² changed from end to end, %.3f m² on the way", ends, path)
		}
	})
}

// TestSwappedNamesSwapTransfers gives the ground of each of two controllers to the other, at both dates.
func TestSwappedNamesSwapTransfers(t *testing.T) {
	other := func(id geo.ControllerID) geo.ControllerID {
		if swap, found := map[geo.ControllerID]geo.ControllerID{geo.IsraeliHeld: geo.HamasHeld, geo.HamasHeld: geo.IsraeliHeld}[id]; found {
			return swap
		}
		return id
	}
	swapped := func(zones []geo.Zone) []geo.Zone {
		zones = slices.Clone(zones)
		for i, z := range zones {
			zones[i].Label.Controller = other(z.Label.Controller)
		}
		return zones
	}
	rapid.Check(t, func(t *rapid.T) {
		s := course(t, 2)
		as, mirrored := transfers(t, s[0], s[1]), transfers(t, swapped(s[0]), swapped(s[1]))
		for _, k := range as.Controllers() {
			for _, l := range as.Controllers() {
				if a, b := as.Area(k, l), mirrored.Area(other(k), other(l)); math.Abs(a-b) > 1e-6*a+1e-6 {
					t.Errorf("%.6f m² went from %s to %s, with names swapped %.6f m²", a, k, l, b)
				}
			}
		}
	})
}

// turnedBy turns zones around a place by an angle and moves them, in metres.
func turnedBy(zones []geo.Zone, angle, east, north float64) []geo.Zone {
	sin, cos := math.Sincos(angle)
	zones = slices.Clone(zones)
	for i, z := range zones {
		polygon := orb.Polygon{{}}
		for _, p := range z.Polygon[0] {
			x, y := (p[0]-westmost)*degreeEast-2500, (p[1]-southmost)*degreeNorth-2500
			polygon[0] = append(polygon[0], spot(x*cos-y*sin+2500+east, x*sin+y*cos+2500+north))
		}
		zones[i].Polygon, zones[i].AreaM2 = polygon, geo.PolygonAreaM2(polygon)
	}
	return zones
}

// shape is what does not depend on where an enclave lies and which way it points.
type shape struct {
	Changed   float64
	Transfers []change.Transfer
	Events    []change.Kind
}

func shapeOf(a change.Answer) shape {
	s := shape{Changed: a.ChangedShare, Transfers: a.Transfers}
	for _, e := range a.Events {
		s.Events = append(s.Events, e.Event)
	}
	slices.Sort(s.Events)
	return s
}

// TestTurnsAndMovesChangeNoComparison turns and moves both dates alike: shares, transfers and events stay.
func TestTurnsAndMovesChangeNoComparison(t *testing.T) {
	m := utm(t)
	pictures := []string{"iihhi iihhi hhhhi", "iiihi iihhh ihhhi", "hhhhh iiiii hhhhi", "ihccc iifii hhhhh", "hhhhh hhihh hhhhh"}
	rapid.Check(t, func(rt *rapid.T) {
		if !rapid.SampledFrom([]bool{true, false, false, false}).Draw(rt, "looked at") {
			return
		}
		from := picture(1000, rapid.SampledFrom(pictures).Draw(rt, "from"))
		to := picture(1000, rapid.SampledFrom(pictures).Draw(rt, "to"))
		angle := rapid.Float64Range(-math.Pi, math.Pi).Draw(rt, "angle")
		east, north := rapid.Float64Range(-20000, 20000).Draw(rt, "east"), rapid.Float64Range(-5000, 5000).Draw(rt, "north")
		want := shapeOf(compare(t, step(from, to), m))
		got := shapeOf(compare(t, step(turnedBy(from, angle, east, north), turnedBy(to, angle, east, north)), m))
		byName := cmpopts.SortSlices(func(a, b change.Transfer) bool {
			return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) < 0
		})
		if diff := gocmp.Diff(want, got, cmpopts.EquateApprox(0.005, 1e-4), byName); diff != "" {
			rt.Errorf("(-as drawn +turned):\n%s", diff)
		}
	})
}
