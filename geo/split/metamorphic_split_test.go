package split_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/split"
)

// moved returns the canvas with every corner put through a map of metres east and north of its origin, and the scale of
// the canvas. Fields that share a corner still do.
func (c canvas) moved(move func(x, y float64) (float64, float64)) []geo.Zone {
	zones := c.zones()
	for i, z := range zones {
		polygon := make(orb.Polygon, len(z.Polygon))
		for k, ring := range z.Polygon {
			for _, p := range ring {
				x, y := move((p[0]-west-c.east)*metresEast, (p[1]-south-c.north)*metresNorth)
				polygon[k] = append(polygon[k], c.corner(x, y))
			}
		}
		zones[i].Polygon, zones[i].AreaM2 = polygon, geo.PolygonAreaM2(polygon)
	}
	return zones
}

// turned returns a turn by an angle around a place 5 km east and north of the origin.
func turned(angle float64) func(x, y float64) (float64, float64) {
	sin, cos := math.Sincos(angle)
	return func(x, y float64) (float64, float64) {
		x, y = x-5000, y-5000
		return 5000 + x*cos - y*sin, 5000 + x*sin + y*cos
	}
}

// uncleaned returns input without cleaning: what is near a threshold of size would come and go with the last metre.
func uncleaned(zones []geo.Zone) split.Input {
	in := inputOf(zones)
	in.Settings.Thresholds.EpsilonM, in.Settings.Thresholds.MinimumMappingUnitKm2 = 0, 0
	return in
}

// figures are what does not depend on where an enclave lies, which way it points and how large it is.
type figures struct {
	S, D, Holders, Mesh, Contested float64
	Shares, F, Largest, Enclosure  []float64
	Parts                          []int
	FrontKm                        []float64
}

// figuresOf gathers the figures; areas are divided by the square of a scale and lengths by the scale.
func figuresOf(a split.Answer, scale float64) figures {
	f := figures{Contested: a.Measures.ContestedShare}
	if a.Measures.SplittingIndex != nil {
		f.S, f.D = *a.Measures.SplittingIndex, *a.Measures.Division
		f.Holders, f.Mesh = *a.Measures.EffectiveHolders, *a.Measures.EffectiveMeshKm2/(scale*scale)
	}
	for _, c := range a.Controllers {
		f.Shares, f.F = append(f.Shares, c.Share), append(f.F, c.Fragmentation)
		f.Largest, f.Parts = append(f.Largest, c.LargestPartShare), append(f.Parts, c.PartCount)
		if c.Enclosure != nil {
			f.Enclosure = append(f.Enclosure, *c.Enclosure)
		}
	}
	for _, l := range a.Frontlines {
		f.FrontKm = append(f.FrontKm, l.DirectKm/scale)
	}
	return f
}

// alike compares figures to half a percent: the scale of a canvas changes by that much over its height.
var alike = cmpopts.EquateApprox(0.005, 1e-3)

// nearAThreshold says whether a condition has a value so near its threshold that the last half percent decides. Counts
// rest on shares that are not given, so every share that counts anywhere is looked at.
func nearAThreshold(a split.Answer) bool {
	t := geo.DefaultThresholds()
	near := func(value, threshold float64) bool {
		return math.Abs(value-threshold) < 0.006*math.Max(threshold, value)
	}
	for _, c := range a.Verdict.Conditions {
		if c.Value != nil && c.Comparison != split.Exactly && near(*c.Value, c.Threshold) {
			return true
		}
	}
	whole := a.Boundary.AreaKm2
	held := whole
	if a.Measures.SidesAreaKm2 != nil {
		held = *a.Measures.SidesAreaKm2
	}
	for _, c := range a.Controllers {
		for _, p := range c.Parts {
			if near(p.AreaKm2/whole, t.CutPartShare) || near(p.AreaKm2/held, t.SideShare) || near(p.AreaKm2/held, t.ZoneShare) || near(c.AreaKm2/held, t.SideShare) {
				return true
			}
		}
	}
	return false
}

