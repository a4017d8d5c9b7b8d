package change

import (
	"context"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// held is a polygon under a label.
type held struct {
	label   label
	polygon orb.Polygon
}

// pair is what both coverages have at one place.
type pair struct{ from, to label }

// piece is a stretch of an edge with what lies to the left and to the right of the way along it. Its vertices are those
// of the overlay.
type piece struct {
	from, to    int32
	left, right pair
}

// overlay is two coverages laid over one another: the edges of both, cut where they cross, as pieces with what both
// coverages have beside them.
type overlay struct {
	vertices []orb.Point // in degrees
	pieces   []piece
}

// lay lays two coverages over one another. It returns an error of kind [ErrOverlap] if polygons of one coverage overlap
// along an edge, of kind [geo.ErrInvalid] if they span more than 107 degrees, and that of the context.
func lay(ctx context.Context, from, to []held) (*overlay, error) {
	return layWithin(ctx, nil, from, to)
}

// layWithin is lay with a window that holds all of the first coverage, in degrees: what the second has elsewhere is left
// out.
func layWithin(ctx context.Context, window *orb.Bound, from, to []held) (*overlay, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var bound orb.Bound
	vertices := 0
	for i, h := range append(from[:len(from):len(from)], to...) {
		if own := h.polygon.Bound(); i == 0 {
			bound = own
		} else {
			bound = bound.Union(own)
		}
		for _, ring := range h.polygon {
			vertices += len(ring)
		}
	}
	w, err := newLinework(bound, vertices)
	if err != nil {
		return nil, err
	}
	w.window = window
	for coverage, list := range [2][]held{from, to} {
		for _, h := range list {
			if err := w.add(coverage, h.label, h.polygon); err != nil {
				return nil, err
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return w.arrange().overlay(), nil
}

// overlay cuts the edges into pieces.
func (a *arrangement) overlay() *overlay {
	o := &overlay{vertices: make([]orb.Point, 0, len(a.nodes)+len(a.crossings))}
	for _, n := range a.nodes {
		o.vertices = append(o.vertices, a.degrees(n.point()))
	}
	for _, c := range a.crossings {
		from, to := a.ends(c.edges[0])
		t := c.along[0].float()
		o.vertices = append(o.vertices, a.degrees(orb.Point{from[0] + t*(to[0]-from[0]), from[1] + t*(to[1]-from[1])}))
	}
	a.parting(func(i int32, e *edge) {
		if coverage, alone := e.only(); alone {
			a.cut(o, i, coverage)
		} else {
			o.pieces = append(o.pieces, piece{e.a, e.b, pair{e.left[0], e.left[1]}, pair{e.right[0], e.right[1]}})
		}
	})
	return o
}

// cut adds the pieces of an edge that is in one coverage alone: between two crossings the other coverage has one label.
func (a *arrangement) cut(o *overlay, i int32, coverage int) {
	e := &a.edges[i]
	from, other := e.a, a.begin[i]
	add := func(to int32) {
		left, right := pair{e.left[0], other}, pair{e.right[0], other}
		if coverage == 1 {
			left, right = pair{other, e.left[1]}, pair{other, e.right[1]}
		}
		o.pieces = append(o.pieces, piece{from, to, left, right})
		from = to
	}
	for _, place := range a.on[i] {
		add(int32(len(a.nodes)) + place)
		_, other = a.beside(coverage, place)
	}
	add(e.b)
}

// areas returns the area in square metres of the ground of every pair that is wanted.
//
// By Green's theorem the area of ground is the sum over the pieces around it of the ground between the piece and a
// parallel, whatever the order of the pieces.
func (o *overlay) areas(wanted func(pair) bool) map[pair]float64 {
	sums := make(map[pair]float64)
	if len(o.pieces) == 0 {
		return sums
	}
	parallel := o.vertices[o.pieces[0].from][1]
	for _, p := range o.pieces {
		left, right := wanted(p.left), wanted(p.right)
		if !left && !right {
			continue
		}
		area := areaAbove(parallel, o.vertices[p.from], o.vertices[p.to])
		if left {
			sums[p.left] += area
		}
		if right {
			sums[p.right] -= area
		}
	}
	return sums
}

// areaAbove returns the area in square metres between a parallel and the way from p to q, negative below a way to the
// east.
func areaAbove(parallel float64, p, q orb.Point) float64 {
	return geo.SignedRingAreaM2(orb.Ring{{p[0], parallel}, p, q, {q[0], parallel}})
}
