package coverage

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
)

// TestWhateverTheCornersOfTheOutlineEveryPaintIsTaken draws outlines with corners of any angle, as narrow as they come.
func TestWhateverTheCornersOfTheOutlineEveryPaintIsTaken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([]int{8, 30, 200, 1e5, 1e7}).Draw(t, "size")
		outline := drawAround(t, size)
		c, err := New(orb.MultiPolygon{{outline}}, Unassigned())
		if crossesItself(outline) || errors.Is(err, geo.ErrInvalid) {
			return // or it encloses nothing, or has a needle that is lost on the grid
		}
		if err != nil {
			t.Fatal(err)
		}
		for i := range rapid.IntRange(1, 5).Draw(t, "paints") {
			before := c
			label := geo.Label{Controller: []geo.ControllerID{"a", "b", "c"}[i%3]}
			areas := []Area{{Name: "it", Label: label, Geometry: orb.MultiPolygon{{drawRing(t, size)}}}}
			if c, err = c.Paint(areas); err != nil {
				t.Fatal(err)
			}
			if err := cmp.Or(c.Check(), c.checkAround(differenceOf(before, c), c.parts())); err != nil {
				t.Fatal(err)
			}
			requireSeparate(t, c)
			if again, err := c.Paint(areas); err != nil || !again.Equal(c) {
				t.Fatalf("painted again: %v\n%v\nafter\n%v", err, again.Faces(), c.Faces())
			}
		}
	})
}

// drawAround draws a ring whose corners go round the first, so that it seldom crosses itself.
func drawAround(t *rapid.T, size int) orb.Ring {
	r := drawRing(t, size)
	r = r[:len(r)-1]
	angle := func(p orb.Point) float64 { return math.Atan2(p[1]-r[0][1], p[0]-r[0][0]) }
	slices.SortFunc(r[1:], func(p, q orb.Point) int { return cmp.Compare(angle(p), angle(q)) })
	return append(r, r[0])
}

// crossesItself reports whether edges of a ring meet elsewhere than at their ends.
func crossesItself(r orb.Ring) bool {
	f := frameOf(r.Bound())
	var edges []edgeSpan
	for i, p := range r[1:] {
		from, _ := f.point(r[i])
		to, _ := f.point(p)
		for _, e := range edges {
			if _, crosses := meetsOutsideVertices(edgeSpan{from, to}, e); crosses {
				return true
			}
		}
		edges = append(edges, edgeSpan{from, to})
	}
	return false
}

// drawRing draws a ring of grid points that may cross itself; half of them lie beside an axis.
func drawRing(t *rapid.T, size int) orb.Ring {
	const unit = 1 / geo.GridPerDegree
	coordinate, narrow := rapid.IntRange(-size, size), rapid.IntRange(-3, 3)
	var r orb.Ring
	for range rapid.IntRange(3, 8).Draw(t, "corners") {
		x, y := coordinate.Draw(t, "x"), narrow.Draw(t, "y")
		if rapid.Bool().Draw(t, "anywhere") {
			y = coordinate.Draw(t, "y")
		}
		r = append(r, orb.Point{34 + float64(x)*unit, 31 + float64(y)*unit})
	}
	return append(r, r[0])
}
