package geos

import (
	"math"

	"github.com/paulmach/orb"
)

// areas returns the polygons of a result, outer rings turned counter-clockwise and holes clockwise (RFC 7946 section
// 3.1.6), and leaves out the points and lines it has besides.
func areas(g orb.Geometry) orb.MultiPolygon {
	switch g := g.(type) {
	case orb.Polygon:
		if len(g) > 0 {
			return orb.MultiPolygon{oriented(g)}
		}
	case orb.MultiPolygon:
		for _, p := range g {
			oriented(p)
		}
		return g
	case orb.Collection:
		var all orb.MultiPolygon
		for _, member := range g {
			all = append(all, areas(member)...)
		}
		return all
	}
	return nil
}

// lines returns the lines of a geometry and leaves out what else it has.
func lines(g orb.Geometry) orb.MultiLineString {
	switch g := g.(type) {
	case orb.LineString:
		return orb.MultiLineString{g}
	case orb.MultiLineString:
		return g
	case orb.Collection:
		var all orb.MultiLineString
		for _, member := range g {
			all = append(all, lines(member)...)
		}
		return all
	}
	return nil
}

// oriented turns the rings of a polygon in place and returns it.
func oriented(polygon orb.Polygon) orb.Polygon {
	for i, ring := range polygon {
		if area := shoelace(ring); (i == 0 && area < 0) || (i > 0 && area > 0) {
			ring.Reverse()
		}
	}
	return polygon
}

// planarArea returns the area of a multipolygon in the square of its own units.
func planarArea(m orb.MultiPolygon) float64 {
	var sum float64
	for _, polygon := range m {
		for i, ring := range polygon {
			if i == 0 {
				sum += math.Abs(shoelace(ring))
			} else {
				sum -= math.Abs(shoelace(ring))
			}
		}
	}
	return sum
}

// shoelace returns the planar area of a closed ring, positive if it runs counter-clockwise. It is taken relative to
// the first point, so that rings far from the origin lose no digits.
func shoelace(ring orb.Ring) float64 {
	if len(ring) < 3 {
		return 0
	}
	origin := ring[0]
	var sum float64
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		sum += (a[0]-origin[0])*(b[1]-origin[1]) - (b[0]-origin[0])*(a[1]-origin[1])
	}
	return sum / 2
}
