package tiles

import "encoding/binary"

// The wire types of protocol buffers.
const (
	fixed64Wire = 1
	bytesWire   = 2
)

// Commands of a geometry, MVT 2.1 section 4.3.1.
const (
	moveTo    = 1
	lineTo    = 2
	closePath = 7
)

// Types of a geometry, MVT 2.1 section 4.3.4.
const (
	pointType   = 1
	lineType    = 2
	polygonType = 3
)

// appendField appends a length-delimited field.
func appendField(to []byte, number byte, content []byte) []byte {
	to = append(to, number<<3|bytesWire)
	to = binary.AppendUvarint(to, uint64(len(content)))
	return append(to, content...)
}

// pen writes the commands of one geometry, delta coded from the tile's corner.
type pen struct {
	out    []byte
	origin pt
	at     pt
}

// begin starts a geometry of the tile whose corner has these grid coordinates.
func (p *pen) begin(origin pt) {
	p.out, p.origin, p.at = p.out[:0], origin, origin
}

func (p *pen) command(id, count int) { p.out = appendVarint32(p.out, uint32(count)<<3|uint32(id)) }

func (p *pen) to(q pt) {
	p.out = appendVarint32(p.out, zigzag(q.X-p.at.X))
	p.out = appendVarint32(p.out, zigzag(q.Y-p.at.Y))
	p.at = q
}

// line writes a line of at least two points.
func (p *pen) line(points []pt) {
	p.command(moveTo, 1)
	p.to(points[0])
	p.command(lineTo, len(points)-1)
	out, at := p.out, p.at
	for _, q := range points[1:] {
		out = appendVarint32(out, zigzag(q.X-at.X))
		out = appendVarint32(out, zigzag(q.Y-at.Y))
		at = q
	}
	p.out, p.at = out, at
}

// part writes the part of a line from one of its points to another.
func (p *pen) part(l *stroke, s span) {
	p.command(moveTo, 1)
	p.to(l.points[s.start])
	p.command(lineTo, s.end-s.start)
	p.out = append(p.out, l.encoded[l.starts[s.start]:l.starts[s.end]]...)
	p.at = l.points[s.end]
}

// ring writes a ring whose first point is not repeated.
func (p *pen) ring(points []pt) {
	p.line(points)
	p.command(closePath, 1)
}

func zigzag(n int32) uint32 { return uint32(n)<<1 ^ uint32(n>>31) }

// appendVarint32 is binary.AppendUvarint for the short numbers of a geometry.
func appendVarint32(to []byte, n uint32) []byte {
	for n >= 0x80 {
		to = append(to, byte(n)|0x80)
		n >>= 7
	}
	return append(to, byte(n))
}
