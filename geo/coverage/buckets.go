package coverage

import "math"

// walkMargin is how many grid units around a line its cells reach, so that a line bent by rounding and the pixels
// next to it are found where the straight line is.
const walkMargin = 3

// buckets is a uniform grid of cells over a box. It finds what lies near a line or a point without looking at
// everything.
type buckets struct {
	area          box
	columns, rows int32
	width, height float64 // of a cell, in grid units
	start         []int32 // where the lines of each cell begin in lines
	lines         []int32
}

// newBuckets makes about one cell for each of n lines.
func newBuckets(area box, n int) *buckets {
	w, h := float64(area.maxX)-float64(area.minX)+1, float64(area.maxY)-float64(area.minY)+1
	side := max(math.Sqrt(w*h/float64(max(n, 1))), max(w, h)/4096, 8*walkMargin)
	b := &buckets{area: area, columns: int32(w/side) + 1, rows: int32(h/side) + 1}
	b.width, b.height = w/float64(b.columns), h/float64(b.rows)
	return b
}

// fill files n lines, each under the cells near it.
func (b *buckets) fill(n int, ends func(i int) (p, q point)) {
	b.start = make([]int32, int(b.columns)*int(b.rows)+1)
	for i := range n {
		p, q := ends(i)
		b.walk(p, q, func(cell int32) { b.start[cell+1]++ })
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

// in returns the lines near a cell.
func (b *buckets) in(cell int32) []int32 { return b.lines[b.start[cell]:b.start[cell+1]] }

// cells is the number of cells.
func (b *buckets) cells() int32 { return b.columns * b.rows }

// cell returns the cell of a point of the area.
func (b *buckets) cell(p point) int32 {
	return b.row(float64(p.y))*b.columns + b.column(float64(p.x))
}

func (b *buckets) column(x float64) int32 {
	return min(max(int32((x-float64(b.area.minX))/b.width), 0), b.columns-1)
}

func (b *buckets) row(y float64) int32 {
	return min(max(int32((y-float64(b.area.minY))/b.height), 0), b.rows-1)
}

// walk visits every cell within walkMargin of the line from p to q, each once, column by column. Floating point is
// good enough: it is off by far less than the margin.
func (b *buckets) walk(p, q point, visit func(cell int32)) {
	near := boxOf(p, q).grown(walkMargin)
	if !near.intersects(b.area) {
		return
	}
	first, last := b.column(float64(near.minX)), b.column(float64(near.maxX))
	if p.x > q.x {
		p, q = q, p
	}
	slope := 0.0
	if p.x != q.x {
		slope = (float64(q.y) - float64(p.y)) / (float64(q.x) - float64(p.x))
	}
	for column := first; column <= last; column++ {
		low, high := float64(near.minY), float64(near.maxY)
		if first != last && p.x != q.x {
			left := float64(b.area.minX) + float64(column)*b.width - walkMargin
			low, high = span(p, q, slope, left, left+b.width+2*walkMargin)
		}
		if high < float64(b.area.minY) || low > float64(b.area.maxY) {
			continue
		}
		for row, top := b.row(low), b.row(high); row <= top; row++ {
			visit(row*b.columns + column)
		}
	}
}

// span returns the lowest and the highest y, with the margin, of the line from p to q between two x.
func span(p, q point, slope, left, right float64) (low, high float64) {
	left = min(max(left, float64(p.x)), float64(q.x))
	right = min(max(right, float64(p.x)), float64(q.x))
	at, end := float64(p.y)+(left-float64(p.x))*slope, float64(p.y)+(right-float64(p.x))*slope
	return min(at, end) - walkMargin, max(at, end) + walkMargin
}
