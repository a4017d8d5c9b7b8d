package change

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"splitline/geo"
)

// region is connected ground of an overlay.
type region struct {
	// polygon is in degrees; its outer ring runs counter-clockwise, its holes clockwise, all closed.
	polygon orb.Polygon
	areaM2  float64
	// across holds what lies beyond its edge.
	across map[pair]bool
}

// regions returns the ground of the pairs that are wanted, the largest first. Ground that touches at a vertex alone is
// not connected.
func (o *overlay) regions(wanted func(pair) bool) []region {
	leaving := make(map[int32][]step)
	for _, p := range o.pieces {
		switch left, right := wanted(p.left), wanted(p.right); {
		case left && !right:
			leaving[p.from] = append(leaving[p.from], step{p.to, p.right})
		case right && !left:
			leaving[p.to] = append(leaving[p.to], step{p.from, p.left})
		}
	}
	var regions []region
	var holes []loop
	for _, l := range o.loops(leaving) {
		if l.ring.Orientation() == orb.CCW {
			regions = append(regions, region{polygon: orb.Polygon{l.ring}, across: l.across})
		} else {
			holes = append(holes, l)
		}
	}
	for _, hole := range holes {
		if i := shellOf(regions, hole.ring); i >= 0 {
			regions[i].polygon = append(regions[i].polygon, hole.ring)
			maps.Copy(regions[i].across, hole.across)
		}
	}
	for i := range regions {
		regions[i].areaM2 = geo.PolygonAreaM2(regions[i].polygon)
	}
	slices.SortStableFunc(regions, func(r, s region) int { return cmp.Compare(s.areaM2, r.areaM2) })
	return regions
}

// step leads from one vertex to another, with what lies to its right.
type step struct {
	to     int32
	across pair
}

// loop is a ring with what lies to the right of it.
type loop struct {
	ring   orb.Ring
	across map[pair]bool
}

// loops walks the steps, keeping their ground on the left, and cuts each walk where it visits a vertex again.
func (o *overlay) loops(leaving map[int32][]step) []loop {
	var loops []loop
	for _, start := range slices.Sorted(maps.Keys(leaving)) {
		for len(leaving[start]) > 0 {
			loops = append(loops, o.cutWalk(o.walk(leaving, start))...)
		}
	}
	return loops
}

// walk follows steps from a vertex until it is back, taking them out. Where several leave a vertex it takes the first one
// clockwise from where it came, which bounds the same wedge of ground.
func (o *overlay) walk(leaving map[int32][]step, start int32) []step {
	var path []step
	at, next := start, 0
	for {
		s := leaving[at][next]
		leaving[at] = slices.Delete(leaving[at], next, next+1)
		path = append(path, s)
		if s.to == start || len(leaving[s.to]) == 0 {
			return path
		}
		next = o.clockwise(at, s.to, leaving[s.to])
		at = s.to
	}
}

// clockwise returns which of the steps leaving a vertex comes first, turning clockwise from the way back.
func (o *overlay) clockwise(from, at int32, leaving []step) int {
	best, least := 0, math.Inf(1)
	back := o.bearing(at, from)
	for i, s := range leaving {
		turn := back - o.bearing(at, s.to)
		if turn <= 0 {
			turn += 2 * math.Pi
		}
		if turn < least {
			best, least = i, turn
		}
	}
	return best
}

func (o *overlay) bearing(from, to int32) float64 {
	p, q := o.vertices[from], o.vertices[to]
	return math.Atan2(q[1]-p[1], q[0]-p[0])
}

// cutWalk cuts a closed walk into rings that visit no vertex twice.
func (o *overlay) cutWalk(path []step) []loop {
	var loops []loop
	var open []step
	at := map[int32]int{path[len(path)-1].to: 0} // the number of open steps that lead to a vertex
	for _, s := range path {
		open = append(open, s)
		i, again := at[s.to]
		if !again {
			at[s.to] = len(open)
			continue
		}
		loops = append(loops, o.loop(open[i:]))
		for _, left := range open[i:] {
			if left.to != s.to {
				delete(at, left.to)
			}
		}
		open = open[:i]
	}
	return loops
}

// loop closes steps that come back to where they began.
func (o *overlay) loop(steps []step) loop {
	l := loop{ring: make(orb.Ring, 0, len(steps)+1), across: make(map[pair]bool)}
	l.ring = append(l.ring, o.vertices[steps[len(steps)-1].to])
	for _, s := range steps {
		l.ring = append(l.ring, o.vertices[s.to])
		l.across[s.across] = true
	}
	return l
}

// shellOf returns the place of the smallest region whose outer ring goes round a hole, or -1.
func shellOf(regions []region, hole orb.Ring) int {
	best, least := -1, math.Inf(1)
	inner := hole.Bound()
	for i, r := range regions {
		b := r.polygon[0].Bound()
		size := (b.Right() - b.Left()) * (b.Top() - b.Bottom())
		if size < least && b.Contains(inner.Min) && b.Contains(inner.Max) && planar.RingContains(r.polygon[0], hole[0]) {
			best, least = i, size
		}
	}
	return best
}
