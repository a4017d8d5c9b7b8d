package coverage

import (
	"cmp"
	"errors"
	"slices"
)

// errTangled says that linework does not close: a layer begins without ending. It cannot come of closed rings.
var errTangled = errors.New("linework does not close")

// arrangement is a graph whose faces are known by the layers that cover them.
type arrangement struct {
	*graph
	// face is, for each cycle, the face it bounds. Face 0 is the unbounded one.
	face []int32
	// covers are the layers that cover each face, ascending.
	covers [][]int32
}

// flood finds the faces of a graph and, from the unbounded face on, the layers that cover each.
func flood(g *graph) (*arrangement, error) {
	a := &arrangement{graph: g, face: make([]int32, len(g.cycles)), covers: [][]int32{nil}}
	for c := range a.face {
		a.face[c] = -1
	}
	roots := a.roots()
	find := g.linkBelow
	if len(roots) > fewParts {
		find = newBelow(g).find
	}
	for i, root := range roots {
		face := int32(0)
		if i > 0 { // the first lies outside of all others
			if h, found := find(g.from(g.cycles[root].first)); found {
				face = a.face[g.cycle[h]]
			}
		}
		if face < 0 {
			return nil, errTangled
		}
		a.spread(root, face)
	}
	return a, a.check()
}

// fewParts is up to how many connected parts looking at every link for each is quicker than an index.
const fewParts = 16

// roots returns the outermost cycle of each connected part, the part that reaches furthest left first: what holds a
// part comes before it.
func (a *arrangement) roots() []int32 {
	var roots []int32
	for c, cycle := range a.cycles {
		if cycle.area2 <= 0 {
			roots = append(roots, int32(c))
		}
	}
	slices.SortFunc(roots, func(c, d int32) int {
		return cmp.Or(a.from(a.cycles[c].first).compare(a.from(a.cycles[d].first)), cmp.Compare(c, d))
	})
	return roots
}

// spread gives the cycle to a face and finds every face that can be reached from it across links.
func (a *arrangement) spread(c, face int32) {
	a.face[c] = face
	for stack := []int32{c}; len(stack) > 0; {
		c, stack = stack[len(stack)-1], stack[:len(stack)-1]
		a.around(c, func(h int32) {
			d := a.cycle[h^1]
			if a.face[d] >= 0 {
				return
			}
			a.face[d] = int32(len(a.covers))
			a.covers = append(a.covers, toggled(a.covers[a.face[c]], a.links[h>>1].layers))
			stack = append(stack, d)
		})
	}
}

// check returns errTangled if two faces do not differ by the layers of a link between them.
func (a *arrangement) check() error {
	for k, l := range a.links {
		left, right := a.sides(int32(k))
		if !differBy(a.covers[left], a.covers[right], l.layers) {
			return errTangled
		}
	}
	return nil
}

// sides returns the faces to the left and to the right of a link, seen from lo to hi.
func (a *arrangement) sides(k int32) (left, right int32) {
	return a.face[a.cycle[2*k]], a.face[a.cycle[2*k+1]]
}

// toggled returns the symmetric difference of two ascending lists.
func toggled(s, t []int32) []int32 {
	merged := make([]int32, 0, len(s)+len(t))
	for len(s) > 0 && len(t) > 0 {
		switch {
		case s[0] < t[0]:
			merged, s = append(merged, s[0]), s[1:]
		case t[0] < s[0]:
			merged, t = append(merged, t[0]), t[1:]
		default:
			s, t = s[1:], t[1:]
		}
	}
	return append(append(merged, s...), t...)
}

// differBy reports whether d is the symmetric difference of s and t.
func differBy(s, t, d []int32) bool {
	for len(s) > 0 || len(t) > 0 {
		var layer int32
		switch {
		case len(t) == 0 || len(s) > 0 && s[0] < t[0]:
			layer, s = s[0], s[1:]
		case len(s) == 0 || t[0] < s[0]:
			layer, t = t[0], t[1:]
		default:
			s, t = s[1:], t[1:]
			continue
		}
		if len(d) == 0 || d[0] != layer {
			return false
		}
		d = d[1:]
	}
	return len(d) == 0
}
