package coverage

import (
	"cmp"
	"errors"
	"slices"
)

// strand is a piece of a segment that takes part in noding: from the pixel of one end to that of the other.
type strand struct {
	source segment
	from   point // the end nearer to source.a
	to     point
	layer  int32
	// fresh strands are new; the others were noded together before.
	fresh bool
	// turned strands run against the ring they come from.
	turned bool
	// via are the hot pixels that the strand passes between its ends, in order.
	via []point
}

// errEscaped says that noding reached beyond the region it was told to look at.
var errEscaped = errors.New("noding left its region")

// newStrand returns the strand of the source between two of the pixels it passes.
func newStrand(source segment, p, q point, layer int32, fresh bool) strand {
	s := strand{source: source, from: p, to: q, layer: layer, fresh: fresh}
	if source.along(p) > source.along(q) {
		s.from, s.to, s.turned = q, p, true
	}
	return s
}

// spans reports whether the pixel lies strictly between the ends of the strand, given that the source hits it.
func (s *strand) spans(c point) bool {
	at := s.source.along(c)
	return at > s.source.along(s.from) && at < s.source.along(s.to)
}

// reaches is spans with the ends.
func (s *strand) reaches(c point) bool {
	at := s.source.along(c)
	return at >= s.source.along(s.from) && at <= s.source.along(s.to)
}

// insert puts the pixel into via and reports whether it was not there.
func (s *strand) insert(c point) bool {
	i, found := slices.BinarySearchFunc(s.via, c, s.order)
	if !found {
		s.via = slices.Insert(s.via, i, c)
	}
	return !found
}

func (s *strand) order(p, q point) int {
	return cmp.Compare(s.source.along(p), s.source.along(q))
}

// linkAt returns the two nodes of the strand between which a place near it lies.
func (s *strand) linkAt(c point) (p, q point) {
	i, _ := slices.BinarySearchFunc(s.via, c, s.order)
	p, q = s.from, s.to
	if i > 0 {
		p = s.via[i-1]
	}
	if i < len(s.via) {
		q = s.via[i]
	}
	return p, q
}

// links calls visit with each link of the bent strand.
func (s *strand) links(visit func(p, q point)) {
	p := s.from
	for _, q := range s.via {
		visit(p, q)
		p = q
	}
	visit(p, s.to)
}

// noder bends strands through hot pixels until every link keeps clear of every pixel but those of its ends.
type noder struct {
	region  box
	strands []*strand
	cells   *buckets
	// The hot pixels, and for each cell a chain through those that lie in it.
	hot   map[point]bool // true for those that were not there before
	chain []int32        // by cell: 1 + the last hot pixel
	nodes []hotNode
}

// hotNode is a hot pixel in the chain of its cell.
type hotNode struct {
	at   point
	next int32
}

// node bends all strands, which must be the ones that meet the region. It returns errEscaped if a hot pixel lies
// outside of the region.
func node(strands []*strand, region box) error {
	n := newNoder(strands, region)
	if err := n.heatEnds(); err != nil {
		return err
	}
	if err := n.heatCrossings(); err != nil {
		return err
	}
	n.bend()
	return n.separate()
}

func newNoder(strands []*strand, region box) *noder {
	n := &noder{region: region, strands: strands, hot: make(map[point]bool, 2*len(strands))}
	n.cells = newBuckets(region, len(strands), func(i int) (point, point) { return strands[i].from, strands[i].to })
	n.chain = make([]int32, n.cells.cells())
	return n
}

// heatEnds makes the ends of all strands hot.
func (n *noder) heatEnds() error {
	for _, s := range n.strands {
		if s.fresh {
			continue
		}
		for _, p := range [2]point{s.from, s.to} {
			if n.region.contains(p) {
				n.heat(p, false)
			}
		}
	}
	for _, s := range n.strands {
		if !s.fresh {
			continue
		}
		for _, p := range [2]point{s.from, s.to} {
			if !n.region.contains(p) {
				return errEscaped
			}
			n.heat(p, true)
		}
	}
	return nil
}

// heat makes a pixel of the region hot and reports whether it was not.
func (n *noder) heat(p point, fresh bool) bool {
	if _, known := n.hot[p]; known {
		return false
	}
	n.hot[p] = fresh
	cell := n.cells.cell(p)
	n.nodes = append(n.nodes, hotNode{p, n.chain[cell]})
	n.chain[cell] = int32(len(n.nodes))
	return true
}

