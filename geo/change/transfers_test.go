package change_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/change"
)

// arrow names a pair of controllers by their letters.
func arrow(letters string) (from, to geo.ControllerID) {
	return holderOf(rune(letters[0])), holderOf(rune(letters[1]))
}

func TestTransfersOfPictures(t *testing.T) {
	cases := []struct {
		name     string
		from, to string
		// cells that each pair has, by letters
		want map[string]int
	}{
		{"nothing changes", "iih iih", "iih iih", map[string]int{"ii": 4, "hh": 2}},
		{"one cell changes hands", "iih iih", "ihh iih", map[string]int{"ii": 3, "ih": 1, "hh": 2}},
		{"two swap a cell each", "iih iih", "iii ihh", map[string]int{"ii": 3, "ih": 1, "hi": 1, "hh": 1}},
		{"all change hands", "ih ih", "hi hi", map[string]int{"ih": 2, "hi": 2}},
		{"an island appears", "hhh hhh hhh", "hhh hih hhh", map[string]int{"hh": 8, "hi": 1}},
		{"an island changes hands", "hhh hih hhh", "hhh hch hhh", map[string]int{"hh": 8, "ic": 1}},
		{"an island within an island", "iiiii ihhhi ihihi ihhhi iiiii", "iiiii ihhhi ihhhi ihhhi iiiii", map[string]int{"ii": 16, "hh": 8, "ih": 1}},
		{"three holders turn round", "ih cu", "hu ic", map[string]int{"ih": 1, "hu": 1, "ci": 1, "uc": 1}},
		{"ground in two places", "ii.hh ii.hh", "ih.ih ih.ih", map[string]int{"ii": 2, "ih": 2, "hi": 2, "hh": 2}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			from, to := picture(1000, c.from), picture(1000, c.to)
			m := transfers(t, from, to)
			cells := from[0].AreaM2
			for _, k := range "ihcuf" {
				for _, l := range "ihcuf" {
					letters := string([]rune{k, l})
					a, b := arrow(letters)
					got := m.Area(a, b) / cells
					if math.Abs(got-float64(c.want[letters])) > 2e-4*float64(c.want[letters])+1e-9 {
						t.Errorf("%s has %.6f cells, want %d", letters, got, c.want[letters])
					}
				}
			}
			conserves(t, from, to, m)
		})
	}
}

// conserves holds that rows and columns add up to what was and is held, to 1e-7 of the ground.
func conserves(t interface{ Errorf(string, ...any) }, from, to []geo.Zone, m change.Matrix) {
	before, after := geo.Snapshot{Zones: from}.AreaByController(), geo.Snapshot{Zones: to}.AreaByController()
	limit := 1e-7 * geo.Snapshot{Zones: from}.AreaM2()
	for _, id := range m.Controllers() {
		if got := m.FromM2(id); math.Abs(got-before[id]) > limit {
			t.Errorf("the row of %s adds up to %.6f m², it held %.6f", id, got, before[id])
		}
		if got := m.ToM2(id); math.Abs(got-after[id]) > limit {
			t.Errorf("the column of %s adds up to %.6f m², it holds %.6f", id, got, after[id])
		}
		for _, other := range m.Controllers() {
			if m.Area(id, other) < -limit {
				t.Errorf("%g m² went from %s to %s", m.Area(id, other), id, other)
			}
		}
	}
}

