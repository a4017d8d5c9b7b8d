package split_test

import (
	"math"
	"slices"
	"testing"

	"splitline/geo"
	"splitline/geo/split"
)

// known is a synthetic enclave with everything that is measured of it, derived by hand. Lengths are in km, areas in km².
type known struct {
	name   string
	canvas canvas
	word   split.Word
	// H, Σ a² over the parts of all sides: S = H²/Σ, D = 1 − Σ/H², m_eff = Σ/H.
	groundKm2, squaresKm4 float64
	contested             float64
	israeli, hamas        ground
	directKm, throughKm   float64
	// cuts is the number of places where ground is cut, each by a corridor of a width in metres.
	cuts      int
	corridorM float64
}

// ground is what is known of one holder.
type ground struct {
	km2     float64
	parts   []float64
	edgeKm  float64 // outer edge of all parts
	frontKm float64 // of it, towards the other side
	mainKm  float64 // edge of the main part
	// neckM is the width of the neck in metres: 0 where there is none, -1 where it is not looked at.
	neckM float64
}

// knownEnclaves returns the enclaves. i is Israeli-held, h Hamas-held, c contested.
func knownEnclaves() []known {
	return []known{
		{
			// Two squares of 4 km. Σ = 2·16². Each has an edge of 16 km, 4 of them the front.
			name: "halves", canvas: draw(4000, "ih"), word: split.TwoZone,
			groundKm2: 32, squaresKm4: 512, directKm: 4,
			israeli: ground{km2: 16, parts: []float64{16}, edgeKm: 16, frontKm: 4, mainKm: 16},
			hamas:   ground{km2: 16, parts: []float64{16}, edgeKm: 16, frontKm: 4, mainKm: 16},
		},
		{
			// Five squares of 2 km make the plus, four the corners. Σ = 20² + 4·4². The plus has twelve sides of 2 km, the
			// four at its ends lie on the boundary. It does not part: its arms vanish at r = 1 km, its middle at √2 km. Each
			// corner is 4/36 = 11 % of the enclave, so the corners are cut from each other at three places.
			name: "a plus sign", canvas: draw(2000, "hih iii hih"), word: split.Cut,
			groundKm2: 36, squaresKm4: 464, directKm: 16, cuts: 3, corridorM: 2000,
			israeli: ground{km2: 20, parts: []float64{20}, edgeKm: 24, frontKm: 16, mainKm: 24},
			hamas:   ground{km2: 16, parts: []float64{4, 4, 4, 4}, edgeKm: 32, frontKm: 16, mainKm: 8},
		},
		{
			// Lobes of 2.4 by 2 km and a waist of 400 m by 500 m between them; beside the waist two fields of 1 by 0.5 km.
			// Σ = 9.8² + 2·0.5². The outer edge is 2·2.4 + 4·2, towards the fields 2·(1 + 0.5 + 1).
			name: "an hourglass with a waist of 400 m", word: split.OneHolder,
			canvas:    drawn("iii hih iii", []float64{1000, 400, 1000}, []float64{2000, 500, 2000}),
			groundKm2: 10.8, squaresKm4: 96.54, directKm: 5,
			israeli: ground{km2: 9.8, parts: []float64{9.8}, edgeKm: 17.8, frontKm: 5, mainKm: 17.8, neckM: 400},
			hamas:   ground{km2: 1, parts: []float64{0.5, 0.5}, edgeKm: 6, frontKm: 5, mainKm: 3},
		},
		{
			// A strip of 9 by 40 km. The Hamas-held west, 4.23 km wide, is cut by a corridor of 1.5 km into 20 and 18.5 km.
			// Israel has the east of 4.77 km and the corridor: 190.8 + 6.345. Its edge is 40 + 2·4.77 + 1.5 on the boundary
			// and 38.5 + 2·4.23 at the front. The corridor is 3 % of it, too little for a neck at its mouth. The east is as
			// wide everywhere: whether it parts, at 4.77 km, is for the last metre to say, so its neck is not looked at.
			name: "a strip cut by a corridor of 1,500 m", canvas: withCorridor(1500), word: split.Cut,
			groundKm2: 360, squaresKm4: 197.145*197.145 + 84.6*84.6 + 78.255*78.255, directKm: 46.96, cuts: 1, corridorM: 1500,
			israeli: ground{km2: 197.145, parts: []float64{197.145}, edgeKm: 98, frontKm: 46.96, mainKm: 98, neckM: -1},
			hamas: ground{
				km2: 162.855, parts: []float64{84.6, 78.255}, edgeKm: 2 * (4.23 + 20 + 4.23 + 18.5), frontKm: 46.96, mainKm: 48.46,
			},
		},
		{
			// Sixteen fields of 1 km: every field is a part of 1/16 = 6.25 % of the enclave. Of 40 km of edges 24 are within.
			name: "a checkerboard of four by four", canvas: draw(1000, "ihih hihi ihih hihi"), word: split.Cut,
			groundKm2: 16, squaresKm4: 16, directKm: 24, cuts: 14,
			israeli: ground{km2: 8, parts: slices.Repeat([]float64{1}, 8), edgeKm: 32, frontKm: 24, mainKm: 4},
			hamas:   ground{km2: 8, parts: slices.Repeat([]float64{1}, 8), edgeKm: 32, frontKm: 24, mainKm: 4},
		},
		{
			// 36 fields of 1 km, each 1/36 = 2.8 % of the enclave: too small for any word. Of 84 km of edges 60 are within.
			name: "a checkerboard of six by six", canvas: draw(1000, "ihihih hihihi ihihih hihihi ihihih hihihi"), word: split.Mixed,
			groundKm2: 36, squaresKm4: 36, directKm: 60,
			israeli: ground{km2: 18, parts: slices.Repeat([]float64{1}, 18), edgeKm: 72, frontKm: 60, mainKm: 4},
			hamas:   ground{km2: 18, parts: slices.Repeat([]float64{1}, 18), edgeKm: 72, frontKm: 60, mainKm: 4},
		},
		{
			// A ring 2 km wide around one 1 km wide around a square of 1 km: 40, 8 and 1 of 49 km². Edges: 28 outside, 12
			// and 4 within. A ring as wide everywhere parts into its four corners all at once, when its arms vanish: each
			// corner, grown back, has its own square but for the rounding at its tip, and half a disk on either side, 1.73
			// of 8 or of 40/4 squares.
			name: "a part in the hole of a part in a hole", word: split.TwoZone,
			canvas:    drawn("iiiii ihhhi ihihi ihhhi iiiii", []float64{2000, 1000, 1000, 1000, 2000}, []float64{2000, 1000, 1000, 1000, 2000}),
			groundKm2: 49, squaresKm4: 1665, directKm: 16,
			israeli: ground{km2: 41, parts: []float64{40, 1}, edgeKm: 44, frontKm: 16, mainKm: 40, neckM: 2000},
			hamas:   ground{km2: 8, parts: []float64{8}, edgeKm: 16, frontKm: 16, mainKm: 16, neckM: 1000},
		},
		{
			// Four squares of 2 km that meet at a point, which joins neither pair.
			name: "parts that touch at a point", canvas: draw(2000, "ih hi"), word: split.Cut,
			groundKm2: 16, squaresKm4: 64, directKm: 8, cuts: 2,
			israeli: ground{km2: 8, parts: []float64{4, 4}, edgeKm: 16, frontKm: 8, mainKm: 8},
			hamas:   ground{km2: 8, parts: []float64{4, 4}, edgeKm: 16, frontKm: 8, mainKm: 8},
		},
		{
			// 4, 1 and 5 of 10 km of width are Hamas-held, contested and Israeli-held: a tenth belongs to no side, H is 90. The
			// middle of the belt is 10 km long.
			name: "two zones with a contested belt of a tenth", word: split.TwoZone,
			canvas:    drawn("hci", []float64{4000, 1000, 5000}, []float64{10000}),
			groundKm2: 90, squaresKm4: 4100, contested: 0.1, throughKm: 10,
			israeli: ground{km2: 50, parts: []float64{50}, edgeKm: 30, mainKm: 30},
			hamas:   ground{km2: 40, parts: []float64{40}, edgeKm: 28, mainKm: 28},
		},
		{
			// One square of 6 km.
			name: "one holder of all", canvas: draw(6000, "i"), word: split.OneHolder,
			groundKm2: 36, squaresKm4: 1296,
			israeli: ground{km2: 36, parts: []float64{36}, edgeKm: 24, mainKm: 24},
		},
	}
}

