package change

import (
	"math"

	"github.com/paulmach/orb"
)

// cells is a square grid in which segments are filed under the cells that they pass.
type cells struct {
	low           orb.Point
	size          float64
	columns, rows int
	// starts holds for each cell where its segments begin in items, and one more.
	starts, items []int32
}

// cellSlack is the part of a cell by which the cells of a segment are taken too wide, against rounding.
const cellSlack = 1e-6

// newCells files n segments. There are about as many cells as segments, however long and narrow their ground.
func newCells(n int, segment func(i int) (a, b orb.Point)) *cells {
	bound := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	for i := range n {
		a, b := segment(i)
		bound = bound.Extend(a).Extend(b)
	}
	c := &cells{low: bound.Min, size: 1, columns: 1, rows: 1}
	if width, height := bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1]; n > 0 && width+height > 0 {
		c.size = max(math.Sqrt(width*height/float64(n)), max(width, height)/float64(n))
		c.columns, c.rows = int(width/c.size)+1, int(height/c.size)+1
	}
	c.starts = make([]int32, c.columns*c.rows+1)
	c.fileAll(n, segment)
	return c
}

// fileAll counts the segments of each cell, then puts them there.
func (c *cells) fileAll(n int, segment func(i int) (a, b orb.Point)) {
	for i := range n {
		a, b := segment(i)
		c.along(a, b, func(cell int) { c.starts[cell+1]++ })
	}
	for cell := 1; cell < len(c.starts); cell++ {
		c.starts[cell] += c.starts[cell-1]
	}
	c.items = make([]int32, c.starts[len(c.starts)-1])
	next := make([]int32, len(c.starts))
	copy(next, c.starts)
	for i := range n {
		a, b := segment(i)
		c.along(a, b, func(cell int) {
			c.items[next[cell]] = int32(i)
			next[cell]++
		})
	}
}

// in returns the segments that pass a cell.
func (c *cells) in(cell int) []int32 { return c.items[c.starts[cell]:c.starts[cell+1]] }

func (c *cells) column(x float64) int { return clamp((x-c.low[0])/c.size, c.columns) }

func (c *cells) row(y float64) int { return clamp((y-c.low[1])/c.size, c.rows) }

func clamp(place float64, count int) int { return int(max(0, min(place, float64(count-1)))) }

// along visits the cells that a segment passes, row by row. Two segments that meet have a cell in common.
func (c *cells) along(a, b orb.Point, visit func(cell int)) {
	if a[1] > b[1] {
		a, b = b, a
	}
	first, last := c.row(a[1]), c.row(b[1])
	for row := first; row <= last; row++ {
		left, right := a[0], b[0]
		if row > first {
			left = xAt(a, b, c.low[1]+float64(row)*c.size)
		}
		if row < last {
			right = xAt(a, b, c.low[1]+float64(row+1)*c.size)
		}
		if left > right {
			left, right = right, left
		}
		slack := c.size * cellSlack
		for column := c.column(left - slack); column <= c.column(right+slack); column++ {
			visit(row*c.columns + column)
		}
	}
}

// xAt returns where a segment that is not level has the height y.
func xAt(a, b orb.Point, y float64) float64 { return a[0] + (b[0]-a[0])*(y-a[1])/(b[1]-a[1]) }

// around visits ring by ring the cells around a point until the caller has found a segment as near as the ring's reach:
// what is not seen by then is farther away.
func (c *cells) around(p orb.Point, visit func(cell int), found func() (distance float64)) {
	column, row := c.column(p[0]), c.row(p[1])
	for ring := 0; ring < max(c.columns, c.rows); ring++ {
		for y := max(0, row-ring); y <= min(c.rows-1, row+ring); y++ {
			step := 1
			if y != row-ring && y != row+ring {
				step = max(1, 2*ring) // between its top and its bottom a ring has two columns
			}
			for x := column - ring; x <= column+ring; x += step {
				if x >= 0 && x < c.columns {
					visit(y*c.columns + x)
				}
			}
		}
		if found() <= float64(ring)*c.size {
			return
		}
	}
}
