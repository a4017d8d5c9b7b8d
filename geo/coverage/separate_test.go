package coverage

import (
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
)

// TestNoEdgePassesThePixelOfAVertexThatIsNotItsOwn says that the result is a fixed point of snap rounding: noded once
// more by itself it would not change, and rounding to floating point cannot make edges cross.
func TestNoEdgePassesThePixelOfAVertexThatIsNotItsOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scale := rapid.SampledFrom([]float64{20, 300, 1e5, 1e8}).Draw(t, "scale")
		drawRing := func() orb.MultiPolygon {
			var r orb.Ring
			for range rapid.IntRange(3, 12).Draw(t, "corners") {
				x, y := rapid.Float64Range(-1, 1).Draw(t, "x"), rapid.Float64Range(-1, 1).Draw(t, "y")
				r = append(r, orb.Point{34 + scale*x/geo.GridPerDegree, 31 + scale*y/10/geo.GridPerDegree})
			}
			return orb.MultiPolygon{{append(r, r[0])}}
		}
		c, err := New(orb.MultiPolygon{orb.Bound{Min: orb.Point{33, 30.7}, Max: orb.Point{35, 31.2}}.ToPolygon()}, Unassigned())
		if err != nil {
			t.Fatal(err)
		}
		for i := range rapid.IntRange(1, 4).Draw(t, "paints") {
			label := geo.Label{Controller: []geo.ControllerID{"a", "b"}[i%2]}
			if c, err = c.Paint([]Area{{Label: label, Geometry: drawRing()}}); err != nil {
				t.Fatal(err)
			}
		}
		requireSeparate(t, c)
	})
}

func requireSeparate(t *rapid.T, c *Coverage) {
	vertices := make(map[point]bool)
	for _, f := range c.faces {
		for _, r := range f.rings {
			for _, p := range r.points {
				vertices[p] = true
			}
		}
	}
	for _, f := range c.faces {
		for _, r := range f.rings {
			for i, p := range r.points {
				q := r.points[(i+1)%len(r.points)]
				for v := range vertices {
					if blocks(v, p, q) {
						t.Fatalf("the edge from %v to %v passes the pixel of %v", p, q, v)
					}
				}
				if !r.source[i].hits(p) || !r.source[i].hits(q) {
					t.Fatalf("the edge from %v to %v has left its source %v", p, q, r.source[i])
				}
			}
		}
	}
}
