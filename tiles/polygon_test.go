package tiles

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// bitmap is a field of cells, some of which are ground.
type bitmap [12][12]bool

func drawBitmap(t *rapid.T) bitmap {
	var b bitmap
	for y := range b {
		bits := rapid.Uint16().Draw(t, "row")
		for x := range b[y] {
			b[y][x] = bits>>x&1 == 1
		}
	}
	return b
}

func (b bitmap) at(x, y int) bool {
	return x >= 0 && y >= 0 && y < len(b) && x < len(b[y]) && b[y][x]
}

// edges returns the edges of every cell of ground, those between two cells in both directions.
func (b bitmap) edges() []edge {
	var edges []edge
	for y := range b {
		for x := range b[y] {
			if b[y][x] {
				p, q := pt{int32(x), int32(y)}, pt{int32(x) + 1, int32(y) + 1}
				edges = append(edges, edge{p, pt{q.X, p.Y}}, edge{pt{q.X, p.Y}, q}, edge{q, pt{p.X, q.Y}}, edge{pt{p.X, q.Y}, p})
			}
		}
	}
	return edges
}

// within returns the ground within a box.
func (b bitmap) within(c box) bitmap {
	var part bitmap
	for y := range b {
		for x := range b[y] {
			part[y][x] = b[y][x] && c.holds(box{pt{int32(x), int32(y)}, pt{int32(x) + 1, int32(y) + 1}})
		}
	}
	return part
}

// count returns the cells of ground, and how many pieces they form that hang together by edges.
func (b bitmap) count() (cells, pieces int) {
	for y := range b {
		for x := range b[y] {
			if b[y][x] {
				cells += b.flood(x, y)
				pieces++
			}
		}
	}
	return cells, pieces
}

// flood clears the piece around a cell and returns its size.
func (b *bitmap) flood(x, y int) int {
	if !b.at(x, y) {
		return 0
	}
	b[y][x] = false
	return 1 + b.flood(x-1, y) + b.flood(x+1, y) + b.flood(x, y-1) + b.flood(x, y+1)
}

// requireGround fails unless polygons are the ground of a bitmap, one for each piece, in rings that wind as they must
// and pass no point twice.
func requireGround(t *rapid.T, ps []polygon, ground bitmap) {
	t.Helper()
	cells, pieces := ground.count()
	var area int64
	for _, p := range ps {
		for i, r := range p {
			a := area2(r)
			if a == 0 || (a > 0) != (i == 0) {
				t.Fatalf("ring %d of a polygon has doubled area %d: %v", i, a, p)
			}
			if !simple([][]pt{r}) {
				t.Fatalf("a ring passes a point twice: %v", r)
			}
			area += a
		}
	}
	if area != int64(2*cells) || len(ps) != pieces {
		t.Fatalf("%d polygons of doubled area %d, want %d of %d", len(ps), area, pieces, 2*cells)
	}
}

func TestEdgesBoundTheGroundTheyGoAround(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ground := drawBitmap(t)
		requireGround(t, bounded(ground.edges()), ground)
	})
}

func TestClippingLeavesTheGroundWithinTheBox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ground := drawBitmap(t)
		low := rapid.Int32Range(0, 5).Draw(t, "low")
		c := clipper{box: box{pt{low, low}, pt{low + 6, low + 6}}}
		var clipped []polygon
		for _, p := range bounded(ground.edges()) {
			var rings [][]pt
			for _, r := range c.polygon(newOutline(p)) {
				rings = append(rings, append([]pt(nil), r...))
			}
			clipped = append(clipped, group(rings)...)
		}
		requireGround(t, clipped, ground.within(c.box))
	})
}

func TestHolesFollowTheRingAroundThem(t *testing.T) {
	square := func(low, high int32) []pt { return []pt{{low, low}, {high, low}, {high, high}, {low, high}} }
	hole := func(low, high int32) []pt {
		r := square(low, high)
		reverse(r)
		return r
	}
	got := inOrder([][]pt{hole(1, 9), square(2, 8), square(0, 10), hole(3, 4)})
	for i, want := range []int64{72, -2, 200, -128} {
		if i >= len(got) || area2(got[i]) != want {
			t.Fatalf("ring %d of %v: want doubled area %d", i, got, want)
		}
	}
}

func TestDirectionsAreMetClockwise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := rapid.Int32Range(-3, 3)
		draw := func(name string) pt {
			return rapid.Custom(func(t *rapid.T) pt { return pt{coordinate.Draw(t, "x"), coordinate.Draw(t, "y")} }).
				Filter(func(p pt) bool { return p != pt{} }).Draw(t, name)
		}
		reference, u, v := draw("reference"), draw("u"), draw("v")
		angle := func(p pt) float64 {
			back := math.Atan2(float64(reference.Y), float64(reference.X)) - math.Atan2(float64(p.Y), float64(p.X))
			for back <= 1e-9 {
				back += 2 * math.Pi
			}
			return back
		}
		want := angle(u) < angle(v)-1e-9
		if got := clockwiseBefore(pt{}, reference, u, v); got != want {
			t.Fatalf("from %v, %v before %v: %v, want %v", reference, u, v, got, want)
		}
	})
}
