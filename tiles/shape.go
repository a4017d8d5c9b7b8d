package tiles

import "math"

// shape is one feature before it is drawn at a zoom. Its lines are arcs, which shapes of the same date share.
type shape struct {
	feature
	layer layer
	// dates are the calendar's indexes of the interval. A shape that is no zone has an index of its own, beyond the
	// calendar, so that its lines take no notice of others.
	dates dates
	// rings are those of a polygon, exterior ones of positive area; lines and points those of other geometries.
	rings  [][]arcRef
	lines  [][]arcRef
	points []pt
	// controller is the value index of a zone's controller.
	controller uint32
	// assessment is that of a zone's level of assessment, if it has one.
	assessment uint32
	// areaKm2 is a zone's area in square kilometres, rounded as tiles give it.
	areaKm2 float64
	// label is the tags of a zone's label, held those of its ground in a tile of all dates, without its time.
	label, held []tag
}

// arcRef names an arc, and in its lowest bit whether it is walked from its end to its start.
type arcRef int32

func (r arcRef) arc() int32     { return int32(r >> 1) }
func (r arcRef) reversed() bool { return r&1 == 1 }

func newArcRef(arc int32, reversed bool) arcRef {
	if reversed {
		return arcRef(arc<<1 | 1)
	}
	return arcRef(arc << 1)
}

// arc is a chain of vertices between two nodes, or around from an anchor to itself where there is no node.
type arc struct {
	points []pt
	// dates is the hull of the dates of the shapes that use the arc.
	dates dates
}

// closed reports whether the arc ends where it starts.
func (a arc) closed() bool { return a.points[0] == a.points[len(a.points)-1] }

// follow appends the points of a chain of arcs, the first of each only where it begins the chain.
func follow(to []pt, refs []arcRef, arcs []arc) []pt {
	for _, r := range refs {
		points := arcs[r.arc()].points
		if r.reversed() {
			for i := len(points) - 1; i >= 0; i-- {
				to = appendNew(to, points[i])
			}
			continue
		}
		for _, p := range points {
			to = appendNew(to, p)
		}
	}
	return to
}

// ringOf returns the points of a closed chain of arcs, the first not repeated.
func ringOf(refs []arcRef, arcs []arc) []pt {
	points := follow(nil, refs, arcs)
	for len(points) > 1 && points[0] == points[len(points)-1] {
		points = points[:len(points)-1]
	}
	return points
}

// roundKm2 rounds square kilometres to the square metre.
func roundKm2(km2 float64) float64 { return math.Round(km2*1e6) / 1e6 }
