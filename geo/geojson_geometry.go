package geo

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// wireDecimals is the number of decimals of a coordinate on the wire; [GridPerDegree] is ten to that power.
const wireDecimals = 7

// AppendGeometry appends a GeoJSON geometry and returns the longer slice; nil is null. See [AppendFeature] for winding,
// digits and errors. A geometry across the antimeridian is written as it is, not cut (RFC 7946 section 3.1.9 is not
// done).
func AppendGeometry(dst []byte, g orb.Geometry) ([]byte, error) {
	if g == nil {
		return append(dst, "null"...), nil
	}
	if !finite(g) {
		return nil, invalidf("geometry", "a coordinate is not a number")
	}
	return appendGeometry(dst, g), nil
}

func appendGeometry(dst []byte, g orb.Geometry) []byte {
	switch g := g.(type) {
	case orb.Ring:
		return appendGeometry(dst, orb.Polygon{g})
	case orb.Bound:
		return appendGeometry(dst, g.ToPolygon())
	case orb.Collection:
		dst = append(dst, `{"type":"GeometryCollection","geometries":[`...)
		dst = appendEach(dst, g, appendGeometry)
		return append(dst, "]}"...)
	}
	dst = append(dst, `{"type":"`...)
	dst = append(dst, g.GeoJSONType()...)
	dst = append(dst, `","coordinates":`...)
	return append(appendCoordinates(dst, g), '}')
}

func appendCoordinates(dst []byte, g orb.Geometry) []byte {
	switch g := g.(type) {
	case orb.Point:
		return appendPosition(dst, g)
	case orb.MultiPoint:
		return appendArray(dst, g, appendPosition)
	case orb.LineString:
		return appendArray(dst, g, appendPosition)
	case orb.MultiLineString:
		return appendArray(dst, g, func(dst []byte, line orb.LineString) []byte {
			return appendArray(dst, line, appendPosition)
		})
	case orb.Polygon:
		return appendPolygon(dst, g)
	case orb.MultiPolygon:
		return appendArray(dst, g, appendPolygon)
	}
	return append(dst, "[]"...)
}

func appendPolygon(dst []byte, p orb.Polygon) []byte {
	dst = append(dst, '[')
	for i, ring := range p {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendRing(dst, ring, i == 0)
	}
	return append(dst, ']')
}

// appendRing appends a ring counter-clockwise if it is an outer one and clockwise if it is a hole. The first position
// stays first.
func appendRing(dst []byte, ring orb.Ring, outer bool) []byte {
	turn := ring.Orientation()
	if turn == 0 || (turn == orb.CCW) == outer {
		return appendArray(dst, ring, appendPosition)
	}
	dst = append(dst, '[')
	for i := len(ring) - 1; i >= 0; i-- {
		dst = appendPosition(dst, ring[i])
		if i > 0 {
			dst = append(dst, ',')
		}
	}
	return append(dst, ']')
}

func appendPosition(dst []byte, p orb.Point) []byte {
	dst = append(dst, '[')
	dst = appendDegrees(dst, p[0])
	dst = append(dst, ',')
	dst = appendDegrees(dst, p[1])
	return append(dst, ']')
}

// appendDegrees appends a coordinate rounded to the grid, without a trailing zero, an exponent or a negative zero.
func appendDegrees(dst []byte, degrees float64) []byte {
	units := int64(math.Round(degrees * GridPerDegree))
	if units < 0 {
		dst, units = append(dst, '-'), -units
	}
	dst = strconv.AppendInt(dst, units/GridPerDegree, 10)
	decimals := units % GridPerDegree
	if decimals == 0 {
		return dst
	}
	digits := wireDecimals
	for decimals%10 == 0 {
		decimals /= 10
		digits--
	}
	dst = append(dst, '.')
	for place := int64(math.Pow10(digits - 1)); place > decimals; place /= 10 {
		dst = append(dst, '0')
	}
	return strconv.AppendInt(dst, decimals, 10)
}

func appendArray[S ~[]T, T any](dst []byte, items S, appendItem func([]byte, T) []byte) []byte {
	return append(appendEach(append(dst, '['), items, appendItem), ']')
}

func appendEach[S ~[]T, T any](dst []byte, items S, appendItem func([]byte, T) []byte) []byte {
	for i, item := range items {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendItem(dst, item)
	}
	return dst
}

// appendBBox appends the member bbox, west, south, east, north (RFC 7946 section 5); nothing if there is no position.
func appendBBox(dst []byte, g orb.Geometry) []byte {
	if g == nil {
		return dst
	}
	b := g.Bound()
	if b.IsEmpty() || !finite(b.Min) || !finite(b.Max) {
		return dst
	}
	dst = append(dst, `,"bbox":[`...)
	dst = appendEach(dst, []float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}, appendDegrees)
	return append(dst, ']')
}

// finite reports whether every coordinate is a number that fits the grid.
func finite(g orb.Geometry) bool {
	switch g := g.(type) {
	case orb.Point:
		return math.Abs(g[0]) <= 360 && math.Abs(g[1]) <= 360
	case orb.MultiPoint:
		return all(g, func(p orb.Point) bool { return finite(p) })
	case orb.LineString:
		return finite(orb.MultiPoint(g))
	case orb.Ring:
		return finite(orb.MultiPoint(g))
	case orb.MultiLineString:
		return all(g, func(l orb.LineString) bool { return finite(l) })
	case orb.Polygon:
		return all(g, func(r orb.Ring) bool { return finite(r) })
	case orb.MultiPolygon:
		return all(g, func(p orb.Polygon) bool { return finite(p) })
	case orb.Collection:
		return all(g, finite)
	case orb.Bound:
		return finite(g.Min) && finite(g.Max)
	}
	return false
}

func all[S ~[]T, T any](items S, holds func(T) bool) bool {
	for _, item := range items {
		if !holds(item) {
			return false
		}
	}
	return true
}
