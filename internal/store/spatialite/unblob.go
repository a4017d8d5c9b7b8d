package spatialite

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"splitline/internal/store"
)

const (
	pointSize = 16
	// smallestEntity is the size of an entity without points: its mark, its class and a count.
	smallestEntity = 9
	// deepestNesting is how deep collections may lie in collections.
	deepestNesting = 8
)

var errBlobShort = errors.New("the geometry is cut short")

// parseBlob reads a SpatiaLite BLOB with SRID 4326 and two dimensions. Every other is an error of kind
// [store.ErrDamaged].
func parseBlob(b []byte) (orb.Geometry, error) {
	g, err := parseWholeBlob(b)
	if err != nil {
		return nil, fmt.Errorf("geometry: %w: %w", store.ErrDamaged, err)
	}
	return g, nil
}

func parseWholeBlob(b []byte) (orb.Geometry, error) {
	if len(b) < blobHeaderSize+5 {
		return nil, errBlobShort
	}
	r := &blobReader{rest: b[blobHeaderSize:]}
	switch b[1] {
	case blobLittleEndian:
		r.order = binary.LittleEndian
	case blobBigEndian:
		r.order = binary.BigEndian
	default:
		return nil, fmt.Errorf("byte order %d is neither 0 nor 1", b[1])
	}
	if b[0] != blobStart || b[blobHeaderSize-1] != blobBoundsEnd || b[len(b)-1] != blobEnd {
		return nil, errors.New("it is not a SpatiaLite geometry")
	}
	if id := r.order.Uint32(b[2:]); id != srid {
		return nil, fmt.Errorf("SRID %d is not %d", id, srid)
	}
	g := r.geometry(0)
	if r.err == nil && len(r.rest) != 1 {
		r.err = fmt.Errorf("%d bytes too many", len(r.rest)-1)
	}
	return g, r.err
}

// blobReader reads the body of a BLOB. After an error it reads zeros.
type blobReader struct {
	order binary.ByteOrder
	rest  []byte
	err   error
}

// geometry reads a class and the body that goes with it.
func (r *blobReader) geometry(depth int) orb.Geometry {
	switch class := r.uint32(); class {
	case classPoint:
		points := r.points(1)
		if r.err != nil {
			return nil
		}
		return points[0]
	case classLineString:
		return orb.LineString(r.points(r.count(pointSize)))
	case classPolygon:
		return r.polygon()
	case classMultiPoint:
		return orb.MultiPoint(entities[orb.Point](r, depth))
	case classMultiLineString:
		return orb.MultiLineString(entities[orb.LineString](r, depth))
	case classMultiPolygon:
		return orb.MultiPolygon(entities[orb.Polygon](r, depth))
	case classGeometryCollection:
		return orb.Collection(entities[orb.Geometry](r, depth))
	default:
		r.fail(fmt.Errorf("class %d is not a two-dimensional geometry", class))
		return nil
	}
}

func (r *blobReader) polygon() orb.Polygon {
	polygon := make(orb.Polygon, r.count(4))
	for i := range polygon {
		polygon[i] = r.points(r.count(pointSize))
	}
	return polygon
}

// entities reads the parts of a multi geometry or a collection.
func entities[T orb.Geometry](r *blobReader, depth int) []T {
	if depth == deepestNesting {
		r.fail(fmt.Errorf("collections lie more than %d deep", deepestNesting))
		return nil
	}
	parts := make([]T, 0, r.count(smallestEntity))
	for range cap(parts) {
		if mark := r.bytes(1); r.err == nil && mark[0] != blobEntity {
			r.fail(errors.New("a part does not begin with its mark"))
		}
		part, ok := r.geometry(depth + 1).(T)
		if r.err != nil {
			return nil
		}
		if !ok {
			r.fail(errors.New("a part is of another class than the whole"))
			return nil
		}
		parts = append(parts, part)
	}
	return parts
}

func (r *blobReader) points(n int) []orb.Point {
	b := r.bytes(n * pointSize)
	if r.err != nil {
		return nil
	}
	points := make([]orb.Point, n)
	for i := range points {
		points[i][0] = math.Float64frombits(r.order.Uint64(b[i*pointSize:]))
		points[i][1] = math.Float64frombits(r.order.Uint64(b[i*pointSize+8:]))
	}
	return points
}

// count reads how many items of at least so many bytes follow, and fails if they cannot.
func (r *blobReader) count(size int) int {
	n := r.uint32()
	if int64(n)*int64(size) > int64(len(r.rest)) {
		r.fail(errBlobShort)
		return 0
	}
	return int(n)
}

func (r *blobReader) uint32() uint32 {
	b := r.bytes(4)
	if r.err != nil {
		return 0
	}
	return r.order.Uint32(b)
}

func (r *blobReader) bytes(n int) []byte {
	if r.err == nil && n > len(r.rest) {
		r.err = errBlobShort
	}
	if r.err != nil {
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *blobReader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}
