package split

import (
	"cmp"
	"container/heap"
	"context"
	"slices"
)

// cleaning says which pieces of ground are too slight to be parts.
type cleaning struct {
	minimumM2 float64
	epsilonM  float64
	// vanishes reports whether a piece is gone after an opening by epsilon.
	vanishes func(context.Context, *piece) (bool, error)
}

// clean gives every piece that is too slight to its neighbour with the longest shared edge and returns what is left:
// the parts. The smallest piece goes first, and what two pieces become together is judged together. A piece with no
// neighbour, an island of the enclave, stays. The sum of the areas does not change.
//
// A piece is judged as a whole: thin places of ground that is thick somewhere stay, so a narrow corridor goes on
// cutting what it cuts.
func clean(ctx context.Context, pieces []*piece, rule cleaning) ([]*piece, error) {
	queue := make(pieceQueue, 0, len(pieces))
	for _, p := range pieces {
		p.place = len(queue)
		queue = append(queue, p)
	}
	heap.Init(&queue)
	for len(queue) > 0 {
		p := heap.Pop(&queue).(*piece)
		slight, err := rule.slight(ctx, p)
		if err != nil {
			return nil, err
		}
		if slight {
			queue.give(p)
		}
	}
	return slices.DeleteFunc(pieces, func(p *piece) bool { return p.gone }), nil
}

func (c cleaning) slight(ctx context.Context, p *piece) (bool, error) {
	switch {
	case len(p.neighbours) == 0:
		return false, nil
	case p.areaM2 < c.minimumM2:
		return true, nil
	case p.surelyThick(c.epsilonM):
		return false, nil
	}
	return c.vanishes(ctx, p)
}

// give hands a piece that has left the queue to its longest neighbour, together with those pieces of the neighbour's
// owner that it kept apart. Pieces that are no longer in the queue were found thick enough, and growing does not change
// that.
func (q *pieceQueue) give(p *piece) {
	heir := p.longestNeighbour()
	kin := p.kin(heir.owner)
	thick := false
	for _, n := range kin { // before any of them grows: a heap holds only while what it orders by stands still
		thick = q.take(n) || thick
	}
	heir.absorb(p)
	for _, n := range kin {
		if n != heir {
			heir.absorb(n)
		}
	}
	if !thick {
		heap.Push(q, heir)
	}
}

// take removes a piece and reports whether it had left the queue before.
func (q *pieceQueue) take(p *piece) (gone bool) {
	if p.place < 0 {
		return true
	}
	heap.Remove(q, p.place)
	return false
}

// goesBefore reports whether p is judged before o: the smaller first, of equal ones that farther west.
func (p *piece) goesBefore(o *piece) bool {
	if order := cmp.Compare(p.squareMetres(), o.squareMetres()); order != 0 {
		return order < 0
	}
	return p.compare(o) < 0
}

// pieceQueue is a heap of pieces, the smallest on top. A piece that is not in it has place -1.
type pieceQueue []*piece

func (q pieceQueue) Len() int { return len(q) }

func (q pieceQueue) Less(i, j int) bool { return q[i].goesBefore(q[j]) }

func (q pieceQueue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].place, q[j].place = i, j
}

func (q *pieceQueue) Push(x any) {
	p := x.(*piece)
	p.place = len(*q)
	*q = append(*q, p)
}

func (q *pieceQueue) Pop() any {
	last := len(*q) - 1
	p := (*q)[last]
	*q = (*q)[:last]
	p.place = -1
	return p
}
