package picture

import (
	"slices"

	"splitline/geo"
)

// arc is a line between two nodes with the controllers of the ground beside it. A closed one begins and ends at its
// least point.
type arc struct {
	points []point
	beside []geo.ControllerID
}

// arcs are the edges of a coverage, each once: what lies on both sides of one is drawn with the same points.
type arcs struct {
	neighbours map[point][]point
	list       []*arc
	index      map[arcKey][]*arc
}

// arcKey finds the arcs that may equal a chain of points in its canonical direction.
type arcKey struct {
	first, second, last point
	size                int
}

// newArcs finds the nodes of closed rings: the points where more than two edges meet.
func newArcs(rings [][]point) *arcs {
	a := &arcs{neighbours: make(map[point][]point), index: make(map[arcKey][]*arc)}
	for _, ring := range rings {
		for i := 1; i < len(ring); i++ {
			a.meet(ring[i-1], ring[i])
			a.meet(ring[i], ring[i-1])
		}
	}
	return a
}

func (a *arcs) meet(p, q point) {
	if !slices.Contains(a.neighbours[p], q) {
		a.neighbours[p] = append(a.neighbours[p], q)
	}
}

func (a *arcs) node(p point) bool { return len(a.neighbours[p]) > 2 }

// add cuts a ring of a controller into arcs, and returns it with every arc simplified.
func (a *arcs) add(ring []point, controller geo.ControllerID) []point {
	ring = a.turned(ring)
	var drawn []point
	start := 0
	for i := 1; i < len(ring); i++ {
		if i < len(ring)-1 && !a.node(ring[i]) {
			continue
		}
		chain := ring[start : i+1]
		line := slices.Clone(a.intern(chain, controller).points)
		if !canonical(chain) {
			slices.Reverse(line)
		}
		drawn = append(drawn, line[:len(line)-1]...)
		start = i
	}
	return drawn
}

// turned returns the closed ring turned to begin at a node, or at its least point if it has none.
func (a *arcs) turned(ring []point) []point {
	open := ring[:len(ring)-1]
	start := slices.IndexFunc(open, a.node)
	if start < 0 {
		start = 0
		for i, p := range open {
			if p.less(open[start]) {
				start = i
			}
		}
	}
	turned := append(slices.Clone(open[start:]), open[:start]...)
	return append(turned, turned[0])
}

// intern returns the arc of a chain, and notes who holds the ground beside it.
func (a *arcs) intern(chain []point, controller geo.ControllerID) *arc {
	if !canonical(chain) {
		chain = slices.Clone(chain)
		slices.Reverse(chain)
	}
	key := arcKey{chain[0], chain[1], chain[len(chain)-1], len(chain)}
	line := simplified(chain)
	for _, known := range a.index[key] {
		if slices.Equal(known.points, line) {
			known.beside = append(known.beside, controller)
			return known
		}
	}
	made := &arc{points: line, beside: []geo.ControllerID{controller}}
	a.list, a.index[key] = append(a.list, made), append(a.index[key], made)
	return made
}

// outer reports whether an arc has ground on one side alone, and front whether two controllers meet on it.
func (a *arc) outer() bool { return len(a.beside) == 1 }

func (a *arc) front() bool {
	return slices.ContainsFunc(a.beside, func(c geo.ControllerID) bool { return c != a.beside[0] })
}

// canonical reports whether a chain runs in the one direction in which arcs are kept: from the lesser end, and a closed
// one towards its lesser neighbour.
func canonical(chain []point) bool {
	first, last := chain[0], chain[len(chain)-1]
	if first == last {
		first, last = chain[1], chain[len(chain)-2]
	}
	return !last.less(first)
}
