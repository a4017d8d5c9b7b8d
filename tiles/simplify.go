package tiles

import (
	"context"
	"math"
)

// simplifier takes vertices out of arcs, the least triangle first (Visvalingam and Whyatt, Line generalisation by
// repeated elimination of points, The Cartographic Journal 30(1), 1993), under two rules:
//
//   - every vertex that is taken out stays within the tolerance of the line that replaces it;
//   - the closed triangle of a vertex and its neighbours holds no other vertex of the same date.
//
// By the second rule a step moves the line over empty ground only, so lines of one date never come to cross, and none
// jumps over an island.
type simplifier struct {
	points    []pt
	arcOf     []int32
	prev      []int32
	next      []int32
	alive     []bool
	inner     []int32
	arcs      []arc
	grid      *pointGrid
	tolerance float64
	queue     triangleQueue
}

// patience is the number of steps of a long loop after which it looks whether its context is done.
const patience = 1024

// simplify returns the arcs with vertices taken out; the tolerance is in fine units. Ends stay.
func simplify(ctx context.Context, arcs []arc, tolerance float64) ([]arc, error) {
	s := newSimplifier(arcs, tolerance)
	for i := range s.points {
		s.push(int32(i))
	}
	for step := 0; len(s.queue) > 0; step++ {
		if step%patience == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		t := s.queue.pop()
		if !s.current(t) || !s.removable(t.vertex) {
			continue
		}
		s.remove(t.vertex)
	}
	return s.result(), nil
}

func newSimplifier(arcs []arc, tolerance float64) *simplifier {
	total := 0
	for _, a := range arcs {
		total += len(a.points)
	}
	s := &simplifier{
		points:    make([]pt, 0, total),
		arcOf:     make([]int32, 0, total),
		prev:      make([]int32, 0, total),
		next:      make([]int32, 0, total),
		alive:     make([]bool, 0, total),
		inner:     make([]int32, len(arcs)),
		arcs:      arcs,
		tolerance: tolerance,
		queue:     make(triangleQueue, 0, total),
	}
	for i, a := range arcs {
		s.add(int32(i), a)
	}
	s.grid = newPointGrid(s.points)
	return s
}

func (s *simplifier) add(index int32, a arc) {
	s.inner[index] = int32(len(a.points) - 2)
	for j, p := range a.points {
		at := int32(len(s.points))
		prev, next := at-1, at+1
		if j == 0 {
			prev = -1
		}
		if j == len(a.points)-1 {
			next = -1
		}
		s.points = append(s.points, p)
		s.arcOf = append(s.arcOf, index)
		s.prev = append(s.prev, prev)
		s.next = append(s.next, next)
		s.alive = append(s.alive, true)
	}
}

// push queues a vertex that is not the end of its arc.
func (s *simplifier) push(i int32) {
	if s.prev[i] < 0 || s.next[i] < 0 {
		return
	}
	s.queue.push(triangle{
		area:   magnitude(cross(s.points[s.prev[i]], s.points[i], s.points[s.next[i]])),
		vertex: i, prev: s.prev[i], next: s.next[i],
	})
}

// current reports whether a queued triangle is still that of its vertex.
func (s *simplifier) current(t triangle) bool {
	return s.alive[t.vertex] && s.prev[t.vertex] == t.prev && s.next[t.vertex] == t.next
}

func (s *simplifier) removable(i int32) bool {
	a := s.arcOf[i]
	if s.arcs[a].closed() && s.inner[a] <= 2 {
		return false
	}
	return s.near(s.prev[i], s.next[i]) && s.empty(i)
}

func (s *simplifier) remove(i int32) {
	before, after := s.prev[i], s.next[i]
	s.alive[i] = false
	s.next[before], s.prev[after] = after, before
	s.inner[s.arcOf[i]]--
	s.push(before)
	s.push(after)
}

// near reports whether every vertex between two others of an arc lies within the tolerance of the line between them.
func (s *simplifier) near(from, to int32) bool {
	for i := from + 1; i < to; i++ {
		if distance(s.points[i], s.points[from], s.points[to]) > s.tolerance {
			return false
		}
	}
	return true
}

// empty reports whether the triangle of a vertex holds no other vertex of the same date.
func (s *simplifier) empty(i int32) bool {
	a, b, c := s.points[s.prev[i]], s.points[i], s.points[s.next[i]]
	if cross(a, b, c) < 0 {
		a, c = c, a
	}
	low, high := pt{min(a.X, b.X, c.X), min(a.Y, b.Y, c.Y)}, pt{max(a.X, b.X, c.X), max(a.Y, b.Y, c.Y)}
	when := s.arcs[s.arcOf[i]].dates
	c0, c1, r0, r1 := s.grid.cover(box{low, high})
	for row := r0; row <= r1; row++ {
		for column := c0; column <= c1; column++ {
			for _, m := range s.grid.in(column, row) {
				p := m.at
				if p.X < low.X || p.X > high.X || p.Y < low.Y || p.Y > high.Y || p == a || p == b || p == c {
					continue
				}
				if s.alive[m.index] && s.arcs[s.arcOf[m.index]].dates.overlaps(when) && inTriangle(p, a, b, c) {
					return false
				}
			}
		}
	}
	return true
}

func (s *simplifier) result() []arc {
	simplified := make([]arc, len(s.arcs))
	start := 0
	for i, a := range s.arcs {
		points := make([]pt, 0, s.inner[i]+2)
		for j := range a.points {
			if s.alive[start+j] {
				points = append(points, a.points[j])
			}
		}
		start += len(a.points)
		simplified[i] = arc{points: points, dates: a.dates}
	}
	return simplified
}

// inTriangle reports whether p lies in the closed triangle abc, which does not turn negatively.
func inTriangle(p, a, b, c pt) bool {
	return cross(a, b, p) >= 0 && cross(b, c, p) >= 0 && cross(c, a, p) >= 0
}

// distance returns the distance of p from the line between a and b.
func distance(p, a, b pt) float64 {
	dx, dy := float64(b.X)-float64(a.X), float64(b.Y)-float64(a.Y)
	px, py := float64(p.X)-float64(a.X), float64(p.Y)-float64(a.Y)
	length := dx*dx + dy*dy
	if length > 0 {
		t := min(max((px*dx+py*dy)/length, 0), 1)
		px, py = px-t*dx, py-t*dy
	}
	return math.Hypot(px, py)
}

func magnitude(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}
