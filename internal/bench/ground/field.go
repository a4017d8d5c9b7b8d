package ground

import (
	"math"
	"math/rand/v2"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// Field is a coverage of columns times rows zones that share their edges, all of which are drawn anew at every date
// but for the outer ones.
type Field struct {
	Columns, Rows int
	// Vertices is the number of pieces of an edge; a zone has four edges.
	Vertices int
	Dates    int
	Seed     uint64
}

var fieldBound = orb.Bound{Min: orb.Point{34.2, 31.2}, Max: orb.Point{34.56, 31.6}}

// seam names an edge of the field: that from node (i, j) to the right or upward.
type seam struct {
	i, j int
	up   bool
}

// Zones returns the rows of all dates: one for each zone and date.
func (f Field) Zones() []geo.Zone {
	random := Random(f.Seed)
	lines := make(map[seam]orb.LineString)
	zones := make([]geo.Zone, 0, f.Columns*f.Rows*f.Dates)
	for date := range f.Dates {
		f.redraw(random, lines, date)
		for j := range f.Rows {
			for i := range f.Columns {
				zones = append(zones, f.zone(lines, i, j, date))
			}
		}
	}
	return zones
}

// redraw gives every edge a new course, the outer ones at the first date only.
func (f Field) redraw(random *rand.Rand, lines map[seam]orb.LineString, date int) {
	for j := range f.Rows + 1 {
		for i := range f.Columns + 1 {
			for _, up := range []bool{false, true} {
				outer := up && (i == 0 || i == f.Columns) || !up && (j == 0 || j == f.Rows)
				if date == 0 || !outer {
					lines[seam{i, j, up}] = f.wriggle(random, seam{i, j, up})
				}
			}
		}
	}
}

// wriggle returns a course of an edge that strays from the straight line by less than a third of the distance to the
// nearer end, so that edges which meet at a node do not cross.
func (f Field) wriggle(random *rand.Rand, s seam) orb.LineString {
	a, b := f.node(s.i, s.j), f.node(s.i+1, s.j)
	if s.up {
		b = f.node(s.i, s.j+1)
	}
	line := orb.LineString{a}
	phase, waves := random.Float64()*6, 1+random.Float64()*3
	for k := 1; k < f.Vertices; k++ {
		t := float64(k) / float64(f.Vertices)
		stray := 0.25 * min(t, 1-t) * (math.Sin(phase+waves*6*t) + 0.2*(random.Float64()-0.5))
		line = append(line, onGrid(orb.Point{
			a[0] + t*(b[0]-a[0]) - stray*(b[1]-a[1]),
			a[1] + t*(b[1]-a[1]) + stray*(b[0]-a[0]),
		}))
	}
	return append(line, b)
}

func (f Field) node(i, j int) orb.Point {
	return onGrid(orb.Point{
		fieldBound.Min[0] + (fieldBound.Max[0]-fieldBound.Min[0])*float64(i)/float64(f.Columns),
		fieldBound.Min[1] + (fieldBound.Max[1]-fieldBound.Min[1])*float64(j)/float64(f.Rows),
	})
}

// zone returns the row of a zone that begins at a date.
func (f Field) zone(lines map[seam]orb.LineString, i, j, date int) geo.Zone {
	ring := append(orb.Ring{}, lines[seam{i, j, false}]...)
	ring = append(ring, lines[seam{i + 1, j, true}][1:]...)
	for _, back := range []seam{{i, j + 1, false}, {i, j, true}} {
		line := lines[back]
		for k := len(line) - 2; k >= 0; k-- {
			ring = append(ring, line[k])
		}
	}
	z := geo.Zone{
		ID:      geo.ZoneID(j*f.Columns + i + 1),
		Label:   geo.Label{Controller: []geo.ControllerID{geo.Contested, West, East}[(2*i+j)%3], Basis: geo.Stated, Assessment: geo.Assessment{Level: geo.Reported}},
		Valid:   geo.Interval{From: Date(date)},
		Polygon: orb.Polygon{ring},
	}
	if date < f.Dates-1 {
		z.Valid.To = Date(date + 1)
	}
	z.AreaM2 = geo.PolygonAreaM2(z.Polygon)
	return z
}

// Outline returns the outer edge of the field.
func (f Field) Outline() orb.Polygon {
	lines := make(map[seam]orb.LineString)
	f.redraw(Random(f.Seed), lines, 0)
	var ring orb.Ring
	add := func(s seam, back bool) {
		line := lines[s].Clone()
		if back {
			line.Reverse()
		}
		ring = append(ring, line[:len(line)-1]...)
	}
	for i := range f.Columns {
		add(seam{i, 0, false}, false)
	}
	for j := range f.Rows {
		add(seam{f.Columns, j, true}, false)
	}
	for i := f.Columns - 1; i >= 0; i-- {
		add(seam{i, f.Rows, false}, true)
	}
	for j := f.Rows - 1; j >= 0; j-- {
		add(seam{0, j, true}, true)
	}
	return orb.Polygon{append(ring, ring[0])}
}
