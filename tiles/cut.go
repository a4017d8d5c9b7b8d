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

// turn says that the middle of a row of cells lies within the zone by so much more from a cell on.
type turn struct {
	cell
	change int32
}

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
		return cmp.Or(a.compare(b.cell), comparePt(a.points[0], b.points[0]), comparePt(a.points[1], b.points[1]))
	})
	slices.SortFunc(c.turns, func(a, b turn) int { return a.compare(b.cell) })
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
			c.turns = append(c.turns, turn{cell{column, middle >> cellBits}, change})
		}
		p = q
	}
}

// strips puts cells with lines and the whole cells between them together.
func (c *cutter) strips() []strip {
	strips := make([]strip, 0, len(c.turns))
	at, within := cell{row: -1}, int32(0)
	for lines, turns := c.lines, c.turns; len(lines) > 0 || len(turns) > 0; {
		turned := len(turns) > 0 && (len(lines) == 0 || turns[0].compare(lines[0].cell) <= 0)
		next := cell{}
		if turned {
			next = turns[0].cell
		} else {
			next = lines[0].cell
		}
		if next.row != at.row {
			at = cell{row: next.row}
		}
		if within > 0 && at.column < next.column {
			strips = append(strips, strip{row: at.row, first: at.column, end: next.column})
		}
		if turned {
			at.column = max(at.column, next.column)
			within += turns[0].change
			turns = turns[1:]
			continue
		}
		n := 1
		for n < len(lines) && lines[n].cell == next {
			n++
		}
		strips = append(strips, strip{next.row, next.column, next.column + 1, linesOf(lines[:n])})
		at.column = next.column + 1
		lines = lines[n:]
	}
	return strips
}

func linesOf(placed []placedLine) []cellLine {
	lines := make([]cellLine, len(placed))
	for i, p := range placed {
		lines[i] = p.cellLine
	}
	return lines
}

// whole reports whether the strip has all of its cells.
func (s *strip) whole() bool { return len(s.lines) == 0 }

// sameGround reports whether two strips have the same ground where both are.
func (s *strip) sameGround(o *strip) bool {
	return slices.EqualFunc(s.lines, o.lines, func(a, b cellLine) bool {
		return a.closed == b.closed && slices.Equal(a.points, b.points)
	})
}
