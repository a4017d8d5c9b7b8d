package tiles

import (
	"encoding/binary"
	"math"
	"slices"

	"splitline/geo"
)

// enclaveAt is the outline of the enclave through an interval: the directed arcs that bound all its zones together,
// or the reference outline where there are none.
type enclaveAt struct {
	feature
	arcs []arcRef
}

// enclaves returns the outlines through all time, in its order.
func (b *setBuilder) enclaves(shapes []shape, enclave geo.Enclave) []enclaveAt {
	tags := []tag{{0, b.values.text(string(enclave.ID))}}
	if name := enclave.Name.In("en"); name != "" {
		tags = append(tags, tag{1, b.values.text(name)})
	}
	reference := slices.Concat(shapes[0].rings...)
	outlines := []enclaveAt{{feature{id: 1, from: math.MinInt64, tags: tags}, reference}}
	last := ""
	for i, arcs := range b.outerArcs(shapes) {
		name := outlineName(arcs)
		if len(arcs) == 0 {
			arcs = reference
		}
		if name != last {
			at := b.calendar.instants[i]
			outlines[len(outlines)-1].to = at
			outlines = append(outlines, enclaveAt{feature{id: 1, from: at, tags: tags}, arcs})
			last = name
		}
	}
	outlines[len(outlines)-1].to = openEnd
	return outlines
}

// outerArcs returns for each index of the calendar the arcs that only one zone of the date has.
func (b *setBuilder) outerArcs(shapes []shape) [][]arcRef {
	starts, ends := make([][]int, b.calendar.size()+1), make([][]int, b.calendar.size()+1)
	for i, s := range shapes {
		if s.layer == zonesLayer {
			starts[s.dates.lo] = append(starts[s.dates.lo], i)
			ends[s.dates.hi] = append(ends[s.dates.hi], i)
		}
	}
	outer := make(map[arcRef]struct{})
	all := make([][]arcRef, b.calendar.size())
	for i := range all {
		for _, j := range ends[i] {
			toggle(outer, shapes[j].rings, 1)
		}
		for _, j := range starts[i] {
			toggle(outer, shapes[j].rings, 0)
		}
		for r := range outer {
			all[i] = append(all[i], r)
		}
		slices.Sort(all[i])
	}
	return all
}

// toggle adds directed arcs, or their opposites, to a sum in which opposites cancel.
func toggle(outer map[arcRef]struct{}, rings [][]arcRef, flip arcRef) {
	for _, ring := range rings {
		for _, r := range ring {
			if _, found := outer[r^flip^1]; found {
				delete(outer, r^flip^1)
			} else {
				outer[r^flip] = struct{}{}
			}
		}
	}
}

func outlineName(arcs []arcRef) string {
	var name []byte
	for _, r := range arcs {
		name = binary.AppendVarint(name, int64(r))
	}
	return string(name)
}

// inForce returns the index of the outline of the last instant of the span.
func (s *Set) inForce(span Span) int {
	at := int64(openEnd - 1)
	if span.dated {
		at = min(span.to, at)
	}
	i, found := slices.BinarySearchFunc(s.enclaves, at, func(e enclaveAt, at int64) int {
		switch {
		case e.to <= at:
			return -1
		case e.from > at:
			return 1
		}
		return 0
	})
	if !found {
		return len(s.enclaves) - 1
	}
	return i
}
