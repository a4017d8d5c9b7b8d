package split

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// mostCells bounds the memory of a clearance grid: long thin ground has a larger box than area.
const mostCells = 1 << 20

// clearance is ground as square cells, each with its distance from the nearest cell that is not all ground. It tells
// where to look; widths are measured on the outline.
type clearance struct {
	origin        orb.Point
	cellM         float64
	columns, rows int
	// squared is the square of the distance to the nearest cell outside, in cells; 0 is outside.
	squared []int32
}

// newClearance draws projected ground of an area in square metres on a grid of cells of which so many, squared, cover
// that area.
func newClearance(ground orb.MultiPolygon, areaM2, across float64) clearance {
	bound := ground.Bound()
	width, height := bound.Right()-bound.Left(), bound.Top()-bound.Bottom()
	cell := max(math.Sqrt(areaM2)/across, math.Sqrt(width*height/mostCells))
	c := clearance{
		origin: orb.Point{bound.Left() - cell, bound.Bottom() - cell}, cellM: cell,
		columns: int(width/cell) + 3, rows: int(height/cell) + 3,
	}
	c.squared = make([]int32, c.columns*c.rows)
	c.fill(ground)
	c.carve(ground)
	c.measure()
	return c
}

// at returns the middle of a cell.
func (c clearance) at(cell int) orb.Point {
	column, row := cell%c.columns, cell/c.columns
	return orb.Point{c.origin[0] + (float64(column)+0.5)*c.cellM, c.origin[1] + (float64(row)+0.5)*c.cellM}
}

// metres returns how far the middle of a cell lies from the edge of the ground, give or take a cell.
func (c clearance) metres(squared int32) float64 { return math.Sqrt(float64(squared)) * c.cellM }

// unmeasured is farther than any cell can be.
const unmeasured = mostCells

// fill marks the cells whose middle lies in the ground: between the first and the second edge that its row crosses,
// between the third and the fourth, and so on.
func (c clearance) fill(ground orb.MultiPolygon) {
	crossings := make([][]float64, c.rows)
	for _, polygon := range ground {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				c.cross(crossings, ring[i-1], ring[i])
			}
		}
	}
	for row, xs := range crossings {
		slices.Sort(xs)
		for i := 1; i < len(xs); i += 2 {
			for column := int(math.Ceil(xs[i-1])); float64(column) < xs[i]; column++ {
				c.squared[row*c.columns+column] = unmeasured
			}
		}
	}
}

// cross adds where an edge crosses the middles of rows, in columns from the middle of the first.
func (c clearance) cross(crossings [][]float64, a, b orb.Point) {
	if a[1] > b[1] {
		a, b = b, a
	}
	row := func(y float64) int { return int(math.Ceil((y-c.origin[1])/c.cellM - 0.5)) }
	for r := row(a[1]); r < row(b[1]); r++ {
		y := c.origin[1] + (float64(r)+0.5)*c.cellM
		x := a[0] + (y-a[1])/(b[1]-a[1])*(b[0]-a[0])
		crossings[r] = append(crossings[r], (x-c.origin[0])/c.cellM-0.5)
	}
}

// carve takes out the cells that edges pass through, so that a cleft narrower than a cell parts what lies beside it.
func (c clearance) carve(ground orb.MultiPolygon) {
	for _, polygon := range ground {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				c.carveEdge(ring[i-1], ring[i])
			}
		}
	}
}

// carveEdge visits a point of an edge in every half cell.
func (c clearance) carveEdge(a, b orb.Point) {
	steps := math.Ceil(2*distance(a, b)/c.cellM) + 1
	for i := range int(steps) + 1 {
		t := float64(i) / steps
		column := int((a[0] + t*(b[0]-a[0]) - c.origin[0]) / c.cellM)
		row := int((a[1] + t*(b[1]-a[1]) - c.origin[1]) / c.cellM)
		c.squared[row*c.columns+column] = 0
	}
}

// measure replaces the marks by distances, exactly, along columns and then along rows (Felzenszwalb and Huttenlocher,
// Theory of Computing 8:415–428, 2012).
func (c clearance) measure() {
	for column := range c.columns {
		distance := int32(0)
		for row := range c.rows {
			distance = c.step(column, row, distance)
		}
		distance = 0
		for row := c.rows - 1; row >= 0; row-- {
			distance = c.step(column, row, distance)
		}
	}
	line := newParabolas(c.columns)
	for row := range c.rows {
		line.measure(c.squared[row*c.columns : (row+1)*c.columns])
	}
}

// step gives a cell its distance along the column from the nearest cell outside on one side, if that is smaller.
func (c clearance) step(column, row int, before int32) int32 {
	cell := &c.squared[row*c.columns+column]
	*cell = min(*cell, before+1)
	return *cell
}

// parabolas is the lower envelope of parabolas along one row.
type parabolas struct {
	vertex []int
	from   []float64
	height []int64
}

func newParabolas(n int) parabolas {
	return parabolas{vertex: make([]int, n), from: make([]float64, n+1), height: make([]int64, n)}
}

// measure turns distances along columns into squares of distances.
func (p parabolas) measure(row []int32) {
	for i, d := range row {
		p.height[i] = int64(d) * int64(d)
	}
	k := 0
	p.vertex[0], p.from[0], p.from[1] = 0, math.Inf(-1), math.Inf(1)
	for q := 1; q < len(row); q++ {
		s := p.meet(p.vertex[k], q)
		for s <= p.from[k] {
			k--
			s = p.meet(p.vertex[k], q)
		}
		k++
		p.vertex[k], p.from[k], p.from[k+1] = q, s, math.Inf(1)
	}
	k = 0
	for q := range row {
		for p.from[k+1] < float64(q) {
			k++
		}
		d := int64(q - p.vertex[k])
		row[q] = int32(min(d*d+p.height[p.vertex[k]], math.MaxInt32))
	}
}

// meet returns where the parabola of one cell goes below that of an earlier one.
func (p parabolas) meet(v, q int) float64 {
	return float64(p.height[q]+int64(q)*int64(q)-p.height[v]-int64(v)*int64(v)) / float64(2*(q-v))
}
