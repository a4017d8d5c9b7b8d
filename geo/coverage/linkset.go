package coverage

import (
	"cmp"
	"slices"
)

// linkset gathers the links of strands into the parts of a graph.
type linkset struct {
	ids    map[point]int32
	points []point
	ends   []linkEnd
}

// linkEnd is one link of one ring.
type linkEnd struct {
	lo, hi int32
	layer  int32
	rank   rank
	// turned says that the ring runs from hi to lo.
	turned bool
	source segment
}

// rank orders the sources of links that fall together: the least stays.
type rank uint8

const (
	outlineRank rank = iota
	oldRank
	freshRank
)

// newLinkset returns a set with room for the links of n vertices.
func newLinkset(n int) *linkset {
	return &linkset{ids: make(map[point]int32, n), points: make([]point, 0, n), ends: make([]linkEnd, 0, 2*n)}
}

func (s *linkset) id(p point) int32 {
	id, known := s.ids[p]
	if !known {
		id = int32(len(s.points))
		s.ids[p] = id
		s.points = append(s.points, p)
	}
	return id
}

// add adds the link from vertex v to vertex w of a ring.
func (s *linkset) add(v, w, layer int32, r rank, source segment) {
	if source.reference {
		r = outlineRank
	}
	if v < w {
		s.ends = append(s.ends, linkEnd{v, w, layer, r, false, source})
	} else {
		s.ends = append(s.ends, linkEnd{w, v, layer, r, true, source})
	}
}

// addStrand adds all links of a bent strand.
func (s *linkset) addStrand(st *strand) {
	r := oldRank
	if st.fresh {
		r = freshRank
	}
	v := s.id(st.from)
	st.links(func(_, q point) {
		w := s.id(q)
		if st.turned {
			s.add(w, v, st.layer, r, st.source)
		} else {
			s.add(v, w, st.layer, r, st.source)
		}
		v = w
	})
}

// links returns each link once with the layers that begin or end there. A layer counted twice on one link neither
// begins nor ends; a link without layers is left out.
func (s *linkset) links() []link {
	grouped := s.grouped()
	links := make([]link, 0, len(grouped))
	layers := make([]int32, 0, len(grouped))
	for i := 0; i < len(grouped); {
		j := i + 1
		for j < len(grouped) && grouped[j].lo == grouped[i].lo && grouped[j].hi == grouped[i].hi {
			j++
		}
		begin := len(layers)
		layers = appendOdd(layers, grouped[i:j])
		if len(layers) > begin {
			own := layers[begin:len(layers):len(layers)]
			links = append(links, link{grouped[i].lo, grouped[i].hi, bestSource(grouped[i:j]), own})
		}
		i = j
	}
	return links
}

// grouped returns the link ends ordered by lo, then by hi, by counting rather than by comparing.
func (s *linkset) grouped() []linkEnd {
	start := make([]int32, len(s.points)+1)
	for _, e := range s.ends {
		start[e.lo+1]++
	}
	for v := range s.points {
		start[v+1] += start[v]
	}
	grouped := make([]linkEnd, len(s.ends))
	next := slices.Clone(start)
	for _, e := range s.ends {
		grouped[next[e.lo]] = e
		next[e.lo]++
	}
	for v := range s.points {
		slices.SortStableFunc(grouped[start[v]:start[v+1]], func(a, b linkEnd) int { return cmp.Compare(a.hi, b.hi) })
	}
	return grouped
}

// appendOdd appends, ascending, the layers that occur an odd number of times.
func appendOdd(layers []int32, ends []linkEnd) []int32 {
	begin := len(layers)
	for _, e := range ends {
		layers = append(layers, e.layer)
	}
	own := layers[begin:]
	slices.Sort(own)
	kept := own[:0]
	for i := 0; i < len(own); {
		j := i
		for j < len(own) && own[j] == own[i] {
			j++
		}
		if (j-i)%2 == 1 {
			kept = append(kept, own[i])
		}
		i = j
	}
	return layers[:begin+len(kept)]
}

// bestSource returns the source that a link keeps: a line of the outline before all others, so that the outline never
// leaves its reference, then one that was there before.
func bestSource(ends []linkEnd) segment {
	best := &ends[0]
	for i := range ends {
		if ends[i].rank < best.rank {
			best = &ends[i]
		}
	}
	return best.source
}
