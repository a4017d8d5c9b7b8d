package tiles

import (
	"encoding/binary"
	"math"
)

// The field numbers of vector_tile.Tile.Value, MVT 2.1 section 4.4.
const (
	stringValue = 1
	doubleValue = 3
	uintValue   = 5
	sintValue   = 6
)

// values interns attribute values of a revision, each once and already encoded, so that a tile copies bytes instead
// of encoding and hashing.
type values struct {
	encoded [][]byte
	index   map[string]uint32
}

func newValues() *values { return &values{index: make(map[string]uint32)} }

func (v *values) text(s string) uint32 {
	b := binary.AppendUvarint([]byte{stringValue<<3 | bytesWire}, uint64(len(s)))
	return v.intern(append(b, s...))
}

// whole interns an integer, negative ones as zigzag.
func (v *values) whole(n int64) uint32 {
	if n >= 0 {
		return v.intern(binary.AppendUvarint([]byte{uintValue << 3}, uint64(n)))
	}
	return v.intern(binary.AppendVarint([]byte{sintValue << 3}, n))
}

func (v *values) number(x float64) uint32 {
	b := binary.LittleEndian.AppendUint64([]byte{doubleValue<<3 | fixed64Wire}, math.Float64bits(x))
	return v.intern(b)
}

func (v *values) intern(b []byte) uint32 {
	if i, ok := v.index[string(b)]; ok {
		return i
	}
	i := uint32(len(v.encoded))
	v.encoded = append(v.encoded, b)
	v.index[string(b)] = i
	return i
}

// known returns the index of an integer that was interned before.
func (v *values) known(n int64) uint32 { return v.whole(n) }
