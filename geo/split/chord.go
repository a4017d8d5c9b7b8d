package split

import (
	"math"

	"github.com/paulmach/orb"
)

// chord is a line across ground from bank to bank, projected.
type chord [2]orb.Point

func (c chord) length() float64 { return distance(c[0], c[1]) }

func (c chord) middle() orb.Point { return orb.Point{(c[0][0] + c[1][0]) / 2, (c[0][1] + c[1][1]) / 2} }

func distance(p, q orb.Point) float64 { return math.Hypot(p[0]-q[0], p[1]-q[1]) }

// segment is one edge of an outline.
type segment [2]orb.Point

// nearest returns the point of a segment that is nearest to another point.
func (s segment) nearest(p orb.Point) orb.Point {
	dx, dy := s[1][0]-s[0][0], s[1][1]-s[0][1]
	squared := dx*dx + dy*dy
	if squared == 0 {
		return s[0]
	}
	t := ((p[0]-s[0][0])*dx + (p[1]-s[0][1])*dy) / squared
	t = math.Max(0, math.Min(1, t))
	return orb.Point{s[0][0] + t*dx, s[0][1] + t*dy}
}

// banks are the edges of ground, all rings of it.
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
		if q := s.nearest(p); distance(p, q) < least {
			best, least = q, distance(p, q)
		}
	}
	return best
}

// chord returns the shortest line between the two banks within reach of a place, and of several about as short the one in
// the middle. The banks are told apart by the direction of the nearest.
func (b banks) chord(place orb.Point, reach float64) (chord, bool) {
	toward := b.nearest(place)
	ux, uy := toward[0]-place[0], toward[1]-place[1]
	var near, opposite banks
	for _, s := range b {
		within, any := s.within(place, reach)
		if !any {
			continue
		}
		for _, piece := range within.split(place, ux, uy) {
			if piece.side(place, ux, uy) > 0 {
				near = append(near, piece)
			} else {
				opposite = append(opposite, piece)
			}
		}
	}
	return middleOfShortest(near, opposite)
}

// across returns the chord at a place where a disk of a radius touches both banks; where they cannot be told apart it
// runs from west to east.
func (b banks) across(place orb.Point, radius float64) chord {
	found, any := b.chord(place, 2*radius)
	if !any || math.Abs(found.length()-2*radius) > 0.1*radius+2 {
		return chord{{place[0] - radius, place[1]}, {place[0] + radius, place[1]}}
	}
	return found
}

// within returns what of a segment lies in a disk.
func (s segment) within(place orb.Point, reach float64) (segment, bool) {
	foot := s.foot(place)
	half := reach*reach - distance(place, foot)*distance(place, foot)
	length := distance(s[0], s[1])
	if half <= 0 || length == 0 {
		return s, false
	}
	ux, uy := (s[1][0]-s[0][0])/length, (s[1][1]-s[0][1])/length
	at := (foot[0]-s[0][0])*ux + (foot[1]-s[0][1])*uy
	from, to := math.Max(0, at-math.Sqrt(half)), math.Min(length, at+math.Sqrt(half))
	if from >= to {
		return s, false
	}
	return segment{
		{s[0][0] + from*ux, s[0][1] + from*uy}, {s[0][0] + to*ux, s[0][1] + to*uy},
	}, true
}

// foot returns the point nearest to another on the line through a segment.
func (s segment) foot(p orb.Point) orb.Point {
	dx, dy := s[1][0]-s[0][0], s[1][1]-s[0][1]
	squared := dx*dx + dy*dy
	if squared == 0 {
		return s[0]
	}
	t := ((p[0]-s[0][0])*dx + (p[1]-s[0][1])*dy) / squared
	return orb.Point{s[0][0] + t*dx, s[0][1] + t*dy}
}

// side tells on which side of the line through a place, across a direction, a segment lies that does not cross it.
func (s segment) side(place orb.Point, ux, uy float64) float64 {
	x, y := (s[0][0]+s[1][0])/2, (s[0][1]+s[1][1])/2
	return (x-place[0])*ux + (y-place[1])*uy
}

// split cuts a segment at the line through a place across a direction.
func (s segment) split(place orb.Point, ux, uy float64) []segment {
	a := (s[0][0]-place[0])*ux + (s[0][1]-place[1])*uy
	b := (s[1][0]-place[0])*ux + (s[1][1]-place[1])*uy
	if a*b >= 0 {
		return []segment{s}
	}
	t := a / (a - b)
	middle := orb.Point{s[0][0] + t*(s[1][0]-s[0][0]), s[0][1] + t*(s[1][1]-s[0][1])}
	return []segment{{s[0], middle}, {middle, s[1]}}
}

// shortest returns the shortest line between two sets of segments that do not cross.
func shortest(near, opposite banks) (best chord, found bool) {
	least := math.Inf(1)
	lines(near, opposite, func(c chord) {
		if d := c.length(); d < least {
			best, least, found = c, d, true
		}
	})
	return best, found
}

// aboutAsShort is the factor up to which a line counts among the shortest.
const aboutAsShort = 1.001

// middleOfShortest returns the shortest line between two sets of segments, and where the banks run even the one in the
// middle of the stretch.
func middleOfShortest(near, opposite banks) (chord, bool) {
	best, found := shortest(near, opposite)
	if !found {
		return best, false
	}
	most := best.length()*aboutAsShort + 0.01
	stretch := orb.Bound{Min: best.middle(), Max: best.middle()}
	lines(near, opposite, func(c chord) {
		if c.length() <= most {
			stretch = stretch.Extend(c.middle())
		}
	})
	place := stretch.Center() //nolint:misspell // a name of orb
	if even := (chord{near.nearest(place), opposite.nearest(place)}); even.length() <= most {
		return even, true
	}
	return best, true
}

// lines visits the shortest lines from the ends of each segment to the segments of the other set.
func lines(near, opposite banks, visit func(chord)) {
	for _, s := range near {
		for _, o := range opposite {
			visit(chord{s[0], o.nearest(s[0])})
			visit(chord{s[1], o.nearest(s[1])})
			visit(chord{s.nearest(o[0]), o[0]})
			visit(chord{s.nearest(o[1]), o[1]})
		}
	}
}

// between returns the middle of the way between the first two of the pieces that ground parts into: the point of its
// outline farthest from both of those nearer to either than the two are to each other.
func between(ground, pieces orb.MultiPolygon) orb.Point {
	first, second := newBanks(pieces[:1]), newBanks(pieces[1:2])
	gap, _ := shortest(first, second)
	best, most := gap.middle(), 0.0
	for _, s := range newBanks(ground) {
		for _, p := range []orb.Point{s[0], chord(s).middle()} {
			a, b := distance(p, first.nearest(p)), distance(p, second.nearest(p))
			if min(a, b) > most && max(a, b) < gap.length() {
				best, most = p, min(a, b)
			}
		}
	}
	return best
}
