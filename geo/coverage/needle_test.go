package coverage_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
)

// units closes a list of corners in grid units from (34.4, 31.4).
func units(corners ...[2]int64) orb.MultiPolygon {
	var r orb.Ring
	for _, c := range corners {
		r = append(r, geo.FromGrid(344000000+c[0], 314000000+c[1]))
	}
	return orb.MultiPolygon{{append(r, r[0])}}
}

// needles are outlines that go to and fro through the same pixels, each with a paint whose corners lie in some of those.
var needles = []struct {
	name    string
	outline orb.MultiPolygon
	area    orb.MultiPolygon
	// tip is a corner of the outline, and lost how many units it then is from the nearest vertex of a zone at least.
	tip  orb.Point
	lost float64
}{
	{
		"a paint of ten centimetres at the tip of a corner of six degrees",
		orb.MultiPolygon{{{{34.214162278, 31.53}, {34.209418861, 31.576201054}, {34.209418861, 31.483798946}, {34.214162278, 31.53}}}},
		orb.MultiPolygon{{{{34.209419554, 31.483803176}, {34.209418732, 31.483808372}, {34.209418732, 31.483797979}, {34.209419554, 31.483803176}}}},
		orb.Point{34.2094189, 31.4837989},
		2.5,
	},
	{
		"a paint across the tip of a corner of a thousandth",
		units([2]int64{0, 0}, [2]int64{1000, 0}, [2]int64{1000, 1}), units([2]int64{600, -100}, [2]int64{300, 0}, [2]int64{600, 100}),
		geo.FromGrid(344000000, 314000000), 300,
	},
	{
		"a paint across the end of a notch",
		units([2]int64{-500, -500}, [2]int64{1000, -500}, [2]int64{1000, 0}, [2]int64{0, 0}, [2]int64{1000, 1}, [2]int64{1000, 500}, [2]int64{-500, 500}),
		units([2]int64{200, -100}, [2]int64{300, 0}, [2]int64{200, 100}),
		geo.FromGrid(344000000, 314000000), 199,
	},
	{
		"a paint on three lines at once that nothing keeps apart",
		units([2]int64{-45000, -50000}, [2]int64{100000, -50000}, [2]int64{100000, -6}, [2]int64{0, 0}, [2]int64{90000, -2}, [2]int64{-45000, 2}),
		units([2]int64{7000, 0}, [2]int64{8000, 0}, [2]int64{7500, -5000}),
		geo.FromGrid(344000000, 314000000), 0.9,
	},
	{
		"a paint on three lines at once",
		units([2]int64{-45000, -50000}, [2]int64{100000, -50000}, [2]int64{100000, 10000}, [2]int64{0, 0}, [2]int64{90000, 9002}, [2]int64{-45000, -4500}),
		units([2]int64{5006, 501}, [2]int64{5016, 502}, [2]int64{6000, -5000}),
		geo.FromGrid(344000000, 314000000), 0,
	},
	{
		"a paint across a tip whose sides pass different pixels",
		units([2]int64{0, 0}, [2]int64{1000, 300}, [2]int64{1000, 301}), units([2]int64{600, 0}, [2]int64{400, 120}, [2]int64{600, 500}),
		geo.FromGrid(344000000, 314000000), 0,
	},
}

func TestANeedleOfTheOutlineMayFallTogether(t *testing.T) {
	for _, test := range needles {
		t.Run(test.name, func(t *testing.T) {
			update := geo.Update{ID: 1, Kind: geo.Paint, Areas: []geo.Area{{Name: "it", Controller: "a", Geometry: test.area}}}
			states, err := coverage.Fold(context.Background(), test.outline, []geo.Update{update}, nil)
			if err != nil {
				t.Fatal(err)
			}
			painted := states[len(states)-1].Coverage
			if lost := missing(painted, test.tip); lost < test.lost || test.lost == 0 && lost > 0 {
				t.Errorf("the nearest vertex is %.1f units from the tip", lost)
			}
			if again, err := painted.Paint([]coverage.Area{{Name: "it", Label: stated("a"), Geometry: test.area}}); err != nil || again.Check() != nil {
				t.Errorf("painted again: %v, %v", err, again.Check())
			}
			if fresh, err := painted.Replace(nil, stated("b")); err != nil || missing(fresh, test.tip) > 0 {
				t.Errorf("a replace does not bring back the tip: %v", err)
			}
		})
	}
}

// missing is how many grid units a place is from the nearest vertex.
func missing(c *coverage.Coverage, place orb.Point) float64 {
	least := math.Inf(1)
	for _, f := range c.Faces() {
		for _, r := range f.Polygon {
			for _, p := range r {
				least = min(least, math.Hypot(p[0]-place[0], p[1]-place[1])*geo.GridPerDegree)
			}
		}
	}
	return least
}

// TestATipThatDidNotFallTogetherMustBeThere cuts a corner of six degrees at a place where its sides do not share a pixel.
func TestATipThatDidNotFallTogetherMustBeThere(t *testing.T) {
	outline := units([2]int64{0, 0}, [2]int64{1000, 0}, [2]int64{1000, 100})
	zone := func(corners ...[2]int64) []geo.Zone { return []geo.Zone{{ID: 1, Polygon: units(corners...)[0]}} }
	if err := coverage.CheckSnapshot(outline, zone([2]int64{0, 0}, [2]int64{1000, 0}, [2]int64{1000, 100})); err != nil {
		t.Fatal(err)
	}
	if err := coverage.CheckSnapshot(outline, zone([2]int64{4, 0}, [2]int64{1000, 0}, [2]int64{1000, 100})); err != nil {
		t.Errorf("a tip through whose pixels both sides pass: %v", err)
	}
	for name, zones := range map[string][]geo.Zone{
		"cut across":        zone([2]int64{50, 0}, [2]int64{1000, 0}, [2]int64{1000, 100}, [2]int64{50, 5}),
		"cut to one side":   zone([2]int64{50, 0}, [2]int64{1000, 0}, [2]int64{1000, 100}),
		"cut to the other":  zone([2]int64{1000, 0}, [2]int64{1000, 100}, [2]int64{50, 5}),
		"cut to the middle": zone([2]int64{50, 2}, [2]int64{1000, 0}, [2]int64{1000, 100}),
	} {
		if err := coverage.CheckSnapshot(outline, zones); !errors.Is(err, coverage.ErrBroken) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
