package geo

import (
	"encoding/json"
	"iter"
	"math/bits"
	"slices"
	"strconv"
)

// UpdateSet is a set of updates. It is immutable: sets share what they have in common, so that a set which has one update
// more than another costs little, however large both are. The zero value is the empty set.
//
// The ids are kept in blocks of 64, each a word of bits, in a list from the newest block to the oldest. Updates get their
// ids in the order in which they are recorded, so what sets differ in is nearly always near the beginning of the list.
type UpdateSet struct{ last *updateBlock }

// UpdatesInBlock is how many ids one block of an [UpdateSet] is for: block n for those from n times this on.
const UpdatesInBlock = 64

// updateBlock is the updates of one block, with all of the blocks before.
type updateBlock struct {
	before *updateBlock // of a lower number; nil for none
	number int64
	bits   uint64 // not 0; bit n stands for the nth id of the block
	size   int    // of the set
}

// UpdatesOf returns the set of updates with these ids, in any order.
func UpdatesOf(ids ...UpdateID) UpdateSet {
	sorted := slices.Clone(ids)
	slices.Sort(sorted)
	var s UpdateSet
	for _, id := range sorted {
		if s.last != nil && s.last.number == id.block() {
			s = UpdateSet{s.last.before}.Then(id.block(), s.last.bits|id.bit())
		} else {
			s = s.Then(id.block(), id.bit())
		}
	}
	return s
}

func (id UpdateID) block() int64 { return int64(id) >> 6 }
func (id UpdateID) bit() uint64  { return 1 << (uint64(id) & (UpdatesInBlock - 1)) }

// Then returns the set with a further block, which must have a higher number than all blocks of the set. Bit n stands
// for id UpdatesInBlock*block+n. It returns the set itself if no bit is set.
func (s UpdateSet) Then(block int64, set uint64) UpdateSet {
	if set == 0 {
		return s
	}
	b := &updateBlock{before: s.last, number: block, bits: set, size: bits.OnesCount64(set)}
	if s.last != nil {
		b.size += s.last.size
	}
	return UpdateSet{b}
}

// Last returns the last block of the set, which must not be empty, and the set of all blocks before: what Then makes the
// set of. What comes before is shared by all sets that were made from it, which == tells.
func (s UpdateSet) Last() (before UpdateSet, block int64, set uint64) {
	return UpdateSet{s.last.before}, s.last.number, s.last.bits
}

// Empty reports whether the set has no updates.
func (s UpdateSet) Empty() bool { return s.last == nil }

// Len returns the number of updates.
func (s UpdateSet) Len() int {
	if s.last == nil {
		return 0
	}
	return s.last.size
}

// Union returns the set of all updates that are in one of the two. It takes time for the blocks since the last that the
// two share, and returns one of the two if it has all.
func (s UpdateSet) Union(t UpdateSet) UpdateSet { return UpdateSet{s.last.union(t.last)} }

func (b *updateBlock) union(c *updateBlock) *updateBlock {
	switch {
	case b == c || c == nil:
		return b
	case b == nil:
		return c
	case b.number < c.number || b.number == c.number && b.size < c.size:
		b, c = c, b
	}
	other := c
	set := b.bits
	if b.number == c.number {
		other, set = c.before, b.bits|c.bits
	}
	before := b.before.union(other)
	if before == b.before && set == b.bits {
		return b
	}
	return UpdateSet{before}.Then(b.number, set).last
}

// Equal reports whether both sets have the same updates.
func (s UpdateSet) Equal(t UpdateSet) bool {
	b, c := s.last, t.last
	for b != c {
		if b == nil || c == nil || b.size != c.size || b.number != c.number || b.bits != c.bits {
			return false
		}
		b, c = b.before, c.before
	}
	return true
}

// Has reports whether the update is in the set.
func (s UpdateSet) Has(id UpdateID) bool {
	b := s.last
	for b != nil && b.number > id.block() {
		b = b.before
	}
	return b != nil && b.number == id.block() && b.bits&id.bit() != 0
}

// Blocks returns the blocks of the set in ascending order, each with its number and its bits as in [UpdateSet.Then].
func (s UpdateSet) Blocks() iter.Seq2[int64, uint64] {
	return func(yield func(int64, uint64) bool) {
		var blocks []*updateBlock
		for b := s.last; b != nil; b = b.before {
			blocks = append(blocks, b)
		}
		for _, b := range slices.Backward(blocks) {
			if !yield(b.number, b.bits) {
				return
			}
		}
	}
}

// All returns the updates in ascending order.
func (s UpdateSet) All() iter.Seq[UpdateID] {
	return func(yield func(UpdateID) bool) {
		for number, rest := range s.Blocks() {
			for ; rest != 0; rest &= rest - 1 {
				if !yield(UpdateID(number*UpdatesInBlock + int64(bits.TrailingZeros64(rest)))) {
					return
				}
			}
		}
	}
}

// MarshalJSON returns the ids in ascending order as a list.
func (s UpdateSet) MarshalJSON() ([]byte, error) {
	list := []byte{'['}
	for id := range s.All() {
		if len(list) > 1 {
			list = append(list, ',')
		}
		list = strconv.AppendInt(list, int64(id), 10)
	}
	return append(list, ']'), nil
}

// UnmarshalJSON reads a list of ids.
func (s *UpdateSet) UnmarshalJSON(list []byte) error {
	var ids []UpdateID
	if err := json.Unmarshal(list, &ids); err != nil {
		return err
	}
	*s = UpdatesOf(ids...)
	return nil
}

// String returns the ids in ascending order as a list.
func (s UpdateSet) String() string {
	list, _ := s.MarshalJSON()
	return string(list)
}
