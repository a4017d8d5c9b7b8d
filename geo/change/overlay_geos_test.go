package change_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/geo/coverage"
	"splitline/internal/geos"
)

// blot draws a ring around a place within the outline of scenes: a wheel, a rectangle along the grid, or one with corners
// of an earlier blot.
func blot(t *rapid.T, scale float64, earlier []orb.Ring) orb.Ring {
	at := func() orb.Point {
		x := float64(rapid.IntRange(-8, 8).Draw(t, "x")) * scale / 16
		y := float64(rapid.IntRange(-8, 8).Draw(t, "y")) * scale / 16
		return orb.Point{34.4 + x, 31.4 + y}
	}
	switch kind := rapid.IntRange(0, 3).Draw(t, "kind"); {
	case kind == 0:
		return orb.MultiPoint{at(), at()}.Bound().ToPolygon()[0]
	case kind == 1 && len(earlier) > 0:
		r := rapid.SampledFrom(earlier).Draw(t, "original").Clone()
		i := rapid.IntRange(1, len(r)-2).Draw(t, "corner")
		r[i] = at()
		return r
	}
	middle := at()
	n := rapid.IntRange(3, 12).Draw(t, "points")
	var r orb.Ring
	for i := range n {
		length := rapid.Float64Range(0.05, 0.4).Draw(t, "radius") * scale
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		r = append(r, orb.Point{middle[0] + length*cos, middle[1] + length*sin})
	}
	return append(r, r[0])
}

// states draws two coverages of one outline, the second painted over the first or over the bare outline.
func states(t *rapid.T) (outline orb.MultiPolygon, from, to []geo.Zone) {
	scale := rapid.SampledFrom([]float64{4e-6, 0.0005, 0.05, 0.5}).Draw(t, "scale")
	outline = orb.MultiPolygon{orb.Bound{Min: orb.Point{34.4 - scale/2, 31.4 - scale/2}, Max: orb.Point{34.4 + scale/2, 31.4 + scale/2}}.ToPolygon()}
	bare, err := coverage.New(outline, coverage.Unassigned())
	if err != nil {
		t.Fatal(err)
	}
	var drawn []orb.Ring
	paint := func(c *coverage.Coverage) *coverage.Coverage {
		for i := range rapid.IntRange(0, 4).Draw(t, "paints") {
			r := blot(t, scale, drawn)
			drawn = append(drawn, r)
			label := geo.Label{Controller: rapid.SampledFrom([]geo.ControllerID{"a", "b", "c"}).Draw(t, "controller"), Basis: geo.Stated}
			if c, err = c.Paint([]coverage.Area{{Name: fmt.Sprint(i), Label: label, Geometry: orb.MultiPolygon{{r}}}}); err != nil {
				t.Fatal(err)
			}
		}
		return c
	}
	first := paint(bare)
	second := bare
	if rapid.Bool().Draw(t, "painted over") {
		second = first
	}
	return outline, zonesOf(first), zonesOf(paint(second))
}

// zonesOf returns the faces of a coverage as zones.
func zonesOf(c *coverage.Coverage) []geo.Zone {
	var zones []geo.Zone
	for i, f := range c.Faces() {
		zones = append(zones, geo.Zone{ID: geo.ZoneID(i + 1), Label: f.Label, Polygon: f.Polygon, AreaM2: f.AreaM2})
	}
	return zones
}

// under returns the ground of a controller.
func under(zones []geo.Zone, id geo.ControllerID) orb.MultiPolygon {
	var m orb.MultiPolygon
	for _, z := range zones {
		if z.Label.Controller == id {
			m = append(m, z.Polygon)
		}
	}
	return m
}

// outlineSlackM2 is what half a grid unit along the edge of an outline makes, in square metres.
func outlineSlackM2(outline orb.MultiPolygon) float64 {
	b := outline.Bound()
	return 2 * (b.Right() - b.Left() + b.Top() - b.Bottom()) * 111e3 * 0.02
}

func TestTransfersConserveArea(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		outline, from, to := states(t)
		m := transfers(t, from, to)
		slack := outlineSlackM2(outline) + 1e-9*geo.AreaM2(outline)
		if m.OutsideM2() > slack {
			t.Errorf("%g m² lie in one of the two alone", m.OutsideM2())
		}
		before, after := geo.Snapshot{Zones: from}.AreaByController(), geo.Snapshot{Zones: to}.AreaByController()
		exact := 1e-10*geo.AreaM2(outline) + 1e-6
		for _, id := range m.Controllers() {
			if got := m.FromM2(id); math.Abs(got-before[id]) > exact {
				t.Errorf("the row of %s adds up to %.9f m², it held %.9f", id, got, before[id])
			}
			if got := m.ToM2(id); math.Abs(got-after[id]) > exact {
				t.Errorf("the column of %s adds up to %.9f m², it holds %.9f", id, got, after[id])
			}
		}
	})
}

