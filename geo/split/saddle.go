package split

import (
	"cmp"
	"slices"
)

// saddle is a cell where two lobes of ground meet that have no wider way to each other.
type saddle struct {
	cell int
	// clearanceM is about how far the cell lies from the edge of the ground, in metres: half the width of the way. Where
	// the lobes meet in no cell, because the way is too narrow for the grid, it is 0 and the cell -1.
	clearanceM float64
}

// saddles floods a clearance grid from its widest places down (the component tree of Najman and Couprie, IEEE
// Transactions on Image Processing 15, 2006) and returns where lobes meet that both catch at least so many cells, the
// narrowest first.
func (c clearance) saddles(leastCells int) []saddle {
	order := c.descending()
	catchments := c.catchments(order)
	tree := newLobeTree(catchments, len(c.squared))
	var found []saddle
	for _, cell := range order {
		for _, next := range c.around(cell) {
			if c.squared[next] > c.squared[cell] || c.squared[next] == c.squared[cell] && next < cell {
				if least := tree.meet(catchments[cell], catchments[next]); least >= leastCells {
					found = append(found, saddle{cell: cell, clearanceM: c.metres(c.squared[cell])})
				}
			}
		}
	}
	if tree.largeApart(catchments, leastCells) {
		found = append(found, saddle{cell: -1})
	}
	slices.SortStableFunc(found, func(a, b saddle) int { return cmp.Compare(a.clearanceM, b.clearanceM) })
	return found
}

// descending returns the cells of the ground, those farthest from its edge first.
func (c clearance) descending() []int {
	highest := int32(0)
	for _, d := range c.squared {
		highest = max(highest, d)
	}
	starts := make([]int, highest+2)
	for _, d := range c.squared {
		starts[highest-d+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	inside := starts[highest]
	order := make([]int, len(c.squared))
	for cell, d := range c.squared {
		order[starts[highest-d]] = cell
		starts[highest-d]++
	}
	return order[:inside]
}

// catchments returns for each cell of the ground the summit it belongs to: its own where no neighbour is higher, else
// that of its highest neighbour.
func (c clearance) catchments(order []int) []int {
	summit := make([]int, len(c.squared))
	for _, cell := range order {
		best := cell
		for _, next := range c.around(cell) {
			if c.squared[next] > c.squared[best] || c.squared[next] == c.squared[best] && next < best {
				best = next
			}
		}
		if best == cell {
			summit[cell] = cell
		} else {
			summit[cell] = summit[best]
		}
	}
	return summit
}

// around returns the four neighbours of a cell. Ground never touches the edge of the grid.
func (c clearance) around(cell int) [4]int {
	return [4]int{cell - c.columns, cell - 1, cell + 1, cell + c.columns}
}

// lobeTree joins summits as the flood falls.
type lobeTree struct {
	sets  disjointSets
	cells []int
}

func newLobeTree(catchments []int, cells int) *lobeTree {
	t := &lobeTree{sets: newDisjointSets(cells), cells: make([]int, cells)}
	for _, summit := range catchments {
		if summit > 0 {
			t.cells[summit]++
		}
	}
	return t
}

// meet joins the lobes of two summits and returns how many cells the smaller catches, or 0 if they are one already.
func (t *lobeTree) meet(a, b int) int {
	ra, rb := t.sets.find(a), t.sets.find(b)
	if ra == rb {
		return 0
	}
	least, sum := min(t.cells[ra], t.cells[rb]), t.cells[ra]+t.cells[rb]
	t.sets.join(ra, rb)
	t.cells[t.sets.find(ra)] = sum
	return least
}

// largeApart reports whether two lobes that catch so many cells have not met.
func (t *lobeTree) largeApart(catchments []int, leastCells int) bool {
	large := -1
	for cell, summit := range catchments {
		if cell != summit || summit == 0 {
			continue
		}
		if root := t.sets.find(summit); t.cells[root] >= leastCells && root != large {
			if large >= 0 {
				return true
			}
			large = root
		}
	}
	return false
}
