package tiles

import "slices"

// dissolver puts the ground of cells together again: sides of cells between ground of the same holding cancel.
type dissolver struct {
	sides []sideChange
	lines [][]pt
	rings [][]pt
	ends  []event
}

// sideChange is a change, at a place along a line of sides, of how many edges run along it in its direction. It is one
// word that orders by line and place: a bit for vertical lines, 27 for the line, 27 for the place and 8 for the change.
type sideChange uint64

func newSideChange(vertical bool, line, at, change int32) sideChange {
	s := sideChange(line)<<35 | sideChange(at)<<8 | sideChange(change+128)
	if vertical {
		s |= 1 << 62
	}
	return s
}

func (s sideChange) vertical() bool { return s>>62 == 1 }
func (s sideChange) line() int32    { return int32(s >> 35 & (1<<27 - 1)) }
func (s sideChange) at() int32      { return int32(s >> 8 & (1<<27 - 1)) }
func (s sideChange) change() int32  { return int32(s&0xff) - 128 }

// dissolve returns the polygons of strips that do not overlap.
func (d *dissolver) dissolve(strips []strip) []polygon {
	d.sides, d.lines, d.rings = d.sides[:0], d.lines[:0], d.rings[:0]
	for i := range strips {
		s := &strips[i]
		b := cell{s.first, s.row}.box()
		b.max.X = s.end << cellBits
		if s.whole() {
			d.addStretch(b, 0, perimeter(b))
			continue
		}
		d.addCell(b, s.lines)
	}
	d.addSides()
	d.rings = append(d.rings, weave(d.lines)...)
	for i, r := range d.rings {
		d.rings[i] = dropOnSides(r)
	}
	return group(d.rings)
}

// addCell adds the lines of a cell, and the stretches of its border that close them.
func (d *dissolver) addCell(b box, lines []cellLine) {
	ends := d.ends[:0]
	var area int64
	for _, l := range lines {
		if l.closed {
			d.rings = append(d.rings, l.points)
			area += area2(l.points)
			continue
		}
		first, last := l.points[0], l.points[len(l.points)-1]
		d.lines = append(d.lines, l.points)
		d.cutSides(first)
		d.cutSides(last)
		area += shoelace(b.min, l.points)
		ends = append(ends, event{aroundBox(b, first), -1}, event{aroundBox(b, last), 1})
	}
	d.ends = ends
	slices.SortFunc(ends, func(e, f event) int { return int(e.at - f.at) })
	covered := coverBefore(ends, area)
	from := int32(0)
	for _, e := range ends {
		if covered > 0 {
			d.addStretch(b, from, e.at)
		}
		covered, from = covered+e.change, e.at
	}
	if covered > 0 {
		d.addStretch(b, from, perimeter(b))
	}
}

// coverBefore returns whether the ground of a cell lies along its border before the first of the changes, as 0 or 1:
// no place is covered less than not at all. If nothing ever changes, then lines that add up to a negative area are cut
// out of the whole cell, and others enclose ground within it.
func coverBefore(changes []event, area int64) int32 {
	var covered, least, most int32
	for i, e := range changes {
		covered += e.change
		if i+1 == len(changes) || changes[i+1].at > e.at {
			least, most = min(least, covered), max(most, covered)
		}
	}
	if least == 0 && most == 0 && area < 0 {
		return 1
	}
	return -least
}

// shoelace returns what a line adds to the doubled area of a ring, as seen from a point.
func shoelace(from pt, line []pt) int64 {
	var sum int64
	for i := 1; i < len(line); i++ {
		sum += cross(from, line[i-1], line[i])
	}
	return sum
}

// perimeter is the length of the way around a box.
func perimeter(b box) int32 { return 2 * (b.max.X - b.min.X + b.max.Y - b.min.Y) }

// aroundBox returns the place of a point of the border on the way around a box, in the direction of exterior rings.
func aroundBox(b box, p pt) int32 {
	width, height := b.max.X-b.min.X, b.max.Y-b.min.Y
	switch {
	case p.Y == b.min.Y:
		return p.X - b.min.X
	case p.X == b.max.X:
		return width + p.Y - b.min.Y
	case p.Y == b.max.Y:
		return width + height + b.max.X - p.X
	}
	return 2*width + height + b.max.Y - p.Y
}

