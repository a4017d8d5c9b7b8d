package geo

import (
	"encoding/json"
	"fmt"

	"github.com/paulmach/orb"
)

// ParsedFeature is a GeoJSON feature as it was read. Members of the properties are not looked at.
type ParsedFeature struct {
	// ID is the JSON of the id, or nil.
	ID json.RawMessage
	// Geometry is nil where the file says null.
	Geometry   orb.Geometry
	Properties json.RawMessage
}

// geometryMembers is a GeoJSON geometry before its coordinates are read.
type geometryMembers struct {
	Type        string            `json:"type"`
	Coordinates json.RawMessage   `json:"coordinates"`
	Geometries  []json.RawMessage `json:"geometries"`
	CRS         json.RawMessage   `json:"crs"`
}

// deepestCollection is how many GeometryCollections may lie in one another (RFC 7946 section 3.1.8 advises against
// even one in another).
const deepestCollection = 8

// ParseFeatureCollection reads a GeoJSON FeatureCollection as RFC 7946 has it: CRS84, so a member crs is refused;
// positions beyond longitude and latitude are dropped; foreign members are ignored. It returns an error of kind
// [ErrInvalid] that names the feature, counted from 0. It repairs nothing; files from elsewhere go through
// internal/ingest.
func ParseFeatureCollection(data []byte) ([]ParsedFeature, error) {
	var members struct {
		Type     string            `json:"type"`
		Features []json.RawMessage `json:"features"`
		CRS      json.RawMessage   `json:"crs"`
	}
	if err := json.Unmarshal(data, &members); err != nil {
		return nil, invalidf("file", "is not JSON of a FeatureCollection: %v", err)
	}
	if members.Type != "FeatureCollection" || members.Features == nil {
		return nil, invalidf("type", "%q must be FeatureCollection, with features", members.Type)
	}
	if members.CRS != nil {
		return nil, invalidf("crs", "coordinates must be longitude and latitude on WGS 84, without a crs")
	}
	features := make([]ParsedFeature, len(members.Features))
	for i, raw := range members.Features {
		var err error
		if features[i], err = parseFeature(raw); err != nil {
			return nil, within(fmt.Sprintf("features[%d]", i), err)
		}
	}
	return features, nil
}

func parseFeature(raw json.RawMessage) (ParsedFeature, error) {
	var members struct {
		Type       string          `json:"type"`
		ID         json.RawMessage `json:"id"`
		Geometry   json.RawMessage `json:"geometry"`
		Properties json.RawMessage `json:"properties"`
		CRS        json.RawMessage `json:"crs"`
	}
	if err := json.Unmarshal(raw, &members); err != nil {
		return ParsedFeature{}, invalidf("feature", "is not JSON of a Feature: %v", err)
	}
	if members.Type != "Feature" {
		return ParsedFeature{}, invalidf("type", "%q must be Feature", members.Type)
	}
	if members.CRS != nil {
		return ParsedFeature{}, invalidf("crs", "coordinates must be longitude and latitude on WGS 84, without a crs")
	}
	f := ParsedFeature{ID: members.ID, Properties: members.Properties}
	if len(members.Geometry) == 0 || string(members.Geometry) == "null" {
		return f, nil
	}
	var err error
	f.Geometry, err = ParseGeometry(members.Geometry)
	return f, err
}

// ParseGeometry reads a GeoJSON geometry. It returns an error of kind [ErrInvalid] for an unknown type, a position that
// is not a longitude and a latitude, a line of fewer than two positions, and a ring that is not closed or has fewer
// than four positions (RFC 7946 sections 3.1.4 and 3.1.6).
func ParseGeometry(data []byte) (orb.Geometry, error) {
	g, err := parseGeometry(data, 0)
	if err != nil {
		return nil, within("geometry", err)
	}
	return g, nil
}

