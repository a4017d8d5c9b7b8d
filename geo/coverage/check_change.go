package coverage

import (
	"cmp"
	"fmt"
)

// checkAfter is Check for a coverage that came of another one for which Check holds, and of the same outline. It looks
// only at what differs, and is as strict.
//
// Edges that both have, in the same direction, have the same beside them as before, and meet no other edge of theirs. So
// edges are held against one another, and against the outline, only where one has come or gone. If every edge within
// the outline then has one part on each side, and those of the outline one inside, the winding numbers of all parts add
// up to one everywhere. The parts that are new are held to be polygons by themselves; then no two can share ground.
func (c *Coverage) checkAfter(before *Coverage) error {
	if before == nil || before.base != c.base {
		return c.Check()
	}
	d := differenceOf(before, c)
	return c.checkDifference(d, c.parts())
}

// checkDifference is checkAfter for parts that are the faces.
func (c *Coverage) checkDifference(d difference, parts []part) error {
	if 2*d.edges > d.known.filled {
		return c.check(parts)
	}
	return c.checkAround(d, parts)
}

// checkAround is checkDifference however much differs.
func (c *Coverage) checkAround(d difference, parts []part) error {
	k := &checker{base: c.base, parts: parts, links: newLinkset(4 * d.edges)}
	for _, i := range d.faces {
		if err := k.checkPolygon(k.parts[i]); err != nil {
			return err
		}
	}
	if d.near.empty() {
		return nil
	}
	k.addNear(c, d.near.grown(1))
	if err := cmp.Or(k.checkNodes(), k.checkEdges()); err != nil {
		return err
	}
	if k.fallen { // whether the outline still reaches its reference is a question to all of it
		return c.check(parts)
	}
	return k.checkNear()
}

// difference is what two coverages do not have in common.
type difference struct {
	faces []int // of the later coverage
	near  box   // of the edges that only one has
	edges int   // how many those are
	known *edgeTable
}

func differenceOf(before, after *Coverage) difference {
	shared := make(map[*Face]bool, len(before.faces))
	for _, f := range before.faces {
		shared[f] = true
	}
	d := difference{near: emptyBox()}
	vertices := 0
	for i, f := range after.faces {
		if shared[f] {
			delete(shared, f)
			continue
		}
		d.faces = append(d.faces, i)
	}
	for f := range shared {
		vertices += f.vertices()
	}
	d.known = newEdgeTable(vertices)
	for f := range shared {
		f.edges(func(p, q point) { d.known.add(p, q) })
	}
	for _, i := range d.faces {
		after.faces[i].edges(func(p, q point) {
			if !d.known.take(p, q) {
				d.add(p, q)
			}
		})
	}
	d.known.rest(d.add)
	return d
}

func (d *difference) add(p, q point) {
	d.near.add(p)
	d.near.add(q)
	d.edges++
}

func (f *Face) vertices() int {
	n := 0
	for _, r := range f.rings {
		n += len(r.points)
	}
	return n
}

// edges calls visit with each edge of the face, which lies on its left.
func (f *Face) edges(visit func(p, q point)) {
	for _, r := range f.rings {
		p := r.points[len(r.points)-1]
		for _, q := range r.points {
			visit(p, q)
			p = q
		}
	}
}

func (c *Coverage) parts() []part {
	parts := make([]part, len(c.faces))
	for i, f := range c.faces {
		parts[i] = part{name: fmt.Sprintf("face %d (%s)", i, f.Label.Controller), rings: f.rings}
	}
	return parts
}

// addNear adds the edges of the coverage and of the noded outline that come near.
func (k *checker) addNear(c *Coverage, near box) {
	strands, wide := k.outlineNear(near)
	for i, f := range c.faces {
		if !f.box.intersects(wide) {
			continue
		}
		f.edges(func(p, q point) {
			if boxOf(p, q).intersects(near) {
				k.links.add(k.links.id(p), k.links.id(q), int32(i), oldRank, segment{})
			} else if wide.contains(p) {
				k.links.id(p)
			}
		})
	}
	k.bendOutline(strands, wide.grown(walkMargin), near)
	k.grouped = k.links.grouped()
}

