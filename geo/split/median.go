package split

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// How finely median lines are followed: in squares of a quarter of the distance to the shores, of a sixty-fourth where
// the ground ends or a third shore is as near, and of a metre at least.
const (
	medianStep    = 1.0 / 4
	medianEndStep = 1.0 / 64
	medianLeastM  = 1
)

// medianSearch follows the lines of ground that are as far from one shore as from another. It divides squares as long
// as they may hold such a line and keeps for each the segments that can be nearest within it, so that the effort goes with
// the length of the lines.
type medianSearch struct {
	ground  crossings
	lengths map[[2]int]float64
}

// nearby is a shore as it matters in a square.
type nearby struct {
	shore int
	banks banks
	// distance is that from the middle of the square.
	distance float64
}

// square is a square by its middle and half its side.
type square struct {
	middle orb.Point
	half   float64
}

// reach is the distance from the middle to a corner.
func (q square) reach() float64 { return q.half * math.Sqrt2 }

// medianLines returns the length in metres of the projection of the median line between each two shores, by their
// places in shores, the smaller first.
func (g *contestedGround) medianLines() map[[2]int]float64 {
	var shores []nearby
	all := slices.Clone(g.rest)
	for i, b := range g.shores {
		shores = append(shores, nearby{shore: i, banks: b})
		all = append(all, b...)
	}
	bound := orb.Bound{Min: all[0][0], Max: all[0][0]}
	for _, s := range all {
		bound = bound.Extend(s[0]).Extend(s[1])
	}
	m := medianSearch{ground: newCrossings(all), lengths: make(map[[2]int]float64)}
	m.divide(squareAround(bound), shores, nearby{banks: g.rest})
	return m.lengths
}

// squareAround returns a square that holds a box, off its middle so that lines along the middle of even ground do not
// fall on the sides of smaller squares.
func squareAround(bound orb.Bound) square {
	half := math.Max(bound.Right()-bound.Left(), bound.Top()-bound.Bottom()) / 2
	middle := bound.Center() //nolint:misspell // a name of orb
	return square{orb.Point{middle[0] + 0.0313*half, middle[1] + 0.0171*half}, 1.0537*half + 1}
}

// divide looks for median lines in a square.
func (m *medianSearch) divide(q square, shores []nearby, rest nearby) {
	shores, rest = q.choose(shores), rest.within(q)
	if len(shores) < 2 {
		return
	}
	least := shores[0].distance
	if math.Min(least, rest.distance) > q.reach() && !m.ground.contain(q.middle) {
		return
	}
	step := medianStep
	if rest.distance <= 2*q.reach() || len(shores) > 2 {
		step = medianEndStep
	}
	if 2*q.half <= math.Max(medianLeastM, step*least) {
		m.measure(q, shores)
		return
	}
	for _, sx := range []float64{-0.5, 0.5} {
		for _, sy := range []float64{-0.5, 0.5} {
			quarter := square{orb.Point{q.middle[0] + sx*q.half, q.middle[1] + sy*q.half}, q.half / 2}
			m.divide(quarter, shores, rest)
		}
	}
}

// choose returns the shores that can be nearest to a point of the square, the nearest first.
func (q square) choose(shores []nearby) []nearby {
	near := make([]nearby, 0, len(shores))
	least := math.Inf(1)
	for _, s := range shores {
		near = append(near, s.within(q))
		least = math.Min(least, near[len(near)-1].distance)
	}
	near = slices.DeleteFunc(near, func(s nearby) bool { return s.distance > least+2*q.reach() })
	slices.SortStableFunc(near, func(s, o nearby) int { return compareLengths(s.distance, o.distance) })
	return near
}

// within returns the segments of a shore that can be nearest to a point of the square.
func (s nearby) within(q square) nearby {
	squares := make([]float64, len(s.banks))
	least := math.Inf(1)
	for i, b := range s.banks {
		squares[i] = b.squaredTo(q.middle)
		least = math.Min(least, squares[i])
	}
	w := nearby{shore: s.shore, distance: math.Sqrt(least)}
	limit := (w.distance + 2*q.reach()) * (w.distance + 2*q.reach())
	for i, b := range s.banks {
		if squares[i] <= limit {
			w.banks = append(w.banks, b)
		}
	}
	return w
}

