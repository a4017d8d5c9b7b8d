package split_test

import "math"

// window is a rectangle of cells of a raster with some of them marked. It may reach beyond the raster.
type window struct {
	*raster
	column, row, width, height int
	marked                     []bool
	// up is the distance of every cell of the window, along its column, to the nearest cell that counts, in cells.
	up []int
}

// farAway is more cells than any window has.
const farAway = 1 << 20

// windowOf returns the smallest window that holds cells, with a margin around them, and the cells marked.
func (r *raster) windowOf(cells []int, margin int) *window {
	west, south, east, north := r.columns, r.rows, 0, 0
	for _, cell := range cells {
		west, east = min(west, cell%r.columns), max(east, cell%r.columns)
		south, north = min(south, cell/r.columns), max(north, cell/r.columns)
	}
	w := &window{
		raster: r, column: west - margin, row: south - margin,
		width: east - west + 1 + 2*margin, height: north - south + 1 + 2*margin,
	}
	w.marked = make([]bool, w.width*w.height)
	for _, cell := range cells {
		w.marked[w.place(cell)] = true
	}
	return w
}

// place returns where in the window a cell of the raster lies.
func (w *window) place(cell int) int {
	return (cell/w.columns-w.row)*w.width + cell%w.columns - w.column
}

// holds says whether a cell of the raster lies in the window.
func (w *window) holds(cell int) bool {
	column, row := cell%w.columns-w.column, cell/w.columns-w.row
	return column >= 0 && column < w.width && row >= 0 && row < w.height
}

// countColumns prepares distances to the cells that are marked, or to those that are not.
func (w *window) countColumns(marked bool) {
	w.up = make([]int, len(w.marked))
	for column := range w.width {
		for _, southward := range []bool{true, false} {
			distance := farAway
			for i := range w.height {
				row := i
				if southward {
					row = w.height - 1 - i
				}
				place := row*w.width + column
				distance++
				if w.marked[place] == marked {
					distance = 0
				}
				if southward || distance < w.up[place] {
					w.up[place] = distance
				}
			}
		}
	}
}

// distance returns how far a cell of the window is from the nearest cell that counts, in cells from middle to middle:
// it looks along its row, east and west, for as long as something nearer can come.
func (w *window) distance(place int) float64 {
	column := place % w.width
	best := w.up[place] * w.up[place]
	for step := 1; step*step < best && step < w.width; step++ {
		if column >= step {
			best = min(best, step*step+w.up[place-step]*w.up[place-step])
		}
		if column+step < w.width {
			best = min(best, step*step+w.up[place+step]*w.up[place+step])
		}
	}
	return math.Sqrt(float64(best))
}

// clearances returns how far the middle of each cell is from the edge of the ground the cells make up, in metres: half
// a cell less than from the middle of the nearest other cell.
func (r *raster) clearances(cells []int) []float64 {
	w := r.windowOf(cells, 1)
	w.countColumns(false)
	clear := make([]float64, len(cells))
	for i, cell := range cells {
		clear[i] = (w.distance(w.place(cell)) - 0.5) * r.cellM
	}
	return clear
}

// grown returns those cells of the ground that lie within so many metres of the cells of a piece, from middle to middle.
func (r *raster) grown(piece, ground []int, metres float64) []int {
	w := r.windowOf(piece, int(metres/r.cellM)+1)
	w.countColumns(true)
	var near []int
	for _, cell := range ground {
		if w.holds(cell) && w.distance(w.place(cell))*r.cellM <= metres {
			near = append(near, cell)
		}
	}
	return near
}
