package coverage

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// regionMargin is how many grid units around the areas are noded. Noding further away than that is rare; it is noticed
// and done over with everything.
const regionMargin = 64

// work is one operation on a coverage: the linework that takes part and what each layer of it stands for.
type work struct {
	*base
	region    box
	bystander []*Face // faces that the areas do not come near
	old       []*Face // layers 0 to len(old)-1
	areas     []Area
	areaOf    []int    // by layer from len(old) on: one for each polygon of an area
	strands   []strand // the linework near the areas
	links     *linkset // the linework elsewhere, which stays as it is
}

// workOn gathers the areas, and the faces that come near them, or all faces.
func (c *Coverage) workOn(areas []Area, all bool) (*work, error) {
	w := &work{base: c.base}
	bounds, err := w.boundsOf(areas)
	if err != nil {
		return nil, err
	}
	if all {
		for _, f := range c.faces {
			bounds.add(point{f.box.minX, f.box.minY})
			bounds.add(point{f.box.maxX, f.box.maxY})
		}
	}
	w.region = bounds.grown(regionMargin)
	w.links = newLinkset(c.vertices())
	for _, f := range c.faces {
		if !f.box.intersects(w.region) {
			w.bystander = append(w.bystander, f)
			continue
		}
		w.addFace(f)
	}
	for _, a := range areas {
		if err := w.addArea(a, false); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// boundsOf returns the box of all areas.
func (b *base) boundsOf(areas []Area) (box, error) {
	bounds := emptyBox()
	for _, a := range areas {
		for _, polygon := range a.Geometry {
			for _, r := range polygon {
				for _, p := range r {
					q, ok := b.frame.point(p)
					if !ok {
						return bounds, outOfReach(a, p)
					}
					bounds.add(q)
				}
			}
		}
	}
	return bounds, nil
}

func outOfReach(a Area, p orb.Point) error {
	return fmt.Errorf("area %q: the vertex at longitude %g, latitude %g must lie within 53 degrees of the middle of the outline: %w",
		a.Name, p[0], p[1], geo.ErrInvalid)
}

// vertices is about the number of vertices of all faces, each shared by two.
func (c *Coverage) vertices() int {
	n := 0
	for _, f := range c.faces {
		for _, r := range f.rings {
			n += len(r.points)
		}
	}
	return n/2 + 1
}

// addFace adds the linework of a face as a layer.
func (w *work) addFace(f *Face) {
	layer := int32(len(w.old))
	w.old = append(w.old, f)
	near := w.region.grown(walkMargin)
	for _, r := range f.rings {
		p := r.points[len(r.points)-1]
		id := w.links.id(p)
		for i, q := range r.points {
			source := r.source[(i+len(r.points)-1)%len(r.points)]
			next := w.links.id(q)
			if boxOf(p, q).intersects(near) {
				w.strands = append(w.strands, newStrand(source, p, q, layer, false))
			} else {
				w.links.add(id, next, layer, oldRank, source)
			}
			p, id = q, next
		}
	}
}

// addArea adds the linework of an area, a layer for each polygon.
func (w *work) addArea(a Area, reference bool) error {
	for _, polygon := range a.Geometry {
		layer := int32(len(w.old) + len(w.areaOf))
		w.areaOf = append(w.areaOf, len(w.areas))
		for _, r := range polygon {
			if err := w.addRing(a, r, layer, reference); err != nil {
				return err
			}
		}
	}
	w.areas = append(w.areas, a)
	return nil
}

func (w *work) addRing(a Area, r orb.Ring, layer int32, reference bool) error {
	points := make([]point, len(r))
	for i, p := range r {
		q, ok := w.frame.point(p)
		if !ok {
			return outOfReach(a, p)
		}
		points[i] = q
		if reference {
			w.region.add(q)
		}
	}
	for i, p := range points {
		q := points[(i+1)%len(points)]
		if p == q {
			continue
		}
		source := newSegment(p, q, reference)
		w.strands = append(w.strands, newStrand(source, p, q, layer, true))
	}
	return nil
}

// run nodes the linework and returns all faces of the coverage it makes.
func (w *work) run() ([]*Face, error) {
	a, err := w.arrange()
	if err != nil {
		return nil, err
	}
	inks, paint, err := w.inks(a)
	if err != nil {
		return nil, err
	}
	if w.unchanged(a, inks, paint) {
		return w.restated(a, inks, paint), nil
	}
	faces := slices.Clone(w.bystander)
	before := make(map[Key]*Face, len(w.old))
	for _, f := range w.old {
		before[f.Key] = f
	}
	for _, p := range a.dissolve(labelsOf(inks, paint)) {
		var updates geo.UpdateSet
		for _, face := range p.faces {
			updates = updates.Union(inks[paint[face]].updates)
		}
		f := newFace(w.frame, p, inks[p.paint].label, updates)
		if g := before[f.Key]; g != nil && g.Label == f.Label {
			f = g.resting(updates)
		}
		faces = append(faces, f)
	}
	slices.SortFunc(faces, compareFaces)
	return faces, nil
}

// arrange bends the strands and finds the faces between all links.
func (w *work) arrange() (*arrangement, error) {
	near := make([]*strand, len(w.strands))
	for i := range w.strands {
		near[i] = &w.strands[i]
	}
	if len(near) > 0 {
		if err := node(near, w.region.grown(1)); err != nil {
			return nil, err
		}
	}
	if w.links == nil {
		w.links = newLinkset(len(near))
	}
	if w.bentBeyond(near, w.region.grown(1)) {
		return nil, errEscaped
	}
	for _, s := range near {
		w.links.addStrand(s)
	}
	return flood(newGraph(w.links.points, w.links.links()))
}
