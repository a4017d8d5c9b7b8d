package ingest

import "github.com/paulmach/orb"

// replacePoints puts another point in the place of each position of a geometry, in order. Lists are changed in place.
func replacePoints(g orb.Geometry, with func(orb.Point) orb.Point) orb.Geometry {
	if p, isPoint := g.(orb.Point); isPoint {
		return with(p)
	}
	if collection, isCollection := g.(orb.Collection); isCollection {
		for i, member := range collection {
			collection[i] = replacePoints(member, with)
		}
		return collection
	}
	for _, points := range pointLists(g) {
		for i, p := range points {
			points[i] = with(p)
		}
	}
	return g
}

// positions returns the positions of a geometry in order.
func positions(g orb.Geometry) orb.MultiPoint {
	switch g := g.(type) {
	case nil:
		return nil
	case orb.Point:
		return orb.MultiPoint{g}
	case orb.Collection:
		var all orb.MultiPoint
		for _, member := range g {
			all = append(all, positions(member)...)
		}
		return all
	}
	var all orb.MultiPoint
	for _, points := range pointLists(g) {
		all = append(all, points...)
	}
	return all
}

// pointLists returns the lists of positions that a geometry is made of.
func pointLists(g orb.Geometry) [][]orb.Point {
	var lists [][]orb.Point
	switch g := g.(type) {
	case orb.MultiPoint:
		lists = append(lists, g)
	case orb.LineString:
		lists = append(lists, g)
	case orb.MultiLineString:
		for _, line := range g {
			lists = append(lists, line)
		}
	case orb.Polygon:
		for _, ring := range g {
			lists = append(lists, ring)
		}
	case orb.MultiPolygon:
		for _, polygon := range g {
			lists = append(lists, pointLists(polygon)...)
		}
	}
	return lists
}