// TestEveryMeasureOfKnownEnclaves holds every measure to what is derived by hand.
func TestEveryMeasureOfKnownEnclaves(t *testing.T) {
	m := gaza(t)
	for _, k := range knownEnclaves() {
		t.Run(k.name, func(t *testing.T) {
			a := measure(t, k.canvas.input(), m)
			if a.Verdict.Word != k.word {
				t.Errorf("the word is %s, want %s\n%s", a.Verdict.Word, k.word, list(a.Verdict))
			}
			whole := k.groundKm2 / (1 - k.contested)
			h, squares := k.groundKm2, k.squaresKm4
			sides := k.israeli.km2*k.israeli.km2 + k.hamas.km2*k.hamas.km2
			wants := []want{
				{"area of the boundary", a.Boundary.AreaKm2, whole},
				{"S", *a.Measures.SplittingIndex, h * h / squares},
				{"D", *a.Measures.Division, 1 - squares/(h*h)},
				{"m_eff", *a.Measures.EffectiveMeshKm2, squares / h},
				{"H", *a.Measures.SidesAreaKm2, h},
				{"effective holders", *a.Measures.EffectiveHolders, h * h / sides},
				{"contested share", a.Measures.ContestedShare, k.contested},
				{"unassigned share", a.Measures.UnassignedShare, 0},
			}
			direct, through := 0.0, 0.0
			for _, f := range a.Frontlines {
				direct, through = direct+f.DirectKm, through+f.ThroughContestedKm
			}
			wants = append(wants, want{"direct frontline", direct, k.directKm}, want{"frontline through contested ground", through, k.throughKm})
			places := 0
			for _, c := range a.Verdict.Cuts {
				places += len(c.Places)
				if c.Parts != len(c.Places)+1 {
					t.Errorf("%s is in %d parts with %d places between", c.Side, c.Parts, len(c.Places))
				}
				for _, corridor := range c.Corridors {
					wants = append(wants, want{"width of a corridor", corridor.WidthM, k.corridorM})
				}
			}
			checkWants(t, wants)
			if places != k.cuts {
				t.Errorf("there are %d places of cuts, want %d: %v", places, k.cuts, a.Verdict.Cuts)
			}
			for id, g := range map[geo.ControllerID]ground{geo.IsraeliHeld: k.israeli, geo.HamasHeld: k.hamas} {
				checkGround(t, a, id, g, whole)
			}
		})
	}
}

