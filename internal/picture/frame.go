package picture

import (
	"math"

	"github.com/paulmach/orb"
)

// Margin is the share of the width and of the height of the bounds that the image shows beyond them, on each side.
const Margin = 1.0 / 64

// Whole is the zoom of a picture that is drawn to be fitted into a screen: its longer side is about a thousand pixels.
const Whole = -1

// MaxZoom is the greatest zoom a picture is drawn for, in the zooms of tiles of 512 pixels.
const MaxZoom = 14

const (
	// perPixel is the number of units of the image in a pixel of the size it is drawn for.
	perPixel = 4
	// wholeSide is the longer side of a picture drawn for Whole, and usualSide what it is usually shown at, in pixels.
	wholeSide, usualSide = 1024, 640
	// tilePixels is the width of the world at zoom 0.
	tilePixels = 512
)

// frame maps longitude and latitude to the units of an image.
type frame struct {
	west, north float64 // of the image, in the world from 0 to 1
	scale       float64 // units for the width of the world
	// width and height are those of the image in units, pixel is a pixel of the screen in units.
	width, height, pixel float64
}

// world returns a place in the world from 0 to 1, x to the east and y to the south: spherical Mercator (Snyder, Map
// Projections: A Working Manual, USGS 1987, equation 7-2).
func world(p orb.Point) (x, y float64) {
	return p[0]/360 + 0.5, 0.5 - math.Asinh(math.Tan(p[1]*math.Pi/180))/(2*math.Pi)
}

// Frame returns what the picture of the bounds shows, as west, north, width and height in the world from 0 to 1: its
// place on a map of the web.
func Frame(bounds orb.Bound) [4]float64 {
	f := newFrame(bounds, 0)
	return [4]float64{f.west, f.north, f.width / f.scale, f.height / f.scale}
}

// newFrame returns the frame of an image of the bounds at a zoom, or [Whole].
func newFrame(bounds orb.Bound, zoom int) frame {
	west, south := world(bounds.Min)
	east, north := world(bounds.Max)
	width, height := east-west, south-north
	f := frame{scale: tilePixels * math.Exp2(float64(zoom)) * perPixel, pixel: perPixel}
	if zoom == Whole {
		f.scale = wholeSide * perPixel / max(width, height)
		f.pixel = float64(perPixel*wholeSide) / usualSide
	}
	f.west, f.north = west-Margin*width, north-Margin*height
	f.width, f.height = (1+2*Margin)*width*f.scale, (1+2*Margin)*height*f.scale
	return f
}

// point is a place in the image, in whole units.
type point struct{ x, y int32 }

func (p point) less(q point) bool { return p.x < q.x || p.x == q.x && p.y < q.y }

func (f frame) at(p orb.Point) point {
	x, y := world(p)
	return point{int32(math.Round((x - f.west) * f.scale)), int32(math.Round((y - f.north) * f.scale))}
}

// ring returns a ring in the image, closed and without points that repeat; nil if fewer than three are left.
func (f frame) ring(ring orb.Ring) []point {
	points := make([]point, 0, len(ring))
	for _, p := range ring {
		if at := f.at(p); len(points) == 0 || at != points[len(points)-1] {
			points = append(points, at)
		}
	}
	if len(points) > 1 && points[0] != points[len(points)-1] {
		points = append(points, points[0])
	}
	if len(points) < 4 {
		return nil
	}
	return points
}
