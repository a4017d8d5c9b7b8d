package tiles

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// The zooms that are drawn. A client shows deeper zooms from tiles of MaxZoom.
const (
	MinZoom Zoom = 0
	MaxZoom Zoom = 14
)

// Zoom is the level of a tile matrix: 2^Zoom tiles in each direction.
type Zoom uint8

// Address names a tile of the XYZ scheme on EPSG:3857: column X from the antimeridian eastward, row Y from the north.
type Address struct {
	Z    Zoom
	X, Y uint32
}

// ParseAddress reads the three parts of an address. It returns an error of kind [ErrAddress] if a part is not a plain
// decimal number (no sign, no leading zero) or lies outside the zooms or the matrix.
func ParseAddress(z, x, y string) (Address, error) {
	zoom, err := parseNumber("zoom", z)
	if err != nil {
		return Address{}, err
	}
	if zoom > uint32(MaxZoom) {
		return Address{}, fmt.Errorf("zoom: %d must be %d to %d: %w", zoom, MinZoom, MaxZoom, ErrAddress)
	}
	column, err := parseNumber("x", x)
	if err != nil {
		return Address{}, err
	}
	row, err := parseNumber("y", y)
	if err != nil {
		return Address{}, err
	}
	a := Address{Z: Zoom(zoom), X: column, Y: row}
	return a, a.Validate()
}

// ParsePath reads {z}/{x}/{y}.mvt, the tail of a tile's URL. It returns an error of kind [ErrAddress] as
// [ParseAddress] does, and for any other form of path.
func ParsePath(path string) (Address, error) {
	parts := strings.Split(path, "/")
	if len(parts) != 3 {
		return Address{}, fmt.Errorf("path: %q must be {z}/{x}/{y}.mvt: %w", path, ErrAddress)
	}
	y, found := strings.CutSuffix(parts[2], ".mvt")
	if !found {
		return Address{}, fmt.Errorf("path: %q must end with .mvt: %w", path, ErrAddress)
	}
	return ParseAddress(parts[0], parts[1], y)
}

// Validate returns an error of kind [ErrAddress] if the zoom is not drawn or the tile lies outside the matrix.
func (a Address) Validate() error {
	if a.Z > MaxZoom {
		return fmt.Errorf("zoom: %d must be %d to %d: %w", a.Z, MinZoom, MaxZoom, ErrAddress)
	}
	if size := uint32(1) << a.Z; a.X >= size || a.Y >= size {
		return fmt.Errorf("tile: %s lies outside the matrix of %d by %d: %w", a, size, size, ErrAddress)
	}
	return nil
}

// String returns z/x/y.
func (a Address) String() string { return fmt.Sprintf("%d/%d/%d", a.Z, a.X, a.Y) }

// Path returns z/x/y.mvt, which [ParsePath] reads back.
func (a Address) Path() string { return a.String() + ".mvt" }

// Bound returns west, south, east and north of the tile in degrees, without the buffer.
func (a Address) Bound() orb.Bound {
	size := math.Exp2(float64(a.Z))
	return orb.Bound{
		Min: orb.Point{longitude(float64(a.X) / size), latitude(float64(a.Y+1) / size)},
		Max: orb.Point{longitude(float64(a.X+1) / size), latitude(float64(a.Y) / size)},
	}
}

// AddressAt returns the tile of a zoom in which a point in degrees lies.
func AddressAt(p orb.Point, zoom Zoom) Address {
	size := math.Exp2(float64(zoom))
	x, y := mercator(p)
	limit := size - 1
	return Address{
		Z: zoom,
		X: uint32(min(max(math.Floor(x*size), 0), limit)),
		Y: uint32(min(max(math.Floor(y*size), 0), limit)),
	}
}

// parseNumber reads a plain decimal number of at most five digits.
func parseNumber(field, s string) (uint32, error) {
	plain := len(s) > 0 && len(s) <= 5 && (s == "0" || s[0] != '0')
	for i := 0; plain && i < len(s); i++ {
		plain = '0' <= s[i] && s[i] <= '9'
	}
	if !plain {
		return 0, fmt.Errorf("%s: %q must be a whole number: %w", field, s, ErrAddress)
	}
	n, err := strconv.ParseUint(s, 10, 32)
	if err != nil {
		return 0, fmt.Errorf("%s: %q must be a whole number: %w", field, s, ErrAddress)
	}
	return uint32(n), nil
}
