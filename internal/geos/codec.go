package geos

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/paulmach/orb"
	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/wkb"
)

// encodeArguments turns the geometries among the arguments of an operation into well-known binary.
func encodeArguments(args []any) ([]any, error) {
	values := make([]any, len(args))
	for i, arg := range args {
		geometry, isGeometry := arg.(orb.Geometry)
		if !isGeometry {
			values[i] = arg
			continue
		}
		encoded, err := encode(geometry)
		if err != nil {
			return nil, err
		}
		values[i] = encoded
	}
	return values, nil
}

// encode returns the well-known binary of a geometry. It returns an error of kind [ErrGeometry] for coordinates that
// are not finite, rings that are open or have fewer than four points, and lines of fewer than two: SpatiaLite would
// take them for no geometry at all.
func encode(g orb.Geometry) ([]byte, error) {
	t, err := toGeom(g)
	if err != nil {
		return nil, err
	}
	data, err := wkb.Marshal(t, binary.LittleEndian)
	if err != nil {
		return nil, fmt.Errorf("encode well-known binary: %s: %w", err.Error(), ErrGeometry)
	}
	return data, nil
}

// decode returns the geometry of well-known binary.
func decode(data []byte) (orb.Geometry, error) {
	t, err := wkb.Unmarshal(data)
	if err != nil {
		return nil, fmt.Errorf("decode well-known binary: %s: %w", err.Error(), ErrGeometry)
	}
	g, err := fromGeom(t)
	if err != nil {
		return nil, err
	}
	return g, nil
}

func toGeom(g orb.Geometry) (geom.T, error) {
	switch g := g.(type) {
	case orb.Point:
		flat, err := appendPoints(nil, []orb.Point{g})
		return geom.NewPointFlat(geom.XY, flat), err
	case orb.MultiPoint:
		flat, err := appendPoints(nil, g)
		return geom.NewMultiPointFlat(geom.XY, flat), err
	case orb.LineString:
		flat, _, err := appendLines(nil, []orb.LineString{g})
		return geom.NewLineStringFlat(geom.XY, flat), err
	case orb.MultiLineString:
		flat, ends, err := appendLines(nil, g)
		return geom.NewMultiLineStringFlat(geom.XY, flat, ends), err
	case orb.Polygon:
		flat, ends, err := appendRings(nil, g)
		return geom.NewPolygonFlat(geom.XY, flat, ends), err
	case orb.MultiPolygon:
		return toMultiPolygon(g)
	}
	return nil, fmt.Errorf("a geometry of type %T cannot be taken: %w", g, ErrGeometry)
}

func toMultiPolygon(m orb.MultiPolygon) (geom.T, error) {
	var flat []float64
	endss := make([][]int, 0, len(m))
	for _, polygon := range m {
		var ends []int
		var err error
		if flat, ends, err = appendRings(flat, polygon); err != nil {
			return nil, err
		}
		endss = append(endss, ends)
	}
	return geom.NewMultiPolygonFlat(geom.XY, flat, endss), nil
}

func appendPoints(flat []float64, points []orb.Point) ([]float64, error) {
	for _, p := range points {
		if !finite(p[0]) || !finite(p[1]) {
			return nil, fmt.Errorf("coordinates %g, %g are not finite: %w", p[0], p[1], ErrGeometry)
		}
		flat = append(flat, p[0], p[1])
	}
	return flat, nil
}

func appendLines(flat []float64, lines []orb.LineString) ([]float64, []int, error) {
	ends := make([]int, 0, len(lines))
	for _, line := range lines {
		if len(line) < 2 {
			return nil, nil, fmt.Errorf("a line has %d points and must have two or more: %w", len(line), ErrGeometry)
		}
		var err error
		if flat, err = appendPoints(flat, line); err != nil {
			return nil, nil, err
		}
		ends = append(ends, len(flat))
	}
	return flat, ends, nil
}

func appendRings(flat []float64, polygon orb.Polygon) ([]float64, []int, error) {
	if len(polygon) == 0 {
		return nil, nil, fmt.Errorf("a polygon has no ring: %w", ErrGeometry)
	}
	ends := make([]int, 0, len(polygon))
	for _, ring := range polygon {
		if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
			return nil, nil, fmt.Errorf("a ring of %d points must be closed and have four or more: %w", len(ring), ErrGeometry)
		}
		var err error
		if flat, err = appendPoints(flat, ring); err != nil {
			return nil, nil, err
		}
		ends = append(ends, len(flat))
	}
	return flat, ends, nil
}

func fromGeom(t geom.T) (orb.Geometry, error) {
	switch t := t.(type) {
	case *geom.Point:
		return point(t.FlatCoords(), t.Stride()), nil
	case *geom.MultiPoint:
		return orb.MultiPoint(points(t.FlatCoords(), 0, len(t.FlatCoords()), t.Stride())), nil
	case *geom.LineString:
		return orb.LineString(points(t.FlatCoords(), 0, len(t.FlatCoords()), t.Stride())), nil
	case *geom.MultiLineString:
		return fromMultiLine(t), nil
	case *geom.Polygon:
		return fromRings(t.FlatCoords(), 0, t.Ends(), t.Stride()), nil
	case *geom.MultiPolygon:
		return fromMultiPolygon(t), nil
	case *geom.GeometryCollection:
		return fromCollection(t)
	}
	return nil, fmt.Errorf("a result of type %T cannot be taken: %w", t, ErrGeometry)
}

func fromMultiLine(t *geom.MultiLineString) orb.MultiLineString {
	lines := make(orb.MultiLineString, 0, t.NumLineStrings())
	start := 0
	for _, end := range t.Ends() {
		lines = append(lines, points(t.FlatCoords(), start, end, t.Stride()))
		start = end
	}
	return lines
}

func fromMultiPolygon(t *geom.MultiPolygon) orb.MultiPolygon {
	polygons := make(orb.MultiPolygon, 0, t.NumPolygons())
	start := 0
	for _, ends := range t.Endss() {
		polygons = append(polygons, fromRings(t.FlatCoords(), start, ends, t.Stride()))
		if len(ends) > 0 {
			start = ends[len(ends)-1]
		}
	}
	return polygons
}

func fromCollection(t *geom.GeometryCollection) (orb.Geometry, error) {
	collection := make(orb.Collection, 0, t.NumGeoms())
	for _, member := range t.Geoms() {
		g, err := fromGeom(member)
		if err != nil {
			return nil, err
		}
		collection = append(collection, g)
	}
	return collection, nil
}

func fromRings(flat []float64, start int, ends []int, stride int) orb.Polygon {
	polygon := make(orb.Polygon, 0, len(ends))
	for _, end := range ends {
		polygon = append(polygon, points(flat, start, end, stride))
		start = end
	}
	return polygon
}

func points(flat []float64, start, end, stride int) []orb.Point {
	list := make([]orb.Point, 0, (end-start)/stride)
	for i := start; i < end; i += stride {
		list = append(list, point(flat[i:], stride))
	}
	return list
}

// point reads one position; an empty point has none and becomes not-a-number.
func point(flat []float64, stride int) orb.Point {
	if len(flat) < stride || stride < 2 {
		return orb.Point{math.NaN(), math.NaN()}
	}
	return orb.Point{flat[0], flat[1]}
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
