package coverage

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"slices"

	"splitline/geo"
)

// lineworkVersion names the way in which coverages are made and written down. It must be raised with every change that
// makes another coverage of the same updates, so that linework kept by an older program is not taken up.
const lineworkVersion = "2"

// errLinework says that bytes are not linework.
var errLinework = errors.New("not linework")

// How the source of a link is written: the flag for the outline, and the one for a line other than the link itself.
const (
	ofReference = 1 << iota
	ofOther
)

// encode writes down the faces of a coverage with the lines that their links are measured against. Numbers are varints,
// points differences from the point before, and at the end is a checksum (CRC-32, IEEE) of the name of the coverage and of
// all that.
func (c *Coverage) encode(name []byte) []byte {
	e := encoder{}
	e.number(len(c.faces))
	for _, f := range c.faces {
		e.label(f.Label)
		e.updates(f.Updates)
		e.number(len(f.rings))
		for _, r := range f.rings {
			e.ring(r)
		}
	}
	return binary.LittleEndian.AppendUint32(e.bytes, checksum(name, e.bytes))
}

func checksum(name, content []byte) uint32 {
	return crc32.Update(crc32.ChecksumIEEE(name), crc32.IEEETable, content)
}

type encoder struct {
	bytes []byte
	at    point
}

func (e *encoder) number(n int)   { e.bytes = binary.AppendUvarint(e.bytes, uint64(n)) }
func (e *encoder) signed(n int64) { e.bytes = binary.AppendVarint(e.bytes, n) }

func (e *encoder) text(s string) {
	e.number(len(s))
	e.bytes = append(e.bytes, s...)
}

func (e *encoder) label(l geo.Label) {
	e.text(string(l.Controller))
	e.text(string(l.Assessment.Level))
	e.bytes = binary.LittleEndian.AppendUint64(e.bytes, math.Float64bits(l.Assessment.AccuracyM))
	e.text(string(l.Assessment.Quality))
	e.text(string(l.Basis))
}

// updates writes the blocks of a set, each with how far its number is from the one before.
func (e *encoder) updates(s geo.UpdateSet) {
	blocks, before := 0, int64(0)
	for range s.Blocks() {
		blocks++
	}
	e.number(blocks)
	for number, bits := range s.Blocks() {
		e.signed(number - before)
		e.bytes = binary.LittleEndian.AppendUint64(e.bytes, bits)
		before = number
	}
}

func (e *encoder) point(p point) {
	e.signed(int64(p.x) - int64(e.at.x))
	e.signed(int64(p.y) - int64(e.at.y))
	e.at = p
}

// ring writes the vertices of a ring, each with the source of the link that leads from it.
func (e *encoder) ring(r ring) {
	e.number(len(r.points))
	for i, p := range r.points {
		e.point(p)
		source := r.source[i]
		kind := byte(0)
		if source.reference {
			kind |= ofReference
		}
		if source != newSegment(p, r.points[(i+1)%len(r.points)], source.reference) {
			kind |= ofOther
		}
		e.bytes = append(e.bytes, kind)
		if kind&ofOther != 0 {
			e.point(source.a)
			e.point(source.b)
			e.at = p
		}
	}
}

// decode returns the coverage that was written down under a name. It returns errLinework for anything else; what it
// returns is as good as what was written, and no better.
func (b *base) decode(name, linework []byte) (*Coverage, error) {
	n := len(linework) - crc32.Size
	if n < 0 || binary.LittleEndian.Uint32(linework[n:]) != checksum(name, linework[:n]) {
		return nil, errLinework
	}
	d := decoder{rest: linework[:n]}
	faces := make([]*Face, d.count(1))
	for i := range faces {
		label := d.label()
		updates := d.updates()
		rings := make([]ring, d.count(1))
		for j := range rings {
			rings[j] = d.ring()
		}
		if d.failed || len(rings) == 0 {
			return nil, errLinework
		}
		faces[i] = newFace(b.frame, patch{rings: rings}, label, updates)
	}
	if d.failed || len(d.rest) > 0 || !slices.IsSortedFunc(faces, compareFaces) {
		return nil, errLinework
	}
	return &Coverage{b, faces}, nil
}

type decoder struct {
	rest   []byte
	at     point
	failed bool
}

// count reads how many things follow that take at least so many bytes each.
func (d *decoder) count(least int) int {
	n, size := binary.Uvarint(d.rest)
	if size <= 0 || n > uint64(len(d.rest)/least) {
		d.fail()
		return 0
	}
	d.rest = d.rest[size:]
	return int(n)
}

func (d *decoder) fail() { d.failed, d.rest = true, nil }

func (d *decoder) signed() int64 {
	n, size := binary.Varint(d.rest)
	if size <= 0 {
		d.fail()
		return 0
	}
	d.rest = d.rest[size:]
	return n
}

func (d *decoder) take(n int) []byte {
	if n > len(d.rest) {
		d.fail()
		return nil
	}
	taken := d.rest[:n]
	d.rest = d.rest[n:]
	return taken
}

func (d *decoder) byte() byte {
	if b := d.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (d *decoder) text() string { return string(d.take(d.count(1))) }

func (d *decoder) label() (l geo.Label) {
	l.Controller = geo.ControllerID(d.text())
	l.Assessment.Level = geo.AssessmentLevel(d.text())
	if accuracy := d.take(8); accuracy != nil {
		l.Assessment.AccuracyM = math.Float64frombits(binary.LittleEndian.Uint64(accuracy))
	}
	l.Assessment.Quality = geo.GeometryQuality(d.text())
	l.Basis = geo.Basis(d.text())
	return l
}

// updates reads a set. Its blocks are in order and have updates.
func (d *decoder) updates() (s geo.UpdateSet) {
	number := int64(0)
	for i := range d.count(1 + 8) {
		step := d.signed()
		bits := d.take(8)
		if bits == nil || i > 0 && step <= 0 || binary.LittleEndian.Uint64(bits) == 0 {
			d.fail()
			return s
		}
		number += step
		s = s.Then(number, binary.LittleEndian.Uint64(bits))
	}
	return s
}

// point reads a point and holds that it is within reach.
func (d *decoder) point() point {
	x, y := int64(d.at.x)+d.within(), int64(d.at.y)+d.within()
	if max(x, -x, y, -y) > reach {
		d.fail()
		return point{}
	}
	d.at = point{int32(x), int32(y)}
	return d.at
}

// within reads a difference between coordinates.
func (d *decoder) within() int64 {
	n := d.signed()
	if n > 2*reach || n < -2*reach {
		d.fail()
		return 0
	}
	return n
}

func (d *decoder) ring() ring {
	n := d.count(3)
	if n < 3 {
		d.fail()
		return ring{}
	}
	r := ring{points: make([]point, n), source: make([]segment, n)}
	kinds := make([]byte, n)
	for i := range n {
		r.points[i] = d.point()
		kinds[i] = d.byte()
		if kinds[i]&ofOther != 0 {
			at := d.at
			a, b := d.point(), d.point()
			r.source[i] = newSegment(a, b, kinds[i]&ofReference != 0)
			d.at = at
		}
	}
	for i := range n {
		if kinds[i]&ofOther == 0 {
			r.source[i] = newSegment(r.points[i], r.points[(i+1)%n], kinds[i]&ofReference != 0)
		}
	}
	return r
}
