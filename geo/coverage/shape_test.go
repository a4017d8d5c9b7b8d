package coverage_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
)

// rings says how many rings each face has, by where the faces begin, with the controller's first letter.
func rings(c *coverage.Coverage) []string {
	var s []string
	for _, f := range c.Faces() {
		s = append(s, string(f.Label.Controller[0])+string(rune('0'+len(f.Polygon))))
	}
	return s
}

// ring closes a list of corners in tenths of a degree from (34, 31).
func ring(corners ...[2]float64) orb.Ring {
	var r orb.Ring
	for _, c := range corners {
		r = append(r, orb.Point{34 + c[0]/10, 31 + c[1]/10})
	}
	return append(r, r[0])
}

func TestShapes(t *testing.T) {
	box := func(w, s, e, n float64) orb.Ring {
		return ring([2]float64{w, s}, [2]float64{e, s}, [2]float64{e, n}, [2]float64{w, n})
	}
	area := func(controller geo.ControllerID, polygons ...orb.Polygon) coverage.Area {
		return coverage.Area{Name: string(controller), Label: stated(controller), Geometry: polygons}
	}
	tests := []struct {
		name  string
		areas []coverage.Area // painted one after the other
		want  []string        // u: unassigned; the number of rings
	}{
		{"no area changes nothing", nil, []string{"u1"}},
		{"an area without a polygon changes nothing", []coverage.Area{area("a")}, []string{"u1"}},
		{"an area outside changes nothing", []coverage.Area{area("a", orb.Polygon{box(20, 20, 30, 30)})}, []string{"u1"}},
		{"an area around everything takes everything", []coverage.Area{area("a", orb.Polygon{box(-1, -1, 11, 11)})}, []string{"a1"}},
		{"an island makes a hole", []coverage.Area{area("a", orb.Polygon{box(2, 2, 4, 4)})}, []string{"u2", "a1"}},
		{
			"an island inside an island",
			[]coverage.Area{area("a", orb.Polygon{box(2, 2, 8, 8)}), area("b", orb.Polygon{box(4, 4, 6, 6)})},
			[]string{"u2", "a2", "b1"},
		},
		{"a hole stays with the neighbour", []coverage.Area{area("a", orb.Polygon{box(2, 2, 8, 8), box(4, 4, 6, 6)})}, []string{"u2", "a2", "u1"}},
		{
			"zones that touch at a point are two",
			[]coverage.Area{area("a", orb.Polygon{box(1, 1, 3, 3)}, orb.Polygon{box(3, 3, 5, 5)})},
			[]string{"u3", "a1", "a1"},
		},
		{
			"a ring that passes a vertex twice is two zones",
			[]coverage.Area{area("a", orb.Polygon{ring([2]float64{1, 1}, [2]float64{5, 5}, [2]float64{5, 1}, [2]float64{1, 5})})},
			[]string{"u3", "a1", "a1"},
		},
		{
			"a hole that touches the edge at a point leaves one zone",
			[]coverage.Area{area("a", orb.Polygon{ring([2]float64{0, 5}, [2]float64{3, 4}, [2]float64{3, 6})})},
			[]string{"u2", "a1"},
		},
		{
			"a hole that touches the edge at two points cuts the zone",
			[]coverage.Area{area("a", orb.Polygon{ring([2]float64{0, 5}, [2]float64{5, 4}, [2]float64{10, 5}, [2]float64{5, 6})})},
			[]string{"u1", "a1", "u1"},
		},
		{"a polygon that overlaps another of its area is united", []coverage.Area{area("a", orb.Polygon{box(1, 1, 4, 4)}, orb.Polygon{box(3, 3, 6, 6)})}, []string{"u2", "a1"}},
		{"neighbours of one label are one", []coverage.Area{area("a", orb.Polygon{box(1, 1, 4, 4)}), area("a", orb.Polygon{box(4, 1, 6, 4)})}, []string{"u2", "a1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c, err := coverage.New(square(34, 31, 35, 32), coverage.Unassigned())
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range test.areas {
				if c, err = c.Paint([]coverage.Area{a}); err != nil {
					t.Fatal(err)
				}
			}
			if err := c.Check(); err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(test.want, rings(c)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAreasOfOneCallThatOverlap(t *testing.T) {
	const unit = 1 / geo.GridPerDegree
	c, err := coverage.New(square(34, 31, 35, 32), coverage.Unassigned())
	if err != nil {
		t.Fatal(err)
	}
	paint := func(controller geo.ControllerID, west float64) error {
		_, err := c.Paint([]coverage.Area{
			{Name: "first", Label: stated("a"), Geometry: square(34.1, 31, 34.5, 32)},
			{Name: "second", Label: stated(controller), Geometry: square(west, 31, 34.9, 32)},
		})
		return err
	}
	if err := paint("a", 34.3); err != nil {
		t.Errorf("areas of one controller are not united: %v", err)
	}
	if err := paint("b", 34.5-2*unit); err != nil {
		t.Errorf("an overlap as wide as rounding is refused: %v", err)
	}
	for _, west := range []float64{34.3, 34.5 - 10*unit} {
		err := paint("b", west)
		var overlap *coverage.OverlapError
		if !errors.As(err, &overlap) || !errors.Is(err, geo.ErrInvalid) {
			t.Fatalf("got %v", err)
		}
		if overlap.A != "first" || overlap.B != "second" || overlap.ControllerA != "a" || overlap.ControllerB != "b" {
			t.Errorf("got %+v", overlap)
		}
		if p := overlap.Place; p[0] < west-unit || p[0] > 34.5+unit || p[1] < 31 || p[1] > 32 {
			t.Errorf("the overlap is not at %v", p)
		}
	}
}

func TestWhatCannotBeCovered(t *testing.T) {
	nowhere := orb.MultiPolygon{{{{34, 31}, {35, 31}, {34, 31}}}}
	needle := orb.MultiPolygon{{{{34, 31}, {35, 31}, {35, 31.5}, {36, 31.5}, {35, 31.5 + 1e-9}, {35, 32}, {34, 32}, {34, 31}}}}
	for name, outline := range map[string]orb.MultiPolygon{
		"no polygon": nil, "no ground": nowhere, "wider than half the world": square(-100, 0, 100, 10),
		"not a number": {{{{math.NaN(), 31}, {35, 31}, {35, 32}}}}, "a needle": needle,
	} {
		if _, err := coverage.New(outline, coverage.Unassigned()); !errors.Is(err, geo.ErrInvalid) {
			t.Errorf("an outline with %s: got %v", name, err)
		}
	}
	c, err := coverage.New(square(34, 31, 35, 32), coverage.Unassigned())
	if err != nil {
		t.Fatal(err)
	}
	for name, area := range map[string]orb.MultiPolygon{
		"far away": square(120, 31, 121, 32), "not a number": {{{{34, math.Inf(1)}, {35, 31}, {35, 32}}}},
	} {
		if _, err := c.Paint([]coverage.Area{{Name: "it", Geometry: area}}); !errors.Is(err, geo.ErrInvalid) {
			t.Errorf("an area %s: got %v", name, err)
		}
	}
}

func TestFacesThatAPaintDoesNotTouchAreShared(t *testing.T) {
	c, err := coverage.New(square(34, 31, 35, 32), coverage.Unassigned())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []coverage.Area{
		{Name: "east", Label: stated("a"), Geometry: square(34.5, 31, 35, 32)},
		{Name: "west", Label: stated("b"), Geometry: square(34.1, 31.1, 34.2, 31.2)},
	} {
		if c, err = c.Paint([]coverage.Area{a}); err != nil {
			t.Fatal(err)
		}
	}
	d, err := c.Paint([]coverage.Area{{Name: "north", Label: stated("b"), Geometry: square(34.1, 31.8, 34.2, 31.9)}})
	if err != nil {
		t.Fatal(err)
	}
	before, after := c.Faces()[2], d.Faces()[3]
	if before.Key != after.Key || &before.Polygon[0][0] != &after.Polygon[0][0] {
		t.Errorf("the eastern face was made anew: %v and %v", before, after)
	}
}

// TestAThousandPaintsAlongTheBoundaryDoNotMoveIt crosses long lines of the outline at shallow angles, which bends them
// a little each time.
func TestAThousandPaintsAlongTheBoundaryDoNotMoveIt(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	c, err := coverage.New(orb.MultiPolygon{{{{34, 31}, {34.00001, 31.0000013}, {34.00002, 31}, {34.00001, 31.00001}, {34, 31}}}}, coverage.Unassigned())
	if err != nil {
		t.Fatal(err)
	}
	for i := range 1000 {
		p := func() orb.Point {
			return orb.Point{34 + 0.00002*random.Float64(), 31 + 0.000003*random.Float64()}
		}
		sliver := orb.MultiPolygon{{{p(), p(), p()}}}
		label := stated([]geo.ControllerID{"a", "b"}[i%2])
		if c, err = c.Paint([]coverage.Area{{Name: "sliver", Label: label, Geometry: sliver}}); err != nil {
			t.Fatal(err)
		}
		if i%10 == 9 {
			if err := c.Check(); err != nil {
				t.Fatalf("after %d paints: %v", i+1, err)
			}
		}
	}
}