// outlineNear returns the lines of the outline noded by itself that come near, and the box of the place and all of them.
func (b *base) outlineNear(near box) (strands []*strand, wide box) {
	wide = near
	for _, f := range b.pristine {
		if !f.box.intersects(near) {
			continue
		}
		for _, r := range f.rings {
			for k, p := range r.points {
				q := r.points[(k+1)%len(r.points)]
				if !boxOf(p, q).intersects(near) {
					continue
				}
				s := newStrand(r.source[k], p, q, 0, false)
				strands = append(strands, &s)
				wide.add(p)
				wide.add(q)
			}
		}
	}
	return strands, wide
}

// checkPolygon holds that a part by itself is one valid polygon, given that its edges do not cross.
func (k *checker) checkPolygon(p part) error {
	if len(p.rings) == 0 {
		return k.broken(RulePolygon, point{}, "%s has no ring", p.name)
	}
	vertices := 0
	for _, r := range p.rings {
		vertices += len(r.points)
	}
	seen, touching := newVisits(vertices), false
	for j, r := range p.rings {
		if area2 := r.area2(); area2 == 0 || (area2 > 0) != (j == 0) {
			return k.broken(RulePolygon, r.points[0], "ring %d of %s winds the wrong way or encloses nothing", j, p.name)
		}
		for _, v := range r.points {
			switch other, visited := seen.put(v, int32(j)); {
			case visited && other == int32(j):
				return k.broken(RulePolygon, v, "a ring of %s comes by this vertex twice", p.name)
			case visited:
				touching = true
			}
		}
	}
	if touching {
		return k.checkTouching(p)
	}
	return k.checkHoles(p)
}

// checkHoles holds that the holes of a part whose rings have no vertex in common lie within it, side by side.
func (k *checker) checkHoles(p part) error {
	bounds := make([]box, len(p.rings))
	for j, r := range p.rings {
		bounds[j] = emptyBox()
		for _, v := range r.points {
			bounds[j].add(v)
		}
	}
	for j, hole := range p.rings[1:] {
		for i, r := range p.rings {
			if i == j+1 {
				continue
			}
			inside := bounds[i].contains(hole.points[0]) && r.encloses(hole.points[0])
			if inside != (i == 0) {
				return k.broken(RulePolygon, hole.points[0], "a hole of %s lies outside of it or in another", p.name)
			}
		}
	}
	return nil
}

// encloses reports whether a point that is no vertex of the ring and on no edge lies within it, whatever its winding.
func (r ring) encloses(p point) bool {
	inside := false
	a := r.points[len(r.points)-1]
	for _, b := range r.points {
		if (a.y <= p.y) != (b.y <= p.y) && (orient(a, b, p) > 0) == (a.y < b.y) {
			inside = !inside
		}
		a = b
	}
	return inside
}

// checkTouching holds that a part whose rings meet at vertices is connected, by looking at all faces that they make.
func (k *checker) checkTouching(p part) error {
	links := newLinkset(0)
	for _, r := range p.rings {
		v := links.id(r.points[len(r.points)-1])
		for _, q := range r.points {
			w := links.id(q)
			links.add(v, w, 0, oldRank, segment{})
			v = w
		}
	}
	made := links.links()
	if len(made) != len(links.ends) {
		return k.broken(RulePolygon, p.rings[0].points[0], "%s lies on both sides of an edge", p.name)
	}
	a, err := flood(newGraph(links.points, made))
	if err != nil {
		return err
	}
	pieces := 0
	for _, covers := range a.covers {
		pieces += len(covers)
	}
	if pieces != 1 {
		return k.broken(RulePolygon, p.rings[0].points[0], "%s has %d connected parts", p.name, pieces)
	}
	return nil
}
