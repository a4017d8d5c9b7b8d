package repair_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/internal/geos"
	"splitline/internal/ingest/repair"
	"splitline/internal/ingest/report"
)

func run(t interface{ Fatal(...any) }, polygons ...orb.Polygon) (orb.MultiPolygon, report.Report) {
	var r report.Report
	made, err := repair.Polygons(polygons, report.NewLog(&r, "test.geojson").About("feature 0"))
	if err != nil {
		t.Fatal(err)
	}
	return made, r
}

// grid returns points in steps of a hundredth of a degree.
func grid(coordinates ...float64) orb.Ring {
	var ring orb.Ring
	for i := 0; i < len(coordinates); i += 2 {
		ring = append(ring, orb.Point{coordinates[i] / 100, coordinates[i+1] / 100})
	}
	return ring
}

func TestPolygons(t *testing.T) {
	square := grid(0, 0, 2, 0, 2, 2, 0, 2, 0, 0)
	hole := grid(0.5, 0.5, 0.5, 1.5, 1.5, 1.5, 1.5, 0.5, 0.5, 0.5)
	cases := []struct {
		name  string
		given []orb.Polygon
		// area is in squared hundredths of a degree.
		polygons int
		area     float64
		rules    []report.Rule
	}{
		{"a valid square is left alone", []orb.Polygon{{square}}, 1, 4, nil},
		{"a valid square with a hole is left alone", []orb.Polygon{{square, hole}}, 1, 3, nil},
		{"a clockwise ring is turned", []orb.Polygon{{grid(0, 0, 0, 2, 2, 2, 2, 0, 0, 0)}}, 1, 4, []report.Rule{report.RuleWinding}},
		{"a counter-clockwise hole is turned", []orb.Polygon{{square, grid(0.5, 0.5, 1.5, 0.5, 1.5, 1.5, 0.5, 1.5, 0.5, 0.5)}}, 1, 3, []report.Rule{report.RuleWinding}},
		{"an open ring is closed", []orb.Polygon{{grid(0, 0, 2, 0, 2, 2, 0, 2)}}, 1, 4, []report.Rule{report.RuleClosure}},
		{"repeated points are dropped", []orb.Polygon{{grid(0, 0, 2, 0, 2, 0, 2, 0, 2, 2, 0, 2, 0, 2, 0, 0)}}, 1, 4, []report.Rule{report.RuleDuplicate}},
		{"a bow tie is taken apart", []orb.Polygon{{grid(0, 0, 2, 2, 2, 0, 0, 2, 0, 0)}}, 2, 2, []report.Rule{report.RuleCrossing}},
		{"a spike is cut off", []orb.Polygon{{grid(0, 0, 2, 0, 2, 2, 2, 3, 2, 2, 0, 2, 0, 0)}}, 1, 4, []report.Rule{report.RuleCrossing}},
		{"a ring that runs back on itself along a straight edge is straightened", []orb.Polygon{{grid(0, 4, 0, 0, 2, 8, 11, 9, 10, 12, 8, 12, 0, 10, 0, 3)}}, 1, 38, []report.Rule{report.RuleClosure, report.RuleCrossing}},
		{"a hole that crosses its outer ring at vertices of both leaves what is in one of them", []orb.Polygon{{grid(0, 0, 2, 0, 2, 1, 2, 2, 1, 2, 0, 2, 0, 0), grid(2, 1, 1, 1, 1, 2, 3, 3, 2, 1)}}, 2, 4, []report.Rule{report.RuleCrossing}},
		{"a hole outside its outer ring is ground of its own", []orb.Polygon{{square, grid(5, 5, 5, 6, 6, 6, 6, 5, 5, 5)}}, 2, 5, []report.Rule{report.RuleCrossing}},
		{"polygons of one feature that overlap are united", []orb.Polygon{{square}, {grid(1, 1, 3, 1, 3, 3, 1, 3, 1, 1)}}, 1, 7, []report.Rule{report.RuleCrossing}},
		{"polygons of one feature that touch at a point stay two", []orb.Polygon{{square}, {grid(2, 2, 3, 2, 3, 3, 2, 3, 2, 2)}}, 2, 5, nil},
		{"a ring of two points is dropped", []orb.Polygon{{square}, {grid(5, 5, 6, 6, 5, 5)}}, 1, 4, []report.Rule{report.RuleDegenerate}},
		{"a ring of one point is dropped", []orb.Polygon{{square}, {grid(5, 5, 5, 5, 5, 5, 5, 5)}}, 1, 4, []report.Rule{report.RuleDegenerate, report.RuleDuplicate}},
		{"a ring without points is dropped", []orb.Polygon{{square}, {nil}}, 1, 4, []report.Rule{report.RuleDegenerate}},
		{"a ring whose points lie on one line is dropped", []orb.Polygon{{square}, {grid(5, 5, 6, 6, 8, 8, 7, 7, 5, 5)}}, 1, 4, []report.Rule{report.RuleDegenerate}},
		{"a hole of no area is dropped, its polygon stays", []orb.Polygon{{square, grid(1, 1, 1.5, 1.5, 1, 1)}}, 1, 4, []report.Rule{report.RuleDegenerate}},
		{"a hole that crosses its outer ring is outside where it is outside", []orb.Polygon{{square, grid(1, 0.5, 1, 1.5, 3, 1.5, 3, 0.5, 1, 0.5)}}, 2, 4, []report.Rule{report.RuleCrossing}},
		{"a ring that runs back on itself is dropped", []orb.Polygon{{grid(0, 0, 1, 1, 0, 1, 1, 1, 0, 0)}}, 0, 0, []report.Rule{report.RuleDegenerate}},
		{"a polygon without rings is nothing", []orb.Polygon{{}}, 0, 0, nil},
		{"nothing is nothing", nil, 0, 0, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			made, r := run(t, c.given...)
			if len(made) != c.polygons || math.Abs(squareDegrees(made)*1e4-c.area) > 1e-3 {
				t.Errorf("%d polygons of area %g, want %d of %g: %v", len(made), squareDegrees(made)*1e4, c.polygons, c.area, made)
			}
			var rules []report.Rule
			for _, e := range r.Entries {
				rules = append(rules, e.Rule)
				if e.File != "test.geojson" || e.Feature != "feature 0" || e.Outcome == report.Refused {
					t.Errorf("entry %v", e)
				}
			}
			if diff := cmp.Diff(c.rules, rules); diff != "" {
				t.Errorf("reported (-want +got):\n%s", diff)
			}
		})
	}
}

