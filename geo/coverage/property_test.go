package coverage_test

import (
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/coverage"
)

// begin draws a scene and the coverage it starts from.
func begin(t *rapid.T) (*scene, *coverage.Coverage) {
	s := drawScene(t)
	c, err := coverage.New(s.outline(t), coverage.Unassigned())
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

func paint(t *rapid.T, c *coverage.Coverage, areas []coverage.Area) *coverage.Coverage {
	painted, err := c.Paint(areas)
	if err != nil {
		t.Fatal(err)
	}
	if err := painted.Check(); err != nil {
		t.Fatal(err)
	}
	return painted
}

func TestEveryPaintKeepsTheInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, c := begin(t)
		for i := range rapid.IntRange(1, 6).Draw(t, "paints") {
			c = paint(t, c, s.areas(t, geo.UpdateID(i+1)))
			requireDissolved(t, c)
		}
	})
}

// requireDissolved fails if two faces of one label share an edge.
func requireDissolved(t *rapid.T, c *coverage.Coverage) {
	labels := make(map[[2]orb.Point]geo.Label)
	for _, f := range c.Faces() {
		for _, r := range f.Polygon {
			for i := 1; i < len(r); i++ {
				if label, shared := labels[[2]orb.Point{r[i], r[i-1]}]; shared && label == f.Label {
					t.Fatalf("two zones of %v share the edge from %v to %v", label, r[i-1], r[i])
				}
				labels[[2]orb.Point{r[i-1], r[i]}] = f.Label
			}
		}
	}
}

func TestTheSamePaintTwiceLeavesEveryVertex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, c := begin(t)
		for i := range rapid.IntRange(1, 4).Draw(t, "paints") {
			areas := s.areas(t, geo.UpdateID(i+1))
			c = paint(t, c, areas)
			if again := paint(t, c, areas); !again.Equal(c) {
				t.Fatalf("painting the same again gives\n%v\nafter\n%v", again.Faces(), c.Faces())
			}
		}
	})
}

func TestTheWindingOfRingsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, c := begin(t)
		areas := s.areas(t, 1)
		painted := paint(t, c, areas)
		for _, a := range areas {
			for _, p := range a.Geometry {
				rapid.SampledFrom(p).Draw(t, "ring").Reverse()
			}
		}
		if again := paint(t, c, areas); !again.Equal(painted) {
			t.Fatalf("reversed rings give\n%v\ninstead of\n%v", again.Faces(), painted.Faces())
		}
	})
}

func TestAReplaceForgetsWhatWasBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, c := begin(t)
		painted := paint(t, c, s.areas(t, 1))
		areas := s.areas(t, 2)
		fresh, err := c.Replace(areas, stated("rest"))
		if err != nil {
			t.Fatal(err)
		}
		again, err := painted.Replace(areas, stated("rest"))
		if err != nil {
			t.Fatal(err)
		}
		if !again.Equal(fresh) {
			t.Fatalf("got\n%v\ninstead of\n%v", again.Faces(), fresh.Faces())
		}
	})
}
