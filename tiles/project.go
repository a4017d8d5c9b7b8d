package tiles

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

const (
	// extentBits is the base-2 logarithm of Extent.
	extentBits = 12
	// Extent is the number of units across a tile.
	Extent = 1 << extentBits
	// Buffer is the number of units by which a tile is drawn beyond its edge.
	Buffer = 64
	// finestBits makes one unit of the fine grid about a tenth of the 1e-7 degree on which zones lie.
	finestBits = 35
	// longestSpan is the widest content, in fine units, whose orientations fit int64.
	longestSpan = 1<<31 - 1<<24
	// farthestLatitude is where the square of EPSG:3857 ends, in degrees.
	farthestLatitude = 85.0511287798066
)

// pt is a point of an integer grid: the fine grid relative to a frame's origin, or the grid of a zoom, whose units
// are those of its tiles counted over the whole world. X grows eastward and Y southward.
type pt struct{ X, Y int32 }

// frame is the fine grid: the square of EPSG:3857 in 2^bits units, relative to an origin, so that coordinates fit
// int32 and products of two differences fit int64.
type frame struct {
	bits   uint
	ox, oy int64
}

// newFrame returns the frame that holds a bound in degrees.
func newFrame(b orb.Bound) (frame, error) {
	if !(b.Min[0] >= -180 && b.Max[0] <= 180 && b.Min[1] >= -farthestLatitude && b.Max[1] <= farthestLatitude) {
		return frame{}, fmt.Errorf("coordinates: %v must lie within ±180 and ±%.4f degrees: %w", b, farthestLatitude, ErrContent)
	}
	west, north := mercator(orb.Point{b.Min[0], b.Max[1]})
	east, south := mercator(orb.Point{b.Max[0], b.Min[1]})
	bits := uint(finestBits)
	for math.Ldexp(max(east-west, south-north), int(bits)) > longestSpan {
		bits--
	}
	// A unit of zoom 0 is a multiple of that of every zoom: an origin on it leaves all zooms' grids aligned.
	coarsest := int64(1) << (bits - extentBits)
	f := frame{bits: bits}
	f.ox = int64(math.Floor(math.Ldexp(west, int(bits)))) / coarsest * coarsest
	f.oy = int64(math.Floor(math.Ldexp(north, int(bits)))) / coarsest * coarsest
	return f, nil
}

// at returns the fine point nearest to a point in degrees.
func (f frame) at(p orb.Point) pt {
	x, y := mercator(p)
	return pt{
		X: int32(int64(math.Floor(math.Ldexp(x, int(f.bits))+0.5)) - f.ox),
		Y: int32(int64(math.Floor(math.Ldexp(y, int(f.bits))+0.5)) - f.oy),
	}
}

// shift is the base-2 logarithm of the fine units in a unit of the zoom.
func (f frame) shift(z Zoom) uint { return f.bits - extentBits - uint(z) }

// round returns the point of the zoom's grid in whose pixel [−½, ½) the fine point lies.
func (f frame) round(p pt, z Zoom) pt {
	s := f.shift(z)
	half := int64(1) << s >> 1
	return pt{
		X: int32((int64(p.X) + f.ox + half) >> s),
		Y: int32((int64(p.Y) + f.oy + half) >> s),
	}
}

// longestStep returns by how many degrees of latitude an edge that is straight in longitude and latitude may run
// until it is two fine units off the straight line of EPSG:3857 between its ends. The sagitta of an edge of dφ is
// dφ²/8 · m″(φ), with m″ = sec φ tan φ the second derivative of the Mercator ordinate.
func (f frame) longestStep(latitude float64) float64 {
	phi := math.Abs(latitude) * math.Pi / 180
	curvature := math.Tan(phi) / math.Cos(phi)
	const widest = 1.0
	if curvature == 0 {
		return widest
	}
	step := math.Sqrt(16 * 2 * math.Pi / math.Ldexp(curvature, int(f.bits)))
	return min(widest, step*180/math.Pi)
}

// edge appends the fine points of an edge after its first, up to its last. Both directions give the same points.
func (f frame) edge(to []pt, a, b orb.Point) []pt {
	step := f.longestStep(max(math.Abs(a[1]), math.Abs(b[1])))
	pieces := int(math.Ceil(math.Abs(b[1]-a[1]) / step))
	forward := a[0] < b[0] || a[0] == b[0] && a[1] < b[1]
	for i := 1; i < pieces; i++ {
		if forward {
			to = appendNew(to, f.at(between(a, b, float64(i)/float64(pieces))))
		} else {
			to = appendNew(to, f.at(between(b, a, float64(pieces-i)/float64(pieces))))
		}
	}
	return appendNew(to, f.at(b))
}

// line returns the fine points of a line in degrees.
func (f frame) line(points []orb.Point) []pt {
	if len(points) == 0 {
		return nil
	}
	to := make([]pt, 1, len(points))
	to[0] = f.at(points[0])
	for i := 1; i < len(points); i++ {
		to = f.edge(to, points[i-1], points[i])
	}
	return to
}

// ring returns the fine points of a ring, the first not repeated, of positive area if positive is set and of negative
// area otherwise, or nil if it has no area.
func (f frame) ring(r orb.Ring, positive bool) []pt {
	points := f.line(r)
	if n := len(r); n > 0 && r[0] != r[n-1] {
		points = f.edge(points, r[n-1], r[0])
	}
	for len(points) > 1 && points[0] == points[len(points)-1] {
		points = points[:len(points)-1]
	}
	area := area2(points)
	if len(points) < 3 || area == 0 {
		return nil
	}
	if area > 0 != positive {
		reverse(points)
	}
	return points
}

// mercator returns the place of a point in degrees in the unit square of EPSG:3857, y southward.
func mercator(p orb.Point) (x, y float64) {
	phi := min(max(p[1], -farthestLatitude), farthestLatitude) * math.Pi / 180
	return p[0]/360 + 0.5, 0.5 - math.Atanh(math.Sin(phi))/(2*math.Pi)
}

func longitude(x float64) float64 { return (x - 0.5) * 360 }

func latitude(y float64) float64 { return math.Asin(math.Tanh((0.5-y)*2*math.Pi)) * 180 / math.Pi }

func between(a, b orb.Point, t float64) orb.Point {
	return orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}
}

// appendNew appends a point unless it equals the last.
func appendNew(to []pt, p pt) []pt {
	if n := len(to); n > 0 && to[n-1] == p {
		return to
	}
	return append(to, p)
}

// floor returns the point of the zoom's grid north-west of the fine point: that of the tile in which it lies.
func (f frame) floor(p pt, z Zoom) pt {
	s := f.shift(z)
	return pt{X: int32((int64(p.X) + f.ox) >> s), Y: int32((int64(p.Y) + f.oy) >> s)}
}