// TestTurnsAndMovesChangeNothing turns and moves enclaves: S, D, F, m_eff, shares, parts, enclosure, frontlines and the
// word stay.
func TestTurnsAndMovesChangeNothing(t *testing.T) {
	m := gaza(t)
	checkSome(t, 0.2, func(rt *rapid.T) {
		c := anyCanvas("iihhcf").Draw(rt, "canvas")
		before := measure(t, uncleaned(c.zones()), m)
		angle := rapid.Float64Range(-math.Pi, math.Pi).Draw(rt, "angle")
		mirrored := rapid.Bool().Draw(rt, "mirrored")
		c.east, c.north = rapid.Float64Range(-0.2, 0.2).Draw(rt, "east"), rapid.Float64Range(-0.05, 0.05).Draw(rt, "north")
		turn := turned(angle)
		after := measure(t, uncleaned(c.moved(func(x, y float64) (float64, float64) {
			if mirrored {
				x = -x
			}
			return turn(x, y)
		})), m)
		if diff := cmp.Diff(figuresOf(before, 1), figuresOf(after, 1), alike); diff != "" {
			rt.Errorf("figures (-before +after):\n%s", diff)
		}
		if before.Verdict.Word != after.Verdict.Word && !nearAThreshold(before) && !nearAThreshold(after) {
			rt.Errorf("the word is %s before and %s after\n%s\n%s", before.Verdict.Word, after.Verdict.Word, list(before.Verdict), list(after.Verdict))
		}
	})
}

// TestSizeScales makes enclaves larger: areas grow with the square, lengths with the scale, and all else stays.
func TestSizeScales(t *testing.T) {
	m := gaza(t)
	checkSome(t, 0.15, func(rt *rapid.T) {
		c := anyCanvas("iihhcf").Draw(rt, "canvas")
		scale := rapid.Float64Range(0.3, 2).Draw(rt, "scale")
		before := measure(t, uncleaned(c.zones()), m)
		after := measure(t, uncleaned(c.moved(func(x, y float64) (float64, float64) { return scale * x, scale * y })), m)
		if diff := cmp.Diff(figuresOf(before, 1), figuresOf(after, scale), alike); diff != "" {
			rt.Errorf("figures at scale %g (-before +after):\n%s", scale, diff)
		}
		if got := after.Boundary.AreaKm2 / before.Boundary.AreaKm2 / (scale * scale); math.Abs(got-1) > 0.005 {
			rt.Errorf("areas grew by %g times the square of the scale", got)
		}
	})
}

// TestNecksTurnMoveAndScale holds the width of a neck to that of the same ground turned, moved and enlarged.
func TestNecksTurnMoveAndScale(t *testing.T) {
	m := gaza(t)
	checkSome(t, 0.12, func(rt *rapid.T) {
		waist := rapid.Float64Range(60, 900).Draw(rt, "waist")
		c := drawn("iii hih iii", []float64{1500, waist, 1500}, []float64{2500, rapid.Float64Range(100, 2000).Draw(rt, "length"), 2500})
		scale := rapid.Float64Range(0.7, 1.5).Draw(rt, "scale")
		turn := turned(rapid.Float64Range(-math.Pi, math.Pi).Draw(rt, "angle"))
		c.east = rapid.Float64Range(-0.2, 0.2).Draw(rt, "east")
		in := uncleaned(c.moved(func(x, y float64) (float64, float64) { return turn(scale*x, scale*y) }))
		neck := israeli(measure(t, in, m)).Neck
		if neck == nil {
			rt.Fatalf("no neck, want %g m", scale*waist)
		}
		if want := scale * waist; math.Abs(neck.WidthM-want) > 0.006*want+0.5 {
			rt.Errorf("the neck is %g m wide, want %g m", neck.WidthM, want)
		}
	})
}

