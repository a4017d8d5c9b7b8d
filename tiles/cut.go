package tiles

import (
	"cmp"
	"slices"
)

// strip is the ground of a zone in the cells of one row from a column to before another: all of it, or in one cell what
// lines bound there.
type strip struct {
	row, first, end int32
	// lines are the zone's lines in the cell; a strip without them is whole.
	lines []cellLine
}

// cellLine is a stretch of a zone's edge within a cell, from side to side, or a ring without its first point repeated.
type cellLine struct {
	points []pt
	closed bool
}

// cutter cuts the ground of a zone by cells.
type cutter struct {
	lines []placedLine
	turns []turn
}

// placedLine is a line with its cell.
type placedLine struct {
	cell
	cellLine
}

// turn says that the middle of a row of cells lies within the zone by so much more from a column on.
type turn struct{ row, column, change int32 }

// cut returns the ground of a zone, ordered by row and column. Lines are parts of the rings where they can be.
func (c *cutter) cut(zone *drawn) []strip {
	c.lines, c.turns = c.lines[:0], c.turns[:0]
	for _, o := range zone.polygons {
		for _, r := range o.rings {
			c.cutRing(r)
			c.addTurns(r)
		}
	}
	slices.SortFunc(c.lines, func(a, b placedLine) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column),
			comparePt(a.points[0], b.points[0]), comparePt(a.points[1], b.points[1]))
	})
	slices.SortFunc(c.turns, func(a, b turn) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column))
	})
	return c.strips()
}

// cutRing cuts a ring where it has a vertex on a side of a cell.
func (c *cutter) cutRing(r []pt) {
	onSides := func(p pt) bool { return onSide(p.X) || onSide(p.Y) }
	first := slices.IndexFunc(r, onSides)
	if first < 0 {
		least := leastIndex(r)
		if least > 0 {
			r = slices.Concat(r[least:], r[:least])
		}
		c.lines = append(c.lines, placedLine{cellOf(r[0], r[1]), cellLine{points: r, closed: true}})
		return
	}
	start := first
	for i := first + 1; i < len(r); i++ {
		if onSides(r[i]) {
			c.addLine(r[start : i+1])
			start = i
		}
	}
	c.addLine(slices.Concat(r[start:], r[:first+1]))
}

// addLine adds a line unless it runs along a side.
func (c *cutter) addLine(points []pt) {
	if !alongSide(points[0], points[1]) {
		c.lines = append(c.lines, placedLine{cellOf(points[0], points[1]), cellLine{points: points}})
	}
}

// addTurns notes where a ring crosses the middles of rows of cells.
func (c *cutter) addTurns(r []pt) {
	p := r[len(r)-1]
	for _, q := range r {
		middle := min(p.Y, q.Y)&^(cellSize-1) + cellSize/2
		if above := q.Y <= middle; p.Y <= middle != above {
			column := min(p.X, q.X) >> cellBits
			if p.X != q.X || !onSide(p.X) {
				column++
			}
			change := int32(-1)
			if above {
				change = 1
			}
			c.turns = append(c.turns, turn{middle >> cellBits, column, change})
		}
		p = q
	}
}

// strips puts cells with lines and the whole cells between them together.
func (c *cutter) strips() []strip {
	strips := make([]strip, 0, len(c.turns))
	turns := c.turns
	for i := 0; i < len(c.lines) || len(turns) > 0; {
		row := int32(1<<31 - 1)
		if i < len(c.lines) {
			row = c.lines[i].row
		}
		if len(turns) > 0 {
			row = min(row, turns[0].row)
		}
		column, within := int32(0), int32(0)
		for {
			// The next cell with lines, and the next turn, of the row.
			lined := i < len(c.lines) && c.lines[i].row == row
			turned := len(turns) > 0 && turns[0].row == row
			if !lined && !turned {
				break
			}
			if turned && (!lined || turns[0].column <= c.lines[i].column) {
				strips = appendWhole(strips, row, column, turns[0].column, within)
				column = max(column, turns[0].column)
				within += turns[0].change
				turns = turns[1:]
				continue
			}
			at := c.lines[i].cell
			strips = appendWhole(strips, row, column, at.column, within)
			column = at.column + 1
			var lines []cellLine
			for ; i < len(c.lines) && c.lines[i].cell == at; i++ {
				lines = append(lines, c.lines[i].cellLine)
			}
			strips = append(strips, strip{row, at.column, at.column + 1, lines})
		}
	}
	return strips
}

// appendWhole appends the cells from a column to before another if they lie within the zone.
func appendWhole(to []strip, row, from, until, within int32) []strip {
	if within > 0 && from < until {
		return append(to, strip{row: row, first: from, end: until})
	}
	return to
}

// whole reports whether the strip has all of its cells.
func (s *strip) whole() bool { return len(s.lines) == 0 }

// sameGround reports whether two strips have the same ground where both are.
func (s *strip) sameGround(o *strip) bool {
	return slices.EqualFunc(s.lines, o.lines, func(a, b cellLine) bool {
		return a.closed == b.closed && slices.Equal(a.points, b.points)
	})
}
