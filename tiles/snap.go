package tiles

import (
	"context"
	"slices"
)

// snapper rounds the arcs of a zoom to its grid by snap rounding (Hobby, Practical segment intersection with finite
// precision output, Computational Geometry 13(4), 1999; Guibas and Marimont, Rounding arrangements dynamically,
// International Journal of Computational Geometry and Applications 8(2), 1998): a pixel that holds a vertex is hot,
// and a line that passes through a hot pixel of its date is bent through the pixel's centre.
//
// Where a line meets the border of a tile's buffer there is a vertex too. So no edge of the result crosses such a
// border, and clipping never has to compute a point.
type snapper struct {
	frame frame
	zoom  Zoom
	arcs  []arc
	// sidesUntil is the index of dates from which lines are cut by the borders of buffers alone, not by sides of cells.
	sidesUntil int32
	// pixels are the hot ones by their centre, when the dates in which they are hot; place finds them.
	pixels []pt
	when   []dateSet
	place  map[pt]int32
	grid   *pointGrid
	// grown says that a pixel has become hot on more dates.
	grown bool
}

// snapArcs returns the arcs on the grid of the zoom. Those of dates before sidesUntil have a vertex wherever they cross
// a side of cells. An arc within one pixel is left with one point.
func snapArcs(ctx context.Context, f frame, z Zoom, arcs []arc, sidesUntil int32) ([]arc, error) {
	s := &snapper{frame: f, zoom: z, arcs: arcs, sidesUntil: sidesUntil, place: make(map[pt]int32)}
	for _, a := range arcs {
		s.heat(a)
	}
	s.grid = newPointGrid(s.pixels)
	snapped := make([]arc, len(arcs))
	for again := true; again; again = s.grown {
		s.grown = false
		for i, a := range arcs {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			snapped[i] = arc{points: s.bend(a), dates: a.dates}
		}
	}
	return snapped, nil
}

// heat makes the pixels of an arc's vertices and of its crossings with the borders of buffers hot.
func (s *snapper) heat(a arc) {
	for i, p := range a.points {
		s.hot(s.frame.round(p, s.zoom), a.dates)
		if i > 0 {
			s.borders(a.points[i-1], p, a.dates)
		}
	}
}

func (s *snapper) hot(p pt, d dates) {
	i, found := s.place[p]
	if !found {
		s.place[p] = int32(len(s.pixels))
		s.pixels = append(s.pixels, p)
		s.when = append(s.when, dateSet{hull: d})
		return
	}
	s.widen(i, d)
}

// widen makes a hot pixel hot on more dates.
func (s *snapper) widen(i int32, d dates) {
	if s.when[i].add(d) {
		s.grown = true
	}
}

// borders makes hot the pixels in which an edge crosses the border of a tile's buffer.
func (s *snapper) borders(a, b pt, d dates) {
	first, last := s.frame.round(a, s.zoom), s.frame.round(b, s.zoom)
	sides := d.lo < s.sidesUntil
	eachBorder(first.X, last.X, sides, func(c int32) {
		if y, crosses := s.crossing(c, a.X, b.X, a.Y, b.Y, s.frame.ox, s.frame.oy); crosses {
			s.hot(pt{c, y}, d)
		}
	})
	eachBorder(first.Y, last.Y, sides, func(c int32) {
		if x, crosses := s.crossing(c, a.Y, b.Y, a.X, b.X, s.frame.oy, s.frame.ox); crosses {
			s.hot(pt{x, c}, d)
		}
	})
}

// eachBorder calls f for each coordinate from a to b on which a tile's buffer begins or ends, and if
// asked on which a side of cells lies.
func eachBorder(a, b int32, sides bool, f func(c int32)) {
	if a > b {
		a, b = b, a
	}
	for side := (a + cellSize - 1) &^ (cellSize - 1); sides && side <= b; side += cellSize {
		f(side)
	}
	for edge := (a - Buffer) &^ (Extent - 1); edge <= b+Buffer; edge += Extent {
		for _, c := range [2]int32{edge - Buffer, edge + Buffer} {
			if a <= c && c <= b {
				f(c)
			}
		}
	}
}

// crossing returns the pixel coordinate at which the edge from (u0, v0) to (u1, v1) has u = c in grid units.
func (s *snapper) crossing(c, u0, u1, v0, v1 int32, ou, ov int64) (int32, bool) {
	shift := s.frame.shift(s.zoom)
	at := int64(c)<<shift - ou
	if u0 == u1 || at < int64(min(u0, u1)) || at > int64(max(u0, u1)) {
		return 0, false
	}
	run, rise := int64(u1)-int64(u0), int64(v1)-int64(v0)
	at -= int64(u0)
	if run < 0 {
		run, at = -run, -at
	}
	half := int64(1) << shift >> 1
	v := int64(v0) + floorDiv(at*rise, run)
	return int32((v + ov + half) >> shift), true
}

// bend returns the arc through the centres of the hot pixels it meets.
func (s *snapper) bend(a arc) []pt {
	points := make([]pt, 0, len(a.points))
	points = append(points, s.frame.round(a.points[0], s.zoom))
	var hits []pt
	for i := 1; i < len(a.points); i++ {
		hits = s.hits(hits[:0], a.points[i-1], a.points[i], a.dates)
		for _, p := range hits {
			points = appendNew(points, p)
		}
	}
	return points
}

// hits appends the hot pixels that an edge meets, in its order, its ends among them.
func (s *snapper) hits(to []pt, a, b pt, d dates) []pt {
	first, last := s.frame.round(a, s.zoom), s.frame.round(b, s.zoom)
	c0, c1, r0, r1 := s.grid.cover(boxOf([]pt{first, last}))
	line := s.newSegment(a, b)
	for row := r0; row <= r1; row++ {
		for column := c0; column <= c1; column++ {
			for _, m := range s.grid.in(column, row) {
				if s.when[m.index].overlaps(d) && line.meetsPixel(m.at) {
					to = append(to, m.at)
					s.widen(m.index, d)
				}
			}
		}
	}
	// A line is monotone, so the sum of both coordinates, each in the line's direction, orders the pixels it meets.
	sx, sy := direction(a.X, b.X), direction(a.Y, b.Y)
	slices.SortFunc(to, func(p, q pt) int {
		return int(sx*(int64(p.X)-int64(q.X)) + sy*(int64(p.Y)-int64(q.Y)))
	})
	return to
}

// direction returns the sign of the way between two coordinates.
func direction(from, to int32) int64 {
	if to < from {
		return -1
	}
	return 1
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}
