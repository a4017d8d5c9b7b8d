package tiles

import (
	"container/heap"
	"math"
)

// labelPrecision is the share of a polygon's shorter extent within which its label is as far from the edge as can be.
const labelPrecision = 0.05

// labelPoint returns the point of a polygon farthest from its edge, nearly: the pole of inaccessibility, found as in
// Agafonkin, A new algorithm for finding a visual center of a polygon, 2016: squares are halved, the most promising
// first.
func labelPoint(rings [][]pt) pt {
	b := boxOf(rings[0])
	width, height := float64(b.max.X)-float64(b.min.X), float64(b.max.Y)-float64(b.min.Y)
	precision := max(min(width, height)*labelPrecision, 1)
	best := newSquare(rings, centroid(rings[0]), 0)
	half := max(min(width, height)/2, 1)
	var queue squares
	for x := float64(b.min.X) + half; x-half < float64(b.max.X); x += 2 * half {
		for y := float64(b.min.Y) + half; y-half < float64(b.max.Y); y += 2 * half {
			queue = append(queue, newSquare(rings, [2]float64{x, y}, half))
		}
	}
	heap.Init(&queue)
	for len(queue) > 0 {
		s := heap.Pop(&queue).(square)
		if s.depth > best.depth {
			best = s
		}
		if s.promise()-best.depth <= precision {
			break
		}
		quarter := s.half / 2
		for _, d := range [4][2]float64{{-1, -1}, {1, -1}, {-1, 1}, {1, 1}} {
			centre := [2]float64{s.centre[0] + d[0]*quarter, s.centre[1] + d[1]*quarter}
			heap.Push(&queue, newSquare(rings, centre, quarter))
		}
	}
	return pt{int32(math.Round(best.centre[0])), int32(math.Round(best.centre[1]))}
}

// square is a part of the search: depth is how far inside the polygon its centre lies, negative outside.
type square struct {
	centre [2]float64
	half   float64
	depth  float64
}

func newSquare(rings [][]pt, centre [2]float64, half float64) square {
	return square{centre: centre, half: half, depth: depth(rings, centre)}
}

// promise is the greatest depth that any point of the square can have.
func (s square) promise() float64 { return s.depth + s.half*math.Sqrt2 }

// squares is a heap, the greatest promise first.
type squares []square

func (q squares) Len() int           { return len(q) }
func (q squares) Less(i, j int) bool { return q[i].promise() > q[j].promise() }
func (q squares) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *squares) Push(s any)        { *q = append(*q, s.(square)) }
func (q *squares) Pop() any {
	last := len(*q) - 1
	s := (*q)[last]
	*q = (*q)[:last]
	return s
}

// depth returns the distance of a point from the nearest edge, negative outside.
func depth(rings [][]pt, c [2]float64) float64 {
	inside := false
	nearest := math.Inf(1)
	for _, r := range rings {
		ax, ay := float64(r[len(r)-1].X)-c[0], float64(r[len(r)-1].Y)-c[1]
		for _, p := range r {
			bx, by := float64(p.X)-c[0], float64(p.Y)-c[1]
			if (ay > 0) != (by > 0) && (ax-(bx-ax)*ay/(by-ay) > 0) {
				inside = !inside
			}
			nearest = min(nearest, squaredFromOrigin(ax, ay, bx, by))
			ax, ay = bx, by
		}
	}
	if inside {
		return math.Sqrt(nearest)
	}
	return -math.Sqrt(nearest)
}

// squaredFromOrigin returns the squared distance of the origin from the edge ab.
func squaredFromOrigin(ax, ay, bx, by float64) float64 {
	dx, dy := bx-ax, by-ay
	if length := dx*dx + dy*dy; length > 0 {
		t := min(max(-(ax*dx+ay*dy)/length, 0), 1)
		ax, ay = ax+t*dx, ay+t*dy
	}
	return ax*ax + ay*ay
}

// centroid returns the centre of mass of a ring with area.
func centroid(ring []pt) [2]float64 {
	var x, y, area float64
	o := ring[0]
	for i := 1; i < len(ring)-1; i++ {
		a := float64(cross(o, ring[i], ring[i+1]))
		x += a * (float64(ring[i].X) + float64(ring[i+1].X) - 2*float64(o.X))
		y += a * (float64(ring[i].Y) + float64(ring[i+1].Y) - 2*float64(o.Y))
		area += a
	}
	return [2]float64{float64(o.X) + x/(3*area), float64(o.Y) + y/(3*area)}
}
