package coverage

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// rasterSide is how many cells a raster has in each direction.
const rasterSide = 96

// rasterMargin is the share of a cell around an edge that is taken for the edge, against errors of floating point.
const rasterMargin = 1e-6

// cellState is what a polygon is in a cell.
type cellState uint8

const (
	cellOutside cellState = iota
	cellInside
	cellUnknown // an edge passes
)

// raster says of the cells of a bound which a polygon covers wholly, which not at all, and which perhaps in part.
type raster struct {
	bound         orb.Bound
	width, height float64 // of a cell
	states        []cellState
	crossings     [rasterSide][]float64 // by row: where edges cross its middle, in cells
}

func newRaster(p orb.Polygon, bound orb.Bound) *raster {
	r := &raster{
		bound: bound, states: make([]cellState, rasterSide*rasterSide),
		width: (bound.Max[0] - bound.Min[0]) / rasterSide, height: (bound.Max[1] - bound.Min[1]) / rasterSide,
	}
	for _, ring := range p {
		for i := 1; i < len(ring); i++ {
			r.edge(r.cells(ring[i-1]), r.cells(ring[i]))
		}
	}
	for row := range rasterSide {
		r.fill(row)
	}
	return r
}

// cells returns a place in units of cells.
func (r *raster) cells(p orb.Point) orb.Point {
	return orb.Point{(p[0] - r.bound.Min[0]) / r.width, (p[1] - r.bound.Min[1]) / r.height}
}

// edge marks the cells that an edge passes and notes where it crosses the middles of rows.
func (r *raster) edge(p, q orb.Point) {
	if p[1] > q[1] {
		p, q = q, p
	}
	slope := 0.0
	if q[1] > p[1] {
		slope = (q[0] - p[0]) / (q[1] - p[1])
	}
	low, high := min(p[0], q[0]), max(p[0], q[0])
	for row := cellAt(p[1] - rasterMargin); row <= cellAt(q[1]+rasterMargin); row++ {
		from, to := low, high
		if slope != 0 {
			bottom := p[0] + slope*(max(p[1], float64(row)-rasterMargin)-p[1])
			top := p[0] + slope*(min(q[1], float64(row)+1+rasterMargin)-p[1])
			from, to = max(low, min(bottom, top)), min(high, max(bottom, top))
		}
		for column := cellAt(from - rasterMargin); column <= cellAt(to+rasterMargin); column++ {
			r.states[row*rasterSide+column] = cellUnknown
		}
		if middle := float64(row) + 0.5; (p[1] <= middle) != (q[1] <= middle) {
			r.crossings[row] = append(r.crossings[row], p[0]+slope*(middle-p[1]))
		}
	}
}

// cellAt returns the number of the column or row of a place, the first or last for one beside the raster.
func cellAt(v float64) int { return min(max(int(math.Floor(v)), 0), rasterSide-1) }

// fill finds which of the cells of a row that no edge passes lie within the polygon.
func (r *raster) fill(row int) {
	crossings := r.crossings[row]
	slices.Sort(crossings)
	inside := false
	for column := range rasterSide {
		for len(crossings) > 0 && crossings[0] < float64(column)+0.5 {
			crossings, inside = crossings[1:], !inside
		}
		if state := &r.states[row*rasterSide+column]; *state != cellUnknown && inside {
			*state = cellInside
		}
	}
}

// sharesMostOf tells from rasters whether two polygons have more than half of their ground in common with the other, if
// that is plain enough to be known. Areas are in squared degrees, as they are in the exact answer.
func sharesMostOf(p, q orb.Polygon) (shares, known bool) {
	bound := p.Bound().Union(q.Bound())
	a, b := newRaster(p, bound), newRaster(q, bound)
	var least, most float64
	for i, state := range a.states {
		switch {
		case state == cellOutside || b.states[i] == cellOutside:
		case state == cellInside && b.states[i] == cellInside:
			least++
			most++
		default:
			most++
		}
	}
	const roundingShare = 1e-6
	half := max(planarArea(p), planarArea(q)) / (a.width * a.height) / 2
	return least > half, least > half*(1+roundingShare) || most < half*(1-roundingShare)
}

// planarArea is the area of a polygon in squared degrees.
func planarArea(p orb.Polygon) float64 {
	var area float64
	for i, ring := range p {
		var sum float64
		for j := 1; j < len(ring); j++ {
			sum += (ring[j-1][0]-ring[0][0])*(ring[j][1]-ring[0][1]) - (ring[j][0]-ring[0][0])*(ring[j-1][1]-ring[0][1])
		}
		if sum = math.Abs(sum) / 2; i == 0 {
			area += sum
		} else {
			area -= sum
		}
	}
	return area
}
