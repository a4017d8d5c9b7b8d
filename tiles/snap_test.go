package tiles

import (
	"cmp"
	"context"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// coarse is a frame whose zoom 14 has eight fine units to a unit.
var coarse = frame{bits: extentBits + 14 + 3}

func TestASegmentMeetsThePixelsItRunsThrough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := rapid.Int32Range(0, 40)
		a := pt{coordinate.Draw(t, "ax"), coordinate.Draw(t, "ay")}
		b := pt{coordinate.Draw(t, "bx"), coordinate.Draw(t, "by")}
		s := (&snapper{frame: coarse, zoom: 14}).newSegment(a, b)
		for x := range int32(6) {
			for y := range int32(6) {
				if got, want := s.meetsPixel(pt{x, y}), meetsByFractions(a, b, 8*x-4, 8*y-4); got != want {
					t.Fatalf("segment %v %v meets pixel %d %d: %v, want %v", a, b, x, y, got, want)
				}
			}
		}
	})
}

// meetsByFractions decides with fractions whether a segment meets [x, x+8) by [y, y+8).
func meetsByFractions(a, b pt, x, y int32) bool {
	low, high := big.NewRat(0, 1), big.NewRat(1, 1)
	lowOpen, highOpen := false, false
	for _, axis := range [2][3]int32{{a.X, b.X, x}, {a.Y, b.Y, y}} {
		from, way := axis[0], axis[1]-axis[0]
		if way == 0 {
			if from < axis[2] || from >= axis[2]+8 {
				return false
			}
			continue
		}
		enter, leave := big.NewRat(int64(axis[2]-from), int64(way)), big.NewRat(int64(axis[2]+8-from), int64(way))
		enterOpen, leaveOpen := false, true
		if way < 0 {
			enter, leave, enterOpen, leaveOpen = leave, enter, true, false
		}
		if c := enter.Cmp(low); c > 0 || c == 0 && enterOpen {
			low, lowOpen = enter, enterOpen
		}
		if c := leave.Cmp(high); c < 0 || c == 0 && leaveOpen {
			high, highOpen = leave, leaveOpen
		}
	}
	c := low.Cmp(high)
	return c < 0 || c == 0 && !lowOpen && !highOpen
}

// drawBundle draws lines that run side by side without crossing, each on some dates.
func drawBundle(t *rapid.T) []arc {
	n := rapid.IntRange(2, 7).Draw(t, "lines")
	steps := rapid.IntRange(1, 3).Draw(t, "steps")
	arcs := make([]arc, n)
	for i := range arcs {
		lo := rapid.Int32Range(0, 3).Draw(t, "from")
		arcs[i].dates = dates{lo, lo + rapid.Int32Range(1, 3).Draw(t, "for")}
	}
	for step := range steps + 1 {
		ys := rapid.SliceOfNDistinct(rapid.Int32Range(20, 60), n, n, rapid.ID).Draw(t, "ys")
		slices.Sort(ys)
		for i, y := range ys {
			arcs[i].points = append(arcs[i].points, pt{int32(40 + 60*step), y})
		}
	}
	return arcs
}

func TestSnappedLinesOfADateMeetAtEndsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		arcs := drawBundle(t)
		snapped := snapAll(t, coarse, arcs)
		for i, a := range snapped {
			for _, b := range snapped[:i] {
				if a.dates.overlaps(b.dates) {
					requireApart(t, a.points, b.points)
				}
			}
		}
	})
}

// requireApart fails if two lines cross or one has a vertex within an edge of the other.
func requireApart(t *rapid.T, a, b []pt) {
	t.Helper()
	for i := 1; i < len(a); i++ {
		for j := 1; j < len(b); j++ {
			p, q, r, s := a[i-1], a[i], b[j-1], b[j]
			one, two := sign(cross(p, q, r))*sign(cross(p, q, s)), sign(cross(r, s, p))*sign(cross(r, s, q))
			if one < 0 && two < 0 {
				t.Fatalf("%v and %v cross", a, b)
			}
			for _, v := range []pt{r, s} {
				if v != p && v != q && cross(p, q, v) == 0 && boxOf([]pt{p, q}).holds(box{v, v}) {
					t.Fatalf("%v lies within an edge of %v", v, a)
				}
			}
		}
	}
}

func sign(n int64) int { return cmp.Compare(n, 0) }

func TestSnappedVerticesLieWithinAUnitOfTheLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		arcs := drawBundle(t)
		for i, a := range snapAll(t, coarse, arcs) {
			for _, p := range a.points {
				fine, nearest := pt{p.X * 8, p.Y * 8}, 1e9
				for j := 1; j < len(arcs[i].points); j++ {
					nearest = min(nearest, distance(fine, arcs[i].points[j-1], arcs[i].points[j]))
				}
				if nearest > 8 {
					t.Fatalf("%v lies %.2f units from %v", p, nearest/8, arcs[i].points)
				}
			}
		}
	})
}

func TestNoSnappedEdgeCrossesTheBorderOfABuffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := rapid.Int32Range(0, 5*Extent*8)
		var a arc
		for range rapid.IntRange(2, 5).Draw(t, "vertices") {
			a.points = append(a.points, pt{coordinate.Draw(t, "x"), coordinate.Draw(t, "y")})
		}
		a.dates = dates{0, 1}
		points := snapAll(t, coarse, []arc{a})[0].points
		for i := 1; i < len(points); i++ {
			p, q := points[i-1], points[i]
			eachBorder(p.X, q.X, false, func(c int32) {
				if c != p.X && c != q.X {
					t.Fatalf("edge %v %v crosses x = %d", p, q, c)
				}
			})
			eachBorder(p.Y, q.Y, false, func(c int32) {
				if c != p.Y && c != q.Y {
					t.Fatalf("edge %v %v crosses y = %d", p, q, c)
				}
			})
		}
	})
}

func TestALineBentOnOneDateTakesItsNeighboursOfOtherDatesAlong(t *testing.T) {
	// The second line is bent by the end of the third, which the first never meets.
	arcs := []arc{
		{points: []pt{{0, 67}, {160, 99}}, dates: dates{0, 1}},
		{points: []pt{{0, 66}, {160, 91}}, dates: dates{0, 2}},
		{points: []pt{{32, 75}, {32, 120}}, dates: dates{1, 2}},
	}
	snapped := snapAll(t, coarse, arcs)
	for i, want := range [][]pt{{{0, 8}, {4, 9}, {20, 12}}, {{0, 8}, {4, 9}, {20, 11}}, {{4, 9}, {4, 15}}} {
		if !slices.Equal(snapped[i].points, want) {
			t.Errorf("line %d is %v, want %v", i, snapped[i].points, want)
		}
	}
}

// snapAll rounds arcs to the grid of the deepest zoom.
func snapAll(t rapid.TB, f frame, arcs []arc) []arc {
	t.Helper()
	snapped, err := snapArcs(context.Background(), f, 14, arcs, 0)
	if err != nil {
		t.Fatal(err)
	}
	return snapped
}
