package split_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
	"splitline/geo/split"
)

// partCounts returns the number of parts by controller.
func partCounts(a split.Answer) map[geo.ControllerID]int {
	counts := make(map[geo.ControllerID]int)
	for _, c := range a.Controllers {
		counts[c.ID] = c.PartCount
	}
	return counts
}

// TestParts says what a part is, with epsilon 50 m and a minimum mapping unit of 0.25 km².
func TestParts(t *testing.T) {
	const i, h, c = geo.IsraeliHeld, geo.HamasHeld, geo.Contested
	m := gaza(t)
	cases := []struct {
		name   string
		canvas canvas
		want   map[geo.ControllerID]int
	}{
		{"cells that share an edge are one part", draw(1000, "ii hh"), map[geo.ControllerID]int{i: 1, h: 1}},
		{"cells that touch at a corner are not connected", draw(1000, "ih hi"), map[geo.ControllerID]int{i: 2, h: 2}},
		{"every field of a checkerboard is a part", draw(1000, "ihih hihi ihih hihi"), map[geo.ControllerID]int{i: 8, h: 8}},
		{"a ring around another holder is one part", draw(1000, "iii ihi iii"), map[geo.ControllerID]int{i: 1, h: 1}},
		{
			"a part in the hole of a part in a hole",
			draw(1000, "iiiii ihhhi ihihi ihhhi iiiii"),
			map[geo.ControllerID]int{i: 2, h: 1},
		},
		{"a plus sign leaves four corners", draw(2000, "hih iii hih"), map[geo.ControllerID]int{i: 1, h: 4}},
		{
			"a corridor of 80 m that hangs on thick ground goes on cutting",
			withCorridor(80),
			map[geo.ControllerID]int{i: 1, h: 2},
		},
		{
			"thick ground held together by a strip of 80 m is one part",
			strip(draw(1, "ihi hhh"), 4000, 80),
			map[geo.ControllerID]int{i: 2, h: 1},
		},
		{
			"a ribbon of 80 m that is a piece of its own goes to its neighbour",
			ribbon(80),
			map[geo.ControllerID]int{h: 1},
		},
		{"a ribbon of 120 m that is a piece of its own stays", ribbon(120), map[geo.ControllerID]int{h: 2, c: 1}},
		{"a square of 0.24 km² goes to its neighbour", island(490), map[geo.ControllerID]int{h: 1}},
		{"a square of 0.26 km² stays", island(510), map[geo.ControllerID]int{h: 1, i: 1}},
		{
			"an island of the enclave below the unit has no neighbour and stays",
			strip(draw(1, "i.h"), 400, 400),
			map[geo.ControllerID]int{i: 1, h: 1},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, partCounts(measure(t, c.canvas.input(), m)), ignoreEmpty); diff != "" {
				t.Errorf("parts (-want +got):\n%s", diff)
			}
		})
	}
}

// ignoreEmpty leaves out holders whose ground all went to neighbours.
var ignoreEmpty = cmp.FilterPath(func(p cmp.Path) bool {
	index, isIndex := p.Last().(cmp.MapIndex)
	if !isIndex {
		return false
	}
	_, got := index.Values()
	return got.IsValid() && got.Int() == 0
}, cmp.Ignore())

// strip sets the size of the first row and column of every other to the given lengths: wide columns of 4 km with
// narrow ones between them, and rows alike.
func strip(c canvas, wide, narrow float64) canvas {
	lengths := []float64{wide, narrow}
	for i := range c.widths {
		c.widths[i] = lengths[i%2]
	}
	for i := range c.heights {
		c.heights[i] = lengths[i%2]
	}
	return c
}

// ribbon returns two blocks of one holder with contested ground of the given width between them.
func ribbon(width float64) canvas {
	return canvas{rows: []string{"hch"}, widths: []float64{5000, width, 5000}, heights: []float64{6000}, legend: legend()}
}

// island returns a square of the given side inside the ground of another holder.
func island(side float64) canvas {
	c := draw(3000, "hhh hih hhh")
	c.widths[1], c.heights[1] = side, side
	return c
}

