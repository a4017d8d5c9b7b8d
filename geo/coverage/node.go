package coverage

import (
	"errors"
	"fmt"
	"slices"

	"splitline/geo"
)

// What may cross in one paint. Two drawings of one line cross about as often as they have vertices; a scribble of n
// edges crosses n² / 9 times, and each crossing costs faces.
const (
	crossingsForStrand = 4
	fewestCrossings    = 20_000 // are taken however few the strands are
	mostCrossings      = 400_000
)

// errEscaped says that noding reached beyond the region it was told to look at.
var errEscaped = errors.New("noding left its region")

// noder bends strands through hot pixels until every link keeps clear of every pixel but those of its ends.
type noder struct {
	region  box
	strands []*strand
	cells   *buckets
	// The hot pixels, and for each cell a chain through those that lie in it.
	hot   map[point]struct{}
	chain []int32 // by cell: 1 + the last hot pixel
	nodes []hotNode
}

// hotNode is a hot pixel in the chain of its cell.
type hotNode struct {
	at    point
	next  int32
	fresh bool // it was not there before
}

// node bends all strands, which must be the ones that meet the region. It returns errEscaped if a hot pixel lies
// outside of the region, and an error of kind [geo.ErrInvalid] if there are more crossings than are worked out.
func node(strands []*strand, region box) error {
	n := newNoder(strands, region)
	if n.cells.crowded {
		return fmt.Errorf("too many of its %d edges run across one another: %w", len(strands), geo.ErrInvalid)
	}
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
	n := &noder{region: region, strands: strands, hot: make(map[point]struct{})}
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
	n.hot[p] = struct{}{}
	n.push(p, fresh)
	return true
}

// push adds a hot pixel to the chain of its cell.
func (n *noder) push(p point, fresh bool) {
	cell := n.cells.cell(p)
	n.nodes = append(n.nodes, hotNode{p, n.chain[cell], fresh})
	n.chain[cell] = int32(len(n.nodes))
}

// heatCrossings makes every pixel hot in which a fresh strand crosses another.
func (n *noder) heatCrossings() error {
	ends := len(n.nodes)
	most := ends + min(max(crossingsForStrand*len(n.strands), fewestCrossings), mostCrossings)
	for cell := range n.cells.cells() {
		near := n.cells.in(cell)
		for i, j := range near {
			for _, k := range near[:i] {
				if err := n.heatCrossing(n.strands[j], n.strands[k]); err != nil {
					return err
				}
			}
			if len(n.nodes) > most {
				return fmt.Errorf("its %d edges cross at more than %d places: %w", len(n.strands), most-ends, geo.ErrInvalid)
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
			c, fresh := n.nodes[i-1].at, n.nodes[i-1].fresh
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
