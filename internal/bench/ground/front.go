package ground

import (
	"iter"
	"math"
	"math/rand/v2"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// firstDate is the first date of a front and of a field; each further one is a day later.
var firstDate = time.Date(1998, 1, 1, 0, 0, 0, 0, time.UTC)

// Date returns the day with a number, counted from 0.
func Date(number int) time.Time { return firstDate.AddDate(0, 0, number) }

// The enclave of a front: a rough ring of outlineVertices around its middle, which the front crosses from south to
// north with vertices about 140 m apart.
const (
	outlineVertices = 600
	outlineRadius   = 0.2
	stretches       = 20
	stretchVertices = 20
	frontVertices   = stretches*stretchVertices + 1
	// outer stretches at either end, which leave the enclave, never move.
	outer        = 3
	south, north = 31.15, 31.65
	east         = 34.8
)

// West and East hold the ground on either side of a front.
const (
	West = geo.HamasHeld
	East = geo.IsraeliHeld
)

var middle = orb.Point{34.4, 31.4}

// Front is a series of two zones of an enclave whose front moves at every date.
type Front struct {
	// Dates is the number of dates.
	Dates int
	// Redrawn draws the whole front anew at every date; else one stretch of it moves, a twentieth, and the rest keeps
	// every vertex.
	Redrawn bool
	Seed    uint64
}

// Outline returns the outline of the enclave.
func Outline() orb.Polygon {
	return orb.Polygon{Ring(Random(1), outlineVertices, middle, outlineRadius)}
}

// Middle returns a point in the middle of the enclave, near the front.
func Middle() orb.Point { return middle }

// Move is the front at one date.
type Move struct {
	// Line is the whole front, from south to north.
	Line orb.LineString
	// Gained is the ground that changed hands since the date before, none at the first date and where all is redrawn;
	// EastGains says who has it now.
	Gained    orb.Polygon
	EastGains bool
}

// East returns the ground east of the front, beyond the outline on all other sides.
func (m Move) East() orb.Polygon {
	ring := orb.Ring{{east, north}, {east, south}}
	ring = append(ring, m.Line...)
	ring = append(ring, ring[0])
	ring.Reverse() // counter-clockwise
	return orb.Polygon{ring}
}

// Moves returns the front at every date, with the number of the date.
func (f Front) Moves() iter.Seq2[int, Move] {
	return func(yield func(int, Move) bool) {
		random := Random(f.Seed)
		course := newCourse(random)
		before := course.line()
		for date := range f.Dates {
			var m Move
			switch {
			case date == 0:
			case f.Redrawn:
				course = newCourse(random)
			default:
				m.Gained, m.EastGains = course.advance(random, before)
			}
			m.Line = course.line()
			before = m.Line
			if !yield(date, m) {
				return
			}
		}
	}
}

// course is how far west or east of its mean each vertex of a front lies, in degrees.
type course struct {
	base   []float64
	bulges []float64 // of each stretch
}

func newCourse(random *rand.Rand) *course {
	c := &course{base: make([]float64, frontVertices), bulges: make([]float64, stretches)}
	phase, wander := 6*random.Float64(), 0.0
	for i := range c.base {
		wander = 0.95*wander + 0.0004*(random.Float64()-0.5)
		c.base[i] = 0.02*math.Sin(phase+9*float64(i)/frontVertices) + wander
	}
	return c
}

// advance moves one stretch and returns the ground between its old and its new course.
func (c *course) advance(random *rand.Rand, before orb.LineString) (gained orb.Polygon, eastGains bool) {
	stretch := outer + random.IntN(stretches-2*outer)
	old := c.bulges[stretch]
	for math.Abs(c.bulges[stretch]-old) < 0.002 {
		c.bulges[stretch] = 0.01 * (2*random.Float64() - 1)
	}
	first := stretch * stretchVertices
	end := first + stretchVertices
	ring := append(orb.Ring{}, before[first:end+1]...)
	after := c.line()
	for i := end - 1; i > first; i-- {
		ring = append(ring, after[i])
	}
	ring = append(ring, ring[0])
	if ring.Orientation() != orb.CCW {
		ring.Reverse()
	}
	return orb.Polygon{ring}, c.bulges[stretch] < old
}

// line returns the front. A stretch's bulge is nothing at its ends, which so keep their place.
func (c *course) line() orb.LineString {
	line := make(orb.LineString, frontVertices)
	for i, stray := range c.base {
		stretch := min(i/stretchVertices, stretches-1)
		along := float64(i-stretch*stretchVertices) / stretchVertices
		line[i] = onGrid(orb.Point{
			middle[0] + stray + c.bulges[stretch]*math.Sin(math.Pi*along),
			south + (north-south)*float64(i)/(frontVertices-1),
		})
	}
	return line
}