func TestCleanedGroundGoesToTheLongestEdge(t *testing.T) {
	m := gaza(t)
	sliver := func(rows []string, heights ...float64) canvas {
		return canvas{rows: rows, widths: []float64{3000, 100, 3300}, heights: heights, legend: legend()}
	}
	cases := []struct {
		name   string
		canvas canvas
		heir   geo.ControllerID
	}{
		{"a longer edge outweighs more ground", sliver([]string{"hhi", "hci", "hhi"}, 500, 2000, 500), geo.HamasHeld},
		{"the shorter edge gets nothing", sliver([]string{"hii", "hci", "hii"}, 500, 2000, 500), geo.IsraeliHeld},
		{"of equal edges the larger neighbour takes it", sliver([]string{"hci"}, 2000), geo.IsraeliHeld},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, held := range measure(t, c.canvas.input(), m).Controllers {
				if held.ID == geo.Contested {
					continue
				}
				want := 0.0
				if held.ID == c.heir {
					want = 0.2
				}
				if got := held.Parts[0].AreaKm2 - held.AreaKm2; math.Abs(got-want) > 0.001 {
					t.Errorf("the part of %s grew by %.4f km², want %.1f", held.ID, got, want)
				}
			}
		})
	}
}

func TestFrontlinesAndShape(t *testing.T) {
	m := gaza(t)
	a := measure(t, columns("hi", 4000, 6000).input(), m)
	if diff := cmp.Diff([]split.Frontline{{A: geo.SideID(geo.HamasHeld), B: geo.SideID(geo.IsraeliHeld), DirectKm: 40}}, a.Frontlines, kilometres); diff != "" {
		t.Errorf("frontlines (-want +got):\n%s", diff)
	}
	israeli := a.Controllers[0]
	if want := 40.0 / (40 + 40 + 12); math.Abs(*israeli.Enclosure-want) > 0.001 {
		t.Errorf("enclosure is %.4f, want %.4f", *israeli.Enclosure, want)
	}
	if want := 4 * math.Pi * 240 / (92 * 92); math.Abs(israeli.PolsbyPopper-want) > 0.001 {
		t.Errorf("Polsby–Popper is %.4f, want %.4f", israeli.PolsbyPopper, want)
	}
	if israeli.PolsbyPopperVertices != 4 {
		t.Errorf("the main part has %d vertices, want 4", israeli.PolsbyPopperVertices)
	}
	corner := measure(t, draw(1000, "ih hi").input(), m)
	if diff := cmp.Diff([]split.Frontline{{A: geo.SideID(geo.HamasHeld), B: geo.SideID(geo.IsraeliHeld), DirectKm: 4}}, corner.Frontlines, kilometres); diff != "" {
		t.Errorf("frontlines of four fields (-want +got):\n%s", diff)
	}
	contested := measure(t, columns("hci", 3000, 2000, 5000).input(), m)
	want := []split.Frontline{{A: geo.SideID(geo.HamasHeld), B: geo.SideID(geo.IsraeliHeld), ThroughContestedKm: 40}}
	if diff := cmp.Diff(want, contested.Frontlines, kilometres); diff != "" {
		t.Errorf("frontlines with contested ground between (-want +got):\n%s", diff)
	}
}

// kilometres compares lengths of a canvas, whose scale is right at its middle alone, to 0.3 %.
var kilometres = cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) <= 0.003*math.Max(a, b) })

func TestEqualParts(t *testing.T) {
	m := gaza(t)
	cases := []struct {
		name   string
		canvas canvas
		want   float64
	}{
		{"one holder of all is one piece", columns("h", 4*hundredth), 1},
		{"two equal parts give S = 2", columns("hi", 2*hundredth, 2*hundredth), 2},
		{"four equal parts give S = 4", columns("hihi", hundredth, hundredth, hundredth, hundredth), 4},
		{"contested ground between does not count", columns("hci", 2*hundredth, hundredth, 2*hundredth), 2},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := measure(t, c.canvas.input(), m).Measures
			if math.Abs(*got.SplittingIndex-c.want) > 1e-9 {
				t.Errorf("S is %v, want %v", *got.SplittingIndex, c.want)
			}
		})
	}
}
