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
	// summits are the cells farthest from the edge in each of the two lobes.
	summits [2]int32
}

// saddles floods a clearance grid from its widest places down (the component tree of Najman and Couprie, IEEE
// Transactions on Image Processing 15, 2006) and returns where lobes meet that both catch at least so many cells, the
// narrowest first.
func (c clearance) saddles(leastCells int) []saddle {
	order := c.descending()
	catchments := c.catchments(order)
	tree := newLobeTree(c, catchments)
	var found []saddle
	for _, cell := range order {
		for _, next := range c.around(cell) {
			if c.squared[next] > c.squared[cell] || c.squared[next] == c.squared[cell] && next < cell {
				if least, summits := tree.meet(catchments[cell], catchments[next]); least >= leastCells {
					found = append(found, saddle{cell: int(cell), clearanceM: c.metres(c.squared[cell]), summits: summits})
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
func (c clearance) descending() []int32 {
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
	order := make([]int32, len(c.squared))
	for cell, d := range c.squared {
		order[starts[highest-d]] = int32(cell)
		starts[highest-d]++
	}
	return order[:inside]
}

// catchments returns for each cell of the ground the summit it belongs to: its own where no neighbour is higher, else
// that of its highest neighbour.
func (c clearance) catchments(order []int32) []int32 {
	summit := make([]int32, len(c.squared))
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
func (c clearance) around(cell int32) [4]int32 {
	columns := int32(c.columns)
	return [4]int32{cell - columns, cell - 1, cell + 1, cell + columns}
}

// lobeTree joins summits as the flood falls.
type lobeTree struct {
	grid clearance
	sets disjointSets
	// cells is how many cells the lobe of a root catches, top its highest summit.
	cells, top []int32
}

func newLobeTree(c clearance, catchments []int32) *lobeTree {
	t := &lobeTree{
		grid: c, sets: newDisjointSets(len(c.squared)),
		cells: make([]int32, len(c.squared)), top: make([]int32, len(c.squared)),
	}
	for _, summit := range catchments {
		if summit > 0 {
			t.cells[summit]++
			t.top[summit] = summit
		}
	}
	return t
}

// meet joins the lobes of two summits and returns how many cells the smaller catches, with the highest summit of each,
// or 0 if they are one already.
func (t *lobeTree) meet(a, b int32) (least int, summits [2]int32) {
	ra, rb := t.sets.find(int(a)), t.sets.find(int(b))
	if ra == rb {
		return 0, summits
	}
	least, sum := int(min(t.cells[ra], t.cells[rb])), t.cells[ra]+t.cells[rb]
	summits = [2]int32{t.top[ra], t.top[rb]}
	higher := summits[0]
	if t.grid.squared[summits[1]] > t.grid.squared[higher] {
		higher = summits[1]
	}
	t.sets.join(ra, rb)
	root := t.sets.find(ra)
	t.cells[root], t.top[root] = sum, higher
	return least, summits
}

// largeApart reports whether two lobes that catch so many cells have not met.
func (t *lobeTree) largeApart(catchments []int32, leastCells int) bool {
	large := -1
	for cell, summit := range catchments {
		if cell != int(summit) || summit == 0 {
			continue
		}
		if root := t.sets.find(cell); int(t.cells[root]) >= leastCells && root != large {
			if large >= 0 {
				return true
			}
			large = root
		}
	}
	return false
}