func TestACrossingIsNamedByItsPlace(t *testing.T) {
	_, r := run(t, orb.Polygon{grid(0, 0, 2, 2, 2, 0, 0, 2, 0, 0)})
	if len(r.Entries) != 1 || r.Entries[0].Where == nil || *r.Entries[0].Where != (orb.Point{0.01, 0.01}) {
		t.Fatalf("reported %v", r.Entries)
	}
	if line := r.Entries[0].String(); !strings.Contains(line, "edges cross or touch at 1 place") || !strings.Contains(line, "at 0.01000, 0.01000") {
		t.Errorf("line %q", line)
	}
}

func TestAPolygonOverHalfTheEarthIsRefused(t *testing.T) {
	var r report.Report
	wide := orb.Polygon{{{-170, 0}, {170, 0}, {0, 80}, {-170, 0}}}
	if _, err := repair.Polygons(orb.MultiPolygon{wide}, report.NewLog(&r, "test.geojson")); !errors.Is(err, geo.ErrInvalid) {
		t.Errorf("error %v, want kind ErrInvalid", err)
	}
}

func TestTheInputIsNotChanged(t *testing.T) {
	given := orb.MultiPolygon{{grid(0, 0, 0, 2, 2, 2, 2, 2, 2, 0)}}
	before := given.Clone()
	run(t, given...)
	if diff := cmp.Diff(before, given); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAValidPolygonKeepsEveryDigit(t *testing.T) {
	given := orb.Polygon{{{34.49250559612345, 31.59314541412345}, {34.5, 31.59314541412345}, {34.5, 31.6}, {34.49250559612345, 31.59314541412345}}}
	made, r := run(t, given)
	if diff := cmp.Diff(orb.MultiPolygon{given}, made); diff != "" || len(r.Entries) != 0 {
		t.Errorf("reported %v (-want +got):\n%s", r.Entries, diff)
	}
}

// TestRepairedIsValid draws rings that cross themselves and one another at random: what comes out is valid for GEOS, has
// every point that the rings of a polygon go round an odd number of times and no other, and repairing it again changes
// nothing.
func TestRepairedIsValid(t *testing.T) {
	g, err := geos.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	}()
	ctx := t.Context()
	rapid.Check(t, func(t *rapid.T) {
		given := drawPolygons(t)
		made, _ := run(t, given...)
		if len(made) > 0 {
			if valid, fault, err := g.IsValid(ctx, made); err != nil || !valid {
				t.Fatalf("%v is not valid: %v, %v", made, fault, err)
			}
		}
		for range 20 {
			// The offset is no multiple of any slope of the lattice, so that no point lies on an edge.
			x, y := rapid.IntRange(0, 119).Draw(t, "sample x"), rapid.IntRange(0, 119).Draw(t, "sample y")
			p := orb.Point{(float64(x) + 0.41421) / 1000, (float64(y) + 0.73205) / 1000}
			if got, want := planar.MultiPolygonContains(made, p), enclosed(given, p); got != want {
				t.Fatalf("%v is inside %t, want %t", p, got, want)
			}
		}
		again, r := run(t, made...)
		if diff := cmp.Diff(made, again); diff != "" || len(r.Entries) != 0 {
			t.Fatalf("repaired again: %v (-want +got):\n%s", r.Entries, diff)
		}
	})
}

