package spatialite

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// The marks of a SpatiaLite BLOB (SpatiaLite 5, "BLOB-Geometry": start, byte order, SRID, bounds, 0x7C, class, body,
// 0xFE). The classes are those of WKB (OGC 06-103r4 section 8.2.3).
const (
	blobStart        = 0x00
	blobBigEndian    = 0x00
	blobLittleEndian = 0x01
	blobBoundsEnd    = 0x7C
	blobEntity       = 0x69
	blobEnd          = 0xFE
	blobHeaderSize   = 39

	srid = 4326

	classPoint              = 1
	classLineString         = 2
	classPolygon            = 3
	classMultiPoint         = 4
	classMultiLineString    = 5
	classMultiPolygon       = 6
	classGeometryCollection = 7
)

// formatBlob returns a geometry as a SpatiaLite BLOB with SRID 4326. Coordinates are kept bit for bit. It returns an
// error if the geometry is of no class that can be stored, has no points or one that is not on the globe.
//
// The format is written and read here rather than by way of WKB and SpatiaLite's functions because that takes about
// twice as long; see BenchmarkGeometry.
func formatBlob(g orb.Geometry) ([]byte, error) {
	w := &blobWriter{}
	w.bytes(blobStart, blobLittleEndian)
	w.count(srid)
	bounds := g.Bound()
	w.point(bounds.Min)
	w.point(bounds.Max)
	w.bytes(blobBoundsEnd)
	w.points = 0
	w.geometry(g)
	w.bytes(blobEnd)
	if w.err == nil && w.points == 0 {
		w.err = fmt.Errorf("must have points")
	}
	return w.b, w.err
}

// blobWriter writes the parts of a BLOB and keeps the first error.
type blobWriter struct {
	b      []byte
	points int
	err    error
}

// geometry writes the class and the body of a geometry.
func (w *blobWriter) geometry(g orb.Geometry) {
	switch g := g.(type) {
	case orb.Point:
		w.count(classPoint)
		w.point(g)
	case orb.LineString:
		w.count(classLineString)
		w.line(g)
	case orb.Polygon:
		w.count(classPolygon)
		w.count(len(g))
		for _, ring := range g {
			w.line(ring)
		}
	case orb.MultiPoint:
		writeEntities(w, classMultiPoint, g)
	case orb.MultiLineString:
		writeEntities(w, classMultiLineString, g)
	case orb.MultiPolygon:
		writeEntities(w, classMultiPolygon, g)
	case orb.Collection:
		writeEntities(w, classGeometryCollection, g)
	default:
		w.err = fmt.Errorf("a %T cannot be stored", g)
	}
}

func writeEntities[T orb.Geometry](w *blobWriter, class int, parts []T) {
	w.count(class)
	w.count(len(parts))
	for _, part := range parts {
		w.bytes(blobEntity)
		w.geometry(part)
	}
}

func (w *blobWriter) line(points []orb.Point) {
	w.b = slices.Grow(w.b, len(points)*pointSize+smallestEntity)
	w.count(len(points))
	for _, p := range points {
		w.point(p)
	}
}

func (w *blobWriter) point(p orb.Point) {
	if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) && w.err == nil {
		w.err = fmt.Errorf("longitude %g must lie within -180 and 180, latitude %g within -90 and 90", p[0], p[1])
	}
	w.points++
	w.b = binary.LittleEndian.AppendUint64(w.b, math.Float64bits(p[0]))
	w.b = binary.LittleEndian.AppendUint64(w.b, math.Float64bits(p[1]))
}

func (w *blobWriter) count(n int) { w.b = binary.LittleEndian.AppendUint32(w.b, uint32(n)) }

func (w *blobWriter) bytes(b ...byte) { w.b = append(w.b, b...) }
