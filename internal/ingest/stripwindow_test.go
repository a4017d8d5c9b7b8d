package ingest

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/internal/geos"
)

// TestAWindowFindsWhatTheWholeGroundHas looks for strips within windows and in the whole ground of random boundaries
// with teeth and spits, under random areas.
func TestAWindowFindsWhatTheWholeGroundHas(t *testing.T) {
	g, err := geos.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	}()
	ctx := t.Context()
	rapid.Check(t, func(t *rapid.T) {
		f := newStripFinder(g, drawBoundary(t), 0)
		check := func(err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		check(f.prepare(ctx))
		held, err := f.heldGround(ctx, drawAreas(t))
		check(err)
		if len(held) == 0 {
			return
		}
		// An area outside that touches the boundary has no strip between.
		held[0].ground, err = f.metric.Intersection(ctx, held[0].ground, f.projected)
		check(err)
		held[0].lines = newLineIndex(ringsOf(held[0].ground))
		left, err := f.metric.Difference(ctx, f.projected, held[0].ground)
		check(err)
		everything := newWindow(f.projected.Bound(), f.widthM)
		around := f.projected.Bound().Pad(3 * everything.side)
		for y := around.Min[1]; y <= around.Max[1]; y += everything.side {
			everything.mark(edge{orb.Point{around.Min[0], y}, orb.Point{around.Max[0], y}}, 1)
		}
		var areas [2][]float64
		for i, w := range []*window{f.seeds(left, held), everything} {
			pieces, _, err := f.within(ctx, w, left, held)
			check(err)
			// GEOS buffers to within a hundredth of the distance, here 2.5 m; hairs of that width may join two pieces.
			apart, err := f.metric.Opening(ctx, pieces, 3)
			check(err)
			areas[i] = pieceAreas(f, f.between(apart, held))
		}
		if !slices.EqualFunc(areas[0], areas[1], alike) {
			t.Fatalf("pieces of %v m² within a window, of %v m² in the whole ground", areas[0], areas[1])
		}
	})
}

// TestTheWindowIsWhereALineMeetsTheBoundary counts the cells that are looked into: a front that meets a round boundary
// of some 100 km at two places has two windows of some kilometres.
func TestTheWindowIsWhereALineMeetsTheBoundary(t *testing.T) {
	g, err := geos.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	}()
	var round orb.Ring
	const n = 2000
	for i := range n {
		angle := 2 * math.Pi * float64(i) / n
		round = append(round, orb.Point{34.4 + 0.5*math.Cos(angle), 31.4 + 0.5*math.Sin(angle)})
	}
	f := newStripFinder(g, orb.MultiPolygon{{append(round, round[0])}}, 0)
	if err := f.prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	west := orb.Bound{Min: orb.Point{33.8, 30.8}, Max: orb.Point{34.4, 32}}
	var ring orb.Ring // its eastern edge in steps of a kilometre
	for y := west.Min[1]; y < west.Max[1]; y += 0.01 {
		ring = append(ring, orb.Point{west.Max[0], y})
	}
	ring = append(ring, orb.Point{west.Min[0], west.Max[1]}, west.Min, ring[0])
	held, err := f.heldGround(t.Context(), []geo.Area{{Name: "west", Controller: geo.IsraeliHeld, Geometry: orb.MultiPolygon{{ring}}}})
	if err != nil {
		t.Fatal(err)
	}
	left, err := f.metric.Difference(t.Context(), f.projected, held[0].ground)
	if err != nil {
		t.Fatal(err)
	}
	w := f.seeds(left, held)
	if cells := len(w.cells); cells == 0 || cells > 2*60 {
		t.Errorf("%d cells of %.0f m are looked into, want two windows", cells, w.side)
	}
}

// alike reports whether two areas in m² differ by a hundredth or by that of a narrow rim.
func alike(a, b float64) bool { return math.Abs(a-b) <= max(a/100, 200) }

// pieceAreas returns the areas of pieces in m², largest first, but for the smallest.
func pieceAreas(f *stripFinder, pieces orb.MultiPolygon) []float64 {
	var areas []float64
	for _, piece := range pieces {
		if area := f.metric.Area(orb.MultiPolygon{piece}); area > 400 {
			areas = append(areas, math.Round(area))
		}
	}
	slices.SortFunc(areas, func(a, b float64) int { return cmp.Compare(b, a) })
	return areas
}

// drawBoundary draws a square of some 20 km whose southern edge has teeth and spits, in steps of about 100 m.
func drawBoundary(t *rapid.T) orb.MultiPolygon {
	const west, south, step = 34.0, 31.0, 0.001
	var ring orb.Ring
	for x := 0; x <= 200; x += rapid.IntRange(1, 20).Draw(t, "forward") {
		depth := rapid.SampledFrom([]int{0, 0, 0, 1, 3, 10, 60}).Draw(t, "depth")
		ring = append(ring, orb.Point{west + float64(x)*step, south - float64(depth)*step})
	}
	ring = append(ring, orb.Point{west + 0.21, south}, orb.Point{west + 0.21, south + 0.2}, orb.Point{west, south + 0.2}, ring[0])
	return orb.MultiPolygon{{ring}}
}

// drawAreas draws a few rectangles on a lattice with steps of about 100 m.
func drawAreas(t *rapid.T) []geo.Area {
	var areas []geo.Area
	for i := range rapid.IntRange(1, 4).Draw(t, "areas") {
		x, y := rapid.IntRange(-10, 200).Draw(t, "x"), rapid.IntRange(-60, 180).Draw(t, "y")
		width, height := rapid.IntRange(1, 150).Draw(t, "width"), rapid.IntRange(1, 150).Draw(t, "height")
		low := orb.Point{34 + float64(x)/1000, 31 + float64(y)/1000}
		high := orb.Point{low[0] + float64(width)/1000, low[1] + float64(height)/1000}
		areas = append(areas, geo.Area{
			Name: fmt.Sprint(i), Controller: geo.IsraeliHeld, Geometry: orb.MultiPolygon{orb.Bound{Min: low, Max: high}.ToPolygon()},
		})
	}
	return areas
}
