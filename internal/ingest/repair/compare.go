package repair

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/ingest/report"
)

// change is what noding did to polygons.
type change struct {
	crossings, lost int
	rings           int // how many more rings there are
	where           *orb.Point
}

// vertex is a place on the grid.
type vertex struct{ x, y int64 }

// compare tells what distinguishes noded polygons from those they were made of, on the grid.
func compare(given, made orb.MultiPolygon) change {
	number := make(map[vertex]int)
	before := eachVertex(given, func(v vertex, _ orb.Point) { number[v]++ })
	var c change
	after := eachVertex(made, func(v vertex, p orb.Point) {
		if number[v]--; number[v] == -1 {
			c.crossings++
			c.mark(p)
		}
	})
	c.rings = after - before
	eachVertex(given, func(v vertex, p orb.Point) {
		if number[v] > 0 {
			number[v] = 0
			c.lost++
			c.mark(p)
		}
	})
	return c
}

// eachVertex visits every vertex of every ring once and returns how many rings there are.
func eachVertex(m orb.MultiPolygon, visit func(vertex, orb.Point)) (rings int) {
	for _, polygon := range m {
		for _, ring := range polygon {
			rings++
			for _, p := range ring[:max(len(ring)-1, 0)] {
				x, y := geo.ToGrid(p)
				visit(vertex{x, y}, p)
			}
		}
	}
	return rings
}

func (c *change) mark(p orb.Point) {
	if c.where == nil {
		c.where = &p
	}
}

func (c change) any() bool { return c.crossings > 0 || c.lost > 0 || c.rings != 0 }

// String says what was wrong.
func (c change) String() string {
	var faults []string
	if c.crossings > 0 {
		faults = append(faults, fmt.Sprintf("edges cross or touch at %s", report.Count(c.crossings, "place")))
	}
	if c.lost > 0 {
		faults = append(faults, fmt.Sprintf("%s within overlaps or on edges that cancel out", report.Count(c.lost, "point")))
	}
	if len(faults) == 0 {
		faults = append(faults, "rings touch themselves or one another")
	}
	return strings.Join(faults, ", ")
}
