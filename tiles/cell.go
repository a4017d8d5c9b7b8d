package tiles

import "cmp"

const (
	// cellBits is the base-2 logarithm of the side of a cell in units.
	cellBits = 9
	// cellSize is the side of a cell: the squares by which ground is compared from date to date.
	cellSize = 1 << cellBits
)

// cell names a square of a zoom's grid. A vertex lies wherever a line crosses a side of a cell, so no edge crosses one.
type cell struct{ column, row int32 }

// onSide reports whether a coordinate is that of a side of cells.
func onSide(x int32) bool { return x&(cellSize-1) == 0 }

// alongSide reports whether an edge runs along a side of cells.
func alongSide(p, q pt) bool {
	return p.X == q.X && onSide(p.X) || p.Y == q.Y && onSide(p.Y)
}

// cellOf returns the cell of an edge that does not run along a side.
func cellOf(p, q pt) cell { return cell{min(p.X, q.X) >> cellBits, min(p.Y, q.Y) >> cellBits} }

// compare orders cells by row, then by column.
func (c cell) compare(o cell) int {
	return cmp.Or(cmp.Compare(c.row, o.row), cmp.Compare(c.column, o.column))
}

// box returns the square of the cell.
func (c cell) box() box {
	corner := pt{c.column << cellBits, c.row << cellBits}
	return box{corner, pt{corner.X + cellSize, corner.Y + cellSize}}
}
