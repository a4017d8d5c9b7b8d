package tiles

import (
	"cmp"
	"context"
	"slices"
)

// front names a frontline: its controllers, a before b, and when. Value indexes of controllers are in the order of
// the alphabet.
type front struct {
	a, b  uint32
	dates dates
}

func (f front) compare(g front) int {
	return cmp.Or(cmp.Compare(f.a, g.a), cmp.Compare(f.b, g.b), cmp.Compare(f.dates.lo, g.dates.lo), cmp.Compare(f.dates.hi, g.dates.hi))
}

// sided is an edge of a zone, from its lesser end, with the side on which the zone lies.
type sided struct {
	// low and high are the keys of the ends.
	low, high uint64
	// along says that the zone's ring runs from low to high.
	along      bool
	controller uint32
	dates      dates
}

// piece is an edge of a frontline.
type piece struct {
	front front
	edge  edge
}

// frontlines returns the frontlines between drawn zones. An edge is part of one from when until when its sides
// have those controllers; edges of the same front are joined.
func frontlines(ctx context.Context, zones []drawn, shapes []shape) ([]frontlinePart, error) {
	edges := sidedEdges(zones, shapes)
	var pieces []piece
	for i := 0; i < len(edges); {
		j := i
		for j < len(edges) && edges[j].low == edges[i].low && edges[j].high == edges[i].high {
			j++
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		pieces = appendFronts(pieces, edges[i:j])
		i = j
	}
	slices.SortStableFunc(pieces, func(p, q piece) int { return p.front.compare(q.front) })
	var parts []frontlinePart
	for i := 0; i < len(pieces); {
		j := i
		for j < len(pieces) && pieces[j].front == pieces[i].front {
			j++
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		parts = append(parts, frontlinePart{front: pieces[i].front, lines: chain(pieces[i:j])})
		i = j
	}
	return parts, nil
}

// frontlinePart is the lines of one front.
type frontlinePart struct {
	front front
	lines [][]pt
}

// sidedEdges returns all edges of zones, those with the same ends next to each other.
func sidedEdges(zones []drawn, shapes []shape) []sided {
	edges := make([]sided, 0, countEdges(zones))
	for _, z := range zones {
		s := shapes[z.shape]
		for _, p := range z.polygons {
			for _, r := range p.rings {
				for i, from := range r {
					low, high, sign := edge{from, r[(i+1)%len(r)]}.undirected()
					edges = append(edges, sided{low.key(), high.key(), sign > 0, s.controller, s.dates})
				}
			}
		}
	}
	slices.SortFunc(edges, func(e, f sided) int {
		switch {
		case e.low != f.low:
			return cmp.Compare(e.low, f.low)
		case e.high != f.high:
			return cmp.Compare(e.high, f.high)
		}
		return cmp.Compare(e.dates.lo, f.dates.lo)
	})
	return edges
}

func countEdges(zones []drawn) int {
	n := 0
	for i := range zones {
		for _, o := range zones[i].polygons {
			for _, r := range o.rings {
				n += len(r)
			}
		}
	}
	return n
}

// appendFronts appends the fronts along one edge. The uses of the edge are in the order of time; on each side at
// most one holds at a time.
func appendFronts(pieces []piece, uses []sided) []piece {
	start := len(pieces)
	var along, against []sided
	for _, u := range uses {
		if u.along {
			along = append(along, u)
		} else {
			against = append(against, u)
		}
	}
	for i, j := 0, 0; i < len(along) && j < len(against); {
		u, v := along[i], against[j]
		shared := dates{max(u.dates.lo, v.dates.lo), min(u.dates.hi, v.dates.hi)}
		if shared.lo < shared.hi && u.controller != v.controller {
			pieces = appendPiece(pieces, start, newPiece(u, v, shared))
		}
		if u.dates.hi <= v.dates.hi {
			i++
		} else {
			j++
		}
	}
	return pieces
}

// appendPiece appends a piece, or prolongs the last one of the edge, whose pieces begin at start.
func appendPiece(pieces []piece, start int, p piece) []piece {
	if last := len(pieces) - 1; last >= start && pieces[last].continues(p) {
		pieces[last].front.dates.hi = p.front.dates.hi
		return pieces
	}
	return append(pieces, p)
}

// continues reports whether the next piece is the same front at once after.
func (p piece) continues(next piece) bool {
	return p.edge == next.edge && p.front.a == next.front.a && p.front.b == next.front.b && p.front.dates.hi == next.front.dates.lo
}

// newPiece returns the front of an edge that runs along the ring of u and against that of v. On a map a ring of
// positive area runs clockwise, its ground on the right; so a lies on the left of the way the ring of b runs.
func newPiece(u, v sided, d dates) piece {
	if u.controller < v.controller {
		return piece{front{u.controller, v.controller, d}, edge{ptOf(u.high), ptOf(u.low)}}
	}
	return piece{front{v.controller, u.controller, d}, edge{ptOf(u.low), ptOf(u.high)}}
}

// chain joins the edges of one front into lines as long as can be.
func chain(pieces []piece) [][]pt {
	edges := make([]edge, len(pieces))
	arriving := make(map[pt]int, len(pieces))
	leaving := make(map[pt]int, len(pieces))
	for i, p := range pieces {
		edges[i] = p.edge
		leaving[p.edge.from]++
		arriving[p.edge.to]++
	}
	slices.SortFunc(edges, func(e, f edge) int { return cmp.Or(comparePt(e.from, f.from), comparePt(e.to, f.to)) })
	through := func(p pt) bool { return arriving[p] == 1 && leaving[p] == 1 }
	used := make([]bool, len(edges))
	var lines [][]pt
	for _, fromEnds := range []bool{true, false} {
		for i, e := range edges {
			if used[i] || fromEnds && through(e.from) {
				continue
			}
			lines = append(lines, walkLine(edges, used, i, through))
		}
	}
	return lines
}

// walkLine follows edges from one on until its line ends, forks or closes.
func walkLine(edges []edge, used []bool, i int, through func(pt) bool) []pt {
	line := []pt{edges[i].from}
	for {
		used[i] = true
		at := edges[i].to
		line = append(line, at)
		if !through(at) {
			return line
		}
		i, _ = slices.BinarySearchFunc(edges, at, func(e edge, p pt) int { return comparePt(e.from, p) })
		if used[i] {
			return line
		}
	}
}
