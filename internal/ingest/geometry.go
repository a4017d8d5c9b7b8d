package ingest

import (
	"github.com/paulmach/orb"
)

// isEmpty reports whether a geometry is missing or has no position.
func isEmpty(g orb.Geometry) bool {
	switch g := g.(type) {
	case nil:
		return true
	case orb.Point:
		return false
	case orb.MultiPoint:
		return len(g) == 0
	case orb.LineString:
		return len(g) == 0
	case orb.MultiLineString:
		return all(g, func(l orb.LineString) bool { return len(l) == 0 })
	case orb.Polygon:
		return all(g, func(r orb.Ring) bool { return len(r) == 0 })
	case orb.MultiPolygon:
		return all(g, func(p orb.Polygon) bool { return isEmpty(p) })
	case orb.Collection:
		return all(g, isEmpty)
	}
	return false
}

func all[T any](list []T, holds func(T) bool) bool {
	for _, element := range list {
		if !holds(element) {
			return false
		}
	}
	return true
}

// areasOf returns the polygons of a geometry.
func areasOf(g orb.Geometry) orb.MultiPolygon {
	switch g := g.(type) {
	case orb.Polygon:
		return orb.MultiPolygon{g}
	case orb.MultiPolygon:
		return g
	case orb.Collection:
		var polygons orb.MultiPolygon
		for _, member := range g {
			polygons = append(polygons, areasOf(member)...)
		}
		return polygons
	}
	return nil
}

// othersOf returns the types of the points and lines of a geometry.
func othersOf(g orb.Geometry) []string {
	switch g := g.(type) {
	case nil, orb.Polygon, orb.MultiPolygon:
		return nil
	case orb.Collection:
		var types []string
		for _, member := range g {
			types = append(types, othersOf(member)...)
		}
		return types
	}
	return []string{g.GeoJSONType()}
}
