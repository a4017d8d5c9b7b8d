package tiles

import "math"

// pointGrid finds points near a place: a uniform grid of about as many cells as points, with the points of a cell
// next to each other.
type pointGrid struct {
	bounds box
	shift  uint
	width  int32
	height int32
	// starts[c] is where the points of cell c begin in members.
	starts  []int32
	members []member
}

// member is a point of the grid and its index.
type member struct {
	at    pt
	index int32
}

func newPointGrid(points []pt) *pointGrid {
	g := &pointGrid{bounds: boxOf(points)}
	if len(points) == 0 {
		return g
	}
	g.size(len(points))
	counts := make([]int32, int(g.width)*int(g.height)+1)
	for _, p := range points {
		counts[g.cell(p)+1]++
	}
	for i := 1; i < len(counts); i++ {
		counts[i] += counts[i-1]
	}
	g.starts = counts
	g.members = make([]member, len(points))
	next := append([]int32(nil), counts...)
	for i, p := range points {
		c := g.cell(p)
		g.members[next[c]] = member{p, int32(i)}
		next[c]++
	}
	return g
}

// size chooses the cell so that there are at most twice as many cells as points.
func (g *pointGrid) size(points int) {
	dx := float64(g.bounds.max.X) - float64(g.bounds.min.X)
	dy := float64(g.bounds.max.Y) - float64(g.bounds.min.Y)
	for {
		cell := math.Ldexp(1, int(g.shift))
		w, h := math.Floor(dx/cell)+1, math.Floor(dy/cell)+1
		if w*h <= 2*float64(points)+1 {
			g.width, g.height = int32(w), int32(h)
			return
		}
		g.shift++
	}
}

func (g *pointGrid) column(x int32) int32 {
	return int32((int64(x) - int64(g.bounds.min.X)) >> g.shift)
}

func (g *pointGrid) row(y int32) int32 { return int32((int64(y) - int64(g.bounds.min.Y)) >> g.shift) }

func (g *pointGrid) cell(p pt) int32 { return g.row(p.Y)*g.width + g.column(p.X) }

// in returns the members of the cell at a column and row.
func (g *pointGrid) in(column, row int32) []member {
	c := row*g.width + column
	return g.members[g.starts[c]:g.starts[c+1]]
}

// cover returns the columns and rows that a box meets; the last are below the first if it meets none.
func (g *pointGrid) cover(b box) (c0, c1, r0, r1 int32) {
	if len(g.members) == 0 || !b.meets(g.bounds) {
		return 0, -1, 0, -1
	}
	c0, c1 = g.column(max(b.min.X, g.bounds.min.X)), g.column(min(b.max.X, g.bounds.max.X))
	r0, r1 = g.row(max(b.min.Y, g.bounds.min.Y)), g.row(min(b.max.Y, g.bounds.max.Y))
	return c0, c1, r0, r1
}
