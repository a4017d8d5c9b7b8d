package geos_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/internal/geos"
)

// gazaUTM is the zone of the Universal Transverse Mercator grid that Gaza lies in.
const gazaUTM = 32636

func open(t testing.TB) *geos.GEOS {
	t.Helper()
	g, err := geos.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	return g
}

// box is the square of the given side with its lower left corner at x, y.
func box(x, y, side float64) orb.Polygon {
	return orb.Polygon{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}}
}

// near reports whether both coordinates of a point lie within a tolerance of those wanted.
func near(got orb.Geometry, want orb.Point, tolerance float64) bool {
	p, isPoint := got.(orb.Point)
	return isPoint && math.Abs(p[0]-want[0]) <= tolerance && math.Abs(p[1]-want[1]) <= tolerance
}

func planar(m orb.MultiPolygon) float64 { return (&geos.Metric{}).Area(m) }

func assertOriented(t *testing.T, m orb.MultiPolygon) {
	t.Helper()
	for _, p := range m {
		for i, ring := range p {
			want := orb.CCW
			if i > 0 {
				want = orb.CW
			}
			if ring.Orientation() != want {
				t.Errorf("ring %d of %v runs the wrong way", i, p)
			}
		}
	}
}

func TestIsValid(t *testing.T) {
	g := open(t)
	if valid, reason, err := g.IsValid(t.Context(), orb.MultiPolygon{box(0, 0, 1)}); err != nil || !valid {
		t.Errorf("a square is said to be invalid: %v, %v", reason, err)
	}
	bowTie := orb.MultiPolygon{{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}}
	valid, fault, err := g.IsValid(t.Context(), bowTie)
	if err != nil || valid || !strings.Contains(fault.Reason, "Self-intersection") {
		t.Fatalf("a bow tie: valid %t, fault %v, error %v", valid, fault, err)
	}
	if fault.Where == nil || *fault.Where != (orb.Point{1, 1}) {
		t.Errorf("the fault is placed at %v, want [1 1]", fault.Where)
	}
}

func TestOverlay(t *testing.T) {
	g := open(t)
	a, b, apart := orb.MultiPolygon{box(0, 0, 2)}, orb.MultiPolygon{box(1, 1, 2)}, orb.MultiPolygon{box(9, 9, 1)}
	beside := orb.MultiPolygon{box(2, 0, 2)}
	cases := []struct {
		name string
		run  func(context.Context) (orb.MultiPolygon, error)
		area float64
	}{
		{"the union of overlapping squares counts the overlap once", func(ctx context.Context) (orb.MultiPolygon, error) {
			return g.Union(ctx, append(a.Clone(), b...))
		}, 7},
		{"the intersection is the overlap", func(ctx context.Context) (orb.MultiPolygon, error) { return g.Intersection(ctx, a, b) }, 1},
		{"the intersection of squares apart is empty", func(ctx context.Context) (orb.MultiPolygon, error) { return g.Intersection(ctx, a, apart) }, 0},
		{"squares that share an edge have no ground in common", func(ctx context.Context) (orb.MultiPolygon, error) { return g.Intersection(ctx, a, beside) }, 0},
		{"the difference takes the overlap away", func(ctx context.Context) (orb.MultiPolygon, error) { return g.Difference(ctx, a, b) }, 3},
		{"the difference with itself is empty", func(ctx context.Context) (orb.MultiPolygon, error) { return g.Difference(ctx, a, a) }, 0},
		{"the difference with nothing is the whole", func(ctx context.Context) (orb.MultiPolygon, error) { return g.Difference(ctx, a, nil) }, 4},
		{"the union of nothing is nothing", func(ctx context.Context) (orb.MultiPolygon, error) { return g.Union(ctx, nil) }, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := c.run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if area := planar(got); math.Abs(area-c.area) > 1e-12 {
				t.Errorf("area %g, want %g", area, c.area)
			}
			assertOriented(t, got)
		})
	}
}

