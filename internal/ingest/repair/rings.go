package repair

import (
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/ingest/report"
)

// fewestPoints is how many positions a closed ring must have (RFC 7946 section 3.1.6).
const fewestPoints = 4

// ringFaults counts what was mended in the rings of one feature.
type ringFaults struct {
	open, turned, duplicates int
	firstOpen                orb.Point
	firstDuplicate           orb.Point
}

// rings closes, cleans and turns the rings of a polygon. It returns nil if the outer ring encloses nothing. The input
// is not changed.
func (f *ringFaults) rings(polygon orb.Polygon, log report.Log) orb.Polygon {
	var cleaned orb.Polygon
	for i, ring := range polygon {
		ring = f.ring(ring)
		if len(ring) < fewestPoints || enclosesNothing(ring) {
			f.dropRing(polygon, i, log)
			if i == 0 {
				return nil
			}
			continue
		}
		f.turn(ring, i == 0)
		cleaned = append(cleaned, ring)
	}
	return cleaned
}

func (f *ringFaults) dropRing(polygon orb.Polygon, i int, log report.Log) {
	what := "a hole"
	if i == 0 {
		what = "a polygon"
	}
	var where *orb.Point
	if len(polygon[i]) > 0 {
		where = &polygon[i][0]
	}
	log.Dropf(report.RuleDegenerate, where, "%s of %d positions encloses nothing", what, len(polygon[i]))
}

// ring returns a closed copy of a ring without points that repeat the one before them on the grid of the wire.
func (f *ringFaults) ring(ring orb.Ring) orb.Ring {
	clean := make(orb.Ring, 0, len(ring)+1)
	for _, p := range ring {
		if len(clean) > 0 && sameOnGrid(p, clean[len(clean)-1]) {
			if f.duplicates == 0 {
				f.firstDuplicate = p
			}
			f.duplicates++
			continue
		}
		clean = append(clean, p)
	}
	if len(clean) < 2 {
		return clean
	}
	switch first, last := clean[0], clean[len(clean)-1]; {
	case first == last:
	case sameOnGrid(first, last):
		clean[len(clean)-1] = first
	default:
		if f.open == 0 {
			f.firstOpen = last
		}
		f.open++
		clean = append(clean, first)
	}
	return clean
}

// turn makes an outer ring run counter-clockwise and a hole clockwise, in place. A ring that crosses itself may run
// neither way.
func (f *ringFaults) turn(ring orb.Ring, outer bool) {
	wrong := orb.CW
	if !outer {
		wrong = orb.CCW
	}
	if ring.Orientation() == wrong {
		ring.Reverse()
		f.turned++
	}
}

// write reports what was mended.
func (f *ringFaults) write(log report.Log) {
	if f.open > 0 {
		log.Repairf(report.RuleClosure, &f.firstOpen, "%s closed", report.Count(f.open, "open ring"))
	}
	if f.duplicates > 0 {
		log.Repairf(report.RuleDuplicate, &f.firstDuplicate, "%s dropped", report.Count(f.duplicates, "repeated point"))
	}
	if f.turned > 0 {
		log.Repairf(report.RuleWinding, nil, "%s turned: outer rings run counter-clockwise and holes clockwise",
			report.Count(f.turned, "ring"))
	}
}

// enclosesNothing reports whether all points of a closed ring lie on one line.
func enclosesNothing(ring orb.Ring) bool {
	base := ring[0]
	var far orb.Point
	var length float64
	for _, p := range ring {
		dx, dy := p[0]-base[0], p[1]-base[1]
		if d := dx*dx + dy*dy; d > length {
			far, length = p, d
		}
	}
	dx, dy := far[0]-base[0], far[1]-base[1]
	for _, p := range ring {
		if cross := dx*(p[1]-base[1]) - dy*(p[0]-base[0]); cross*cross > length/(4*geo.GridPerDegree*geo.GridPerDegree) {
			return false
		}
	}
	return true
}

// sameOnGrid reports whether two points are one at the seven decimals of the wire.
func sameOnGrid(a, b orb.Point) bool {
	ax, ay := geo.ToGrid(a)
	bx, by := geo.ToGrid(b)
	return ax == bx && ay == by
}