// drawPolygons draws up to three polygons of up to three rings on a lattice. Most are one ring.
func drawPolygons(t *rapid.T) orb.MultiPolygon {
	few := rapid.SampledFrom([]int{1, 1, 1, 2, 3})
	var polygons orb.MultiPolygon
	for range few.Draw(t, "polygons") {
		var polygon orb.Polygon
		for range few.Draw(t, "rings") {
			var ring orb.Ring
			for range rapid.IntRange(3, 9).Draw(t, "points") {
				x, y := rapid.IntRange(0, 12).Draw(t, "x"), rapid.IntRange(0, 12).Draw(t, "y")
				ring = append(ring, orb.Point{float64(x) / 100, float64(y) / 100})
			}
			polygon = append(polygon, ring)
		}
		polygons = append(polygons, polygon)
	}
	return polygons
}

// enclosed reports whether the rings of a polygon go round a point an odd number of times. A polygon whose outer ring
// encloses nothing is dropped with its holes.
func enclosed(polygons orb.MultiPolygon, p orb.Point) bool {
	for _, polygon := range polygons {
		odd := false
		for _, ring := range polygon {
			odd = odd != oddRound(ring, p)
		}
		if odd && !onOneLine(polygon[0]) {
			return true
		}
	}
	return false
}

// onOneLine reports whether all points of a ring on the lattice lie on one line.
func onOneLine(ring orb.Ring) bool {
	for i := range ring {
		for j := range ring[:i] {
			for _, p := range ring[:j] {
				a, b := ring[i], ring[j]
				if math.Abs((b[0]-a[0])*(p[1]-a[1])-(b[1]-a[1])*(p[0]-a[0])) > 1e-8 {
					return false
				}
			}
		}
	}
	return true
}

// oddRound reports whether a line from the point to the east crosses the ring an odd number of times.
func oddRound(ring orb.Ring, p orb.Point) bool {
	odd := false
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
			odd = !odd
		}
	}
	return odd
}

// squareDegrees returns the planar area of polygons.
func squareDegrees(m orb.MultiPolygon) float64 { return (&geos.Metric{}).Area(m) }

func TestMiddle(t *testing.T) {
	got := repair.Middle(orb.MultiPolygon{{grid(0, 0, 2, 0, 2, 2, 0, 2, 0, 0)}})
	if x, y := geo.ToGrid(*got); x != 100000 || y != 100000 {
		t.Errorf("middle %v, want 0.01, 0.01", *got)
	}
}