func TestRefusals(t *testing.T) {
	g := open(t)
	bowTie := orb.MultiPolygon{{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}}
	square := orb.MultiPolygon{box(1, 0, 3)}
	cases := []struct {
		name string
		run  func(context.Context) error
		says string
	}{
		{"an overlay of an invalid polygon fails in the words of GEOS", func(ctx context.Context) error {
			_, err := g.Intersection(ctx, bowTie, square)
			return err
		}, "Self-intersection"},
		{"an open ring", func(ctx context.Context) error {
			_, err := g.Union(ctx, orb.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}}})
			return err
		}, "closed"},
		{"a polygon without a ring", func(ctx context.Context) error {
			_, err := g.Union(ctx, orb.MultiPolygon{{}})
			return err
		}, "no ring"},
		{"a coordinate that is no number", func(ctx context.Context) error {
			_, err := g.Transform(ctx, orb.Point{math.NaN(), 0}, geos.WGS84, gazaUTM)
			return err
		}, "not finite"},
		{"an unknown reference system", func(ctx context.Context) error {
			_, err := g.Transform(ctx, orb.Point{34, 31}, geos.WGS84, 999999)
			return err
		}, "EPSG:999999"},
		{"a latitude that no projection can take", func(ctx context.Context) error {
			_, err := g.Transform(ctx, orb.Point{34, 500}, geos.WGS84, gazaUTM)
			return err
		}, "outside what the projection can take"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			err := c.run(t.Context())
			if !errors.Is(err, geos.ErrGeometry) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want kind ErrGeometry saying %q", err, c.says)
			}
		})
	}
}

func TestACancelledContextEndsAnOperation(t *testing.T) {
	g := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := g.Union(ctx, orb.MultiPolygon{box(0, 0, 1)}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func TestTransform(t *testing.T) {
	g := open(t)
	// Computed with gdaltransform 3.6.
	cases := []struct {
		name      string
		epsg      int
		lonLat    orb.Point
		projected orb.Point
		tolerance float64
	}{
		{"UTM zone 36 north", gazaUTM, orb.Point{34.4, 31.4}, orb.Point{633097.449, 3474780.673}, 0.001},
		{"web mercator", 3857, orb.Point{34.4, 31.4}, orb.Point{3829390.483, 3684806.442}, 0.001},
		{"the Israeli grid, east before north", 2039, orb.Point{34.4, 31.4}, orb.Point{142949.293, 590068.454}, 5},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			there, err := g.Transform(t.Context(), c.lonLat, geos.WGS84, c.epsg)
			if err != nil {
				t.Fatal(err)
			}
			if !near(there, c.projected, c.tolerance) {
				t.Errorf("projected to %v, want %v", there, c.projected)
			}
			back, err := g.Transform(t.Context(), there, c.epsg, geos.WGS84)
			if err != nil {
				t.Fatal(err)
			}
			if !near(back, c.lonLat, 1e-8) {
				t.Errorf("and back to %v, want %v", back, c.lonLat)
			}
		})
	}
}

// TestUnionAndIntersectionAddUp draws rectangles: the areas of union and intersection add up to the two areas.
func TestUnionAndIntersectionAddUp(t *testing.T) {
	g := open(t)
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) orb.Polygon {
			x, y := rapid.IntRange(0, 20).Draw(t, label+" x"), rapid.IntRange(0, 20).Draw(t, label+" y")
			return box(float64(x), float64(y), float64(rapid.IntRange(1, 20).Draw(t, label+" side")))
		}
		a, b := orb.MultiPolygon{draw("a")}, orb.MultiPolygon{draw("b")}
		union, err := g.Union(context.Background(), append(a.Clone(), b...))
		if err != nil {
			t.Fatal(err)
		}
		both, err := g.Intersection(context.Background(), a, b)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := planar(union)+planar(both), planar(a)+planar(b); math.Abs(got-want) > 1e-9 {
			t.Fatalf("union and intersection have %g, the two have %g", got, want)
		}
	})
}

func TestManyGoroutinesShareOneGEOS(t *testing.T) {
	g := open(t)
	m := g.Metric(gazaUTM)
	var group sync.WaitGroup
	for i := range 16 {
		group.Go(func() {
			side := float64(1000 + i)
			got, err := m.Buffer(t.Context(), orb.MultiPolygon{box(600000, 3400000, side)}, -100)
			if err != nil {
				t.Error(err)
				return
			}
			if want := (side - 200) * (side - 200); math.Abs(m.Area(got)-want) > 1e-3 {
				t.Errorf("area %g, want %g", m.Area(got), want)
			}
		})
	}
	group.Wait()
}

func TestVersionNamesTheLibraries(t *testing.T) {
	version, err := open(t).Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, library := range []string{"SpatiaLite ", "GEOS ", "PROJ "} {
		if !strings.Contains(version, library) {
			t.Errorf("%q does not name %s", version, library)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		g, err := geos.Open(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		if err := g.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
