package tiles

import (
	"cmp"
	"slices"
)

// clipper clips polygons and lines to the box of a tile with its buffer. No edge crosses the lines on which the box
// has its sides (see snapper), so clipping moves every vertex to the nearest point of the box and drops what then lies
// twice along its border: no point is computed, and what neighbours share they share still.
type clipper struct {
	box    box
	points []pt
	chains []span
	events []event
	rings  [][]pt
}

// span is a range of a clipper's points.
type span struct{ start, end int }

// event is a change of the coverage of the border at a place along it.
type event struct{ at, change int32 }

// reset makes the clipper ready for a polygon.
func (c *clipper) reset() {
	c.points, c.chains, c.events, c.rings = c.points[:0], c.chains[:0], c.events[:0], c.rings[:0]
}

// polygon returns the parts of a polygon within the box. They are valid until the next call.
func (c *clipper) polygon(o outline) []polygon {
	c.reset()
	for i, r := range o.rings {
		c.ring(r, o.blocks[i])
	}
	c.border(len(c.chains))
	c.link(o.touching)
	return group(c.rings)
}

// ring adds the chains and border events of a ring.
func (c *clipper) ring(r []pt, blocks []box) {
	start := c.anchor(r, blocks)
	if start < 0 {
		c.rings = append(c.rings, r)
		return
	}
	c.run(r, blocks, start, len(r))
	c.run(r, blocks, 0, start)
}

// run adds the edges of a ring that begin at the vertices from one to before another.
func (c *clipper) run(r []pt, blocks []box, from, to int) {
	for at := from; at < to; {
		stop := min(at+blockSize-at%blockSize, to)
		if c.beyond(blocks[at/blockSize]) {
			c.step(c.box.clamp(r[at]), c.box.clamp(r[stop%len(r)]))
		} else {
			for j := at; j < stop; j++ {
				c.step(c.box.clamp(r[j]), c.box.clamp(r[(j+1)%len(r)]))
			}
		}
		at = stop
	}
}

// anchor returns the index of a vertex that is not strictly inside the box, or −1.
func (c *clipper) anchor(r []pt, blocks []box) int {
	for b, bounds := range blocks {
		if c.inside(bounds.min) && c.inside(bounds.max) {
			continue
		}
		for i := b * blockSize; i < min((b+1)*blockSize, len(r)); i++ {
			if !c.inside(r[i]) {
				return i
			}
		}
	}
	return -1
}

// inside reports whether a point lies strictly inside the box.
func (c *clipper) inside(p pt) bool {
	return c.box.min.X < p.X && p.X < c.box.max.X && c.box.min.Y < p.Y && p.Y < c.box.max.Y
}

// beyond reports whether all of a block lies on or beyond the same side of the box.
func (c *clipper) beyond(b box) bool {
	return b.max.X <= c.box.min.X || b.min.X >= c.box.max.X || b.max.Y <= c.box.min.Y || b.min.Y >= c.box.max.Y
}

// step adds an edge between two points of the box: to the border's coverage if it lies along it, else to a chain.
func (c *clipper) step(p, q pt) {
	if p == q {
		return
	}
	if side := c.side(p, q); side >= 0 {
		from, to := c.along(side, p), c.along(side, q)
		c.events = append(c.events, event{from, 1}, event{to, -1})
		return
	}
	last := len(c.chains) - 1
	if last < 0 || c.points[c.chains[last].end-1] != p || !c.inside(p) {
		start := len(c.points)
		c.points = append(c.points, p)
		c.chains = append(c.chains, span{start, start + 1})
		last++
	}
	c.points = append(c.points, q)
	c.chains[last].end = len(c.points)
}

// side returns the side of the box along which both points lie, or −1.
func (c *clipper) side(p, q pt) int {
	switch {
	case p.Y == q.Y && p.Y == c.box.min.Y:
		return 0
	case p.X == q.X && p.X == c.box.max.X:
		return 1
	case p.Y == q.Y && p.Y == c.box.max.Y:
		return 2
	case p.X == q.X && p.X == c.box.min.X:
		return 3
	}
	return -1
}

// along returns the place of a point of a side on the way around the border, in the direction of exterior rings.
func (c *clipper) along(side int, p pt) int32 {
	length := c.box.max.X - c.box.min.X
	switch side {
	case 0:
		return p.X - c.box.min.X
	case 1:
		return length + p.Y - c.box.min.Y
	case 2:
		return 2*length + c.box.max.X - p.X
	}
	return 3*length + c.box.max.Y - p.Y
}

// place returns the point at a place along the border.
func (c *clipper) place(at int32) pt {
	length := c.box.max.X - c.box.min.X
	offset := at % length
	switch at / length % 4 {
	case 0:
		return pt{c.box.min.X + offset, c.box.min.Y}
	case 1:
		return pt{c.box.max.X, c.box.min.Y + offset}
	case 2:
		return pt{c.box.max.X - offset, c.box.max.Y}
	}
	return pt{c.box.min.X, c.box.max.Y - offset}
}

// border adds the stretches of the border that bound the interior as chains, cut at the corners and where one of the
// first chains ends. An edge against the direction counts −1 from its end to its start, so that the sum is what
// is left when opposite edges cancel: one where the interior lies along the border, else zero.
func (c *clipper) border(chains int) {
	if len(c.events) == 0 {
		return
	}
	length := c.box.max.X - c.box.min.X
	for side := range int32(4) {
		c.events = append(c.events, event{side * length, 0})
	}
	for _, s := range c.chains[:chains] {
		for _, p := range [2]pt{c.points[s.start], c.points[s.end-1]} {
			if side := c.side(p, p); side >= 0 {
				c.events = append(c.events, event{c.along(side, p), 0})
			}
		}
	}
	slices.SortFunc(c.events, func(a, b event) int { return cmp.Compare(a.at, b.at) })
	covered := int32(0)
	for i, e := range c.events {
		covered += e.change
		if covered <= 0 {
			continue
		}
		until := 4 * length
		if i+1 < len(c.events) {
			until = c.events[i+1].at
		}
		if until > e.at {
			start := len(c.points)
			c.points = append(c.points, c.place(e.at), c.place(until))
			c.chains = append(c.chains, span{start, start + 2})
		}
	}
}
