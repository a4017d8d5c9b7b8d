package coverage_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/coverage"
)

// inside reports whether a polygon covers a point by the even-odd rule.
func inside(p orb.Polygon, q orb.Point) bool {
	odd := false
	for _, r := range p {
		for i, a := range r {
			b := r[(i+1)%len(r)]
			if (a[1] > q[1]) != (b[1] > q[1]) && q[0] < a[0]+(q[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
				odd = !odd
			}
		}
	}
	return odd
}

func insideAny(m orb.MultiPolygon, q orb.Point) bool {
	for _, p := range m {
		if inside(p, q) {
			return true
		}
	}
	return false
}

// unitsFrom returns how many grid units a point lies from the nearest edge.
func unitsFrom(m orb.MultiPolygon, q orb.Point) float64 {
	nearest := math.Inf(1)
	for _, p := range m {
		for _, r := range p {
			for i, a := range r {
				nearest = min(nearest, distance(a, r[(i+1)%len(r)], q))
			}
		}
	}
	return nearest * geo.GridPerDegree
}

func distance(a, b, p orb.Point) float64 {
	dx, dy, t := b[0]-a[0], b[1]-a[1], 0.0
	if length := dx*dx + dy*dy; length > 0 {
		t = min(max(((p[0]-a[0])*dx+(p[1]-a[1])*dy)/length, 0), 1)
	}
	return math.Hypot(a[0]+t*dx-p[0], a[1]+t*dy-p[1])
}

// labelAt returns the label of the face that covers a point, and how many faces do.
func labelAt(c *coverage.Coverage, q orb.Point) (label geo.Label, faces int) {
	for _, f := range c.Faces() {
		if inside(f.Polygon, q) {
			label, faces = f.Label, faces+1
		}
	}
	return label, faces
}

func TestAPointTwoUnitsFromAllEdgesHasTheLabelOfTheLastAreaOverIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		outline := s.outline(t)
		c, err := coverage.New(outline, coverage.Unassigned())
		if err != nil {
			t.Fatal(err)
		}
		var painted []coverage.Area
		for i := range rapid.IntRange(1, 4).Draw(t, "paints") {
			areas := s.areas(t, geo.UpdateID(i+1))
			c, painted = paint(t, c, areas), append(painted, areas...)
		}
		for range 20 {
			q := s.point(t)
			want, wantFaces, clear := coverage.Unassigned(), 0, unitsFrom(outline, q) > 2
			if insideAny(outline, q) {
				wantFaces = 1
			}
			for _, a := range painted {
				clear = clear && unitsFrom(a.Geometry, q) > 2
				if insideAny(a.Geometry, q) {
					want = a.Label
				}
			}
			got, faces := labelAt(c, q)
			if clear && (faces != wantFaces || faces == 1 && got != want) {
				t.Fatalf("%v lies in %d faces with label %v, want %d with %v", q, faces, got, wantFaces, want)
			}
		}
	})
}

func TestDisjointUpdatesInEitherOrderAgreeTwoUnitsFromEdges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, c := begin(t)
		west, east := s.areas(t, 1), s.areas(t, 2)
		moveEast(east, boundOf(west).Max[0]-boundOf(east).Min[0])
		one := paint(t, paint(t, c, west), east)
		other := paint(t, paint(t, c, east), west)
		for range 20 {
			q := s.point(t)
			if unitsFrom(edgesOf(one), q) <= 2 || unitsFrom(edgesOf(other), q) <= 2 {
				continue
			}
			got, _ := labelAt(one, q)
			want, _ := labelAt(other, q)
			if got != want {
				t.Fatalf("%v is %v in one order and %v in the other", q, got, want)
			}
		}
	})
}

// boundOf returns the bound of all rings; holes may reach outside.
func boundOf(areas []coverage.Area) orb.Bound {
	var points orb.MultiPoint
	for _, a := range areas {
		for _, p := range a.Geometry {
			for _, r := range p {
				points = append(points, r...)
			}
		}
	}
	return points.Bound()
}

func moveEast(areas []coverage.Area, by float64) {
	for i := range areas {
		areas[i].Geometry = areas[i].Geometry.Clone()
		for _, p := range areas[i].Geometry {
			for _, r := range p {
				for k := range r {
					r[k][0] += by
				}
			}
		}
	}
}

func edgesOf(c *coverage.Coverage) orb.MultiPolygon {
	var m orb.MultiPolygon
	for _, f := range c.Faces() {
		m = append(m, f.Polygon)
	}
	return m
}
