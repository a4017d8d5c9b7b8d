package split_test

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// borders are the holders of the zones whose edges pass through each cell, a bit each. Cells without one lie whole in one
// zone: what is said with them is certain, however narrow the ground.
type borders []uint

func (b borders) mixed(cell int) bool { return b[cell] != 0 }

func (b borders) touches(cell, holder int) bool { return b[cell]&(1<<holder) != 0 }

func (r *raster) borders(zones []geo.Zone, ground orb.MultiPolygon) borders {
	through := make(borders, len(r.held))
	for i, z := range zones {
		holder := slices.Index(r.holders, z.Label.Controller)
		for _, ring := range ground[i] {
			for k := 1; k < len(ring); k++ {
				r.passed(ring[k-1], ring[k], func(cell int) { through[cell] |= 1 << holder })
			}
		}
	}
	return through
}

// passed visits every cell that a line touches, row by row, and a hair around it.
func (r *raster) passed(a, b orb.Point, visit func(cell int)) {
	const hair = 1e-6
	if a[1] > b[1] {
		a, b = b, a
	}
	ax, ay := (a[0]-r.origin[0])/r.cellM, (a[1]-r.origin[1])/r.cellM
	bx, by := (b[0]-r.origin[0])/r.cellM, (b[1]-r.origin[1])/r.cellM
	at := func(y float64) float64 {
		if by == ay {
			return ax
		}
		return ax + (bx-ax)*(math.Max(ay, math.Min(by, y))-ay)/(by-ay)
	}
	for row := int(ay - hair); row <= int(by+hair); row++ {
		west, east := at(float64(row)), at(float64(row+1))
		if by-ay < hair {
			west, east = ax, bx
		}
		if west > east {
			west, east = east, west
		}
		for column := int(west - hair); column <= int(east+hair); column++ {
			visit(row*r.columns + column)
		}
	}
}

// certain returns groups of cells that surely hang together as ground of a holder: whole cells, side by side.
func (r *raster) certain(edges borders, holder int) [][]int {
	var whole []int
	for cell, held := range r.held {
		if held == holder && !edges.mixed(cell) {
			whole = append(whole, cell)
		}
	}
	return r.pieces(whole, func(int, int) bool { return true })
}

// possible returns for each cell that ground of a holder may touch the number of its group, counted from 1: ground in
// cells of two groups surely does not hang together. Cells that touch at a corner are in one group.
func (r *raster) possible(edges borders, holder int) (groups []int, count int) {
	groups = make([]int, len(r.held))
	open := func(cell int) bool {
		return groups[cell] == 0 && (edges.touches(cell, holder) || r.held[cell] == holder && !edges.mixed(cell))
	}
	for start := range r.held {
		if !open(start) {
			continue
		}
		count++
		groups[start] = count
		for queue := []int{start}; len(queue) > 0; {
			cell := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			for _, step := range []int{-r.columns - 1, -r.columns, -r.columns + 1, -1, 1, r.columns - 1, r.columns, r.columns + 1} {
				if open(cell + step) {
					groups[cell+step] = count
					queue = append(queue, cell+step)
				}
			}
		}
	}
	return groups, count
}

// rasterPart is connected ground of one holder, cleaned cell by cell.
type rasterPart struct {
	holder int
	cells  []int
	// borders counts the sides of cells that are shared with other parts.
	borders map[*rasterPart]int
	gone    bool
	thick   bool
}

// parts floods the raster holder by holder and gives what is smaller than a number of cells, or nowhere wider than a
// disk of a radius in metres, to the neighbour with the longest edge, the smallest first.
func (r *raster) parts(leastCells int, radiusM float64) []*rasterPart {
	parts := r.uncleaned()
	for {
		slices.SortFunc(parts, func(a, b *rasterPart) int { return cmp.Compare(len(a.cells), len(b.cells)) })
		i := slices.IndexFunc(parts, func(p *rasterPart) bool { return !p.thick && r.slight(p, leastCells, radiusM) })
		if i < 0 {
			return parts
		}
		giveAway(parts[i])
		parts = slices.DeleteFunc(parts, func(p *rasterPart) bool { return p.gone })
	}
}

func (r *raster) uncleaned() []*rasterPart {
	var all []int
	for cell, held := range r.held {
		if held != nobody {
			all = append(all, cell)
		}
	}
	var parts []*rasterPart
	of := make([]*rasterPart, len(r.held))
	for _, cells := range r.pieces(all, func(a, b int) bool { return r.held[a] == r.held[b] }) {
		p := &rasterPart{holder: r.held[cells[0]], cells: cells, borders: make(map[*rasterPart]int)}
		parts = append(parts, p)
		for _, cell := range cells {
			of[cell] = p
		}
	}
	for _, p := range parts {
		for _, cell := range p.cells {
			for _, next := range r.around(cell) {
				if o := of[next]; o != nil && o != p {
					p.borders[o]++
				}
			}
		}
	}
	return parts
}

func (r *raster) slight(p *rasterPart, leastCells int, radiusM float64) bool {
	if len(p.borders) == 0 {
		p.thick = true
		return false
	}
	if len(p.cells) < leastCells {
		return true
	}
	p.thick = slices.Max(r.clearances(p.cells)) > radiusM
	return !p.thick
}

// giveAway hands a part to its longest neighbour, and joins to it what it kept apart.
func giveAway(p *rasterPart) {
	var heir *rasterPart
	for o, shared := range p.borders {
		if heir == nil || shared > p.borders[heir] || shared == p.borders[heir] && len(o.cells) > len(heir.cells) {
			heir = o
		}
	}
	heir.take(p)
	for o := range heir.borders {
		if o.holder == heir.holder {
			heir.take(o)
		}
	}
}

func (p *rasterPart) take(o *rasterPart) {
	p.cells = append(p.cells, o.cells...)
	p.thick = p.thick || o.thick
	o.gone = true
	delete(p.borders, o)
	for n, shared := range o.borders {
		delete(n.borders, o)
		if n != p {
			p.borders[n] += shared
			n.borders[p] += shared
		}
	}
}