func parseGeometry(data []byte, depth int) (orb.Geometry, error) {
	var members geometryMembers
	if err := json.Unmarshal(data, &members); err != nil {
		return nil, invalidf("geometry", "is not JSON of a geometry: %v", err)
	}
	if members.CRS != nil {
		return nil, invalidf("crs", "coordinates must be longitude and latitude on WGS 84, without a crs")
	}
	if members.Type != "GeometryCollection" {
		return parseCoordinates(members)
	}
	if depth == deepestCollection {
		return nil, invalidf("geometries", "more than %d collections lie in one another", deepestCollection)
	}
	collection := make(orb.Collection, 0, len(members.Geometries))
	for i, raw := range members.Geometries {
		part, err := parseGeometry(raw, depth+1)
		if err != nil {
			return nil, within(fmt.Sprintf("geometries[%d]", i), err)
		}
		collection = append(collection, part)
	}
	return collection, nil
}

func parseCoordinates(members geometryMembers) (orb.Geometry, error) {
	switch members.Type {
	case "Point":
		return decodeAs(members, func(p position) (orb.Geometry, error) { return p.point() })
	case "MultiPoint":
		return decodeAs(members, func(ps []position) (orb.Geometry, error) {
			points, err := points(ps)
			return orb.MultiPoint(points), err
		})
	case "LineString":
		return decodeAs(members, func(ps []position) (orb.Geometry, error) { return line(ps) })
	case "MultiLineString":
		return decodeAs(members, func(ls [][]position) (orb.Geometry, error) {
			lines, err := each(ls, line)
			return orb.MultiLineString(lines), err
		})
	case "Polygon":
		return decodeAs(members, func(rs [][]position) (orb.Geometry, error) { return polygon(rs) })
	case "MultiPolygon":
		return decodeAs(members, func(ps [][][]position) (orb.Geometry, error) {
			polygons, err := each(ps, polygon)
			return orb.MultiPolygon(polygons), err
		})
	}
	return nil, invalidf("type", "%q is not a GeoJSON geometry", members.Type)
}

// decodeAs reads the coordinates as nested lists of positions and builds the geometry of them.
func decodeAs[T any](members geometryMembers, build func(T) (orb.Geometry, error)) (orb.Geometry, error) {
	var nested T
	if err := json.Unmarshal(members.Coordinates, &nested); err != nil {
		return nil, invalidf("coordinates", "are not those of a %s", members.Type)
	}
	g, err := build(nested)
	if err != nil {
		return nil, within("coordinates", err)
	}
	return g, nil
}

// position is a longitude, a latitude and what may follow. A null in place of a number would read as 0, so numbers are
// pointers.
type position []*float64

func (p position) point() (orb.Point, error) {
	if len(p) < 2 || p[0] == nil || p[1] == nil {
		return orb.Point{}, invalidf("position", "must be a longitude and a latitude")
	}
	point := orb.Point{*p[0], *p[1]}
	if !onEarth(point) {
		return orb.Point{}, invalidf("position", "%v must be a longitude and a latitude in degrees", point)
	}
	return point, nil
}

func points(ps []position) ([]orb.Point, error) { return each(ps, position.point) }

func line(ps []position) (orb.LineString, error) {
	points, err := points(ps)
	if err == nil && len(points) < 2 {
		err = invalidf("line", "must have two positions or more")
	}
	return points, err
}

func polygon(rings [][]position) (orb.Polygon, error) {
	if len(rings) == 0 {
		return nil, invalidf("polygon", "has no ring")
	}
	return each(rings, ring)
}

func ring(ps []position) (orb.Ring, error) {
	points, err := points(ps)
	if err != nil {
		return nil, err
	}
	if len(points) < 4 || points[0] != points[len(points)-1] {
		return nil, invalidf("ring", "must have four positions or more, the last the same as the first")
	}
	return points, nil
}

// each builds every item; an error names the first that fails, counted from 0.
func each[T, U any](items []T, build func(T) (U, error)) ([]U, error) {
	built := make([]U, len(items))
	for i, item := range items {
		var err error
		if built[i], err = build(item); err != nil {
			return nil, fmt.Errorf("[%d] %w", i, err)
		}
	}
	return built, nil
}
