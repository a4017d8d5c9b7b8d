package split

import (
	"math"

	"github.com/paulmach/orb"
)

func distance(p, q orb.Point) float64 { return math.Hypot(p[0]-q[0], p[1]-q[1]) }

// segment is one edge of an outline in metres.
type segment [2]orb.Point

// nearest returns the point of a segment that is nearest to another point.
func (s segment) nearest(p orb.Point) orb.Point {
	t := math.Max(0, math.Min(1, s.along(p)))
	return orb.Point{s[0][0] + t*(s[1][0]-s[0][0]), s[0][1] + t*(s[1][1]-s[0][1])}
}

// squaredTo returns the square of the distance to a point.
func (s segment) squaredTo(p orb.Point) float64 {
	q := s.nearest(p)
	return (p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1])
}

// along returns where on the line through a segment the foot of a point lies: 0 at its start, 1 at its end.
func (s segment) along(p orb.Point) float64 {
	dx, dy := s[1][0]-s[0][0], s[1][1]-s[0][1]
	squared := dx*dx + dy*dy
	if squared == 0 {
		return 0
	}
	return ((p[0]-s[0][0])*dx + (p[1]-s[0][1])*dy) / squared
}

// piece returns the segment between two places on it, each 0 to 1.
func (s segment) piece(from, to float64) segment {
	dx, dy := s[1][0]-s[0][0], s[1][1]-s[0][1]
	return segment{{s[0][0] + from*dx, s[0][1] + from*dy}, {s[0][0] + to*dx, s[0][1] + to*dy}}
}

// crosses reports whether two segments cross.
func (s segment) crosses(o segment) bool {
	return s.left(o[0]) != s.left(o[1]) && o.left(s[0]) != o.left(s[1])
}

// left reports whether a point lies to the left of the line through a segment.
func (s segment) left(p orb.Point) bool {
	return (s[1][0]-s[0][0])*(p[1]-s[0][1]) > (s[1][1]-s[0][1])*(p[0]-s[0][0])
}

// within returns what of a segment lies in a disk.
func (s segment) within(place orb.Point, reach float64) (segment, bool) {
	length := distance(s[0], s[1])
	if length == 0 {
		return s, false
	}
	at := s.along(place)
	foot := orb.Point{s[0][0] + at*(s[1][0]-s[0][0]), s[0][1] + at*(s[1][1]-s[0][1])}
	squared := reach*reach - (place[0]-foot[0])*(place[0]-foot[0]) - (place[1]-foot[1])*(place[1]-foot[1])
	if squared <= 0 {
		return s, false
	}
	half := math.Sqrt(squared) / length
	from, to := math.Max(0, at-half), math.Min(1, at+half)
	return s.piece(from, to), from < to
}

// inCone returns what of a segment lies within 60 degrees of a direction, a unit vector, seen from a place.
func (s segment) inCone(place orb.Point, ux, uy float64) (segment, bool) {
	const sin, cos = 0.5, 0.8660254037844386 // of the 30 degrees between the direction and the normals of the edges
	from, to := 0.0, 1.0
	for _, turn := range []float64{1, -1} {
		nx, ny := ux*cos-turn*uy*sin, uy*cos+turn*ux*sin
		a := (s[0][0]-place[0])*nx + (s[0][1]-place[1])*ny
		b := (s[1][0]-place[0])*nx + (s[1][1]-place[1])*ny
		switch {
		case a < 0 && b < 0:
			return s, false
		case a < 0:
			from = math.Max(from, a/(a-b))
		case b < 0:
			to = math.Min(to, a/(a-b))
		}
	}
	return s.piece(from, to), from <= to
}

// banks are edges of ground, all rings of it.
type banks []segment

func newBanks(ground orb.MultiPolygon) banks {
	var b banks
	for _, polygon := range ground {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				b = append(b, segment{ring[i-1], ring[i]})
			}
		}
	}
	return b
}

// nearest returns the point of the banks nearest to another point.
func (b banks) nearest(p orb.Point) orb.Point {
	var best orb.Point
	least := math.Inf(1)
	for _, s := range b {
		q := s.nearest(p)
		if d := (p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]); d < least {
			best, least = q, d
		}
	}
	return best
}

// near returns the segments within reach of a place.
func (b banks) near(place orb.Point, reach float64) banks {
	var close banks
	for _, s := range b {
		if s.squaredTo(place) <= reach*reach {
			close = append(close, s)
		}
	}
	return close
}
