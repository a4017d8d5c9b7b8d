package coverage

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
)

// grown is a coverage of a small square of grid units and one that came of it by a paint.
func grown(t *rapid.T) (before, after *Coverage) {
	const unit = 1 / geo.GridPerDegree
	at := func(x, y int) orb.Point { return orb.Point{34 + float64(x)*unit, 31 + float64(y)*unit} }
	size := rapid.SampledFrom([]int{12, 60, 1000}).Draw(t, "size")
	outline := orb.Ring{at(0, 0), at(size, 1), at(size-1, size), at(-1, size+1), at(0, 0)}
	if rapid.Bool().Draw(t, "notch") { // so narrow that its sides can fall together
		outline = slices.Insert(outline, 1, at(size/2, 0), at(size/3, size/2), at(size/2+1, 0))
	}
	c, err := New(orb.MultiPolygon{{outline}}, Unassigned())
	if err != nil {
		t.Fatal(err)
	}
	coordinate := rapid.IntRange(-2, size+2)
	for i := range rapid.IntRange(2, 7).Draw(t, "paints") {
		var r orb.Ring
		for range rapid.IntRange(3, 6).Draw(t, "corners") {
			r = append(r, at(coordinate.Draw(t, "x"), coordinate.Draw(t, "y")))
		}
		label := geo.Label{Controller: geo.ControllerID("abc"[i%3 : i%3+1]), Basis: geo.Stated}
		before = c
		if c, err = c.Paint([]Area{{Name: "it", Label: label, Geometry: orb.MultiPolygon{{append(r, r[0])}}}}); err != nil {
			t.Fatal(err)
		}
	}
	return before, c
}

// harmed is a coverage with a fault that a mistake in noding, tracing or labelling could make.
func harmed(t *rapid.T, c *Coverage) *Coverage {
	faces := slices.Clone(c.faces)
	i := rapid.IntRange(0, len(faces)-1).Draw(t, "face")
	rings := make([]ring, len(faces[i].rings))
	for j, r := range faces[i].rings {
		rings[j] = ring{slices.Clone(r.points), slices.Clone(r.source)}
	}
	j := rapid.IntRange(0, len(rings)-1).Draw(t, "ring")
	r := &rings[j]
	v := rapid.IntRange(0, len(r.points)-1).Draw(t, "vertex")
	switch rapid.IntRange(0, 7).Draw(t, "harm") {
	case 0: // a vertex is moved
		r.points[v].x += rapid.Int32Range(-3, 3).Draw(t, "dx")
	case 1: // a vertex is left out
		if len(r.points) > 3 {
			r.points, r.source = slices.Delete(r.points, v, v+1), slices.Delete(r.source, v, v+1)
		}
	case 2: // a ring is left out
		if len(rings) > 1 {
			rings = slices.Delete(rings, j, j+1)
		}
	case 3: // a face is left out
		return &Coverage{c.base, slices.Delete(faces, i, i+1)}
	case 4: // a face is there twice
		return &Coverage{c.base, append(faces, faces[i])}
	case 5: // a ring belongs to another face
		k := rapid.IntRange(0, len(faces)-1).Draw(t, "other")
		if k != i && len(rings) > 1 && j > 0 {
			other := *faces[k]
			other.rings = append(slices.Clone(other.rings), rings[j])
			rings, faces[k] = slices.Delete(rings, j, j+1), &other
		}
	case 6: // two faces are one
		k := rapid.IntRange(0, len(faces)-1).Draw(t, "other")
		if k != i {
			rings = append(rings, faces[k].rings...)
			joined := newFace(c.frame, patch{rings: rings}, faces[i].Label, geo.UpdateSet{})
			faces[i] = joined
			return &Coverage{c.base, slices.Delete(faces, k, k+1)}
		}
	case 7: // a vertex is moved in all faces
		dx, dy := rapid.Int32Range(-20, 20).Draw(t, "dx"), rapid.Int32Range(-20, 20).Draw(t, "dy")
		return moved(c, r.points[v], point{r.points[v].x + dx, r.points[v].y + dy})
	}
	faces[i] = newFace(c.frame, patch{rings: rings}, faces[i].Label, geo.UpdateSet{})
	return &Coverage{c.base, faces}
}

// moved is a coverage with one vertex in another place.
func moved(c *Coverage, from, to point) *Coverage {
	var faces []*Face
	for _, f := range c.faces {
		rings := make([]ring, len(f.rings))
		for j, r := range f.rings {
			rings[j] = ring{slices.Clone(r.points), r.source}
			for i, p := range r.points {
				if p == from {
					rings[j].points[i] = to
				}
			}
		}
		faces = append(faces, newFace(c.frame, patch{rings: rings}, f.Label, geo.UpdateSet{}))
	}
	return &Coverage{c.base, faces}
}

func TestWhatChangedIsCheckedAsStrictlyAsTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := grown(t)
		if err := cmp.Or(before.Check(), after.Check()); err != nil {
			t.Fatal(err)
		}
		if err := after.checkAround(differenceOf(before, after), after.parts()); err != nil {
			t.Fatalf("sound: %v", err)
		}
		for range 8 {
			broken := harmed(t, after)
			whole, changed := broken.Check(), broken.checkAround(differenceOf(before, broken), broken.parts())
			if (whole == nil) != (changed == nil) {
				t.Fatalf("the whole: %v\nwhat changed: %v\n%v", whole, changed, broken.Faces())
			}
		}
	})
}

func BenchmarkCheckAfter3000(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	rough := func(n int, x, y, radius float64) orb.MultiPolygon {
		var r orb.Ring
		for i := range n {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
			length := radius * (1 + 0.001*random.Float64())
			r = append(r, orb.Point{x + length*cos, y + length*sin})
		}
		return orb.MultiPolygon{{append(r, r[0])}}
	}
	paint := func(c *Coverage, id geo.ControllerID, area orb.MultiPolygon) *Coverage {
		d, err := c.Paint([]Area{{Name: "it", Label: geo.Label{Controller: id}, Geometry: area}})
		if err != nil {
			b.Fatal(err)
		}
		return d
	}
	before, err := New(rough(1500, 34.4, 31.4, 0.3), Unassigned())
	if err != nil {
		b.Fatal(err)
	}
	before = paint(before, "a", rough(3000, 34.2, 31.4, 0.3))
	after := paint(before, "b", rough(100, 34.48, 31.4, 0.03))
	b.ReportAllocs()
	for b.Loop() {
		if err := after.checkAfter(before); err != nil {
			b.Fatal(err)
		}
	}
}
