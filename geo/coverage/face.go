package coverage

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// Key identifies the rings of a face by their content: equal rings on the grid have equal keys, whatever the coverage.
type Key [16]byte

// Face is one connected part of the ground under one label.
type Face struct {
	Label geo.Label
	// Polygon is closed, in degrees on the grid of 1e-7 degree: outer ring counter-clockwise, holes clockwise, each
	// ring starting at its lowest leftmost vertex, holes ordered by it.
	Polygon orb.Polygon
	// Updates are the updates the face rests on.
	Updates geo.UpdateSet
	Key     Key
	// AreaM2 is the ellipsoidal area in square metres.
	AreaM2 float64
	// Area2 is the doubled area in squared grid units, exact.
	Area2 int64

	rings []ring
	box   box
}

// newFace finishes a patch of ground.
func newFace(f frame, p patch, label geo.Label, updates geo.UpdateSet) *Face {
	face := &Face{Label: label, Updates: updates, rings: p.rings, box: emptyBox()}
	for _, r := range p.rings {
		face.Area2 += r.area2()
		closed := make(orb.Ring, 0, len(r.points)+1)
		for _, q := range r.points {
			closed = append(closed, f.degrees(q))
		}
		face.Polygon = append(face.Polygon, append(closed, closed[0]))
	}
	for _, q := range p.rings[0].points {
		face.box.add(q)
	}
	face.Key = keyOf(face.Polygon)
	face.AreaM2 = geo.PolygonAreaM2(face.Polygon)
	return face
}

// keyOf returns the key of a polygon on the grid.
func keyOf(p orb.Polygon) Key {
	vertices := 0
	for _, r := range p {
		vertices += len(r)
	}
	content := make([]byte, 0, 8*len(p)+16*vertices)
	for _, r := range p {
		content = binary.LittleEndian.AppendUint64(content, uint64(len(r)))
		for _, q := range r {
			x, y := geo.ToGrid(q)
			content = binary.LittleEndian.AppendUint64(content, uint64(x))
			content = binary.LittleEndian.AppendUint64(content, uint64(y))
		}
	}
	sum := sha256.Sum256(content)
	return Key(sum[:len(Key{})])
}

// resting returns the face with other updates; the rings are shared.
func (f *Face) resting(updates geo.UpdateSet) *Face {
	if f.Updates.Equal(updates) {
		return f
	}
	g := *f
	g.Updates = updates
	return &g
}

// same reports whether both faces are the same ground under the same label.
func (f *Face) same(g *Face) bool {
	return f == g || f.Key == g.Key && f.Label == g.Label
}

// compareFaces orders faces by where their outer ring starts.
func compareFaces(f, g *Face) int {
	if c := f.rings[0].points[0].compare(g.rings[0].points[0]); c != 0 {
		return c
	}
	return bytes.Compare(f.Key[:], g.Key[:])
}
