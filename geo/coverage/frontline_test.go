package coverage_test

import (
	"context"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/coverage"
)

func zone(controller geo.ControllerID, valid geo.Interval, p orb.Polygon) geo.Zone {
	return geo.Zone{Label: stated(controller), Valid: valid, Polygon: p}
}

func TestFrontlines(t *testing.T) {
	west, east := square(34, 31, 34.5, 32)[0], square(34.5, 31, 35, 32)[0]
	up := orb.MultiLineString{{{34.5, 31}, {34.5, 32}}}
	down := orb.MultiLineString{{{34.5, 32}, {34.5, 31}}}
	frame, island := square(34, 31, 35, 32)[0], square(34.4, 31.4, 34.6, 31.6)[0]
	hole := island[0].Clone()
	hole.Reverse()
	tests := []struct {
		name  string
		zones []geo.Zone
		want  []geo.Frontline
	}{
		{"no zones have none", nil, nil},
		{"zones of one controller have none between them", []geo.Zone{zone("a", from(1, 0), west), zone("a", from(1, 0), east)}, nil},
		{
			"the first in the alphabet is on the left: it lies west, the line runs north",
			[]geo.Zone{zone("a", from(1, 0), west), zone("b", from(1, 0), east)},
			[]geo.Frontline{{A: "a", B: "b", Valid: from(1, 0), Line: up}},
		},
		{
			"the first in the alphabet is on the left: it lies east, the line runs south",
			[]geo.Zone{zone("b", from(1, 0), west), zone("a", from(1, 0), east)},
			[]geo.Frontline{{A: "a", B: "b", Valid: from(1, 0), Line: down}},
		},
		{
			"a frontline holds while both zones do",
			[]geo.Zone{zone("a", from(1, 5), west), zone("b", from(3, 0), east)},
			[]geo.Frontline{{A: "a", B: "b", Valid: from(3, 5), Line: up}},
		},
		{
			"rows that follow one another with the same edge make one frontline",
			[]geo.Zone{zone("a", from(1, 3), west), zone("a", from(3, 0), west), zone("b", from(1, 0), east)},
			[]geo.Frontline{{A: "a", B: "b", Valid: from(1, 0), Line: up}},
		},
		{
			"sides that change make another",
			[]geo.Zone{zone("a", from(1, 3), west), zone("c", from(3, 0), west), zone("b", from(1, 0), east)},
			[]geo.Frontline{{A: "a", B: "b", Valid: from(1, 3), Line: up}, {A: "b", B: "c", Valid: from(3, 0), Line: down}},
		},
		{
			"an island has a closed line around it",
			[]geo.Zone{zone("a", from(1, 0), orb.Polygon{frame[0], hole}), zone("b", from(1, 0), island)},
			[]geo.Frontline{{A: "a", B: "b", Valid: from(1, 0), Line: orb.MultiLineString{{
				{34.4, 31.4}, {34.4, 31.6}, {34.6, 31.6}, {34.6, 31.4}, {34.4, 31.4},
			}}}},
		},
		{
			"lines end where a third zone meets them",
			[]geo.Zone{
				zone("a", from(1, 0), orb.Polygon{{{34, 31}, {34.5, 31}, {34.5, 31.5}, {34.5, 32}, {34, 32}, {34, 31}}}),
				zone("b", from(1, 0), square(34.5, 31, 35, 31.5)[0]), zone("c", from(1, 0), square(34.5, 31.5, 35, 32)[0]),
			},
			[]geo.Frontline{
				{A: "a", B: "b", Valid: from(1, 0), Line: orb.MultiLineString{{{34.5, 31}, {34.5, 31.5}}}},
				{A: "a", B: "c", Valid: from(1, 0), Line: orb.MultiLineString{{{34.5, 31.5}, {34.5, 32}}}},
				{A: "b", B: "c", Valid: from(1, 0), Line: orb.MultiLineString{{{35, 31.5}, {34.5, 31.5}}}},
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := coverage.Frontlines(test.zones)
			if len(test.want) == 0 && len(got) == 0 {
				return
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestFrontlinesAreTheEdgesBetweenControllers compares them, at every state, with the edges of its faces.
func TestFrontlinesAreTheEdgesBetweenControllers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		states, err := coverage.Fold(context.Background(), s.outline(t), drawUpdates(t, s), nil)
		if err != nil {
			t.Fatal(err)
		}
		zones, _ := coverage.Identify(states, nil, 1)
		lines := coverage.Frontlines(zones)
		for _, state := range states {
			got := make(map[[2]orb.Point][2]geo.ControllerID)
			for _, f := range lines {
				if !f.Valid.Contains(state.From) {
					continue
				}
				for _, l := range f.Line {
					for i := 1; i < len(l); i++ {
						got[[2]orb.Point{l[i-1], l[i]}] = [2]geo.ControllerID{f.A, f.B}
					}
				}
			}
			if diff := cmp.Diff(edgesBetween(state.Coverage), got); diff != "" {
				t.Fatalf("at %v: %s", state.From, diff)
			}
		}
	})
}

// edgesBetween returns the edges between controllers by pairs of faces, with the lesser controller on the left.
func edgesBetween(c *coverage.Coverage) map[[2]orb.Point][2]geo.ControllerID {
	left := make(map[[2]orb.Point]geo.ControllerID)
	for _, f := range c.Faces() {
		for _, r := range f.Polygon {
			for i := 1; i < len(r); i++ {
				left[[2]orb.Point{r[i-1], r[i]}] = f.Label.Controller
			}
		}
	}
	between := make(map[[2]orb.Point][2]geo.ControllerID)
	for edge, a := range left {
		if b := left[[2]orb.Point{edge[1], edge[0]}]; b != "" && a < b {
			between[edge] = [2]geo.ControllerID{a, b}
		}
	}
	return between
}

func TestFrontlinesOfARevisionAddUpToThoseOfItsSnapshots(t *testing.T) {
	states := fold(t, painted(1, from(2, 0), "a", 0, 0.5), painted(2, from(4, 6), "b", 0.3, 0.7), painted(3, from(5, 0), "a", 0.5, 0.6))
	zones, _ := coverage.Identify(states, nil, 1)
	all := coverage.Frontlines(zones)
	for _, state := range states {
		var whole, single float64
		for _, f := range all {
			if f.Valid.Contains(state.From) {
				whole += degreesLong(f.Line)
			}
		}
		for _, f := range coverage.Frontlines(at(zones, state.From)) {
			if f.Valid.Contains(state.From) {
				single += degreesLong(f.Line)
			}
		}
		if math.Abs(whole-single) > 1e-9 || whole == 0 {
			t.Errorf("at %v the revision has %g degrees, the snapshot %g", state.From, whole, single)
		}
	}
}

func degreesLong(m orb.MultiLineString) float64 {
	var sum float64
	for _, l := range m {
		for i := 1; i < len(l); i++ {
			sum += math.Hypot(l[i][0]-l[i-1][0], l[i][1]-l[i-1][1])
		}
	}
	return sum
}