// to returns the distance of a point from a shore.
func (s nearby) to(p orb.Point) float64 {
	least := math.Inf(1)
	for _, b := range s.banks {
		least = math.Min(least, b.squaredTo(p))
	}
	return math.Sqrt(least)
}

// measure adds the median lines in a small square, between each two shores as far as no third is nearer.
func (m *medianSearch) measure(q square, shores []nearby) {
	for i, a := range shores {
		for _, b := range shores[i+1:] {
			between := [2]int{min(a.shore, b.shore), max(a.shore, b.shore)}
			for _, line := range q.level(func(p orb.Point) float64 { return a.to(p) - b.to(p) }) {
				middle := line.middle()
				if m.ground.contain(middle) && !thirdNearer(shores, a, b, middle) {
					m.lengths[between] += line.length()
				}
			}
		}
	}
}

// thirdNearer reports whether another shore is nearer to a point than two.
func thirdNearer(shores []nearby, a, b nearby, p orb.Point) bool {
	least := math.Min(a.to(p), b.to(p))
	return slices.ContainsFunc(shores, func(s nearby) bool {
		return s.shore != a.shore && s.shore != b.shore && s.to(p) < least
	})
}

// level returns where a function that is nearly linear in a square is zero: a line between two sides of each of the two
// triangles that the square falls into.
func (q square) level(f func(orb.Point) float64) []chord {
	corners := [4]orb.Point{
		{q.middle[0] - q.half, q.middle[1] - q.half},
		{q.middle[0] + q.half, q.middle[1] - q.half},
		{q.middle[0] + q.half, q.middle[1] + q.half},
		{q.middle[0] - q.half, q.middle[1] + q.half},
	}
	var values [4]float64
	for i, c := range corners {
		values[i] = f(c)
	}
	var lines []chord
	for _, triangle := range [2][3]int{{0, 1, 2}, {0, 2, 3}} {
		var ends []orb.Point
		for k, i := range triangle {
			j := triangle[(k+1)%3]
			if (values[i] < 0) != (values[j] < 0) {
				ends = append(ends, segment{corners[i], corners[j]}.piece(0, values[i]/(values[i]-values[j]))[1])
			}
		}
		if len(ends) == 2 {
			lines = append(lines, chord{ends[0], ends[1]})
		}
	}
	return lines
}

// crossings tells whether points lie in ground, by the edges that cross their row.
type crossings struct {
	bottom, height float64
	rows           []banks
}

// newCrossings sorts the edges of ground into rows.
func newCrossings(edges banks) crossings {
	bottom, top := math.Inf(1), math.Inf(-1)
	for _, s := range edges {
		bottom, top = math.Min(bottom, math.Min(s[0][1], s[1][1])), math.Max(top, math.Max(s[0][1], s[1][1]))
	}
	c := crossings{bottom: bottom, rows: make([]banks, max(1, len(edges)/4))}
	c.height = (top - bottom) / float64(len(c.rows))
	for _, s := range edges {
		for r := c.row(math.Min(s[0][1], s[1][1])); r <= c.row(math.Max(s[0][1], s[1][1])); r++ {
			c.rows[r] = append(c.rows[r], s)
		}
	}
	return c
}

func (c crossings) row(y float64) int {
	return max(0, min(len(c.rows)-1, int((y-c.bottom)/c.height)))
}

// contain reports whether a point lies in the ground: a line from it to the east crosses an odd number of edges.
func (c crossings) contain(p orb.Point) bool {
	inside := false
	for _, s := range c.rows[c.row(p[1])] {
		if (s[0][1] > p[1]) != (s[1][1] > p[1]) && p[0] < s[0][0]+(p[1]-s[0][1])/(s[1][1]-s[0][1])*(s[1][0]-s[0][0]) {
			inside = !inside
		}
	}
	return inside
}
