package split_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/split"
)

// near compares floating-point figures to nine digits.
var near = cmpopts.EquateApprox(1e-9, 1e-12)

// sameNeck compares necks by their width to 0.1 % and a metre: of necks about as wide any may be the narrowest by rounding.
// Ground that is even to a metre parts at no place that rounding leaves alone.
var sameNeck = cmp.Comparer(func(a, b *split.Neck) bool {
	if a == nil || b == nil {
		return a == b
	}
	return math.Abs(a.WidthM-b.WidthM) <= 1+1e-3*a.WidthM
})

// sameCorridor compares corridors by their width to half a metre and by what ground is whose to 0.1 % and 100 m².
var sameCorridor = cmp.Comparer(func(a, b split.Corridor) bool {
	same := func(h, k split.CorridorHolder) bool {
		return h.ID == k.ID && math.Abs(h.AreaKm2-k.AreaKm2) <= 1e-4+1e-3*h.AreaKm2
	}
	return math.Abs(a.WidthM-b.WidthM) <= 0.5 && slices.EqualFunc(a.Holders, b.Holders, same)
})

// sameFrontline compares frontlines by their length to a metre, and through contested ground to 10 metres and a percent:
// the median line bends where the nearest shore changes, and is followed in squares.
var sameFrontline = cmp.Comparer(func(a, b split.Frontline) bool {
	return a.A == b.A && a.B == b.B && math.Abs(a.DirectKm-b.DirectKm) <= 1e-3 &&
		math.Abs(a.ThroughContestedKm-b.ThroughContestedKm) <= 1e-2+1e-2*a.ThroughContestedKm
})

// anyCanvas draws canvases of up to 7 by 7 cells of 100 to 3,000 metres.
func anyCanvas(letters string) *rapid.Generator[canvas] {
	return rapid.Custom(func(t *rapid.T) canvas {
		columns, rows := rapid.IntRange(1, 7).Draw(t, "columns"), rapid.IntRange(1, 7).Draw(t, "rows")
		c := canvas{legend: legend()}
		size := rapid.Float64Range(100, 3000)
		c.widths = rapid.SliceOfN(size, columns, columns).Draw(t, "widths")
		c.heights = rapid.SliceOfN(size, rows, rows).Draw(t, "heights")
		line := rapid.StringOfN(rapid.RuneFrom([]rune(letters)), columns, columns, -1)
		c.rows = rapid.SliceOfN(line, rows, rows).Draw(t, "rows")
		return c
	})
}

func TestMeasuresOfAnyCanvas(t *testing.T) {
	m := gaza(t)
	rapid.Check(t, func(r *rapid.T) {
		in := anyCanvas("iihhcuf").Draw(r, "canvas").input()
		a := measure(t, in, m)
		var share, percent, parts float64
		for _, c := range a.Controllers {
			share += c.Share
			percent += c.Percent
			var own float64
			for _, p := range c.Parts {
				own += p.AreaKm2
			}
			parts += own
			if !slices.IsSortedFunc(c.Parts, func(p, q split.Part) int { return int(math.Copysign(1, q.AreaKm2-p.AreaKm2)) }) {
				r.Errorf("the parts of %s are not largest first: %v", c.ID, c.Parts)
			}
			if c.PartCount > 0 && (c.Fragmentation < 1-1e-9 || c.Fragmentation > float64(c.PartCount)+1e-9) {
				r.Errorf("%s has fragmentation %g in %d parts", c.ID, c.Fragmentation, c.PartCount)
			}
		}
		if math.Abs(share-1) > 1e-9 || math.Abs(percent-100) > 1e-9 {
			r.Errorf("shares add up to %v, percentages to %v", share, percent)
		}
		if math.Abs(parts-a.Boundary.AreaKm2) > 1e-9*a.Boundary.AreaKm2 {
			r.Errorf("the parts add up to %v km² of %v km²", parts, a.Boundary.AreaKm2)
		}
		checkIdentities(r, a.Measures)
	})
}

// checkIdentities holds S, D and m_eff against each other.
func checkIdentities(r *rapid.T, m split.Measures) {
	if m.SplittingIndex == nil {
		return
	}
	s := *m.SplittingIndex
	if s < 1-1e-12 {
		r.Errorf("S is %v, below 1", s)
	}
	if math.Abs(*m.Division-(1-1/s)) > 1e-12 {
		r.Errorf("D is %v, S is %v", *m.Division, s)
	}
	if math.Abs(*m.EffectiveMeshKm2-*m.SidesAreaKm2/s) > 1e-9**m.SidesAreaKm2 {
		r.Errorf("m_eff is %v km² of H %v km², S is %v", *m.EffectiveMeshKm2, *m.SidesAreaKm2, s)
	}
	if m.EffectiveHolders != nil && *m.EffectiveHolders < 1-1e-12 {
		r.Errorf("there are %v effective holders", *m.EffectiveHolders)
	}
}

func TestPartsAreWhatAFloodFillFinds(t *testing.T) {
	m := gaza(t)
	rapid.Check(t, func(r *rapid.T) {
		c := anyCanvas("iihhc").Draw(r, "canvas")
		in := c.input()
		in.Settings.Thresholds.EpsilonM, in.Settings.Thresholds.MinimumMappingUnitKm2 = 0, 0
		got := make(map[geo.ControllerID]int)
		for _, held := range measure(t, in, m).Controllers {
			got[held.ID] = held.PartCount
		}
		if diff := cmp.Diff(floodFill(c), got); diff != "" {
			r.Errorf("parts (-flood fill +measured):\n%s", diff)
		}
	})
}