// TestTransfersOfLines crosses one square with lines in several ways; shares of the square are known.
func TestTransfersOfLines(t *testing.T) {
	const side = 4000.0
	sw, se, ne, nw := spot(0, 0), spot(side, 0), spot(side, side), spot(0, side)
	south, north, west, east := spot(side/2, 0), spot(side/2, side), spot(0, side/2), spot(side, side/2)
	middle := spot(side/2, side/2)
	upright := []geo.Zone{zone("a", sw, south, north, nw), zone("b", south, se, ne, north)}
	level := []geo.Zone{zone("a", sw, se, east, west), zone("b", west, east, ne, nw)}
	rising := []geo.Zone{zone("a", sw, se, ne), zone("b", sw, ne, nw)}
	falling := []geo.Zone{zone("a", sw, se, nw), zone("b", se, ne, nw)}
	bent := []geo.Zone{zone("a", sw, south, middle, north, nw), zone("b", south, se, ne, north, middle)}
	cases := []struct {
		name           string
		from, to       []geo.Zone
		aa, ab, ba, bb float64
	}{
		{"an upright line and a level one make quarters", upright, level, 0.25, 0.25, 0.25, 0.25},
		{"two diagonals make quarters", rising, falling, 0.25, 0.25, 0.25, 0.25},
		{"a diagonal through both ends of no edge", upright, rising, 0.125, 0.375, 0.375, 0.125},
		{"a vertex more on the same line changes nothing", upright, bent, 0.5, 0, 0, 0.5},
		{"a vertex of one line on the other", level, bent, 0.25, 0.25, 0.25, 0.25},
		{"a line through a vertex of another", bent, rising, 0.125, 0.375, 0.375, 0.125},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := transfers(t, c.from, c.to)
			whole := geo.Snapshot{Zones: c.from}.AreaM2()
			got := [4]float64{m.Area("a", "a") / whole, m.Area("a", "b") / whole, m.Area("b", "a") / whole, m.Area("b", "b") / whole}
			for i, want := range [4]float64{c.aa, c.ab, c.ba, c.bb} {
				if math.Abs(got[i]-want) > 2e-4 { // the metres in a degree of longitude differ from south to north
					t.Errorf("got %.6f, want %.6f of %s", got[i], want, [4]string{"aa", "ab", "ba", "bb"}[i])
				}
			}
			conserves(t, c.from, c.to, m)
		})
	}
}

func TestGroundOutsideOneOfTheTwoIsTold(t *testing.T) {
	from, to := picture(1000, "ih"), picture(1000, "ihh")
	m := transfers(t, from, to)
	if got, want := m.OutsideM2(), to[2].AreaM2; math.Abs(got-want) > 1e-6 {
		t.Errorf("%.6f m² lie in one of the two alone, want %.6f", got, want)
	}
	if m.ChangedM2() != 0 {
		t.Errorf("%g m² changed hands, none did", m.ChangedM2())
	}
}

func TestTransfersOfNothing(t *testing.T) {
	m := transfers(t, nil, nil)
	if len(m.Controllers()) != 0 || m.ChangedM2() != 0 || m.OutsideM2() != 0 {
		t.Errorf("got %v", m)
	}
	zones := picture(1000, "ih")
	if got := transfers(t, nil, zones).OutsideM2(); math.Abs(got-geo.Snapshot{Zones: zones}.AreaM2()) > 1e-6 {
		t.Errorf("%.6f m² lie in the second alone", got)
	}
}

func TestTransfersAreRefused(t *testing.T) {
	square := picture(1000, "i")[0]
	wide := zoneOf("a", orb.Polygon{{{-60, 0}, {60, 0}, {60, 1}, {-60, 1}, {-60, 0}}})
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	cases := []struct {
		name     string
		ctx      context.Context
		from, to []geo.Zone
		kind     error
	}{
		{"zones that lie upon one another", t.Context(), []geo.Zone{square}, []geo.Zone{zoneOf("a", square.Polygon), zoneOf("b", square.Polygon)}, change.ErrOverlap},
		{"ground wider than the grid", t.Context(), []geo.Zone{square}, []geo.Zone{wide}, geo.ErrInvalid},
		{"a context that is over", cancelled, []geo.Zone{square}, nil, context.Canceled},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := change.Transfers(c.ctx, c.from, c.to); !errors.Is(err, c.kind) {
				t.Errorf("error %v, want kind %v", err, c.kind)
			}
		})
	}
}

// TestRingsMayWindEitherWay reverses every ring of one of the two.
func TestRingsMayWindEitherWay(t *testing.T) {
	from, to := picture(1000, "hhh hih hhh"), picture(1000, "ihh hhh hhi")
	want := transfers(t, from, to)
	for _, z := range to {
		z.Polygon[0].Reverse()
	}
	got := transfers(t, from, to)
	if math.Abs(got.ChangedM2()-want.ChangedM2()) > 1e-6 || math.Abs(got.Area(geo.HamasHeld, geo.IsraeliHeld)-want.Area(geo.HamasHeld, geo.IsraeliHeld)) > 1e-6 {
		t.Errorf("%.6f m² changed hands, want %.6f", got.ChangedM2(), want.ChangedM2())
	}
}
