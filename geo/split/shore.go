package split

import (
	"math"

	"github.com/paulmach/orb"
)

// shore is the projected outline of a part as single segments, in runs with a box around each.
type shore struct {
	ground orb.MultiPolygon
	runs   []run
}

type run struct {
	bound orb.Bound
	banks banks
}

// runLength is the number of segments in a run.
const runLength = 32

func newShore(ground orb.MultiPolygon) shore {
	s := shore{ground: ground}
	for _, polygon := range ground {
		for _, ring := range polygon {
			s.addRing(ring)
		}
	}
	return s
}

// bankShore returns a shore of segments that follow one another for the most part, without ground.
func bankShore(b banks) shore {
	var s shore
	for from := 0; from < len(b); from += runLength {
		piece := b[from:min(from+runLength, len(b))]
		r := run{banks: piece, bound: orb.Bound{Min: piece[0][0], Max: piece[0][0]}}
		for _, segment := range piece {
			r.bound = r.bound.Extend(segment[0]).Extend(segment[1])
		}
		s.runs = append(s.runs, r)
	}
	return s
}

func (s *shore) addRing(ring orb.Ring) {
	for from := 0; from+1 < len(ring); from += runLength {
		vertices := ring[from:min(from+runLength+1, len(ring))]
		r := run{bound: orb.LineString(vertices).Bound()}
		for i := 1; i < len(vertices); i++ {
			r.banks = append(r.banks, segment{vertices[i-1], vertices[i]})
		}
		s.runs = append(s.runs, r)
	}
}

// approach is the closest approach of two shores that do not cross.
type approach struct {
	// distance is that between the two in metres of the projection, line a line as long as that: where the shores run even
	// the one in the middle of the stretch.
	distance float64
	line     chord
	// middle is the middle of a box around the middles of all lines that are not much longer, so that of a corridor with
	// nearly even sides the whole is seen and not one end.
	middle orb.Point
}

// muchLonger is the factor above which a line is not taken for nearly the shortest, with a metre for shores that touch.
const muchLonger = 1.1

// closest returns the closest approach of two shores: it begins or ends at a vertex. Runs whose boxes lie farther apart
// than what is found already are passed over.
func closest(a, b shore) approach {
	best := approach{distance: math.Inf(1)}
	a.lines(b, func() float64 { return best.distance }, func(c chord) {
		if d := c.length(); d < best.distance {
			best.distance, best.line = d, c
		}
	})
	best.middle = a.middleOf(b, best.distance*muchLonger+1)
	even := a.middleOf(b, best.line.asShort())
	if line := (chord{a.nearest(even), b.nearest(even)}); line.length() <= best.line.asShort() {
		best.line = line
	}
	return best
}

// middleOf returns the middle of a box around the middles of all lines between vertices of one shore and segments of
// the other that are no longer than a limit.
func (s shore) middleOf(o shore, limit float64) orb.Point {
	box := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	s.lines(o, func() float64 { return limit }, func(c chord) {
		if c.length() <= limit {
			box = box.Extend(c.middle())
		}
	})
	return box.Center() //nolint:misspell // a name of orb
}

// lines visits the shortest lines from the ends of each segment to the segments of the other shore, but for runs whose
// boxes are farther apart than the limit.
func (s shore) lines(o shore, limit func() float64, visit func(chord)) {
	for _, r := range s.runs {
		for _, q := range o.runs {
			if boxDistance(r.bound, q.bound) <= limit() {
				lines(r.banks, q.banks, visit)
			}
		}
	}
}

// nearest returns the point of the shore nearest to another point.
func (s shore) nearest(p orb.Point) orb.Point {
	var best orb.Point
	least := math.Inf(1)
	for _, r := range s.runs {
		if boxDistance(r.bound, orb.Bound{Min: p, Max: p}) > least {
			continue
		}
		if q := r.banks.nearest(p); distance(p, q) < least {
			best, least = q, distance(p, q)
		}
	}
	return best
}

// touches reports whether ground has a vertex within a metre of the shore.
func (s shore) touches(polygon orb.Polygon) bool {
	const touching = 1
	for _, ring := range polygon {
		for _, p := range ring {
			if distance(p, s.nearest(p)) < touching {
				return true
			}
		}
	}
	return false
}

func boxDistance(a, b orb.Bound) float64 {
	dx := math.Max(0, math.Max(a.Min[0]-b.Max[0], b.Min[0]-a.Max[0]))
	dy := math.Max(0, math.Max(a.Min[1]-b.Max[1], b.Min[1]-a.Max[1]))
	return math.Hypot(dx, dy)
}
