package coverage

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawPoint draws a point that is near others at times, and far out at times.
func drawPoint(t *rapid.T) point {
	limit := rapid.SampledFrom([]int32{3, 20, 1000, reach}).Draw(t, "limit")
	return point{rapid.Int32Range(-limit, limit).Draw(t, "x"), rapid.Int32Range(-limit, limit).Draw(t, "y")}
}

func drawSegment(t *rapid.T) segment {
	p, q := drawPoint(t), drawPoint(t)
	if p == q {
		q.x++
	}
	return newSegment(p, q, false)
}

// ratAt returns the place at a share t of a segment.
func ratAt(s segment, t *big.Rat) (x, y *big.Rat) {
	part := func(a, b int32) *big.Rat {
		d := new(big.Rat).Mul(t, big.NewRat(int64(b)-int64(a), 1))
		return d.Add(d, big.NewRat(int64(a), 1))
	}
	return part(s.a.x, s.b.x), part(s.a.y, s.b.y)
}

// roundUp rounds to the nearest integer, halves up.
func roundUp(r *big.Rat) int32 {
	r = new(big.Rat).Add(r, big.NewRat(1, 2))
	return int32(new(big.Int).Div(r.Num(), r.Denom()).Int64()) // Div is Euclidean: with a positive divisor, the floor
}

func TestACrossingRoundsTheExactPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, u := drawSegment(t), drawSegment(t)
		cross := func(ax, ay, bx, by int64) *big.Int {
			return new(big.Int).Sub(new(big.Int).Mul(big.NewInt(ax), big.NewInt(by)), new(big.Int).Mul(big.NewInt(ay), big.NewInt(bx)))
		}
		dx, dy := int64(s.b.x)-int64(s.a.x), int64(s.b.y)-int64(s.a.y)
		ex, ey := int64(u.b.x)-int64(u.a.x), int64(u.b.y)-int64(u.a.y)
		fx, fy := int64(u.a.x)-int64(s.a.x), int64(u.a.y)-int64(s.a.y)
		den := cross(dx, dy, ex, ey)
		got, met := crossing(&s, &u)
		if den.Sign() == 0 {
			if met {
				t.Fatal("parallel segments meet")
			}
			return
		}
		onS, onU := new(big.Rat).SetFrac(cross(fx, fy, ex, ey), den), new(big.Rat).SetFrac(cross(fx, fy, dx, dy), den)
		zero, one := new(big.Rat), big.NewRat(1, 1)
		want := onS.Cmp(zero) >= 0 && onS.Cmp(one) <= 0 && onU.Cmp(zero) >= 0 && onU.Cmp(one) <= 0
		if met != want {
			t.Fatalf("%v and %v: got %v", s, u, met)
		}
		if !met {
			return
		}
		x, y := ratAt(s, onS)
		if exact := (point{roundUp(x), roundUp(y)}); got != exact {
			t.Fatalf("%v and %v meet in %v, want %v", s, u, got, exact)
		}
		if !s.hits(got) || !u.hits(got) {
			t.Fatalf("%v and %v do not both hit %v where they meet", s, u, got)
		}
	})
}

// TestASegmentHitsThePixelsItsPlacesRoundTo looks at every place where a coordinate is a half, and between two such.
func TestASegmentHitsThePixelsItsPlacesRoundTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		small := rapid.Int32Range(-6, 6)
		s := newSegment(point{small.Draw(t, "ax"), small.Draw(t, "ay")}, point{small.Draw(t, "bx"), small.Draw(t, "by")}, false)
		hit := make(map[point]bool)
		shares := halves(s)
		for i, share := range shares {
			between := new(big.Rat).Add(share, shares[max(i-1, 0)])
			for _, at := range []*big.Rat{share, between.Mul(between, big.NewRat(1, 2))} {
				x, y := ratAt(s, at)
				hit[point{roundUp(x), roundUp(y)}] = true
			}
		}
		for x := int32(-7); x <= 7; x++ {
			for y := int32(-7); y <= 7; y++ {
				if c := (point{x, y}); hit[c] != s.hits(c) {
					t.Fatalf("%v hits %v: got %v", s, c, s.hits(c))
				}
			}
		}
	})
}

// halves returns the shares of a segment at which a coordinate is a half, and its ends, ascending.
func halves(s segment) []*big.Rat {
	shares := []*big.Rat{new(big.Rat), big.NewRat(1, 1)}
	for k := int64(-13); k <= 13; k += 2 {
		for _, ends := range [2][2]int32{{s.a.x, s.b.x}, {s.a.y, s.b.y}} {
			if d := int64(ends[1]) - int64(ends[0]); d != 0 {
				share := big.NewRat(k-2*int64(ends[0]), 2*d)
				if share.Sign() > 0 && share.Cmp(big.NewRat(1, 1)) < 0 {
					shares = append(shares, share)
				}
			}
		}
	}
	slices.SortFunc(shares, (*big.Rat).Cmp)
	return shares
}

func TestPixelsAreHalfOpen(t *testing.T) {
	diagonal := newSegment(point{0, 1}, point{1, 0}, false) // through the corner of four pixels
	for _, test := range []struct {
		at   point
		want bool
	}{{point{0, 1}, true}, {point{1, 0}, true}, {point{1, 1}, true}, {point{0, 0}, false}} {
		if got := diagonal.hits(test.at); got != test.want {
			t.Errorf("%v: got %v", test.at, got)
		}
	}
}

func TestTheOrderAlongASegmentIsThatOfThePixelsItPasses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSegment(t)
		share := rapid.Int64Range(0, 1000)
		i, j := share.Draw(t, "i"), share.Draw(t, "j")
		px, py := ratAt(s, big.NewRat(min(i, j), 1000))
		qx, qy := ratAt(s, big.NewRat(max(i, j), 1000))
		p, q := point{roundUp(px), roundUp(py)}, point{roundUp(qx), roundUp(qy)}
		if p != q && s.along(p) >= s.along(q) {
			t.Fatalf("%v comes by %v before %v", s, p, q)
		}
	})
}

func TestAWalkVisitsTheCellsOfALineOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		area := emptyBox()
		for range 2 {
			area.add(drawPoint(t))
		}
		lines := make([]segment, rapid.IntRange(1, 50).Draw(t, "lines"))
		for i := range lines {
			lines[i] = drawSegment(t)
		}
		b := newBuckets(area, len(lines), func(i int) (point, point) { return lines[i].a, lines[i].b })
		s := drawSegment(t)
		visited := make(map[int32]int)
		b.walk(s.a, s.b, func(cell int32) { visited[cell]++ })
		for i := range int64(50) {
			x, y := ratAt(s, big.NewRat(i, 49))
			if p := (point{roundUp(x), roundUp(y)}); area.contains(p) && visited[b.cell(p)] == 0 {
				t.Fatalf("the cell of %v on %v is not visited", p, s)
			}
		}
		for cell, n := range visited {
			if n != 1 || cell < 0 || cell >= b.cells() {
				t.Fatalf("cell %d is visited %d times", cell, n)
			}
		}
	})
}
