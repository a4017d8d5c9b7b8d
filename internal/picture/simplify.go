package picture

import "math"

// tolerance is how far a simplified line may stray, in units: half a pixel.
const tolerance = perPixel / 2

// simplified returns a line without the points that stay within the tolerance of the rest (Douglas and Peucker,
// Algorithms for the reduction of the number of points, Cartographica 10(2), 1973). Its ends stay. A closed line is cut
// at the point farthest from its beginning, so that it keeps an area.
func simplified(line []point) []point {
	keep := make([]bool, len(line))
	last := len(line) - 1
	keep[0], keep[last] = true, true
	if line[0] != line[last] {
		mark(line, keep, 0, last)
	} else {
		far := farthest(line, 0, last)
		keep[far] = true
		mark(line, keep, 0, far)
		mark(line, keep, far, last)
	}
	var left []point
	for i, p := range line {
		if keep[i] {
			left = append(left, p)
		}
	}
	return left
}

// mark keeps what is needed of a line between two of its points. It works on a list instead of calling itself: a line
// may have as many turns as an outline has vertices.
func mark(line []point, keep []bool, first, last int) {
	type stretch struct{ first, last int }
	for left := []stretch{{first, last}}; len(left) > 0; {
		s := left[len(left)-1]
		left = left[:len(left)-1]
		far := farthest(line, s.first, s.last)
		if far == s.first || distance(line[far], line[s.first], line[s.last]) <= tolerance {
			continue
		}
		keep[far] = true
		left = append(left, stretch{s.first, far}, stretch{far, s.last})
	}
}

// farthest returns the index of the point that is farthest from the segment between two others, or first if there is
// none between them.
func farthest(line []point, first, last int) int {
	at, most := first, -1.0
	for i := first + 1; i < last; i++ {
		if d := distance(line[i], line[first], line[last]); d > most {
			at, most = i, d
		}
	}
	return at
}

// distance returns how far p lies from the segment ab.
func distance(p, a, b point) float64 {
	ax, ay := float64(p.x-a.x), float64(p.y-a.y)
	bx, by := float64(b.x-a.x), float64(b.y-a.y)
	along := 0.0
	if length := bx*bx + by*by; length > 0 {
		along = min(max((ax*bx+ay*by)/length, 0), 1)
	}
	return math.Hypot(ax-along*bx, ay-along*by)
}
