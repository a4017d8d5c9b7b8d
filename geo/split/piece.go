package split

import (
	"cmp"
	"math"
	"slices"
)

// piece is a connected piece of the ground of one owner: faces joined by edges of positive length. Owners are numbered
// by the caller.
type piece struct {
	owner int
	faces []int
	// areaM2 is the ellipsoidal area, edgeM the length of all edges towards other pieces and the outside.
	areaM2, edgeM float64
	// edges counts the edges that edgeM sums.
	edges int
	// neighbours holds the length in metres of the edge shared with each other piece.
	neighbours map[*piece]float64
	anchor     node
	// gone marks a piece that another has taken up.
	gone bool
	// place is the piece's position in the queue of clean.
	place int
}

// newPieces joins faces of equal owner across their edges and returns the pieces, each with its neighbours, in the
// order of their first face.
func newPieces(m *mesh, ownerOf []int) []*piece {
	sets := newDisjointSets(len(m.faces))
	for _, e := range m.edges {
		if e.left != outside && e.right != outside && ownerOf[e.left] == ownerOf[e.right] {
			sets.join(e.left, e.right)
		}
	}
	var pieces []*piece
	of := make([]*piece, len(m.faces))
	for f := range m.faces {
		root := sets.find(f)
		if of[root] == nil {
			of[root] = &piece{owner: ownerOf[f], anchor: m.faces[f].anchor, neighbours: make(map[*piece]float64)}
			pieces = append(pieces, of[root])
		}
		of[f] = of[root]
		of[f].addFace(m, f)
	}
	for _, e := range m.edges {
		linkPieces(of, e)
	}
	return pieces
}

func (p *piece) addFace(m *mesh, f int) {
	p.faces = append(p.faces, f)
	p.areaM2 += m.faces[f].areaM2
	if m.faces[f].anchor.before(p.anchor) {
		p.anchor = m.faces[f].anchor
	}
}

// linkPieces counts an edge for the pieces on its two sides.
func linkPieces(of []*piece, e edge) {
	var left, right *piece
	if e.left != outside {
		left = of[e.left]
	}
	if e.right != outside {
		right = of[e.right]
	}
	if left == right {
		return
	}
	for _, p := range []*piece{left, right} {
		if p != nil {
			p.edgeM += e.lengthM
			p.edges++
		}
	}
	if left != nil && right != nil {
		left.neighbours[right] += e.lengthM
		right.neighbours[left] += e.lengthM
	}
}

// longestNeighbour returns the neighbour with the longest shared edge, or nil if the piece has none. Of equal lengths
// the larger neighbour is taken, then the one farther west, so that the names of owners decide nothing. Lengths are
// compared to the centimetre and areas to the square metre: what is below is rounding, which depends on the order in
// which edges and faces were added up.
func (p *piece) longestNeighbour() *piece {
	var best *piece
	for n, length := range p.neighbours {
		if best == nil || p.prefers(n, length, best) {
			best = n
		}
	}
	return best
}

func (p *piece) prefers(n *piece, length float64, best *piece) bool {
	if order := cmp.Compare(centimetres(length), centimetres(p.neighbours[best])); order != 0 {
		return order > 0
	}
	if order := cmp.Compare(n.squareMetres(), best.squareMetres()); order != 0 {
		return order > 0
	}
	return n.compare(best) < 0
}

func centimetres(lengthM float64) float64 { return math.Round(lengthM * 100) }

// squareMetres returns the area as pieces are compared by it.
func (p *piece) squareMetres() float64 { return math.Round(p.areaM2) }

// compare orders pieces by place, and by their first face where two share a corner.
func (p *piece) compare(o *piece) int {
	switch {
	case p.anchor.before(o.anchor):
		return -1
	case o.anchor.before(p.anchor):
		return 1
	}
	return cmp.Compare(p.faces[0], o.faces[0])
}

// kin returns the neighbours that belong to the owner, in the order of their places.
func (p *piece) kin(owner int) []*piece {
	var kin []*piece
	for n := range p.neighbours {
		if n.owner == owner {
			kin = append(kin, n)
		}
	}
	slices.SortFunc(kin, (*piece).compare)
	return kin
}

// absorb gives all ground of q, a neighbour, to p.
func (p *piece) absorb(q *piece) {
	p.edgeM += q.edgeM - 2*p.neighbours[q]
	p.edges += q.edges
	p.areaM2 += q.areaM2
	p.faces = append(p.faces, q.faces...)
	if q.anchor.before(p.anchor) {
		p.anchor = q.anchor
	}
	delete(p.neighbours, q)
	for n, length := range q.neighbours {
		delete(n.neighbours, q)
		if n != p {
			p.neighbours[n] += length
			n.neighbours[p] += length
		}
	}
	q.gone = true
}

// surelyThick reports whether the ground holds a disk of the radius, in metres, judged by its area and edge alone; if
// it does not report so the ground may still hold one.
//
// Connected ground with edge P and h holes loses at most rP + π(h−1)r² when it shrinks by r, since its inner parallel
// curves at distance t have at most the length P + 2π(h−1)t (B. Sz.-Nagy, Acta Scientiarum Mathematicarum 20, 1959).
// Every hole takes three edges at least. One hundredth is kept for the difference between ellipsoid and plane.
func (p *piece) surelyThick(radius float64) bool {
	holes := float64(p.edges) / 3
	return 0.99*p.areaM2 > radius*p.edgeM+math.Pi*holes*radius*radius
}
