package split

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// pointCells is how many cells of the grid on which a point inside a part is sought cover its area, squared.
const pointCells = 40

// pointIn returns a point inside a part in degrees, to five decimals where a part is large enough for that: about where
// it is farthest from its edge, the pole of inaccessibility (Garcia-Castellanos and Lombardo, Scottish Geographical
// Journal 123, 2007), on a grid.
func (m *mesh) pointIn(p *piece) orb.Point { return pointWithin(m.outline(p.faces)) }

// pointWithin returns a point inside ground given in degrees.
func pointWithin(ground orb.MultiPolygon) orb.Point {
	flat := newFlat(ground)
	for _, p := range []orb.Point{flat.widest(), flat.onWidestLine()} {
		for _, decimals := range []int{5, 7} {
			if rounded := roundTo(flat.degrees(p), decimals); strictlyWithin(ground, rounded) {
				return rounded
			}
		}
	}
	return flat.degrees(flat.onWidestLine())
}

// flat is ground in metres east and north of its middle, by the metres in a degree there.
type flat struct {
	middle      orb.Point
	east, north float64
	ground      orb.MultiPolygon
}

func newFlat(degrees orb.MultiPolygon) flat {
	f := flat{middle: degrees.Bound().Center(), ground: degrees.Clone()} //nolint:misspell // a name of orb
	f.east, f.north = metresPerDegree(f.middle[1])
	for _, polygon := range f.ground {
		for _, ring := range polygon {
			for i, p := range ring {
				ring[i] = orb.Point{(p[0] - f.middle[0]) * f.east, (p[1] - f.middle[1]) * f.north}
			}
		}
	}
	return f
}

func (f flat) degrees(p orb.Point) orb.Point {
	return orb.Point{f.middle[0] + p[0]/f.east, f.middle[1] + p[1]/f.north}
}

// widest returns the middle of the cell that is farthest from the edge, or the middle of the ground's box if no cell
// lies within.
func (f flat) widest() orb.Point {
	grid := newClearance(f.ground, math.Abs(planar.Area(f.ground)), pointCells)
	cell, found := grid.widest()
	if !found {
		return orb.Point{}
	}
	return grid.at(cell)
}

// onWidestLine returns the middle of the longest run of ground on a line from west to east that passes no vertex.
func (f flat) onWidestLine() orb.Point {
	edges := newBanks(f.ground)
	y := widestGap(edges)
	var xs []float64
	for _, s := range edges {
		if (s[0][1] > y) != (s[1][1] > y) {
			xs = append(xs, s[0][0]+(y-s[0][1])/(s[1][1]-s[0][1])*(s[1][0]-s[0][0]))
		}
	}
	slices.Sort(xs)
	best, longest := orb.Point{0, y}, 0.0
	for i := 1; i < len(xs); i += 2 {
		if run := xs[i] - xs[i-1]; run > longest {
			best, longest = orb.Point{(xs[i] + xs[i-1]) / 2, y}, run
		}
	}
	return best
}

// widestGap returns the northing midway between the two neighbouring vertices that lie farthest apart from south to
// north.
func widestGap(edges banks) float64 {
	ys := make([]float64, len(edges))
	for i, s := range edges {
		ys[i] = s[0][1]
	}
	slices.Sort(ys)
	best, gap := 0.0, 0.0
	for i := 1; i < len(ys); i++ {
		if ys[i]-ys[i-1] > gap {
			best, gap = (ys[i]+ys[i-1])/2, ys[i]-ys[i-1]
		}
	}
	return best
}

// strictlyWithin reports whether a point lies in ground and not on its edge.
func strictlyWithin(ground orb.MultiPolygon, p orb.Point) bool {
	return planar.MultiPolygonContains(ground, p) && distance(p, newBanks(ground).nearest(p)) > 0
}

func roundTo(p orb.Point, decimals int) orb.Point {
	unit := math.Pow10(decimals)
	return orb.Point{math.Round(p[0]*unit) / unit, math.Round(p[1]*unit) / unit}
}

// widest returns the cell farthest from the edge of the ground; of those within a cell of the farthest, the one nearest
// to the middle of them all, so that of even ground it is the middle. It finds none if no cell is all ground.
func (c clearance) widest() (int, bool) {
	most := int32(0)
	for _, d := range c.squared {
		most = max(most, d)
	}
	if most == 0 {
		return 0, false
	}
	reach := math.Max(1, math.Sqrt(float64(most))-1)
	var wide []int
	var middle orb.Point
	for cell, d := range c.squared {
		if float64(d) >= reach*reach {
			wide = append(wide, cell)
			p := c.at(cell)
			middle[0], middle[1] = middle[0]+p[0], middle[1]+p[1]
		}
	}
	middle = orb.Point{middle[0] / float64(len(wide)), middle[1] / float64(len(wide))}
	return slices.MinFunc(wide, func(a, b int) int {
		return cmp.Compare(distance(c.at(a), middle), distance(c.at(b), middle))
	}), true
}
