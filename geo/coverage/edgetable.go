package coverage

import (
	"math/bits"
	"math/rand/v2"
)

// edgeTable is a multiset of directed edges: a hash table with open addressing, which is what makes comparing two
// coverages cheaper than checking one.
type edgeTable struct {
	slots  []edgeSlot
	filled int
	hasher
}

// hasher mixes the coordinates of points with a seed of its own, so that no drawing can be made for which it is slow.
type hasher struct{ seed, mask uint64 }

// newHasher returns a hasher for so many slots, a power of two.
func newHasher(slots int) hasher {
	return hasher{seed: rand.Uint64(), mask: uint64(slots - 1)} //nolint:gosec // it need not withstand more than a drawing
}

// slot is where the search for two points begins.
func (h hasher) slot(p, q point) uint64 {
	x := (uint64(uint32(p.x))<<32 | uint64(uint32(p.y))) ^ h.seed
	x *= 0x9e3779b97f4a7c15
	x ^= x >> 29
	x += (uint64(uint32(q.x))<<32 | uint64(uint32(q.y))) * 0xbf58476d1ce4e5b9
	x ^= x >> 32
	return x * 0x94d049bb133111eb >> 20 & h.mask
}

type edgeSlot struct {
	from, to point
	state    slotState
}

type slotState uint8

const (
	slotFree slotState = iota
	slotHeld
	slotTaken
)

// newEdgeTable returns a table with room for n edges.
func newEdgeTable(n int) *edgeTable {
	size := slotsFor(n)
	return &edgeTable{slots: make([]edgeSlot, size), hasher: newHasher(size)}
}

// slotsFor is how many slots a table for n things has: a power of two, no more than half of it filled.
func slotsFor(n int) int { return 1 << max(bits.Len(uint(2*n)), 4) }

func (t *edgeTable) add(p, q point) {
	i := t.slot(p, q)
	for t.slots[i].state != slotFree {
		i = (i + 1) & t.mask
	}
	t.slots[i] = edgeSlot{p, q, slotHeld}
	t.filled++
}

// take takes the edge out, once. It reports false if the edge is not there, or not any more.
func (t *edgeTable) take(p, q point) bool {
	for i := t.slot(p, q); t.slots[i].state != slotFree; i = (i + 1) & t.mask {
		if s := &t.slots[i]; s.from == p && s.to == q && s.state == slotHeld {
			s.state = slotTaken
			return true
		}
	}
	return false
}

// rest calls visit with the edges that were not taken.
func (t *edgeTable) rest(visit func(p, q point)) {
	for _, s := range t.slots {
		if s.state == slotHeld {
			visit(s.from, s.to)
		}
	}
}
