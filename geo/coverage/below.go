package coverage

// below finds, for points, the link directly below.
type below struct {
	g     *graph
	cells *buckets
}

func newBelow(g *graph) *below {
	area := emptyBox()
	for _, p := range g.points {
		area.add(p)
	}
	return &below{g: g, cells: newBuckets(area, len(g.links), func(i int) (point, point) {
		return g.points[g.links[i].lo], g.points[g.links[i].hi]
	})}
}

// linkBelow returns what find does, by looking at every link.
func (g *graph) linkBelow(p point) (int32, bool) {
	best := int32(-1)
	for k := range g.links {
		if h, runs := g.rightward(int32(k), p); runs && (best < 0 || g.above(h, best)) {
			best = h
		}
	}
	return best, best >= 0
}

// find returns the half-edge, running to the right, that lies directly below a point and a hair to its right. It
// reports false if there is none.
func (b *below) find(p point) (int32, bool) {
	best := int32(-1)
	cell := b.cells.cell(p)
	for ; cell >= 0; cell -= b.cells.columns.size() {
		for _, k := range b.cells.in(cell) {
			if h, runs := b.g.rightward(k, p); runs && (best < 0 || b.g.above(h, best)) {
				best = h
			}
		}
		if best >= 0 && b.bottomBelow(cell, best) {
			break
		}
	}
	return best, best >= 0
}

// bottomBelow reports whether the cell's lower side lies under the whole half-edge: no link of a lower cell can then be
// nearer.
func (b *below) bottomBelow(cell, h int32) bool {
	row := cell / b.cells.columns.size()
	return row == 0 || float64(min(b.g.from(h).y, b.g.to(h).y)) > b.cells.rows.begin(row)
}

// rightward returns the half-edge of a link that runs to the right, if it passes below the point.
func (g *graph) rightward(k int32, p point) (int32, bool) {
	h := 2 * k
	if g.from(h).x > g.to(h).x {
		h++
	}
	a, b := g.from(h), g.to(h)
	return h, a.x <= p.x && p.x < b.x && orient(a, b, p) > 0
}

// above reports whether h lies above k where both pass. They do not cross.
func (g *graph) above(h, k int32) bool {
	a, b, c, d := g.from(h), g.to(h), g.from(k), g.to(k)
	if c.x > a.x {
		return !aboveLater(c, d, a, b)
	}
	return aboveLater(a, b, c, d)
}

// aboveLater reports whether the line from a to b lies above that from c to d, which begins no further right.
func aboveLater(a, b, c, d point) bool {
	if side := orient(c, d, a); side != 0 {
		return side > 0
	}
	return orient(c, d, b) > 0
}
