package coverage_test

import (
	"errors"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/coverage"
)

// zonesOf returns the faces as zones that share no memory with the coverage.
func zonesOf(c *coverage.Coverage) []geo.Zone {
	faces := c.Faces()
	zones := make([]geo.Zone, len(faces))
	for i, f := range faces {
		zones[i] = geo.Zone{ID: geo.ZoneID(i + 1), Label: f.Label, Polygon: f.Polygon.Clone(), AreaM2: f.AreaM2}
	}
	return zones
}

// quarters is a square of two zones, one of which has a third as an island.
func quarters(t *testing.T) (orb.MultiPolygon, []geo.Zone) {
	outline := square(34, 31, 35, 32)
	c, err := coverage.New(outline, coverage.Unassigned())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []coverage.Area{
		{Name: "east", Label: stated("a"), Geometry: square(34.5, 30, 36, 33)},
		{Name: "island", Label: stated("b"), Geometry: square(34.1, 31.1, 34.2, 31.2)},
	} {
		if c, err = c.Paint([]coverage.Area{a}); err != nil {
			t.Fatal(err)
		}
	}
	zones := zonesOf(c)
	if len(zones) != 3 || len(zones[0].Polygon) != 2 {
		t.Fatalf("got %v", zones)
	}
	return outline, zones
}

func TestCheckNamesTheInvariantThatAMutantBreaks(t *testing.T) {
	const unit = 1 / geo.GridPerDegree
	insert := func(r orb.Ring, p orb.Point) orb.Ring { return append(orb.Ring{r[0], p}, r[1:]...) }
	tests := []struct {
		name   string
		rule   string
		mutate func(z []geo.Zone) []geo.Zone
	}{
		{"a zone is missing", coverage.RuleEdges, func(z []geo.Zone) []geo.Zone { return z[:2] }},
		{"a zone is there twice", coverage.RuleEdges, func(z []geo.Zone) []geo.Zone { return append(z, z[1]) }},
		{"an island fills its hole twice", coverage.RuleEdges, func(z []geo.Zone) []geo.Zone {
			z[0].Polygon = z[0].Polygon[:1]
			return z
		}},
		{"a vertex on one side only", coverage.RuleNodes, func(z []geo.Zone) []geo.Zone {
			r := z[1].Polygon[0]
			z[1].Polygon[0] = insert(r, geo.FromGrid(geo.ToGrid(orb.Point{(r[0][0] + r[1][0]) / 2, (r[0][1] + r[1][1]) / 2})))
			return z
		}},
		{"a ring is left open", coverage.RulePolygon, func(z []geo.Zone) []geo.Zone {
			z[1].Polygon[0] = z[1].Polygon[0][1:]
			return z
		}},
		{"a ring winds the wrong way", coverage.RulePolygon, func(z []geo.Zone) []geo.Zone {
			z[1].Polygon[0].Reverse()
			return z
		}},
		{"a vertex off the grid", coverage.RuleGrid, func(z []geo.Zone) []geo.Zone {
			z[1].Polygon[0][1][0] += unit / 3
			return z
		}},
		{"a ring runs back on itself", coverage.RulePolygon, func(z []geo.Zone) []geo.Zone {
			r := z[1].Polygon[0]
			z[1].Polygon[0] = orb.Ring{r[0], r[1], r[2], r[1], r[2], r[3], r[0]}
			return z
		}},
		{"everything shifted by a metre", coverage.RuleEdges, func(z []geo.Zone) []geo.Zone {
			for _, zone := range z {
				for _, r := range zone.Polygon {
					for i := range r {
						x, y := geo.ToGrid(r[i])
						r[i] = geo.FromGrid(x+100, y)
					}
				}
			}
			return z
		}},
		{"a zone reaches out of the outline", coverage.RuleEdges, func(z []geo.Zone) []geo.Zone {
			for i, p := range z[2].Polygon[0] {
				if p == (orb.Point{35, 31}) {
					z[2].Polygon[0][i] = orb.Point{35, 30.9999}
				}
			}
			for i, p := range z[1].Polygon[0] {
				if p == (orb.Point{35, 31}) {
					z[1].Polygon[0][i] = orb.Point{35, 30.9999}
				}
			}
			return z
		}},
		{"a hole belongs to a zone elsewhere", coverage.RulePolygon, func(z []geo.Zone) []geo.Zone {
			z[2].Polygon = append(z[2].Polygon, z[0].Polygon[1])
			z[0].Polygon = z[0].Polygon[:1]
			return z
		}},
		{"a zone takes in the hole of another", coverage.RuleEdges, func(z []geo.Zone) []geo.Zone {
			z[1].Polygon = append(z[1].Polygon, z[0].Polygon[1])
			return z
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			outline, zones := quarters(t)
			if err := coverage.CheckSnapshot(outline, zones); err != nil {
				t.Fatal(err)
			}
			err := coverage.CheckSnapshot(outline, test.mutate(zones))
			var broken *coverage.BrokenError
			if !errors.As(err, &broken) || broken.Rule != test.rule || !errors.Is(err, coverage.ErrBroken) {
				t.Fatalf("got %v, want the rule %q", err, test.rule)
			}
		})
	}
}

