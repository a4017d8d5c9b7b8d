package coverage

import (
	"errors"
	"fmt"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// Area is ground to paint, in degrees and unclipped. Within each polygon the even-odd rule holds, whatever the winding
// of its rings; the polygons of an area are united.
type Area struct {
	// Name tells people which area is meant.
	Name     string
	Label    geo.Label
	Geometry orb.MultiPolygon
	// Update is what the painted ground then rests on; 0 is none.
	Update geo.UpdateID
}

// Coverage is the ground within an outline, all of it labelled, in faces without gap or overlap. It is immutable and
// safe for concurrent use.
type Coverage struct {
	*base
	faces []*Face
}

// base is what all coverages of one outline share.
type base struct {
	frame     frame
	outline   orb.MultiPolygon
	reference *nearness // to the lines of the outline as they were given
	pristine  []*Face   // the outline noded by itself
}

// New returns the coverage that has one label within the whole outline. Polygons of the outline that overlap are
// united. It returns an error of kind [geo.ErrInvalid] if the outline encloses no ground, is wider
// than 107 degrees, or has a needle so thin that it is lost on the grid.
func New(outline orb.MultiPolygon, label geo.Label) (*Coverage, error) {
	b := &base{frame: frameOf(outline.Bound()), outline: outline.Clone()}
	w := &work{base: b, region: emptyBox()}
	if err := w.addArea(Area{Name: "outline", Geometry: outline, Label: label}, true); err != nil {
		return nil, err
	}
	faces, err := w.run()
	if err != nil {
		return nil, fmt.Errorf("outline: %w", err)
	}
	if len(faces) == 0 {
		return nil, fmt.Errorf("outline: encloses no ground: %w", geo.ErrInvalid)
	}
	b.pristine, b.reference = faces, newNearness(b.referenceLines())
	if p, far := b.lost(b.pristineLines()); far {
		at := b.frame.degrees(rounded(p))
		return nil, fmt.Errorf("outline: has a needle narrower than a grid unit near longitude %.7f, latitude %.7f: %w",
			at[0], at[1], geo.ErrInvalid)
	}
	return &Coverage{b, faces}, nil
}

// Faces returns the faces ordered by their lowest leftmost vertex. Coverages share the faces that are the same in
// both; the polygons must not be changed.
func (c *Coverage) Faces() []Face {
	faces := make([]Face, len(c.faces))
	for i, f := range c.faces {
		faces[i] = *f
	}
	return faces
}

// Outline returns the outline as it was given, from which the coverage stays within two grid units.
func (c *Coverage) Outline() orb.MultiPolygon { return c.outline.Clone() }

// Equal reports whether both coverages have the same faces ring for ring under the same labels. What the faces rest on
// does not matter.
func (c *Coverage) Equal(d *Coverage) bool {
	if len(c.faces) != len(d.faces) {
		return false
	}
	for i, f := range c.faces {
		if !f.same(d.faces[i]) {
			return false
		}
	}
	return true
}

// Paint returns the coverage in which the areas have their labels; the other faces give way. Ground outside the outline
// is left out. Where areas of the same controller overlap they are united, and the one named first gives the label. It
// returns an [OverlapError] if areas of different controllers overlap, and an error of kind [geo.ErrInvalid] if a
// coordinate is not a number or lies more than 53 degrees from the middle of the outline, or if the edges cross in more
// places than a drawing of ground does: four for each edge, or 20,000 where that is more, and never above 400,000.
//
// A paint that changes no label moves no vertex.
func (c *Coverage) Paint(areas []Area) (*Coverage, error) {
	faces, err := c.paint(areas, false)
	if errors.Is(err, errEscaped) {
		faces, err = c.paint(areas, true)
	}
	if err != nil {
		return nil, err
	}
	return &Coverage{c.base, faces}, nil
}

func (c *Coverage) paint(areas []Area, everywhere bool) ([]*Face, error) {
	w, err := c.workOn(areas, everywhere)
	if err != nil {
		return nil, err
	}
	return w.run()
}

// Replace returns the coverage in which the areas have their labels and all other ground has that of the remainder. It
// depends on nothing that was painted before. Errors are those of [Coverage.Paint].
func (c *Coverage) Replace(areas []Area, remainder geo.Label) (*Coverage, error) {
	var update geo.UpdateID
	if len(areas) > 0 {
		update = areas[0].Update
	}
	return c.replace(areas, remainder, update)
}

func (c *Coverage) replace(areas []Area, remainder geo.Label, update geo.UpdateID) (*Coverage, error) {
	return c.labelled(remainder, update).Paint(areas)
}

// labelled returns the outline noded by itself under one label.
func (c *Coverage) labelled(label geo.Label, update geo.UpdateID) *Coverage {
	faces := make([]*Face, len(c.pristine))
	for i, f := range c.pristine {
		g := *f
		g.Label, g.Updates = label, updatesOf(update)
		faces[i] = &g
	}
	return &Coverage{c.base, faces}
}
