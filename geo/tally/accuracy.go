package tally

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"splitline/geo"
	"splitline/geo/split"
)

// stretch is a short piece of a front.
type stretch struct {
	from, to  orb.Point
	lengthM   float64
	accuracyM float64
	a, b      geo.ControllerID
}

// stretches are the fronts of a snapshot whose accuracy is stated, in pieces.
type stretches []stretch

// longestStretchM is how long a piece of a front is at most, in metres: it lies inside an area as a whole, or not.
const longestStretchM = 50

// newStretches cuts fronts by controller into pieces.
func newStretches(fronts []split.Front) stretches {
	var all stretches
	for _, f := range fronts {
		if f.AccuracyM == 0 {
			continue
		}
		for _, line := range f.Lines {
			for i := 1; i < len(line); i++ {
				all = append(all, cut(line[i-1], line[i], f)...)
			}
		}
	}
	return all
}

// cut cuts one edge of a front into pieces of equal length.
func cut(from, to orb.Point, f split.Front) stretches {
	lengthM := distanceM(from, to)
	n := max(1, int(math.Ceil(lengthM/longestStretchM)))
	pieces := make(stretches, n)
	at := func(i int) orb.Point {
		t := float64(i) / float64(n)
		return orb.Point{from[0] + t*(to[0]-from[0]), from[1] + t*(to[1]-from[1])}
	}
	for i := range pieces {
		pieces[i] = stretch{
			from: at(i), to: at(i + 1), lengthM: lengthM / float64(n), accuracyM: f.AccuracyM,
			a: geo.ControllerID(f.A), b: geo.ControllerID(f.B),
		}
	}
	return pieces
}

// ErrorsM2 returns, for each ground, how much of it each controller may have more or less because of where its fronts
// lie: their length within the ground times their accuracy, in square metres. The fronts are by controller; those whose
// accuracy is not stated say nothing.
func ErrorsM2(ground []orb.MultiPolygon, fronts []split.Front) []map[geo.ControllerID]float64 {
	pieces := newStretches(fronts)
	errors := make([]map[geo.ControllerID]float64, len(ground))
	for i, g := range ground {
		errors[i] = make(map[geo.ControllerID]float64)
		bound := g.Bound()
		for _, s := range pieces {
			middle := orb.Point{(s.from[0] + s.to[0]) / 2, (s.from[1] + s.to[1]) / 2}
			if bound.Contains(middle) && planar.MultiPolygonContains(g, middle) {
				errors[i][s.a] += s.lengthM * s.accuracyM
				errors[i][s.b] += s.lengthM * s.accuracyM
			}
		}
	}
	return errors
}

// near reports whether a point lies within the accuracy of a front.
func (all stretches) near(p orb.Point) bool {
	east, north := metresPerDegree(p[1])
	for i := range all {
		if all[i].distanceM(p, east, north) <= all[i].accuracyM {
			return true
		}
	}
	return false
}

// distanceM returns the distance of a point from the piece in metres, by the metres that a degree has there.
func (s *stretch) distanceM(p orb.Point, east, north float64) float64 {
	ax, ay := (s.from[0]-p[0])*east, (s.from[1]-p[1])*north
	dx, dy := (s.to[0]-s.from[0])*east, (s.to[1]-s.from[1])*north
	t := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		t = min(1, max(0, -(ax*dx+ay*dy)/length))
	}
	return math.Hypot(ax+t*dx, ay+t*dy)
}

// distanceM returns the distance of two near points in metres.
func distanceM(a, b orb.Point) float64 {
	east, north := metresPerDegree((a[1] + b[1]) / 2)
	return math.Hypot((b[0]-a[0])*east, (b[1]-a[1])*north)
}

// metresPerDegree returns the length of a degree of longitude and of one of latitude on the WGS 84 ellipsoid: the radii
// of curvature N cos φ and M (Snyder, Map Projections – A Working Manual, USGS Professional Paper 1395, 1987, equations
// 4-20 and 4-18).
func metresPerDegree(latitude float64) (east, north float64) {
	const semiMajorM, eccentricitySquared = 6378137.0, 6.69437999014e-3
	phi := latitude * math.Pi / 180
	w := 1 - eccentricitySquared*math.Sin(phi)*math.Sin(phi)
	east = semiMajorM / math.Sqrt(w) * math.Cos(phi) * math.Pi / 180
	north = semiMajorM * (1 - eccentricitySquared) / (w * math.Sqrt(w)) * math.Pi / 180
	return east, north
}
