package coverage

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// chain joins directed edges to lines that are as long as can be without passing a vertex at which more than two
// edges meet. Rings are closed and start at their least vertex. Lines are ordered by where they start.
func chain(edges []edgeName) orb.MultiLineString {
	slices.SortFunc(edges, func(e, f edgeName) int {
		return cmp.Or(e.from.compare(f.from), e.to.compare(f.to))
	})
	c := chains{edges: edges, leaving: make(map[gridNode]int, len(edges)), meeting: make(map[gridNode]int, len(edges))}
	for i, e := range edges {
		c.leaving[e.from] = i
		c.meeting[e.from]++
		c.meeting[e.to]++
	}
	c.done = make([]bool, len(edges))
	arriving := make(map[gridNode]bool, len(edges))
	for _, e := range edges {
		arriving[e.to] = true
	}
	for i, e := range edges {
		if c.meeting[e.from] != 2 || !arriving[e.from] {
			c.follow(i)
		}
	}
	for i := range edges {
		if !c.done[i] {
			c.follow(i)
		}
	}
	slices.SortStableFunc(c.lines, func(l, m orb.LineString) int {
		return cmp.Or(cmp.Compare(l[0][0], m[0][0]), cmp.Compare(l[0][1], m[0][1]))
	})
	return c.lines
}

// chains are lines in the making.
type chains struct {
	edges   []edgeName
	leaving map[gridNode]int // the last edge that leaves a vertex
	meeting map[gridNode]int // how many edges meet at it
	done    []bool
	lines   orb.MultiLineString
}

// follow makes the line that begins with an edge.
func (c *chains) follow(i int) {
	line := orb.LineString{degreesOf(c.edges[i].from)}
	for !c.done[i] {
		c.done[i] = true
		at := c.edges[i].to
		line = append(line, degreesOf(at))
		next, leaves := c.leaving[at]
		if !leaves || c.meeting[at] != 2 {
			break
		}
		i = next
	}
	c.lines = append(c.lines, line)
}

func degreesOf(n gridNode) orb.Point { return geo.FromGrid(n.x, n.y) }