// TestTheUnionOfPartsIsTheGroundOfTheController unites the parts and takes them from the zones, and the other way round.
func TestTheUnionOfPartsIsTheGroundOfTheController(t *testing.T) {
	m := gaza(t)
	rapid.Check(t, func(rt *rapid.T) {
		in := anyPainted().Draw(rt, "enclave")
		in.Settings.Thresholds.EpsilonM, in.Settings.Thresholds.MinimumMappingUnitKm2 = 0, 0
		parts, err := split.PartsOf(t.Context(), in, m)
		if err != nil {
			rt.Fatal(err)
		}
		held, united := make(map[geo.SideID]orb.MultiPolygon), make(map[geo.SideID]orb.MultiPolygon)
		for _, z := range in.Snapshot.Zones {
			if id := z.Label.Controller; id != geo.Contested {
				held[geo.SideID(id)] = append(held[geo.SideID(id)], z.Polygon)
			}
		}
		for _, p := range parts {
			united[p.Holder] = append(united[p.Holder], p.Geometry...)
		}
		if len(held) != len(united) {
			rt.Fatalf("%d controllers have ground, %d have parts", len(held), len(united))
		}
		for id, zones := range held {
			both, err := m.Intersection(t.Context(), zones, united[id])
			if err != nil {
				rt.Fatal(err)
			}
			ground, inParts, inBoth := geo.AreaM2(zones), geo.AreaM2(united[id]), geo.AreaM2(both)
			if math.Abs(ground-inParts) > 1 || math.Abs(ground-inBoth) > 1 {
				rt.Errorf("%s has %.1f m², its parts %.1f m², %.1f m² in common", id, ground, inParts, inBoth)
			}
		}
	})
}

// TestCleaningConservesArea cleans by any thresholds: the parts fill the enclave, and exact figures do not change.
func TestCleaningConservesArea(t *testing.T) {
	m := gaza(t)
	checkSome(t, 0.2, func(rt *rapid.T) {
		in := anyPainted().Draw(rt, "enclave")
		before, err := split.Measure(t.Context(), in, m)
		if err != nil {
			rt.Fatal(err)
		}
		in.Settings.Thresholds.EpsilonM = rapid.Float64Range(0, 300).Draw(rt, "epsilon")
		in.Settings.Thresholds.MinimumMappingUnitKm2 = rapid.Float64Range(0, 8).Draw(rt, "unit")
		after, err := split.Measure(t.Context(), in, m)
		if err != nil {
			rt.Fatal(err)
		}
		var parts float64
		for i, c := range after.Controllers {
			if c.Share != before.Controllers[i].Share || c.AreaKm2 != before.Controllers[i].AreaKm2 {
				rt.Errorf("%s has a share of %v, cleaned otherwise %v", c.ID, before.Controllers[i].Share, c.Share)
			}
			for _, p := range c.Parts {
				parts += p.AreaKm2
			}
		}
		if zones := geo.Km2(in.Snapshot.AreaM2()); math.Abs(parts-zones) > 1e-9*zones {
			rt.Errorf("the parts have %v km² of %v km²", parts, zones)
		}
		if diff := cmp.Diff(before.Frontlines, after.Frontlines); diff != "" {
			rt.Errorf("frontlines (-before +after):\n%s", diff)
		}
	})
}

// TestSwappedNamesSwapAnswers gives the ground of each of two controllers to the other: each has the other's figures.
func TestSwappedNamesSwapAnswers(t *testing.T) {
	m := gaza(t)
	checkSome(t, 0.2, func(rt *rapid.T) {
		in := anyPainted().Draw(rt, "enclave")
		swapped := in
		swapped.Snapshot.Zones = slices.Clone(in.Snapshot.Zones)
		other := map[geo.ControllerID]geo.ControllerID{geo.IsraeliHeld: geo.HamasHeld, geo.HamasHeld: geo.IsraeliHeld}
		for i, z := range swapped.Snapshot.Zones {
			if id, found := other[z.Label.Controller]; found {
				swapped.Snapshot.Zones[i].Label.Controller = id
			}
		}
		a, err := split.Measure(t.Context(), in, m)
		if err != nil {
			rt.Fatal(err)
		}
		b, err := split.Measure(t.Context(), swapped, m)
		if err != nil {
			rt.Fatal(err)
		}
		held := func(a split.Answer, swap bool) map[geo.ControllerID]split.Holding {
			all := make(map[geo.ControllerID]split.Holding)
			for _, c := range a.Controllers {
				id := c.ID
				if o, found := other[id]; found && swap {
					id = o
				}
				c.Percent = 0 // of equal remainders the earlier is rounded up
				all[id] = c.Holding
			}
			return all
		}
		if diff := cmp.Diff(held(a, false), held(b, true), near); diff != "" {
			rt.Errorf("holdings (-as painted +swapped and back):\n%s", diff)
		}
		if a.Verdict.Word != b.Verdict.Word {
			rt.Errorf("the word is %s as painted and %s swapped", a.Verdict.Word, b.Verdict.Word)
		}
	})
}
