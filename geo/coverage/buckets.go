package coverage

import "math"

const (
	// walkMargin is how many grid units around a line its cells reach, so that a line bent by rounding and the pixels
	// next to it are found where the straight line is.
	walkMargin = 3
	// leastCell is how many grid units a cell is wide at least: narrower ones would hold little but margins.
	leastCell = 8 * walkMargin
	mostCells = 1024 // in one direction
	// A cell list longer than both of these comes of lines that nearly all run across everything.
	mostFiled        = 1 << 22
	mostFiledForLine = 32
	// mostPairs is how many pairs of lines that share a cell are looked at, some seconds of work.
	mostPairs = 1 << 30
)

// buckets is a grid of cells over a box. It finds what lies near a line or a point without looking at everything. Its
// columns and rows are narrow where there is much and wide where there is little.
type buckets struct {
	area          box
	columns, rows axis
	start         []int32 // where the lines of each cell begin in lines
	lines         []int32
	// crowded tells that there is too much near one another to look at; nothing is filed then.
	crowded bool
}

// newBuckets files n lines, each under the cells of the area that are near it. There is about one cell for a line.
func newBuckets(area box, n int, ends func(i int) (p, q point)) *buckets {
	side := min(int(math.Sqrt(float64(n)))+1, mostCells)
	stride := max(n/(8*side), 1)
	xs, ys := []int32{area.minX}, []int32{area.minY}
	for i := 0; i < n; i += stride {
		p, q := ends(i)
		xs = append(xs, min(max(p.x, area.minX), area.maxX), min(max(q.x, area.minX), area.maxX))
		ys = append(ys, min(max(p.y, area.minY), area.maxY), min(max(q.y, area.minY), area.maxY))
	}
	b := &buckets{area: area, columns: newAxis(xs, side), rows: newAxis(ys, side)}
	b.fill(n, ends)
	return b
}

func (b *buckets) fill(n int, ends func(i int) (p, q point)) {
	b.start = make([]int32, b.cells()+1)
	if b.crowded = !b.count(n, ends); b.crowded {
		clear(b.start)
		return
	}
	for c := 1; c < len(b.start); c++ {
		b.start[c] += b.start[c-1]
	}
	b.lines = make([]int32, b.start[len(b.start)-1])
	next := make([]int32, len(b.start))
	copy(next, b.start)
	for i := range n {
		p, q := ends(i)
		b.walk(p, q, func(cell int32) {
			b.lines[next[cell]] = int32(i)
			next[cell]++
		})
	}
}

// count counts the lines near each cell. It stops and reports false if they are crowded.
func (b *buckets) count(n int, ends func(i int) (p, q point)) bool {
	filed, pairs := 0, 0
	for i := range n {
		p, q := ends(i)
		b.walk(p, q, func(cell int32) {
			pairs += int(b.start[cell+1])
			b.start[cell+1]++
			filed++
		})
		if filed > max(mostFiled, n*mostFiledForLine) || pairs > mostPairs {
			return false
		}
	}
	return true
}

// in returns the lines near a cell.
func (b *buckets) in(cell int32) []int32 { return b.lines[b.start[cell]:b.start[cell+1]] }

// cells is the number of cells.
func (b *buckets) cells() int32 { return b.columns.size() * b.rows.size() }

// cell returns the cell of a point of the area.
func (b *buckets) cell(p point) int32 {
	return b.rows.find(float64(p.y))*b.columns.size() + b.columns.find(float64(p.x))
}

// walk visits every cell within walkMargin of the line from p to q, each once, column by column. Floating point is
// good enough: it is off by far less than the margin.
func (b *buckets) walk(p, q point, visit func(cell int32)) {
	near := boxOf(p, q).grown(walkMargin)
	if !near.intersects(b.area) {
		return
	}
	if p.x > q.x {
		p, q = q, p
	}
	first, last := b.columns.find(float64(near.minX)), b.columns.find(float64(near.maxX))
	left, low, high := float64(near.minX), float64(near.minY), float64(near.maxY)
	for column := first; column <= last; column++ {
		right := float64(near.maxX)
		if column < last {
			right = b.columns.begin(column + 1)
		}
		if first != last && p.x != q.x {
			low, high = span(p, q, left-walkMargin, right+walkMargin)
		}
		left = right
		if high < float64(b.area.minY) || low > float64(b.area.maxY) {
			continue
		}
		for row, top := b.rows.find(low), b.rows.find(high); row <= top; row++ {
			visit(row*b.columns.size() + column)
		}
	}
}

// span returns the lowest and the highest y, with the margin, of the line from p to q between two x.
func span(p, q point, left, right float64) (low, high float64) {
	slope := (float64(q.y) - float64(p.y)) / (float64(q.x) - float64(p.x))
	left = min(max(left, float64(p.x)), float64(q.x)) - float64(p.x)
	right = min(max(right, float64(p.x)), float64(q.x)) - float64(p.x)
	at, end := float64(p.y)+left*slope, float64(p.y)+right*slope
	return min(at, end) - walkMargin, max(at, end) + walkMargin
}