// want is a figure and what it must be, to 0.4 %: the scale of a canvas is right at its middle alone.
type want struct {
	name      string
	got, want float64
}

func checkWants(t *testing.T, wants []want) {
	t.Helper()
	for _, w := range wants {
		if !(math.Abs(w.got-w.want) <= 0.004*math.Abs(w.want)+1e-9) {
			t.Errorf("%s is %.5f, want %.5f", w.name, w.got, w.want)
		}
	}
}

// checkGround holds the figures of one holder.
func checkGround(t *testing.T, a split.Answer, id geo.ControllerID, g ground, wholeKm2 float64) {
	t.Helper()
	i := slices.IndexFunc(a.Controllers, func(c split.Controller) bool { return c.ID == id })
	if i < 0 {
		if g.km2 != 0 {
			t.Errorf("%s has no ground, want %g km²", id, g.km2)
		}
		return
	}
	held := a.Controllers[i]
	name := func(what string) string { return string(id) + ": " + what }
	if len(held.Parts) != len(g.parts) || held.PartCount != len(g.parts) {
		t.Fatalf("%s has %d parts, want %d", id, held.PartCount, len(g.parts))
	}
	squares := 0.0
	for _, area := range g.parts {
		squares += area * area
	}
	wants := []want{
		{name("area"), held.AreaKm2, g.km2},
		{name("share"), held.Share, g.km2 / wholeKm2},
		{name("largest part"), held.LargestPartShare, g.parts[0] / wholeKm2},
		{name("fragmentation"), held.Fragmentation, g.km2 * g.km2 / squares},
		{name("enclosure"), *held.Enclosure, g.frontKm / g.edgeKm},
		{name("Polsby–Popper"), held.PolsbyPopper, 4 * math.Pi * g.parts[0] / (g.mainKm * g.mainKm)},
	}
	for k, p := range held.Parts {
		wants = append(wants, want{name("part"), p.AreaKm2, g.parts[k]})
	}
	if g.neckM >= 0 {
		neckM := 0.0
		if held.Neck != nil {
			neckM = held.Neck.WidthM
		}
		wants = append(wants, want{name("neck"), neckM, g.neckM})
	}
	checkWants(t, wants)
}
