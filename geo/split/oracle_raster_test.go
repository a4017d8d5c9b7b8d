package split_test

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// rasterCellM is the width of a cell of the rasters that measures are held against.
const rasterCellM = 25

// raster is an independent account of a snapshot: square cells in metres, each held by whoever holds its middle. It has
// nothing in common with the measures but the projection. A cell is wrong by at most half its diagonal.
type raster struct {
	origin        orb.Point
	cellM         float64
	columns, rows int
	// held is the place in holders of who holds a cell, or nobody.
	held    []int
	holders []geo.ControllerID
}

// nobody holds the cells outside the enclave.
const nobody = -1

// newRaster draws ground in metres, one polygon to a zone, cell by cell.
func newRaster(t fataler, zones []geo.Zone, ground orb.MultiPolygon, cellM float64) *raster {
	t.Helper()
	if len(ground) != len(zones) {
		t.Fatalf("%d zones are %d polygons in metres", len(zones), len(ground))
	}
	bound := ground.Bound()
	r := &raster{
		origin: orb.Point{bound.Min[0] - 20*cellM, bound.Min[1] - 20*cellM}, cellM: cellM,
		columns: int((bound.Max[0]-bound.Min[0])/cellM) + 41, rows: int((bound.Max[1]-bound.Min[1])/cellM) + 41,
	}
	r.held = slices.Repeat([]int{nobody}, r.columns*r.rows)
	for i, z := range zones {
		holder := slices.Index(r.holders, z.Label.Controller)
		if holder < 0 {
			holder = len(r.holders)
			r.holders = append(r.holders, z.Label.Controller)
		}
		for _, cell := range r.cellsOf(ground[i]) {
			r.held[cell] = holder
		}
	}
	return r
}

// cellsOf returns the cells of the raster whose middle lies in a polygon, by the crossings of each row with its rings.
func (r *raster) cellsOf(polygon orb.Polygon) []int {
	var cells []int
	bound := polygon.Bound()
	first, last := int((bound.Min[1]-r.origin[1])/r.cellM), int((bound.Max[1]-r.origin[1])/r.cellM)
	for row := max(first, 0); row <= min(last, r.rows-1); row++ {
		y := r.origin[1] + (float64(row)+0.5)*r.cellM
		var crossings []float64
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				a, b := ring[i-1], ring[i]
				if (a[1] <= y) != (b[1] <= y) {
					crossings = append(crossings, a[0]+(y-a[1])/(b[1]-a[1])*(b[0]-a[0]))
				}
			}
		}
		slices.Sort(crossings)
		for i := 1; i < len(crossings); i += 2 {
			from := int(math.Ceil((crossings[i-1]-r.origin[0])/r.cellM - 0.5))
			to := int(math.Ceil((crossings[i]-r.origin[0])/r.cellM - 0.5))
			for column := max(from, 0); column < min(to, r.columns); column++ {
				cells = append(cells, row*r.columns+column)
			}
		}
	}
	return cells
}

// middle returns the middle of a cell in metres.
func (r *raster) middle(cell int) orb.Point {
	return orb.Point{
		r.origin[0] + (float64(cell%r.columns)+0.5)*r.cellM, r.origin[1] + (float64(cell/r.columns)+0.5)*r.cellM,
	}
}

// km2 returns the area of so many cells.
func (r *raster) km2(cells int) float64 { return float64(cells) * r.cellM * r.cellM / 1e6 }

// areas returns the cells of each holder.
func (r *raster) areas() map[geo.ControllerID]int {
	counts := make(map[geo.ControllerID]int)
	for _, holder := range r.held {
		if holder != nobody {
			counts[r.holders[holder]]++
		}
	}
	return counts
}

// around returns the four neighbours of a cell. Half a kilometre around the enclave is held by nobody.
func (r *raster) around(cell int) [4]int {
	return [4]int{cell - r.columns, cell - 1, cell + 1, cell + r.columns}
}

// pieces floods cells from one to the next across their sides, where joined allows it, and returns what hangs together,
// the largest first.
func (r *raster) pieces(cells []int, joined func(a, b int) bool) [][]int {
	open := make([]bool, len(r.held))
	for _, cell := range cells {
		open[cell] = true
	}
	var pieces [][]int
	for _, start := range cells {
		if !open[start] {
			continue
		}
		open[start] = false
		piece := []int{start}
		for i := 0; i < len(piece); i++ {
			for _, next := range r.around(piece[i]) {
				if open[next] && joined(piece[i], next) {
					open[next] = false
					piece = append(piece, next)
				}
			}
		}
		pieces = append(pieces, piece)
	}
	slices.SortStableFunc(pieces, func(a, b []int) int { return cmp.Compare(len(b), len(a)) })
	return pieces
}
