package coverage

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// overlapWidth is the mean width in grid units up to which an overlap is taken for rounding.
const overlapWidth = 2

// OverlapError says that two areas of one call overlap though they are of different controllers. It is of kind
// [geo.ErrInvalid].
type OverlapError struct {
	A, B                     string // the names of the areas, in the order they were given
	ControllerA, ControllerB geo.ControllerID
	// Place lies in the overlap or beside it.
	Place orb.Point
}

// Error names both areas, their controllers and the place.
func (e *OverlapError) Error() string {
	return fmt.Sprintf("areas %q (%s) and %q (%s) overlap at longitude %.7f, latitude %.7f: areas of one update that overlap must have one controller",
		e.A, e.ControllerA, e.B, e.ControllerB, e.Place[0], e.Place[1])
}

// Unwrap returns [geo.ErrInvalid].
func (e *OverlapError) Unwrap() error { return geo.ErrInvalid }

// overlap returns an OverlapError if the areas that cover a face are of different controllers, unless the overlap is
// so thin that it comes of rounding.
func (w *work) overlap(a *arrangement, face int32, areas []int) error {
	for _, i := range areas {
		first, other := w.areas[areas[0]], w.areas[i]
		if other.Label.Controller == first.Label.Controller || a.thin(face) {
			continue
		}
		return &OverlapError{
			A: first.Name, B: other.Name,
			ControllerA: first.Label.Controller, ControllerB: other.Label.Controller,
			Place: w.frame.degrees(a.middle(face)),
		}
	}
	return nil
}

// thin reports whether a face of the arrangement is on average no wider than overlapWidth.
func (a *arrangement) thin(face int32) bool {
	var area2 int64
	var perimeter float64
	for c, f := range a.face {
		if f != face {
			continue
		}
		area2 += a.cycles[c].area2
		a.around(int32(c), func(h int32) {
			p, q := a.from(h), a.to(h)
			perimeter += math.Hypot(float64(q.x)-float64(p.x), float64(q.y)-float64(p.y))
		})
	}
	return float64(area2) <= overlapWidth*perimeter
}

// middle returns the mean of the vertices of the outer edge of a face.
func (a *arrangement) middle(face int32) point {
	var x, y, n int64
	for c, f := range a.face {
		if f != face || a.cycles[c].area2 <= 0 {
			continue
		}
		a.around(int32(c), func(h int32) {
			p := a.from(h)
			x, y, n = x+int64(p.x), y+int64(p.y), n+1
		})
	}
	n = max(n, 1)
	return point{int32(x / n), int32(y / n)}
}
