package coverage

// visits tells which ring came by a vertex last.
type visits struct {
	slots []visit
	hasher
}

// visit is a vertex with one more than the number of the ring, 0 for a slot that is free.
type visit struct {
	at   point
	ring int32
}

// newVisits returns visits with room for n vertices.
func newVisits(n int) *visits {
	size := slotsFor(n)
	return &visits{slots: make([]visit, size), hasher: newHasher(size)}
}

// put notes that a ring comes by a vertex and returns the ring that did so before.
func (v *visits) put(p point, ring int32) (before int32, visited bool) {
	i := v.slot(p, point{})
	for v.slots[i].ring != 0 && v.slots[i].at != p {
		i = (i + 1) & v.mask
	}
	before = v.slots[i].ring - 1
	v.slots[i] = visit{p, ring + 1}
	return before, before >= 0
}
