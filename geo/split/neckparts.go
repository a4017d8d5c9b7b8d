package split

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// margin is what a grid must hold beyond what is asked: slack in cells, and a factor on the least share.
type margin struct{ cells, factor float64 }

// surely is the margin with which a grid is believed.
func surely() margin { return margin{gridSlack, surelyLarge} }

// barely is the margin with which a grid is believed where buffers would take too long.
func barely() margin { return margin{0, 1} }

// surelyLarge is the factor by which a piece on the grid must exceed the least share to be taken for large without a
// buffer.
const surelyLarge = 1.15

// gridSlack is how far, in cells, the clearance of a place on the grid may fall short of the true one.
const gridSlack = 2

// mostClimbed bounds how many steps are taken uphill.
const mostClimbed = 500

// opens reports whether the ground widens on both sides of a passage, so that there is something on either to part:
// uphill from both summits on the grid a place is found, on its own side of the line across, that is wider than it.
func (n *neckSearch) opens(p passage) bool {
	if !p.found {
		most := p.clearanceM + gridSlack*n.grid.cellM
		return n.grid.metres(n.grid.squared[p.summits[0]]) > most && n.grid.metres(n.grid.squared[p.summits[1]]) > most
	}
	radius := p.widthM / 2
	for _, summit := range p.summits {
		if !n.climbs(n.grid.at(int(summit)), radius+fineStep(radius), segment(p.across)) {
			return false
		}
	}
	return true
}

// climbs reports whether a place at a distance from the banks is reached by going away from them in steps of a cell and
// less, and not over a line.
func (n *neckSearch) climbs(from orb.Point, distanceM float64, line segment) bool {
	at, clear := from, distance(from, n.banks.nearest(from))
	step := n.grid.cellM
	for range mostClimbed {
		if clear > distanceM {
			return true
		}
		next, higher := n.uphill(at, step)
		switch {
		case higher <= clear && step < n.grid.cellM/64:
			return false
		case higher <= clear:
			step /= 2
		case line.crosses(segment{at, next}):
			return false
		default:
			at, clear = next, higher
		}
	}
	return false
}

// uphill returns the place a step away in one of eight directions that is farthest from the banks.
func (n *neckSearch) uphill(at orb.Point, step float64) (best orb.Point, clear float64) {
	for i := range 8 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 4)
		p := orb.Point{at[0] + step*cos, at[1] + step*sin}
		if d := distance(p, n.banks.nearest(p)); d > clear {
			best, clear = p, d
		}
	}
	return best, clear
}

// parts reports whether ground surely parts in two large pieces when it shrinks by half the length of a line across: no
// way from summit to summit but over the line is as wide as that, and on both sides the ground around the summit, grown
// back, exceeds the least share, even if the grid is wrong by a margin. It is not sure where it cannot tell; else it
// returns about what share the smaller piece covers.
func (c clearance) parts(p passage, share float64, by margin) (smaller float64, sure bool) {
	summits, across := p.summits, p.across
	radius := across.length() / 2 / c.cellM
	barrier := c.barrier(across)
	loose := math.Max(1, radius-by.cells)
	if c.reach(summits[0], loose, barrier)[summits[1]] {
		return 0, false
	}
	smaller = 1
	for _, summit := range summits {
		core := radius + by.cells
		smaller = math.Min(smaller, float64(c.grown(c.reach(summit, core, barrier), core))/float64(c.count()))
	}
	return smaller, smaller >= by.factor*share
}

// barrier returns the cells that a line passes and those beside them.
func (c clearance) barrier(across chord) map[int32]bool {
	cells := make(map[int32]bool)
	steps := math.Ceil(2*across.length()/c.cellM) + 1
	for i := range int(steps) + 1 {
		p := segment(across).piece(0, float64(i)/steps)[1]
		cell := int32((p[1]-c.origin[1])/c.cellM)*int32(c.columns) + int32((p[0]-c.origin[0])/c.cellM)
		cells[cell] = true
		for _, beside := range c.around(cell) {
			cells[beside] = true
		}
	}
	return cells
}

// reach returns the cells that hang together with one through cells of so much clearance, in cells, and not over a
// barrier.
func (c clearance) reach(from int32, clearance float64, barrier map[int32]bool) []bool {
	reached := make([]bool, len(c.squared))
	least := clearance * clearance
	if float64(c.squared[from]) < least || barrier[from] {
		return reached
	}
	reached[from] = true
	for queue := []int32{from}; len(queue) > 0; {
		cell := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, next := range c.around(cell) {
			if !reached[next] && float64(c.squared[next]) >= least && !barrier[next] {
				reached[next] = true
				queue = append(queue, next)
			}
		}
	}
	return reached
}

// count returns the number of cells that are all ground.
func (c clearance) count() int {
	n := 0
	for _, d := range c.squared {
		if d > 0 {
			n++
		}
	}
	return n
}

// grown returns how many cells of the ground lie within a radius, in cells, of those given; none if none are given.
func (c clearance) grown(core []bool, radius float64) int {
	far := clearance{cellM: c.cellM, columns: c.columns, rows: c.rows, squared: make([]int32, len(c.squared))}
	found := false
	for cell := range far.squared {
		if core[cell] {
			found = true
		} else {
			far.squared[cell] = unmeasured
		}
	}
	if !found {
		return 0
	}
	far.measure()
	n := 0
	for cell, d := range far.squared {
		if c.squared[cell] > 0 && float64(d) <= radius*radius {
			n++
		}
	}
	return n
}

// beyond returns the share of ground on the smaller side of a line across it, and whether the line parts the ground:
// both its ends lie on one outer ring.
func beyond(ground orb.MultiPolygon, across chord) (share float64, parted bool) {
	polygon, ring, ends := onRings(ground, across)
	if ring != 0 {
		return 0, false
	}
	shell := ground[polygon][0]
	from, to := ends[0], ends[1]
	start, end := across[0], across[1]
	if from > to {
		from, to, start, end = to, from, end, start
	}
	side := append(orb.Ring{start}, shell[from+1:to+1]...)
	side = append(side, end, start)
	area := math.Abs(planar.Area(side))
	for _, hole := range ground[polygon][1:] {
		if planar.RingContains(side, hole[0]) {
			area -= math.Abs(planar.Area(hole))
		}
	}
	share = area / math.Abs(planar.Area(ground))
	return math.Min(share, 1-share), true
}

// onRings returns the polygon and the ring on which both ends of a line lie, and the edge of each; the ring is -1 if
// they lie on two.
func onRings(ground orb.MultiPolygon, across chord) (polygon, ring int, edges [2]int) {
	var at [2][3]int
	for end, p := range across {
		least := math.Inf(1)
		for i := range ground {
			for j, r := range ground[i] {
				for k := 1; k < len(r); k++ {
					if d := (segment{r[k-1], r[k]}).squaredTo(p); d < least {
						least, at[end] = d, [3]int{i, j, k - 1}
					}
				}
			}
		}
	}
	if at[0][0] != at[1][0] || at[0][1] != at[1][1] {
		return 0, -1, edges
	}
	return at[0][0], at[0][1], [2]int{at[0][2], at[1][2]}
}
