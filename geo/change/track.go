package change

import (
	"context"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"splitline/geo/split"
)

const (
	// longestStepM is the longest stretch of a line that one point stands for, in metres.
	longestStepM = 25
	// movedM is how far a line must lie from where it was to count as moved, in metres.
	movedM = 1
)

// track is a front in metres, ready to be measured against.
type track struct {
	front split.Front
	lines orb.MultiLineString
	// segments are those of all lines, in the order of the lines.
	segments [][2]orb.Point
	grid     *cells
	// edges are the edges in degrees, from the lesser end.
	edges map[[2]orb.Point]bool
}

func newTrack(ctx context.Context, f split.Front, metric Metric) (*track, error) {
	lines, err := metric.ProjectLines(ctx, f.Lines)
	if err != nil {
		return nil, fmt.Errorf("front of %s and %s: %w", f.A, f.B, err)
	}
	t := &track{front: f, lines: lines, edges: make(map[[2]orb.Point]bool)}
	for i, line := range lines {
		for j := 1; j < len(line); j++ {
			t.segments = append(t.segments, [2]orb.Point{line[j-1], line[j]})
			t.edges[ordered(f.Lines[i][j-1], f.Lines[i][j])] = true
		}
	}
	t.grid = newCells(len(t.segments), func(i int) (orb.Point, orb.Point) { return t.segments[i][0], t.segments[i][1] })
	return t, nil
}

func ordered(p, q orb.Point) [2]orb.Point {
	if q[0] < p[0] || q[0] == p[0] && q[1] < p[1] {
		return [2]orb.Point{q, p}
	}
	return [2]orb.Point{p, q}
}

// distance returns the distance in metres from a point to the nearest place of the lines, +Inf if there is none.
func (t *track) distance(p orb.Point) float64 {
	best := math.Inf(1)
	t.grid.around(p, func(cell int) {
		for _, i := range t.grid.in(cell) {
			best = math.Min(best, toSegment(p, t.segments[i][0], t.segments[i][1]))
		}
	}, func() float64 { return best })
	return best
}

// toSegment returns the distance from a point to the nearest place of a segment.
func toSegment(p, a, b orb.Point) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	var t float64
	if length := dx*dx + dy*dy; length > 0 {
		t = max(0, min(1, ((p[0]-a[0])*dx+(p[1]-a[1])*dy)/length))
	}
	return math.Hypot(p[0]-a[0]-t*dx, p[1]-a[1]-t*dy)
}

// sample is a stretch of a line with the distance of its middle from another line.
type sample struct {
	distanceM, lengthM float64
	// line and vertex say on which line and before which vertex of it the stretch lies; begin and end are where, as
	// shares of the way from the vertex before.
	line, vertex int
	begin, end   float64
}

// against returns the samples of the whole front, and the greatest distance of its vertices, from another one. A segment
// that both have is one sample at no distance.
func (t *track) against(o *track) (samples []sample, farthestM float64) {
	for i, line := range t.lines {
		for j := 1; j < len(line); j++ {
			a, b := line[j-1], line[j]
			length := math.Hypot(b[0]-a[0], b[1]-a[1])
			if o.edges[ordered(t.front.Lines[i][j-1], t.front.Lines[i][j])] {
				samples = append(samples, sample{lengthM: length, line: i, vertex: j, end: 1})
				continue
			}
			farthestM = max(farthestM, o.distance(a), o.distance(b))
			samples = append(samples, o.stretches(a, b, length, i, j)...)
		}
	}
	return samples, farthestM
}

// stretches returns the samples of a segment against the front.
func (t *track) stretches(a, b orb.Point, length float64, line, vertex int) []sample {
	n := math.Max(1, math.Ceil(length/longestStepM))
	samples := make([]sample, 0, int(n))
	for k := range int(n) {
		middle := (float64(k) + 0.5) / n
		p := orb.Point{a[0] + middle*(b[0]-a[0]), a[1] + middle*(b[1]-a[1])}
		samples = append(samples, sample{
			distanceM: t.distance(p), lengthM: length / n, line: line, vertex: vertex,
			begin: float64(k) / n, end: float64(k+1) / n,
		})
	}
	return samples
}

// moved returns the stretches of the front that lie away from where it was, in degrees, joined.
func (t *track) moved(samples []sample) orb.MultiLineString {
	var lines orb.MultiLineString
	var open orb.LineString
	for i, s := range samples {
		if s.distanceM <= movedM {
			continue
		}
		line := t.front.Lines[s.line]
		if len(open) == 0 {
			open = append(open, between(line[s.vertex-1], line[s.vertex], s.begin))
		}
		if s.end == 1 || i+1 == len(samples) || samples[i+1].distanceM <= movedM {
			open = append(open, between(line[s.vertex-1], line[s.vertex], s.end))
		}
		if i+1 == len(samples) || samples[i+1].distanceM <= movedM || samples[i+1].line != s.line {
			lines, open = append(lines, open), nil
		}
	}
	return lines
}

func between(p, q orb.Point, share float64) orb.Point {
	switch share {
	case 0:
		return p
	case 1:
		return q
	}
	return orb.Point{p[0] + share*(q[0]-p[0]), p[1] + share*(q[1]-p[1])}
}
