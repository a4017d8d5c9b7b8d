package tiles

import (
	"cmp"
	"slices"
)

// mostBlocks is the number of blocks across a zoom above which they are made larger.
const mostBlocks = 64

// blockIndex finds what a tile shows by squares of the zoom's grid: a tile each, or several for an enclave of very many.
type blockIndex struct {
	// bits is the base-2 logarithm of the side of a block in units.
	bits  uint
	parts map[cell][]part
}

// part is a piece of a feature: the number of the feature and that of the piece.
type part struct{ feature, piece int32 }

func newBlockIndex(bits uint) blockIndex {
	return blockIndex{bits: bits, parts: make(map[cell][]part)}
}

// blockBits returns the size of blocks for a zoom's bounds.
func blockBits(b box) uint {
	bits := uint(extentBits)
	for max(b.max.X-b.min.X, b.max.Y-b.min.Y)>>bits >= mostBlocks {
		bits++
	}
	return bits
}

// add lists a piece in each block of whose tiles, with their buffers, some may show it.
// Pieces are added in the order of their features.
func (x *blockIndex) add(p part, b box) {
	x.eachBlock(b, func(at cell) { x.parts[at] = append(x.parts[at], p) })
}

// eachBlock calls f for each block with a tile whose buffered box meets a box.
func (x *blockIndex) eachBlock(b box, f func(at cell)) {
	first := x.blockOf(pt{b.min.X - Buffer, b.min.Y - Buffer})
	last := x.blockOf(pt{b.max.X + Buffer, b.max.Y + Buffer})
	for row := first.row; row <= last.row; row++ {
		for column := first.column; column <= last.column; column++ {
			f(cell{column, row})
		}
	}
}

// blockOf returns the block of a point.
func (x *blockIndex) blockOf(p pt) cell { return cell{p.X >> x.bits, p.Y >> x.bits} }

// of returns the pieces that a tile with its corner at a point may show, those of a feature next to each other.
func (x *blockIndex) of(corner pt) []part {
	return x.parts[x.blockOf(corner)]
}

func (x *blockIndex) bytes() int {
	total := 0
	for _, list := range x.parts {
		total += 48 + 8*cap(list)
	}
	return total
}

// byBlock returns strips by the block in which they lie, cut where they leave it.
func byBlock(strips []strip, bits uint) [][]strip {
	shift := bits - cellBits
	var cut []strip
	for _, s := range strips {
		for s.first>>shift != (s.end-1)>>shift {
			within := s
			within.end = (s.first>>shift + 1) << shift
			cut = append(cut, within)
			s.first = within.end
		}
		cut = append(cut, s)
	}
	slices.SortStableFunc(cut, func(a, b strip) int {
		return cmp.Or(cmp.Compare(a.row>>shift, b.row>>shift), cmp.Compare(a.first>>shift, b.first>>shift))
	})
	var blocks [][]strip
	for i := 0; i < len(cut); {
		j := i + 1
		for j < len(cut) && cut[j].row>>shift == cut[i].row>>shift && cut[j].first>>shift == cut[i].first>>shift {
			j++
		}
		blocks = append(blocks, cut[i:j])
		i = j
	}
	return blocks
}