// addStretch adds the way around a box from one place to another, on each side of the box.
func (d *dissolver) addStretch(b box, from, to int32) {
	width, height := b.max.X-b.min.X, b.max.Y-b.min.Y
	start := int32(0)
	for side, length := range [4]int32{width, height, width, height} {
		f, t := max(from-start, 0), min(to-start, length)
		start += length
		if f >= t {
			continue
		}
		switch side {
		case 0:
			d.addSide(false, b.min.Y, b.min.X+f, b.min.X+t, 1)
		case 1:
			d.addSide(true, b.max.X, b.min.Y+f, b.min.Y+t, 1)
		case 2:
			d.addSide(false, b.max.Y, b.max.X-t, b.max.X-f, -1)
		case 3:
			d.addSide(true, b.min.X, b.max.Y-t, b.max.Y-f, -1)
		}
	}
}

func (d *dissolver) addSide(vertical bool, line, from, to, direction int32) {
	d.sides = append(d.sides, newSideChange(vertical, line, from, direction), newSideChange(vertical, line, to, -direction))
}

// cutSides makes the sides on which a point lies end there.
func (d *dissolver) cutSides(p pt) {
	if onSide(p.X) {
		d.sides = append(d.sides, newSideChange(true, p.X, p.Y, 0))
	}
	if onSide(p.Y) {
		d.sides = append(d.sides, newSideChange(false, p.Y, p.X, 0))
	}
}

// addSides adds what is left of the sides as lines.
func (d *dissolver) addSides() {
	slices.Sort(d.sides)
	var running int32
	for i, s := range d.sides {
		running += s.change()
		if running == 0 || d.sides[i+1].at() == s.at() {
			continue
		}
		a, b := pt{s.at(), s.line()}, pt{d.sides[i+1].at(), s.line()}
		if s.vertical() {
			a, b = pt{s.line(), s.at()}, pt{s.line(), d.sides[i+1].at()}
		}
		if running < 0 {
			a, b = b, a
		}
		d.lines = append(d.lines, []pt{a, b})
	}
}

// weave joins lines, each of which ends where another begins, into rings that pass no point twice.
func weave(lines [][]pt) [][]pt {
	slices.SortFunc(lines, func(a, b []pt) int { return comparePt(a[0], b[0]) })
	used := make([]bool, len(lines))
	var rings [][]pt
	for i := range lines {
		if used[i] {
			continue
		}
		var ring []pt
		for at := i; at >= 0; at = followerLine(lines, used, lines[at]) {
			used[at] = true
			ring = append(ring, lines[at][:len(lines[at])-1]...)
		}
		if simple([][]pt{ring}) {
			rings = append(rings, ring)
			continue
		}
		rings = append(rings, splitAtRepeats(ring)...)
	}
	return rings
}

// followerLine returns the unused line that bounds the same ground after another, or −1 if there is none.
func followerLine(lines [][]pt, used []bool, l []pt) int {
	end, before := l[len(l)-1], l[len(l)-2]
	i, _ := slices.BinarySearchFunc(lines, end, func(m []pt, p pt) int { return comparePt(m[0], p) })
	best := -1
	for ; i < len(lines) && lines[i][0] == end; i++ {
		if !used[i] && (best < 0 || clockwiseBefore(end, before, lines[i][1], lines[best][1])) {
			best = i
		}
	}
	return best
}

// dropOnSides drops the vertices between two others of the same line of sides.
func dropOnSides(r []pt) []pt {
	kept := make([]pt, 0, len(r))
	before := r[len(r)-1]
	for i, p := range r {
		after := r[(i+1)%len(r)]
		straight := before.X == p.X && p.X == after.X && onSide(p.X) || before.Y == p.Y && p.Y == after.Y && onSide(p.Y)
		if !straight {
			kept = append(kept, p)
		}
		before = p
	}
	return kept
}
