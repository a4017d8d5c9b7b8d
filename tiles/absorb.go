package tiles

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// pixel is the width of a pixel of a tile shown at 512 pixels, in units.
const pixel = Extent / 512

// absorber gives zones below a pixel to their longest neighbours. A row gives its ground away for all of its time, and
// a row takes ground for all of its time or not at all, so that every row is drawn the same on each of its dates and
// keeps its interval. Ground that no neighbour can take on these terms stays as it is: small, but no hole.
type absorber struct {
	rows  []drawn
	dates []dates
	// edges are the directed edges of a row; at finds the rows that have an edge.
	edges [][]edge
	at    map[edge][]int
	areas []int64
	gone  []bool
	grown []bool
}

// absorb returns the zones without those that are below a pixel and have been given away.
func absorb(ctx context.Context, rows []drawn, shapes []shape) ([]drawn, error) {
	if !slices.ContainsFunc(rows, func(d drawn) bool { return tiny(d.area2()) }) {
		return rows, nil
	}
	a := newAbsorber(rows, shapes)
	for _, i := range a.bySize() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if !a.gone[i] && tiny(a.areas[i]) {
			a.giveAway(i)
		}
	}
	return a.result(), nil
}

// tiny reports whether a doubled area is below that of a pixel.
func tiny(area2 int64) bool { return area2 < 2*pixel*pixel }

func newAbsorber(rows []drawn, shapes []shape) *absorber {
	n := len(rows)
	a := &absorber{
		rows: rows, dates: make([]dates, n), edges: make([][]edge, n), at: make(map[edge][]int),
		areas: make([]int64, n), gone: make([]bool, n), grown: make([]bool, n),
	}
	for i, d := range rows {
		a.dates[i] = shapes[d.shape].dates
		a.areas[i] = d.area2()
		for _, o := range d.polygons {
			for _, r := range o.rings {
				for j, p := range r {
					a.edges[i] = append(a.edges[i], edge{p, r[(j+1)%len(r)]})
				}
			}
		}
		a.index(i)
	}
	return a
}

// index notes the edges of a row.
func (a *absorber) index(i int) {
	for _, e := range a.edges[i] {
		a.at[e] = append(a.at[e], i)
	}
}

// forget takes the edges of a row out of the index.
func (a *absorber) forget(i int) {
	for _, e := range a.edges[i] {
		a.at[e] = slices.DeleteFunc(a.at[e], func(j int) bool { return j == i })
	}
}

// bySize returns the rows, the smallest first, then by time and place in the list.
func (a *absorber) bySize() []int {
	order := make([]int, len(a.rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(a.areas[i], a.areas[j]), cmp.Compare(a.dates[i].lo, a.dates[j].lo))
	})
	return order
}

// giveAway gives the ground of a row, with the rows before and after it that have the very same ground, to
// neighbours that follow each other through the same time.
func (a *absorber) giveAway(i int) {
	rows, during := a.sameGround(i)
	takers := a.takers(during, a.neighbours(i, rows, during))
	if len(takers) == 0 {
		return
	}
	for _, r := range rows {
		a.forget(r)
		a.gone[r] = true
	}
	for _, t := range takers {
		a.forget(t)
		a.edges[t] = cancel(slices.Concat(a.edges[t], a.edges[i]))
		a.areas[t] += a.areas[i]
		a.grown[t] = true
		a.index(t)
	}
}

// sameGround returns the rows that have the ground of one without a break in time, and that time.
func (a *absorber) sameGround(i int) ([]int, dates) {
	rows := []int{i}
	for _, j := range a.at[a.edges[i][0]] {
		if j != i && a.areas[j] == a.areas[i] && sameEdges(a.edges[i], a.edges[j]) {
			rows = append(rows, j)
		}
	}
	slices.SortFunc(rows, func(j, k int) int { return cmp.Compare(a.dates[j].lo, a.dates[k].lo) })
	at := slices.Index(rows, i)
	first, last := at, at
	for first > 0 && a.dates[rows[first-1]].hi == a.dates[rows[first]].lo {
		first--
	}
	for last+1 < len(rows) && a.dates[rows[last]].hi == a.dates[rows[last+1]].lo {
		last++
	}
	return rows[first : last+1], dates{a.dates[rows[first]].lo, a.dates[rows[last]].hi}
}

func sameEdges(e, f []edge) bool {
	if len(e) != len(f) {
		return false
	}
	all := make(map[edge]struct{}, len(e))
	for _, x := range e {
		all[x] = struct{}{}
	}
	for _, x := range f {
		if _, found := all[x]; !found {
			return false
		}
	}
	return true
}

// neighbour is a row beside the ground, and the length of the edge between them.
type neighbour struct {
	row    int
	length float64
}

// neighbours returns the rows beside a row that hold within a time only, the longest first.
func (a *absorber) neighbours(i int, same []int, during dates) []neighbour {
	lengths := make(map[int]float64)
	for _, e := range a.edges[i] {
		length := math.Hypot(float64(e.to.X-e.from.X), float64(e.to.Y-e.from.Y))
		for _, j := range a.at[edge{e.to, e.from}] {
			if during.holds(a.dates[j]) && !slices.Contains(same, j) {
				lengths[j] += length
			}
		}
	}
	found := make([]neighbour, 0, len(lengths))
	for j, length := range lengths {
		found = append(found, neighbour{j, length})
	}
	slices.SortFunc(found, func(n, m neighbour) int {
		return cmp.Or(cmp.Compare(m.length, n.length), cmp.Compare(n.row, m.row))
	})
	return found
}

// takers returns neighbours that follow each other through a time, the longest where there is a choice, or none.
func (a *absorber) takers(during dates, from []neighbour) []int {
	slices.SortStableFunc(from, func(n, m neighbour) int { return cmp.Compare(a.dates[m.row].lo, a.dates[n.row].lo) })
	// next is the row to take from an instant on, where rows reach from there to the end.
	next := make(map[int32]int)
	for _, n := range from {
		d := a.dates[n.row]
		_, onward := next[d.hi]
		_, longer := next[d.lo]
		if (onward || d.hi == during.hi) && !longer {
			next[d.lo] = n.row
		}
	}
	var chosen []int
	for at := during.lo; at < during.hi; {
		row, found := next[at]
		if !found {
			return nil
		}
		chosen = append(chosen, row)
		at = a.dates[row].hi
	}
	return chosen
}

// result returns the rows that are left, with the ground they have taken.
func (a *absorber) result() []drawn {
	var left []drawn
	for i, d := range a.rows {
		if a.gone[i] {
			continue
		}
		if a.grown[i] {
			d.polygons = nil
			d.setPolygons(bounded(a.edges[i]))
			d.finish()
		}
		left = append(left, d)
	}
	return left
}
