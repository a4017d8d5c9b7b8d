package coverage

import (
	"cmp"
	"slices"
)

// strand is a piece of a segment that takes part in noding: from the pixel of one end to that of the other.
type strand struct {
	source segment
	from   point // the end nearer to source.a
	to     point
	layer  int32
	// fresh strands are new; the others were noded together before.
	fresh bool
	// turned strands run against the ring they come from.
	turned bool
	// via are the hot pixels that the strand passes between its ends, in order.
	via []point
}

// newStrand returns the strand of the source between two of the pixels it passes.
func newStrand(source segment, p, q point, layer int32, fresh bool) strand {
	s := strand{source: source, from: p, to: q, layer: layer, fresh: fresh}
	if source.along(p) > source.along(q) {
		s.from, s.to, s.turned = q, p, true
	}
	return s
}

// spans reports whether the pixel lies strictly between the ends of the strand, given that the source hits it.
func (s *strand) spans(c point) bool {
	at := s.source.along(c)
	return at > s.source.along(s.from) && at < s.source.along(s.to)
}

// reaches is spans with the ends.
func (s *strand) reaches(c point) bool {
	at := s.source.along(c)
	return at >= s.source.along(s.from) && at <= s.source.along(s.to)
}

// insert puts the pixel into via and reports whether it was not there.
func (s *strand) insert(c point) bool {
	i, found := slices.BinarySearchFunc(s.via, c, s.order)
	if !found {
		s.via = slices.Insert(s.via, i, c)
	}
	return !found
}

func (s *strand) order(p, q point) int {
	return cmp.Compare(s.source.along(p), s.source.along(q))
}

// linkAt returns the two nodes of the strand between which a place near it lies.
func (s *strand) linkAt(c point) (p, q point) {
	i, _ := slices.BinarySearchFunc(s.via, c, s.order)
	p, q = s.from, s.to
	if i > 0 {
		p = s.via[i-1]
	}
	if i < len(s.via) {
		q = s.via[i]
	}
	return p, q
}

// links calls visit with each link of the bent strand.
func (s *strand) links(visit func(p, q point)) {
	p := s.from
	for _, q := range s.via {
		visit(p, q)
		p = q
	}
	visit(p, s.to)
}