// floodFill counts the connected parts of each controller cell by cell.
func floodFill(c canvas) map[geo.ControllerID]int {
	rows := make([][]rune, len(c.rows))
	for i, row := range c.rows {
		rows[i] = []rune(row)
	}
	counts := make(map[geo.ControllerID]int)
	var fill func(i, j int, letter rune)
	fill = func(i, j int, letter rune) {
		if i < 0 || j < 0 || i >= len(rows) || j >= len(rows[i]) || rows[i][j] != letter {
			return
		}
		rows[i][j] = '.'
		fill(i-1, j, letter)
		fill(i+1, j, letter)
		fill(i, j-1, letter)
		fill(i, j+1, letter)
	}
	for i := range rows {
		for j, letter := range rows[i] {
			if letter != '.' {
				counts[c.legend[letter]]++
				fill(i, j, letter)
			}
		}
	}
	return counts
}

func TestTheOrderAndTheGrainOfZonesChangeNothing(t *testing.T) {
	m := gaza(t)
	checkSome(t, 0.4, func(r *rapid.T) {
		c := anyCanvas("iihhcf").Draw(r, "canvas")
		want := measure(t, c.input(), m)
		shuffled := c.zones()
		slices.Reverse(shuffled)
		if diff := cmp.Diff(want, measure(t, inputOf(shuffled), m), near, sameNeck); diff != "" {
			r.Errorf("reversed zones (-want +got):\n%s", diff)
		}
		got := measure(t, c.halved().input(), m)
		rounded := cmp.Options{
			sameNeck, sameCorridor, sameFrontline,
			cmpopts.EquateApprox(1e-5, 1e-9),
			cmpopts.IgnoreFields(split.Part{}, "Lon", "Lat"),  // on a grid that vertices move by a hair
			cmpopts.IgnoreFields(split.Place{}, "Lon", "Lat"), // sought from vertices, of which there are more now
			cmpopts.IgnoreFields(split.Holding{}, "PolsbyPopperVertices"),
			cmpopts.IgnoreFields(split.Verdict{}, "Headline"),
		}
		if diff := cmp.Diff(want, got, rounded); diff != "" {
			r.Errorf("halved cells (-want +got):\n%s", diff)
		}
	})
}

// halved returns the canvas with every column cut in two.
func (c canvas) halved() canvas {
	h := c
	h.widths, h.rows = nil, nil
	for _, w := range c.widths {
		h.widths = append(h.widths, w/2, w/2)
	}
	for _, row := range c.rows {
		var b strings.Builder
		for _, letter := range row {
			b.WriteString(strings.Repeat(string(letter), 2))
		}
		h.rows = append(h.rows, b.String())
	}
	return h
}

func TestNamesDecideNothing(t *testing.T) {
	m := gaza(t)
	checkSome(t, 0.4, func(r *rapid.T) {
		c := anyCanvas("iihhcf").Draw(r, "canvas")
		swapped := c
		swapped.legend = legend()
		swapped.legend['i'], swapped.legend['h'] = geo.HamasHeld, geo.IsraeliHeld
		a, b := measure(t, c.input(), m), measure(t, swapped.input(), m)
		if diff := cmp.Diff(a.Measures, b.Measures, near); diff != "" {
			r.Errorf("measures (-as drawn +swapped):\n%s", diff)
		}
		if diff := cmp.Diff(a.Verdict.Conditions, b.Verdict.Conditions, near); diff != "" {
			r.Errorf("conditions (-as drawn +swapped):\n%s", diff)
		}
		if a.Verdict.Word != b.Verdict.Word {
			r.Errorf("the word is %s as drawn and %s swapped", a.Verdict.Word, b.Verdict.Word)
		}
	})
}

func TestTranslationAndScale(t *testing.T) {
	m := gaza(t)
	checkSome(t, 0.4, func(r *rapid.T) {
		c := anyCanvas("iihhcf").Draw(r, "canvas")
		raw := func(c canvas) split.Measures {
			in := c.input()
			in.Settings.Thresholds.EpsilonM, in.Settings.Thresholds.MinimumMappingUnitKm2 = 0, 0
			return measure(t, in, m).Measures
		}
		want := raw(c)
		moved := c
		moved.east = 0.5
		if diff := cmp.Diff(want, raw(moved), cmpopts.EquateApprox(1e-4, 1e-9)); diff != "" {
			r.Errorf("moved by half a degree (-want +got):\n%s", diff)
		}
		if want.SplittingIndex == nil {
			return
		}
		wide := c
		wide.widths = slices.Clone(c.widths)
		for i := range wide.widths {
			wide.widths[i] *= 2
		}
		got := raw(wide)
		if math.Abs(*got.SplittingIndex / *want.SplittingIndex - 1) > 1e-3 {
			r.Errorf("S is %v, twice as wide %v", *want.SplittingIndex, *got.SplittingIndex)
		}
		if math.Abs(*got.EffectiveMeshKm2 / *want.EffectiveMeshKm2 - 2) > 2e-3 {
			r.Errorf("m_eff is %v km², twice as wide %v km²", *want.EffectiveMeshKm2, *got.EffectiveMeshKm2)
		}
	})
}
