package ingest

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// window is the part of the plane in which strips are looked for, in cells of a square grid. A disc of the diameter
// that strips are narrower than fits into a cell, so an opening within the window says the same of whatever has marked
// cells all around as an opening of the whole ground.
type window struct {
	side  float64
	cells map[cell]struct{}
}

// cell is a square of a window by its column and row.
type cell struct{ x, y int }

// cellsAcross is how many cells a window has at most from one end of the ground to the other, about.
const cellsAcross = 256

// newWindow returns an empty window for ground of an extent, and strips narrower than a width.
func newWindow(extent orb.Bound, width float64) *window {
	longer := max(extent.Max[0]-extent.Min[0], extent.Max[1]-extent.Min[1])
	return &window{side: max(2*width, longer/cellsAcross), cells: make(map[cell]struct{})}
}

func (w *window) cell(p orb.Point) cell {
	return cell{int(math.Floor(p[0] / w.side)), int(math.Floor(p[1] / w.side))}
}

// mark adds the cells of an edge and so many around them.
func (w *window) mark(e edge, around int) {
	w.walk(e, around, func(c cell) bool {
		w.cells[c] = struct{}{}
		return true
	})
}

// grow adds so many cells around each piece that comes within a cell of the window's edge, and reports whether there is
// one.
func (w *window) grow(pieces orb.MultiPolygon, around int) bool {
	var cut orb.MultiPolygon
	for _, piece := range pieces {
		covered := true
		eachEdge(orb.MultiPolygon{piece}, func(e edge) bool {
			covered = w.covers(e)
			return covered
		})
		if !covered {
			cut = append(cut, piece)
		}
	}
	eachEdge(cut, func(e edge) bool {
		w.mark(e, around)
		return true
	})
	return len(cut) > 0
}

// covers reports whether the cells of an edge and those around them are marked.
func (w *window) covers(e edge) bool {
	covered := true
	w.walk(e, 1, func(c cell) bool {
		covered = w.marked(c)
		return covered
	})
	return covered
}

// walk visits the cells of an edge and so many around them, until visit reports false.
func (w *window) walk(e edge, around int, visit func(cell) bool) {
	dx, dy := e.to[0]-e.from[0], e.to[1]-e.from[1]
	steps := int(math.Ceil(2 * math.Hypot(dx, dy) / w.side))
	for i := range steps + 1 {
		share := float64(i) / float64(max(steps, 1))
		at := w.cell(orb.Point{e.from[0] + share*dx, e.from[1] + share*dy})
		for x := at.x - around; x <= at.x+around; x++ {
			for y := at.y - around; y <= at.y+around; y++ {
				if !visit(cell{x, y}) {
					return
				}
			}
		}
	}
}

// ground returns the marked cells as rectangles, each as long from west to east as it can be, row by row.
func (w *window) ground() orb.MultiPolygon {
	var starts []cell
	for c := range w.cells {
		if !w.marked(cell{c.x - 1, c.y}) {
			starts = append(starts, c)
		}
	}
	slices.SortFunc(starts, func(a, b cell) int { return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x)) })
	rectangles := make(orb.MultiPolygon, len(starts))
	for i, c := range starts {
		end := c.x + 1
		for w.marked(cell{end, c.y}) {
			end++
		}
		corner := func(x, y int) orb.Point { return orb.Point{float64(x) * w.side, float64(y) * w.side} }
		rectangles[i] = orb.Bound{Min: corner(c.x, c.y), Max: corner(end, c.y+1)}.ToPolygon()
	}
	return rectangles
}

func (w *window) marked(c cell) bool {
	_, marked := w.cells[c]
	return marked
}
