package tiles

import "unsafe"

// MemoryBytes returns about how much memory the set holds now, in bytes: the arcs of the revision, and for each zoom
// that was asked for the simplified arcs and what is drawn of them.
func (s *Set) MemoryBytes() int {
	total := arcBytes(s.arcs)
	for _, sh := range s.shapes {
		total += int(unsafe.Sizeof(sh)) + 8*(len(sh.tags)+len(sh.label)+len(sh.points))
		for _, r := range append(sh.rings, sh.lines...) {
			total += 24 + 4*len(r)
		}
	}
	for z := range s.levels {
		total += arcBytes(s.simplified[z].peek())
		if l := s.levels[z].peek(); l != nil {
			total += l.bytes()
		}
	}
	return total
}

func arcBytes(arcs []arc) int {
	total := 0
	for _, a := range arcs {
		total += int(unsafe.Sizeof(a)) + int(unsafe.Sizeof(pt{}))*cap(a.points)
	}
	return total
}

func (l *level) bytes() int {
	total := l.held.bytes() + l.fronts.bytes() + bytesOf(l.heldLabels)
	for _, list := range l.layers {
		total += bytesOf(list)
	}
	return total
}

func bytesOf(list []drawn) int {
	total := 0
	for i := range list {
		d := &list[i]
		total += int(unsafe.Sizeof(*d)) + perPoint*len(d.points)
		for _, o := range d.polygons {
			total += int(unsafe.Sizeof(o)) + o.bytes()
		}
		for _, l := range d.lines {
			total += int(unsafe.Sizeof(l)) + (perPoint+4)*len(l.points) + perBox*len(l.blocks) + len(l.encoded)
		}
	}
	return total
}

const perPoint, perBox = int(unsafe.Sizeof(pt{})), int(unsafe.Sizeof(box{}))

// bytes is what the outline points to.
func (o *outline) bytes() int {
	total := 0
	for j, r := range o.rings {
		total += 48 + perPoint*len(r) + perBox*len(o.blocks[j])
	}
	return total
}

// bytes is the size of a feature's own.
func (f *feature) bytes() int { return int(unsafe.Sizeof(*f)) + 8*len(f.tags) }