func TestTransfersBackwardsAreTransposed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		outline, from, to := states(t)
		forth, back := transfers(t, from, to), transfers(t, to, from)
		for _, k := range forth.Controllers() {
			for _, l := range forth.Controllers() {
				if a, b := forth.Area(k, l), back.Area(l, k); math.Abs(a-b) > 1e-10*geo.AreaM2(outline)+1e-6 {
					t.Errorf("%.9f m² from %s to %s, backwards %.9f", a, k, l, b)
				}
			}
		}
	})
}

func TestTheSameZonesChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, from, _ := states(t)
		// Without areas zones are not told to be alike by them; so the linework itself must cancel.
		var again []geo.Zone
		for _, z := range from {
			z.AreaM2 = 0
			again = append(again, z)
		}
		if m := transfers(t, from, again); m.ChangedM2() != 0 || m.OutsideM2() != 0 {
			t.Errorf("%g m² changed hands", m.ChangedM2())
		}
	})
}

// TestTransfersAreThoseOfGEOS asks GEOS for the ground in common, controller by controller.
func TestTransfersAreThoseOfGEOS(t *testing.T) {
	m := utm(t)
	rapid.Check(t, func(t *rapid.T) {
		outline, from, to := states(t)
		matrix := transfers(t, from, to)
		for _, k := range matrix.Controllers() {
			for _, l := range matrix.Controllers() {
				common := commonGround(t, m, under(from, k), under(to, l))
				want, got := geo.AreaM2(common), matrix.Area(k, l)
				if math.Abs(got-want) > 1e-8*geo.AreaM2(outline)+outlineSlackM2(outline)*1e-3+1e-4 {
					t.Fatalf("%s to %s: %.6f m², GEOS has %.6f", k, l, got, want)
				}
			}
		}
	})
}

// commonGround returns the ground that polygons of two coverages have in common, pair by pair, so that GEOS is asked
// about valid polygons only.
func commonGround(t *rapid.T, m *geos.Metric, a, b orb.MultiPolygon) orb.MultiPolygon {
	var common orb.MultiPolygon
	for _, p := range a {
		for _, q := range b {
			if !p.Bound().Intersects(q.Bound()) {
				continue
			}
			c, err := m.Intersection(context.Background(), orb.MultiPolygon{p}, orb.MultiPolygon{q})
			if err != nil {
				t.Fatal(err)
			}
			common = append(common, c...)
		}
	}
	return common
}

// TestChangedGroundIsThatOfTheMatrix holds the geometry against the areas, and against GEOS for validity.
func TestChangedGroundIsThatOfTheMatrix(t *testing.T) {
	m := utm(t)
	rapid.Check(t, func(t *rapid.T) {
		outline, from, to := states(t)
		in := step(from, to)
		in.Boundary.Geometry, in.Boundary.AreaM2 = outline, geo.AreaM2(outline)
		in.Settings.Thresholds.MinimumMappingUnitKm2, in.Settings.Thresholds.EpsilonM = 0, 0
		a, err := change.Compare(context.Background(), in, m)
		if err != nil {
			t.Fatal(err)
		}
		matrix := transfers(t, from, to)
		for _, g := range a.Geometry.Ground {
			drawn, want := geo.AreaM2(g.Geometry), matrix.Area(g.From, g.To)
			if pieces := float64(len(g.Geometry) + 8); math.Abs(drawn-want) > pieces+1e-9*geo.AreaM2(outline) || math.Abs(g.AreaKm2*1e6-want) > 1e-3 {
				t.Errorf("%s to %s is drawn with %.3f m² and told with %.3f, want %.3f", g.From, g.To, drawn, g.AreaKm2*1e6, want)
			}
			dissolved, err := m.Union(context.Background(), g.Geometry)
			if err != nil {
				t.Errorf("%s to %s: %v", g.From, g.To, err)
			}
			if got := geo.AreaM2(dissolved); math.Abs(got-drawn) > 1e-9*geo.AreaM2(outline)+1e-3 {
				t.Errorf("%s to %s: its polygons overlap: %.3f m², dissolved %.3f", g.From, g.To, drawn, got)
			}
		}
	})
}
