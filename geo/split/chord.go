package split

import (
	"math"

	"github.com/paulmach/orb"
)

// chord is a line across ground from bank to bank, or from one part to another, projected.
type chord [2]orb.Point

func (c chord) length() float64 { return distance(c[0], c[1]) }

func (c chord) middle() orb.Point { return orb.Point{(c[0][0] + c[1][0]) / 2, (c[0][1] + c[1][1]) / 2} }

// aboutAsShort is the factor up to which a line counts among the shortest, with a centimetre for rounding.
const aboutAsShort = 1.001

// asShort returns the length up to which another line counts for as short.
func (c chord) asShort() float64 { return c.length()*aboutAsShort + 0.01 }

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

// recentred is how often a line across is sought again from its own middle.
const recentred = 8

// chord returns the shortest line across the ground at a place within reach of both banks: the line that is shorter
// than all beside it, and whose middle no bank is nearer to than its ends. The nearest bank tells the direction. It
// finds none where the nearest bank has no other opposite.
func (b banks) chord(place orb.Point, reach float64) (chord, bool) {
	local := b.near(place, 2*reach)
	var best chord
	for range recentred {
		across, found := local.opposite(place, reach)
		if !found {
			return best, false
		}
		best, place = across, across.middle()
		if half := across.length() / 2; distance(place, local.nearest(place)) > 0.995*half-0.01 {
			return best, true
		}
	}
	return best, false
}

// opposite returns the shortest line between the bank nearest to a place and the one across from it, as far as they lie
// within reach and within 60 degrees of that direction.
func (b banks) opposite(place orb.Point, reach float64) (chord, bool) {
	toward := b.nearest(place)
	ux, uy := toward[0]-place[0], toward[1]-place[1]
	if d := math.Hypot(ux, uy); d > 0 {
		ux, uy = ux/d, uy/d
	} else {
		return chord{}, false
	}
	var near, far banks
	for _, s := range b {
		within, any := s.within(place, reach)
		if !any {
			continue
		}
		if piece, any := within.inCone(place, ux, uy); any {
			near = append(near, piece)
		}
		if piece, any := within.inCone(place, -ux, -uy); any {
			far = append(far, piece)
		}
	}
	if len(near) == 0 || len(far) == 0 {
		return chord{}, false
	}
	return closest(bankShore(near), bankShore(far)).line, true
}

// Even banks are followed for so many quarters of the width each way, and only where they have no more edges about a
// line across than evenEdges: banks drawn in such detail are not even.
const (
	mostSteps = 200
	evenEdges = 250
)

// even returns the line across in the middle of the stretch along which the banks run even with one found.
func (b banks) even(c chord) chord {
	if len(b.near(c.middle(), c.length())) > evenEdges {
		return c
	}
	path := []chord{c}
	for _, turn := range []float64{1, -1} {
		for at := c; len(path) <= mostSteps; {
			next, any := b.step(at, turn, c)
			if !any {
				break
			}
			path = append(path, next)
			at = next
		}
		reverse(path)
	}
	return path[len(path)/2]
}

func reverse(path []chord) {
	for i, j := 0, len(path)-1; i < j; i, j = i+1, j-1 {
		path[i], path[j] = path[j], path[i]
	}
}

// step returns the line across a quarter of the width further on, if it is as short as the first.
func (b banks) step(at chord, turn float64, first chord) (chord, bool) {
	const quarter = 0.25
	middle := at.middle()
	ahead := orb.Point{
		middle[0] - turn*quarter*(at[1][1]-at[0][1]), middle[1] + turn*quarter*(at[1][0]-at[0][0]),
	}
	next, found := b.chord(ahead, 0.6*first.length())
	if !found || next.length() > first.asShort() {
		return next, false
	}
	if (next[1][0]-next[0][0])*(at[1][0]-at[0][0])+(next[1][1]-next[0][1])*(at[1][1]-at[0][1]) < 0 {
		next[0], next[1] = next[1], next[0]
	}
	return next, distance(next.middle(), ahead) < quarter/2*first.length()
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
