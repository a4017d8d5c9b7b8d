package geos_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/internal/geos"
)

// The measures take GEOS as their geometry library.
var _ split.Metric = (*geos.Metric)(nil)

func TestMetricCRS(t *testing.T) {
	cases := []struct {
		name  string
		bound orb.Bound
		epsg  int
	}{
		{"Gaza", orb.Bound{Min: orb.Point{34.21, 31.22}, Max: orb.Point{34.57, 31.6}}, 32636},
		{"the south of the Earth", orb.Bound{Min: orb.Point{18, -34}, Max: orb.Point{19, -33}}, 32734},
		{"the antimeridian from the west", orb.Bound{Min: orb.Point{180, 10}, Max: orb.Point{180, 10}}, 32660},
		{"the antimeridian from the east", orb.Bound{Min: orb.Point{-180, 10}, Max: orb.Point{-180, 10}}, 32601},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := geos.MetricCRS(c.bound); got != c.epsg {
				t.Errorf("EPSG:%d, want EPSG:%d", got, c.epsg)
			}
		})
	}
}

func TestMetric(t *testing.T) {
	g := open(t)
	m := g.Metric(gazaUTM)
	t.Run("projecting and back leaves a polygon where it was", func(t *testing.T) {
		degrees := orb.MultiPolygon{box(34.3, 31.3, 0.1)}
		metres, err := m.Project(t.Context(), degrees)
		if err != nil {
			t.Fatal(err)
		}
		back, err := m.Unproject(t.Context(), metres)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range back[0][0] {
			if !near(p, degrees[0][0][i], 1e-9) {
				t.Errorf("vertex %d came back as %v, want %v", i, p, degrees[0][0][i])
			}
		}
		if ratio := m.Area(metres) / geo.AreaM2(degrees); math.Abs(ratio-1) > 0.001 {
			t.Errorf("the projected area is %g of the ellipsoidal one", ratio)
		}
	})
	square := orb.MultiPolygon{box(600000, 3400000, 1000)}
	t.Run("a buffer outward adds four sides and one disc", func(t *testing.T) {
		got, err := m.Buffer(t.Context(), square, 100)
		if err != nil {
			t.Fatal(err)
		}
		if want := 1e6 + 4*1000*100 + math.Pi*100*100; math.Abs(m.Area(got)-want) > 0.005*math.Pi*1e4 {
			t.Errorf("area %g, want %g", m.Area(got), want)
		}
	})
	t.Run("a buffer inward that leaves nothing is empty", func(t *testing.T) {
		got, err := m.Buffer(t.Context(), square, -501)
		if err != nil || len(got) != 0 {
			t.Errorf("got %v, %v", got, err)
		}
	})
	t.Run("opening removes a corridor narrower than the disc", func(t *testing.T) {
		corridor := orb.Polygon{{{601000, 3400500}, {603000, 3400500}, {603000, 3400580}, {601000, 3400580}, {601000, 3400500}}}
		both, err := m.Union(t.Context(), append(square.Clone(), corridor))
		if err != nil {
			t.Fatal(err)
		}
		got, err := m.Opening(t.Context(), both, 50)
		if err != nil {
			t.Fatal(err)
		}
		if bound := got.Bound(); bound.Max[0] > 601050 {
			t.Errorf("the corridor still reaches %g", bound.Max[0])
		}
		closed, err := m.Closing(t.Context(), append(square.Clone(), box(601010, 3400000, 1000)), 6)
		if err != nil || len(closed) != 1 {
			t.Errorf("closing by 6 m leaves a gap of 10 m: %d polygons, %v", len(closed), err)
		}
	})
	t.Run("a line is cut at the edge of the polygon", func(t *testing.T) {
		line := orb.MultiLineString{{{600500, 3400500}, {602000, 3400500}}}
		inside, err := m.LineIntersection(t.Context(), line, square)
		if err != nil {
			t.Fatal(err)
		}
		outside, err := m.LineDifference(t.Context(), line, square)
		if err != nil {
			t.Fatal(err)
		}
		if m.Length(inside) != 500 || m.Length(outside) != 1000 {
			t.Errorf("lengths %g and %g, want 500 and 1000", m.Length(inside), m.Length(outside))
		}
	})
}

func BenchmarkBuffer(b *testing.B) {
	m := open(b).Metric(gazaUTM)
	square := orb.MultiPolygon{box(600000, 3400000, 1000)}
	for b.Loop() {
		if _, err := m.Buffer(b.Context(), square, -100); err != nil {
			b.Fatal(err)
		}
	}
}