func TestCheckNamesAnOutlineThatHasLeftItsReference(t *testing.T) {
	outline, zones := quarters(t)
	moved := outline.Clone()
	moved[0][0][1][0] += 3 / geo.GridPerDegree
	if err := coverage.CheckSnapshot(moved, zones); err == nil {
		t.Fatal("an outline three units away passes")
	}
}

func TestNoZonesAreTheStateBeforeTheFirstUpdate(t *testing.T) {
	if err := coverage.CheckSnapshot(square(34, 31, 35, 32), nil); err != nil {
		t.Fatal(err)
	}
}

// TestCheckFindsEveryMutant changes one vertex of one zone of a generated coverage.
func TestCheckFindsEveryMutant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		outline := s.outline(t)
		c, err := coverage.New(outline, coverage.Unassigned())
		if err != nil {
			t.Fatal(err)
		}
		for i := range rapid.IntRange(1, 3).Draw(t, "paints") {
			c = paint(t, c, s.areas(t, geo.UpdateID(i+1)))
		}
		zones := zonesOf(c)
		if err := coverage.CheckSnapshot(outline, zones); err != nil {
			t.Fatal(err)
		}
		places := interior(zones)
		if len(places) == 0 {
			return
		}
		p := rapid.SampledFrom(places).Draw(t, "place")
		mutate(t, zones[p.zone].Polygon, p.ring, p.vertex)
		if err := coverage.CheckSnapshot(outline, zones); !errors.Is(err, coverage.ErrBroken) {
			t.Fatalf("a mutant passes: %v", err)
		}
	})
}

// place is a vertex to which an edge leads that two zones share. At others a mutant can be as good as the original.
type place struct{ zone, ring, vertex int }

func interior(zones []geo.Zone) []place {
	known := make(map[[2]orb.Point]bool)
	each := func(visit func(p place, from, to orb.Point)) {
		for z := range zones {
			for k, r := range zones[z].Polygon {
				for i := 1; i < len(r); i++ {
					visit(place{z, k, i}, r[i-1], r[i])
				}
			}
		}
	}
	each(func(_ place, from, to orb.Point) { known[[2]orb.Point{from, to}] = true })
	var places []place
	each(func(p place, from, to orb.Point) {
		if known[[2]orb.Point{to, from}] {
			places = append(places, p)
		}
	})
	return places
}

// mutate drops or moves one vertex of a ring, or adds one before it.
func mutate(t *rapid.T, p orb.Polygon, ring, vertex int) {
	r := p[ring][1:] // without the first point, which is there again at the end
	i := vertex - 1
	x, y := geo.ToGrid(r[i])
	switch rapid.SampledFrom([]string{"drop", "move", "add"}).Draw(t, "mutation") {
	case "drop":
		r = append(r[:i:i], r[i+1:]...)
	case "move":
		r[i] = geo.FromGrid(x+1, y)
	case "add":
		r = append(append(r[:i:i], geo.FromGrid(x, y-1)), r[i:]...)
	}
	p[ring] = append(orb.Ring{r[len(r)-1]}, r...)
}
