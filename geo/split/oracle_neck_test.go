package split_test

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// rasterNeck is a neck as a raster has it.
type rasterNeck struct {
	widthM float64
	// place is where the pieces would meet again first, in metres.
	place orb.Point
}

// parting says when shrunken ground has parted: two pieces have a number of cells each once they are grown back, and are
// wider in some place than where they part by so much.
type parting struct {
	cells  int
	widerM float64
	// stepM is by how much more the ground is shrunken from one look to the next.
	stepM float64
}

// neck shrinks connected ground further and further until it has parted. It follows the definition word for word, from
// the smallest radius up, and returns false if the ground never parts.
func (r *raster) neck(ground []int, rule parting) (rasterNeck, bool) {
	clear := r.clearances(ground)
	clearOf := make([]float64, len(r.held))
	widest := 0.0
	for i, cell := range ground {
		clearOf[cell] = clear[i]
		widest = math.Max(widest, clear[i])
	}
	left := ground
	for radius := rule.stepM; radius < widest-rule.widerM; radius += rule.stepM {
		var thick []int
		for _, cell := range left {
			if clearOf[cell] > radius {
				thick = append(thick, cell)
			}
		}
		left = thick
		large := slices.DeleteFunc(r.largePieces(thick, ground, radius, rule.cells), func(piece []int) bool {
			return !slices.ContainsFunc(piece, func(cell int) bool { return clearOf[cell] > radius+rule.widerM })
		})
		if len(large) >= 2 {
			return rasterNeck{widthM: 2 * radius, place: r.meeting(large, ground)}, true
		}
	}
	return rasterNeck{}, false
}

// largePieces returns the pieces of shrunken ground that have at least so many cells of it once they are grown back.
func (r *raster) largePieces(thick, ground []int, radius float64, least int) [][]int {
	pieces := r.pieces(thick, func(int, int) bool { return true })
	if len(pieces) < 2 {
		return nil
	}
	var large [][]int
	for _, piece := range pieces {
		if len(piece) >= least || r.canReach(piece, radius, least) && len(r.grown(piece, ground, radius)) >= least {
			large = append(large, piece)
		}
	}
	return large
}

// canReach says whether a piece may have so many cells when it is grown by a radius: ground of area A and edge P grows
// to A + Pr + πr² at most (Steiner, 1840), and cells have an edge no shorter than what they stand for.
func (r *raster) canReach(piece []int, radius float64, least int) bool {
	inside := make(map[int]bool, len(piece))
	for _, cell := range piece {
		inside[cell] = true
	}
	edge := 0.0
	for _, cell := range piece {
		for _, next := range r.around(cell) {
			if !inside[next] {
				edge++
			}
		}
	}
	cells := radius/r.cellM + 1
	return float64(len(piece))+edge*cells+math.Pi*cells*cells >= float64(least)
}

// meeting returns the place in the ground that is nearest to both of the two largest pieces.
func (r *raster) meeting(pieces [][]int, ground []int) orb.Point {
	first, second := r.windowOf(pieces[0], 0), r.windowOf(pieces[1], 0)
	all := r.windowOf(ground, 1)
	reach := func(w *window) *window {
		grown := &window{raster: r, column: all.column, row: all.row, width: all.width, height: all.height}
		grown.marked = make([]bool, len(all.marked))
		for _, cell := range ground {
			grown.marked[grown.place(cell)] = w.holds(cell) && w.marked[w.place(cell)]
		}
		grown.countColumns(true)
		return grown
	}
	a, b := reach(first), reach(second)
	best, least := ground[0], math.Inf(1)
	for _, cell := range ground {
		if far := math.Max(a.distance(a.place(cell)), b.distance(b.place(cell))); far < least {
			best, least = cell, far
		}
	}
	return r.middle(best)
}
