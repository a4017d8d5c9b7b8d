package split

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// cuts lists the sides whose ground falls into two or more parts that count, in the order of the holders, with the
// places between the parts.
func (a *analysis) cuts() []CutGround {
	var cuts []CutGround
	for _, h := range a.holders {
		if !h.sided {
			continue
		}
		if parts := a.countingParts(h); len(parts) >= cutParts {
			cuts = append(cuts, CutGround{Side: geo.SideID(h.id), Parts: len(parts), Places: a.placesBetween(parts)})
		}
	}
	return cuts
}

// placesBetween links the parts where they come closest until all are linked (a minimum spanning tree after Prim, Bell
// System Technical Journal 36, 1957) and returns the middle of each link, from north to south.
func (a *analysis) placesBetween(parts []*piece) []Place {
	outlines := make([]segments, len(parts))
	for i, p := range parts {
		outlines[i] = newSegments(a.mesh, p)
	}
	var places []Place
	linked := []int{0}
	waiting := make([]int, 0, len(parts)-1)
	for i := 1; i < len(parts); i++ {
		waiting = append(waiting, i)
	}
	for len(waiting) > 0 {
		best, next := link{distance: math.Inf(1)}, 0
		for w, j := range waiting {
			for _, i := range linked {
				if l := closest(outlines[i], outlines[j]); l.distance < best.distance {
					best, next = l, w
				}
			}
		}
		places = append(places, roundPlace(best.middles.Center())) //nolint:misspell // a name of orb
		linked = append(linked, waiting[next])
		waiting = slices.Delete(waiting, next, next+1)
	}
	slices.SortFunc(places, func(p, q Place) int { return cmp.Or(cmp.Compare(q.Lat, p.Lat), cmp.Compare(p.Lon, q.Lon)) })
	return places
}

func roundPlace(p orb.Point) Place {
	return Place{Lon: math.Round(p[0]*100) / 100, Lat: math.Round(p[1]*100) / 100}
}

// link is the closest approach of two outlines: its length in metres, and a box in degrees around the middles of all
// approaches that are not much longer, so that of a corridor with even sides the whole is seen and not one end.
type link struct {
	distance float64
	middles  orb.Bound
}

// segments is the outline of a part as single segments in degrees, in runs with a box around each.
type segments struct {
	runs []run
	// east and north are the metres in a degree at the part.
	east, north float64
}

type run struct {
	bound orb.Bound
	lines [][2]orb.Point
}

// runLength is the number of segments in a run.
const runLength = 32

// newSegments returns the outline of a part.
func newSegments(m *mesh, p *piece) segments {
	var s segments
	for _, polygon := range m.outline(p.faces) {
		for _, ring := range polygon {
			s.addRing(ring)
		}
	}
	s.east, s.north = metresPerDegree(p.anchor.point()[1])
	return s
}

func (s *segments) addRing(ring orb.Ring) {
	for from := 0; from+1 < len(ring); from += runLength {
		vertices := ring[from:min(from+runLength+1, len(ring))]
		r := run{bound: orb.LineString(vertices).Bound()}
		for i := 1; i < len(vertices); i++ {
			r.lines = append(r.lines, [2]orb.Point{vertices[i-1], vertices[i]})
		}
		s.runs = append(s.runs, r)
	}
}

// muchLonger is the factor above which an approach is not taken for the closest, with a metre for touching outlines.
const muchLonger = 1.1

// closest returns the closest approach of two outlines that do not cross: it begins or ends at a vertex. Runs whose
// boxes lie farther apart than what is found already are passed over.
func closest(a, b segments) link {
	best := link{distance: math.Inf(1)}
	a.approaches(b, func() float64 { return best.distance }, func(distance float64, _ orb.Point) {
		best.distance = math.Min(best.distance, distance)
	})
	reach := best.distance*muchLonger + 1
	best.middles = orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	a.approaches(b, func() float64 { return reach }, func(distance float64, middle orb.Point) {
		if distance <= reach {
			best.middles = best.middles.Extend(middle)
		}
	})
	return best
}

// approaches calls visit with the distance and the middle of every approach of a vertex of one outline to a segment of
// the other, but for runs whose boxes are farther apart than the limit.
func (s segments) approaches(o segments, limit func() float64, visit func(float64, orb.Point)) {
	for _, r := range s.runs {
		for _, q := range o.runs {
			if s.boxDistance(r.bound, q.bound) > limit() {
				continue
			}
			for _, l := range r.lines {
				for _, k := range q.lines {
					visit(s.approach(l[0], k))
					visit(s.approach(k[0], l))
				}
			}
		}
	}
}

// approach returns the distance in metres from a vertex to a segment, and the middle between the two in degrees.
func (s segments) approach(p orb.Point, line [2]orb.Point) (float64, orb.Point) {
	dx, dy := (line[1][0]-line[0][0])*s.east, (line[1][1]-line[0][1])*s.north
	px, py := (p[0]-line[0][0])*s.east, (p[1]-line[0][1])*s.north
	t := 0.0
	if d := dx*dx + dy*dy; d > 0 {
		t = math.Max(0, math.Min(1, (px*dx+py*dy)/d))
	}
	foot := orb.Point{line[0][0] + t*(line[1][0]-line[0][0]), line[0][1] + t*(line[1][1]-line[0][1])}
	return math.Hypot(px-t*dx, py-t*dy), orb.Point{(p[0] + foot[0]) / 2, (p[1] + foot[1]) / 2}
}

func (s segments) boxDistance(a, b orb.Bound) float64 {
	dx := math.Max(0, math.Max(a.Min[0]-b.Max[0], b.Min[0]-a.Max[0])) * s.east
	dy := math.Max(0, math.Max(a.Min[1]-b.Max[1], b.Min[1]-a.Max[1])) * s.north
	return math.Hypot(dx, dy)
}
