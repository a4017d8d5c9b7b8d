package change_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/change"
)

// told writes events of one holder as "kind [before]>[after] cells", an event a line.
func told(events []change.Event, holder geo.ControllerID, cellKm2 float64) []string {
	var lines []string
	for _, e := range events {
		if e.Holder == geo.SideID(holder) {
			lines = append(lines, fmt.Sprintf("%s %v>%v %.2f", e.Event, e.FromParts, e.ToParts, e.AreaKm2/cellKm2))
		}
	}
	return lines
}

func TestEventsOfPictures(t *testing.T) {
	m := utm(t)
	cases := []struct {
		name, from, to string
		want           []string // of the Israeli-held parts
	}{
		{"a part that stays is stable", "iih iih", "iih iih", []string{"stable [1]>[1] 4.00"}},
		{"a part that grows expands", "iihh iihh", "iiih iihh", []string{"expansion [1]>[1] 1.00"}},
		{"a part that shrinks contracts", "iihh iihh", "iihh ihhh", []string{"contraction [1]>[1] 1.00"}},
		{"a part that gains two cells and loses one expands by two", "iihh iihh iihh", "iiih iiih ihhh", []string{"expansion [1]>[1] 2.00"}},
		{"a part that is new is generated", "iihh iihh", "iihi iihh", []string{"stable [1]>[1] 4.00", "generation []>[2] 1.00"}},
		{"a part that goes disappears", "iihi iihh", "iihh iihh", []string{"stable [1]>[1] 4.00", "disappearance [2]>[] 1.00"}},
		{"two parts that a corridor joins are a union", "iihi iihi", "iihi iiii", []string{"union [1 2]>[1] 2.00"}},
		{"a part that a corridor cuts is a division", "iihi iiii", "iihi iihi", []string{"division [1]>[1 2] 2.00"}},
		{"two parts that exchange ground are both", "iiihi iiihi", "ihiii ihiii", []string{"both [1 2]>[1 2] 2.00"}},
		{"a part that moves on by all its ground disappears and is generated", "ihhhh ihhhh", "hhhhi hhhhi", []string{"generation []>[1] 2.00", "disappearance [1]>[] 2.00"}},
		{"a holder that comes is generated", "hhh hhh", "hhi hhh", []string{"generation []>[1] 1.00"}},
		{"a holder that goes disappears", "hhi hhh", "hhh hhh", []string{"disappearance [1]>[] 1.00"}},
		{"parts that touch at a corner are two", "ih hi", "ii hi", []string{"union [1 2]>[1] 1.00"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			from := picture(1000, c.from)
			a := compare(t, step(from, picture(1000, c.to)), m)
			if diff := cmp.Diff(c.want, told(a.Events, geo.IsraeliHeld, from[0].AreaM2/1e6)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestEventsBackwards holds that each event has its opposite when time runs backwards.
func TestEventsBackwards(t *testing.T) {
	m := utm(t)
	opposite := map[change.Kind]change.Kind{
		change.Stable: change.Stable, change.Expansion: change.Contraction, change.Contraction: change.Expansion,
		change.Generation: change.Disappearance, change.Disappearance: change.Generation,
		change.Union: change.Division, change.Division: change.Union, change.Both: change.Both,
	}
	pictures := []string{"iihhi iihhi hhhhi", "iiihi iihhh ihhhi", "hhhhh iiiii hhhhi", "ihihi iiiii hhhhh"}
	for _, p := range pictures {
		for _, q := range pictures {
			forth := compare(t, step(picture(1000, p), picture(1000, q)), m).Events
			back := compare(t, step(picture(1000, q), picture(1000, p)), m).Events
			count := make(map[change.Kind]int)
			for _, e := range forth {
				count[opposite[e.Event]]++
			}
			for _, e := range back {
				count[e.Event]--
			}
			for kind, n := range count {
				if n != 0 {
					t.Errorf("%s to %s: %d more %s than backwards", p, q, n, kind)
				}
			}
		}
	}
}

// TestAnEventIsPlacedOnItsGround holds the places against the letters of the pictures.
func TestAnEventIsPlacedOnItsGround(t *testing.T) {
	m := utm(t)
	cases := []struct {
		name, from, to string
		event          change.Kind
		column, row    int // of the cell, from the west and from the north
	}{
		{"expansion lies on the ground gained", "iihh iihh", "iiih iihh", change.Expansion, 2, 0},
		{"contraction lies on the ground lost", "iihh iihh", "iihh ihhh", change.Contraction, 1, 1},
		{"generation lies in the new part", "iihh iihh", "iihi iihh", change.Generation, 3, 0},
		{"disappearance lies in the part that was", "iihi iihh", "iihh iihh", change.Disappearance, 3, 0},
		{"union lies in the corridor, not on larger ground gained", "hhhhh iihhh iihih iihih", "iihhh iihhh iihih iiiih", change.Union, 2, 3},
		{"division lies in the corridor, not on larger ground lost", "iihhh iihhh iihih iiiih", "hhhhh iihhh iihih iihih", change.Division, 2, 3},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := compare(t, step(picture(1000, c.from), picture(1000, c.to)), m)
			rows := len(strings.Fields(c.from))
			low, high := spot(float64(c.column)*1000, float64(rows-1-c.row)*1000), spot(float64(c.column+1)*1000, float64(rows-c.row)*1000)
			for _, e := range a.Events {
				if e.Holder != geo.SideID(geo.IsraeliHeld) || e.Event != c.event {
					continue
				}
				at := orb.Point{*e.Lon, *e.Lat}
				if !(orb.Bound{Min: low, Max: high}).Contains(at) {
					t.Errorf("%s is placed at %v, which is not in the cell from %v to %v", e.Event, at, low, high)
				}
				return
			}
			t.Errorf("there is no %s among %v", c.event, told(a.Events, geo.IsraeliHeld, 1))
		})
	}
}

// TestLessThanAMinimumMappingUnitIsStable moves a front by little.
func TestLessThanAMinimumMappingUnitIsStable(t *testing.T) {
	m := utm(t)
	halves := func(front float64) []geo.Zone {
		return []geo.Zone{
			zone(geo.IsraeliHeld, spot(0, 0), spot(front, 0), spot(front, 4000), spot(0, 4000)),
			zone(geo.HamasHeld, spot(front, 0), spot(4000, 0), spot(4000, 4000), spot(front, 4000)),
		}
	}
	for _, c := range []struct {
		moved float64
		want  change.Kind
	}{{0, change.Stable}, {60, change.Stable}, {65, change.Expansion}, {-60, change.Stable}, {-65, change.Contraction}} {
		a := compare(t, step(halves(2000), halves(2000+c.moved)), m) // 4 km of front: 62.5 m make 0.25 km²
		if a.Events[0].Event != c.want {
			t.Errorf("moved by %g m: %s, want %s", c.moved, a.Events[0].Event, c.want)
		}
		if got, want := a.Events[0].AreaKm2, 4*math.Abs(c.moved)/1000; c.want != change.Stable && math.Abs(got-want) > 0.005*want {
			t.Errorf("moved by %g m: %.4f km², want %.4f", c.moved, got, want)
		}
	}
}
