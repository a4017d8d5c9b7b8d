package coverage

import (
	"cmp"
	"slices"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// Frontlines returns the edges between zones of different controllers, each for as long as both hold: a before b in
// the alphabet, with a on the left of the line. The zones may be those of one snapshot or of a whole revision. Edges
// that appear and vanish together are one frontline, chained to lines as long as no third edge meets them. Frontlines
// are ordered by start, end, a and b.
func Frontlines(zones []geo.Zone) []geo.Frontline {
	w := newWatch()
	for _, m := range momentsOf(zones) {
		for _, z := range m.ended {
			w.each(z, (*edge).leave)
		}
		for _, z := range m.begun {
			w.each(z, func(e *edge, left bool) { e.enter(left, z.Label.Controller) })
		}
		w.settle(m.at)
	}
	w.settleRest()
	return w.frontlines()
}

// moment is an instant with the zones that end and begin at it.
type moment struct {
	at           time.Time
	ended, begun []*geo.Zone
}

// momentsOf returns the moments of change of the zones in order.
func momentsOf(zones []geo.Zone) []moment {
	byInstant := make(map[int64]*moment)
	find := func(at time.Time) *moment {
		m := byInstant[at.Unix()]
		if m == nil {
			m = &moment{at: at}
			byInstant[at.Unix()] = m
		}
		return m
	}
	for i := range zones {
		z := &zones[i]
		m := find(z.Valid.From)
		m.begun = append(m.begun, z)
		if !z.Valid.Open() {
			m = find(z.Valid.To)
			m.ended = append(m.ended, z)
		}
	}
	moments := make([]moment, 0, len(byInstant))
	for _, m := range byInstant {
		moments = append(moments, *m)
	}
	slices.SortFunc(moments, func(m, n moment) int { return m.at.Compare(n.at) })
	return moments
}

// gridNode is a vertex in grid units.
type gridNode struct{ x, y int64 }

func (n gridNode) compare(m gridNode) int {
	return cmp.Or(cmp.Compare(n.x, m.x), cmp.Compare(n.y, m.y))
}

// edgeName is an edge from the lesser to the greater of its vertices.
type edgeName struct{ from, to gridNode }

// edge is what lies beside an edge now, and what lay there since the last moment at which that changed.
type edge struct {
	name        edgeName
	left, right geo.ControllerID
	was         pair
	since       time.Time
	touched     bool
}

// pair is a frontline's controllers and whether it runs against the direction of the edge's name.
type pair struct {
	a, b     geo.ControllerID
	reversed bool
}

// enter puts a zone beside the edge.
func (e *edge) enter(left bool, controller geo.ControllerID) {
	if left {
		e.left = controller
	} else {
		e.right = controller
	}
}

// leave makes way for the zone that comes next.
func (e *edge) leave(left bool) { e.enter(left, "") }

// pair returns the frontline that the edge is part of; it has no a if it is part of none.
func (e *edge) pair() pair {
	switch {
	case e.left == "" || e.right == "" || e.left == e.right:
		return pair{}
	case e.left < e.right:
		return pair{a: e.left, b: e.right}
	}
	return pair{a: e.right, b: e.left, reversed: true}
}

// watch follows the edges through time.
type watch struct {
	edges   map[edgeName]*edge
	touched []*edge
	pieces  map[pieceName][]edgeName
}

// pieceName is what the edges of one frontline have in common.
type pieceName struct {
	a, b     geo.ControllerID
	from, to int64 // Unix seconds
	open     bool
}

func newWatch() *watch {
	return &watch{edges: make(map[edgeName]*edge), pieces: make(map[pieceName][]edgeName)}
}

// each calls visit with each edge of a zone and whether the zone lies on its left.
func (w *watch) each(z *geo.Zone, visit func(e *edge, left bool)) {
	for _, r := range z.Polygon {
		for i := 1; i < len(r); i++ {
			name, left := edgeName{nodeOf(r[i-1]), nodeOf(r[i])}, true
			if name.from.compare(name.to) > 0 {
				name, left = edgeName{name.to, name.from}, false
			}
			e := w.edges[name]
			if e == nil {
				e = &edge{name: name}
				w.edges[name] = e
			}
			if !e.touched {
				e.touched = true
				w.touched = append(w.touched, e)
			}
			visit(e, left)
		}
	}
}

func nodeOf(p orb.Point) gridNode {
	x, y := geo.ToGrid(p)
	return gridNode{x, y}
}

// settle ends the pieces of edges that have changed by now and begins new ones.
func (w *watch) settle(now time.Time) {
	for _, e := range w.touched {
		e.touched = false
		if is := e.pair(); is != e.was {
			w.end(e, geo.Interval{From: e.since, To: now})
			e.was, e.since = is, now
		}
		if e.left == "" && e.right == "" {
			delete(w.edges, e.name)
		}
	}
	w.touched = w.touched[:0]
}

// settleRest ends the pieces that have no end in time.
func (w *watch) settleRest() {
	for _, e := range w.edges {
		w.end(e, geo.Interval{From: e.since})
	}
}

func (w *watch) end(e *edge, valid geo.Interval) {
	if e.was.a == "" {
		return
	}
	name := pieceName{a: e.was.a, b: e.was.b, from: valid.From.Unix(), open: valid.Open()}
	if !valid.Open() {
		name.to = valid.To.Unix()
	}
	directed := e.name
	if e.was.reversed {
		directed = edgeName{directed.to, directed.from}
	}
	w.pieces[name] = append(w.pieces[name], directed)
}

// frontlines returns the pieces, chained and ordered.
func (w *watch) frontlines() []geo.Frontline {
	names := make([]pieceName, 0, len(w.pieces))
	for name := range w.pieces {
		names = append(names, name)
	}
	slices.SortFunc(names, func(m, n pieceName) int {
		return cmp.Or(cmp.Compare(m.from, n.from), compareBool(m.open, n.open), cmp.Compare(m.to, n.to),
			cmp.Compare(m.a, n.a), cmp.Compare(m.b, n.b))
	})
	frontlines := make([]geo.Frontline, len(names))
	for i, name := range names {
		valid := geo.Interval{From: time.Unix(name.from, 0).UTC()}
		if !name.open {
			valid.To = time.Unix(name.to, 0).UTC()
		}
		frontlines[i] = geo.Frontline{A: name.a, B: name.b, Valid: valid, Line: chain(w.pieces[name])}
	}
	return frontlines
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
