package tiles

import "slices"

// clipper clips polygons and lines to the box of a tile with its buffer. No edge crosses the lines on which the box
// has its sides (see snapper), so clipping moves every vertex to the nearest point of the box and drops what then lies
// twice along its border: no point is computed, and what neighbours share they share still.
type clipper struct {
	box    box
	points []pt
	chains []span
	events []event
	rings  [][]pt
	parts  []span
	// way is how far the ring has gone along the border since it arrived there at place from.
	from, way int32
}

// span is a range of a clipper's points.
type span struct{ start, end int }

// event is a change of the coverage of the border at a place along it.
type event struct{ at, change int32 }

// polygon returns the rings of the parts of a polygon within the box, each exterior ring before its holes. They are
// valid until the next call.
func (c *clipper) polygon(o outline) [][]pt {
	c.points, c.chains, c.events, c.rings = c.points[:0], c.chains[:0], c.events[:0], c.rings[:0]
	for i, r := range o.rings {
		c.ring(r, o.blocks[i])
	}
	c.border(len(c.chains))
	if o.touching {
		return c.retrace()
	}
	c.link()
	return inOrder(c.rings)
}

// retrace finds the rings from single edges, for polygons whose rings touch each other within the box.
func (c *clipper) retrace() [][]pt {
	var edges []edge
	for _, s := range c.chains {
		for i := s.start + 1; i < s.end; i++ {
			edges = append(edges, edge{c.points[i-1], c.points[i]})
		}
	}
	for _, r := range c.rings {
		for i, p := range r {
			edges = append(edges, edge{p, r[(i+1)%len(r)]})
		}
	}
	var rings [][]pt
	for _, r := range slices.Concat(bounded(edges)...) {
		rings = append(rings, c.dropStraight(r))
	}
	return rings
}

// inOrder puts each exterior ring before its holes.
func inOrder(rings [][]pt) [][]pt {
	if len(rings) < 2 {
		return rings
	}
	exterior, holes := -1, 0
	for i, r := range rings {
		if area2(r) < 0 {
			holes++
		} else {
			exterior = i
		}
	}
	switch {
	case holes == 0:
		return rings
	case holes == len(rings)-1:
		rings[0], rings[exterior] = rings[exterior], rings[0]
		return rings
	}
	return slices.Concat(group(rings)...)
}

// ring adds the chains and border events of a ring.
func (c *clipper) ring(r []pt, blocks []box) {
	start := c.anchor(r, blocks)
	if start < 0 {
		c.rings = append(c.rings, r)
		return
	}
	c.way = 0
	c.run(r, blocks, start, len(r))
	c.run(r, blocks, 0, start)
	c.cover()
}

// run adds the edges of a ring that begin at the vertices from one to before another.
func (c *clipper) run(r []pt, blocks []box, from, to int) {
	for at := from; at < to; {
		stop := min(at+blockSize-at%blockSize, to)
		block := blocks[at/blockSize]
		switch {
		case c.beyond(block):
			c.step(c.box.clamp(r[at]), c.box.clamp(r[stop%len(r)]))
		case c.inside(block.min) && c.inside(block.max):
			c.extend(r[at+1:stop], r[stop%len(r)])
		default:
			c.steps(r[at:stop], r[stop%len(r)])
		}
		at = stop
	}
}

// steps adds the edges between points and from the last of them to an end.
func (c *clipper) steps(points []pt, end pt) {
	at := c.box.clamp(points[0])
	for _, p := range points[1:] {
		next := c.box.clamp(p)
		c.step(at, next)
		at = next
	}
	c.step(at, c.box.clamp(end))
}

// extend prolongs the last chain by points strictly inside the box.
func (c *clipper) extend(points []pt, end pt) {
	c.points = append(append(c.points, points...), end)
	c.chains[len(c.chains)-1].end = len(c.points)
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
		from := c.along(side, p)
		if c.way == 0 {
			c.from = from
		}
		c.way += c.along(side, q) - from
		return
	}
	c.cover()
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

// cover adds the way along the border to its coverage: one for each time it is passed in the direction of exterior
// rings, minus one against it.
func (c *clipper) cover() {
	if c.way == 0 {
		return
	}
	around := 4 * (c.box.max.X - c.box.min.X)
	start, way, sign := c.from, c.way, int32(1)
	if way < 0 {
		start, way, sign = start+way, -way, -1
	}
	c.way = 0
	start = (start%around + around) % around
	for way > 0 {
		part := min(way, around-start)
		c.events = append(c.events, event{start, sign}, event{start + part, -sign})
		start, way = 0, way-part
	}
}

// side returns the side of the box along which both points lie, or −1.
func (c *clipper) side(p, q pt) int {
	if p.Y == q.Y {
		switch p.Y {
		case c.box.min.Y:
			return 0
		case c.box.max.Y:
			return 2
		}
	}
	if p.X == q.X {
		switch p.X {
		case c.box.max.X:
			return 1
		case c.box.min.X:
			return 3
		}
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
// first chains ends. The coverage is what is left when opposite edges cancel: one where the interior lies along the
// border, else zero.
func (c *clipper) border(chains int) {
	if len(c.events) == 0 {
		return
	}
	c.addCuts(chains)
	slices.SortFunc(c.events, func(a, b event) int { return int(a.at - b.at) })
	covered := int32(0)
	for i, e := range c.events[:len(c.events)-1] {
		covered += e.change
		if until := c.events[i+1].at; covered > 0 && until > e.at {
			start := len(c.points)
			c.points = append(c.points, c.place(e.at), c.place(until))
			c.chains = append(c.chains, span{start, start + 2})
		}
	}
}

// addCuts adds events without change at the corners and where one of the first chains ends.
func (c *clipper) addCuts(chains int) {
	length := c.box.max.X - c.box.min.X
	for side := range int32(4) {
		c.events = append(c.events, event{side * length, 0})
	}
	for _, s := range c.chains[:chains] {
		for _, p := range [2]pt{c.points[s.start], c.points[s.end-1]} {
			c.events = append(c.events, event{c.along(c.side(p, p), p), 0})
		}
	}
}