// heatCrossings makes every pixel hot in which a fresh strand crosses another.
func (n *noder) heatCrossings() error {
	for cell := range n.cells.cells() {
		near := n.cells.in(cell)
		for i, j := range near {
			for _, k := range near[:i] {
				if err := n.heatCrossing(n.strands[j], n.strands[k]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (n *noder) heatCrossing(s, t *strand) error {
	if !s.fresh && !t.fresh || !boxOf(s.from, s.to).grown(1).intersects(boxOf(t.from, t.to)) {
		return nil
	}
	c, met := crossing(&s.source, &t.source)
	if !met || !s.reaches(c) || !t.reaches(c) {
		return nil
	}
	if !n.region.contains(c) {
		return errEscaped
	}
	n.heat(c, true)
	return nil
}

// bend leads every strand through the hot pixels that its source hits.
func (n *noder) bend() {
	for cell := range n.cells.cells() {
		near := n.cells.in(cell)
		for i := n.chain[cell]; i > 0; i = n.nodes[i-1].next {
			c := n.nodes[i-1].at
			fresh := n.hot[c]
			for _, k := range near {
				s := n.strands[k]
				if (fresh || s.fresh) && s.source.hits(c) && s.spans(c) {
					s.via = append(s.via, c)
				}
			}
		}
	}
	for _, s := range n.strands {
		slices.SortFunc(s.via, s.order)
	}
}

// separate makes further pixels hot until no link passes through a hot pixel other than its ends. A link that does is
// bent towards its source, by a pixel that the source hits; those are finitely many.
func (n *noder) separate() error {
	blocked := n.blockedAnywhere()
	for len(blocked) > 0 {
		var added []point
		var bent []*strand
		for _, c := range blocked {
			if !n.region.contains(c) {
				return errEscaped
			}
			if n.heat(c, true) {
				added = append(added, c)
				bent = append(bent, n.bendThrough(c)...)
			}
		}
		blocked = n.blockedNear(added, bent)
	}
	return nil
}

// bendThrough leads every strand whose source hits the pixel through it and returns those strands.
func (n *noder) bendThrough(c point) []*strand {
	var bent []*strand
	for _, k := range n.cells.in(n.cells.cell(c)) {
		s := n.strands[k]
		if s.source.hits(c) && s.spans(c) && s.insert(c) {
			bent = append(bent, s)
		}
	}
	return bent
}

// blockedAnywhere returns the pixels to heat after the first bending.
func (n *noder) blockedAnywhere() []point {
	var added []point
	for _, node := range n.nodes {
		if n.hot[node.at] {
			added = append(added, node.at)
		}
	}
	var bent []*strand
	for _, s := range n.strands {
		if s.fresh || len(s.via) > 0 {
			bent = append(bent, s)
		}
	}
	return n.blockedNear(added, bent)
}

// blockedNear returns the pixels to heat because of new hot pixels and newly bent strands.
func (n *noder) blockedNear(added []point, bent []*strand) []point {
	var blocked []point
	for _, c := range added {
		for _, k := range n.cells.in(n.cells.cell(c)) {
			s := n.strands[k]
			if p, q := s.linkAt(c); blocks(c, p, q) {
				blocked = append(blocked, s.wayRound(c, p, q))
			}
		}
	}
	for _, s := range bent {
		s.links(func(p, q point) {
			n.cells.walk(p, q, func(cell int32) {
				for i := n.chain[cell]; i > 0; i = n.nodes[i-1].next {
					if c := n.nodes[i-1].at; blocks(c, p, q) {
						blocked = append(blocked, s.wayRound(c, p, q))
					}
				}
			})
		})
	}
	return blocked
}

// blocks reports whether the straight link from p to q passes through the pixel of c, not an end of it.
func blocks(c, p, q point) bool {
	if c == p || c == q || p == q {
		return false
	}
	link := segment{a: p, b: q}
	return link.hits(c)
}

// wayRound returns a pixel that the source of the strand hits between p and q, as near to c as there is. There is
// one: where the source goes from the pixel of p straight into that of q, their link hits no third.
func (s *strand) wayRound(c, p, q point) point {
	if m := s.source.nearest(c); s.source.along(m) > s.source.along(p) && s.source.along(m) < s.source.along(q) {
		return m
	}
	if m := s.neighbour(p, +1); s.source.along(m) < s.source.along(q) {
		return m
	}
	return s.neighbour(q, -1)
}

// neighbour returns the pixel that the source hits next after that of p, or before it.
func (s *strand) neighbour(p point, direction int64) point {
	best, found := p, false
	for dx := int32(-1); dx <= 1; dx++ {
		for dy := int32(-1); dy <= 1; dy++ {
			c := point{p.x + dx, p.y + dy}
			step := direction * (s.source.along(c) - s.source.along(p))
			if step <= 0 || !s.source.hits(c) {
				continue
			}
			if !found || step < direction*(s.source.along(best)-s.source.along(p)) {
				best, found = c, true
			}
		}
	}
	return best
}
