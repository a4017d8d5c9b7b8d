package tiles_test

import (
	"math"
	"math/rand/v2"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/tiles"
)

// quilt describes a generated series: a field of cells whose edges wriggle, and move from date to date.
type quilt struct {
	columns, rows int
	// vertices is the number of pieces of an edge.
	vertices int
	dates    int
	// moving is the share of the edges that move at each date.
	moving float64
	// stretch is the number of vertices of a front that move at a date, or 0 for all of them.
	stretch int
	// one lets a single front move at each date, whatever moving says.
	one bool
	// islands puts a zone within each cell, and one within that.
	islands bool
	seed    uint64
}

var quiltBound = orb.Bound{Min: orb.Point{34.2, 31.2}, Max: orb.Point{34.56, 31.6}}

// firstDate is the first date of a quilt; each further one is a day later.
var firstDate = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)

// seam names an edge of the field: that from node (i, j) to the right or downward.
type seam struct {
	i, j int
	down bool
}

// content returns the rows of all dates. A cell has a new row whenever one of its edges moves.
func (q quilt) content() tiles.Content {
	r := rand.New(rand.NewPCG(q.seed, 7))
	lines := make(map[seam]orb.LineString)
	c := tiles.Content{Enclave: geo.Enclave{ID: "field", Name: geo.English("Field")}, Outline: orb.MultiPolygon{{quiltBound.ToRing()}}}
	begun := make(map[[2]int]int)
	for date := range q.dates + 1 {
		moved := q.move(r, lines, date)
		for j := range q.rows {
			for i := range q.columns {
				cell := [2]int{i, j}
				since, exists := begun[cell]
				changed := date == q.dates || !exists
				for _, s := range sidesOf(i, j) {
					changed = changed || moved[s]
				}
				if !changed {
					continue
				}
				if exists {
					c.Zones = closeRows(c.Zones, q.cellID(cell), date, date == q.dates)
				}
				if date < q.dates {
					begun[cell] = date
					c.Zones = append(c.Zones, q.cell(lines, cell, date)...)
				}
				_ = since
			}
		}
	}
	return c
}

func (q quilt) cellID(cell [2]int) geo.ZoneID {
	return geo.ZoneID(10 * (cell[1]*q.columns + cell[0] + 1))
}

// closeRows ends the open rows of a cell at a date, unless it is the last.
func closeRows(zones []geo.Zone, id geo.ZoneID, date int, last bool) []geo.Zone {
	for i := range zones {
		if zones[i].ID/10*10 == id && zones[i].Valid.Open() && !last {
			zones[i].Valid.To = firstDate.AddDate(0, 0, date)
		}
	}
	return zones
}

// move gives edges new courses and says which have moved.
func (q quilt) move(r *rand.Rand, lines map[seam]orb.LineString, date int) map[seam]bool {
	moved := make(map[seam]bool)
	only := seam{1 + r.IntN(max(q.columns-1, 1)), r.IntN(q.rows), true}
	for j := range q.rows + 1 {
		for i := range q.columns + 1 {
			for _, down := range []bool{false, true} {
				s := seam{i, j, down}
				outer := down && (i == 0 || i == q.columns) || !down && (j == 0 || j == q.rows)
				if date > 0 && (outer || r.Float64() >= q.moving || q.one && s != only) {
					continue
				}
				if date > 0 && q.stretch > 0 {
					lines[s] = q.push(r, lines[s])
				} else {
					lines[s] = q.wriggle(r, s)
				}
				moved[s] = true
			}
		}
	}
	return moved
}

// wriggle returns a course of an edge that strays from the straight line by less than a third of the distance to the
// nearer end, so that edges which meet at a node do not cross.
func (q quilt) wriggle(r *rand.Rand, s seam) orb.LineString {
	a, b := q.node(s.i, s.j), q.node(s.i+1, s.j)
	if s.down {
		b = q.node(s.i, s.j+1)
	}
	line := orb.LineString{a}
	phase, waves := r.Float64()*6, 1+r.Float64()*3
	for k := 1; k < q.vertices; k++ {
		t := float64(k) / float64(q.vertices)
		stray := 0.25 * min(t, 1-t) * (math.Sin(phase+waves*6*t) + 0.2*(r.Float64()-0.5))
		line = append(line, onGrid(orb.Point{
			a[0] + t*(b[0]-a[0]) - stray*(b[1]-a[1]),
			a[1] + t*(b[1]-a[1]) + stray*(b[0]-a[0]),
		}))
	}
	return append(line, b)
}

// push returns a course with one stretch of vertices moved a little, within the bounds of wriggle.
func (q quilt) push(r *rand.Rand, line orb.LineString) orb.LineString {
	a, b := line[0], line[len(line)-1]
	dx, dy := b[0]-a[0], b[1]-a[1]
	line = line.Clone()
	from := 1 + r.IntN(q.vertices-q.stretch)
	by := 0.04 * (r.Float64() - 0.5)
	for k := from; k < from+q.stretch; k++ {
		t := float64(k) / float64(q.vertices)
		stray := ((line[k][1]-a[1])*dx-(line[k][0]-a[0])*dy)/(dx*dx+dy*dy) + by*(0.5+0.5*r.Float64())
		limit := 0.3 * min(t, 1-t)
		stray = min(max(stray, -limit), limit)
		line[k] = onGrid(orb.Point{a[0] + t*dx - stray*dy, a[1] + t*dy + stray*dx})
	}
	return line
}

func (q quilt) node(i, j int) orb.Point {
	size := quiltBound.Max[0] - quiltBound.Min[0]
	height := quiltBound.Max[1] - quiltBound.Min[1]
	return onGrid(orb.Point{
		quiltBound.Min[0] + size*float64(i)/float64(q.columns),
		quiltBound.Min[1] + height*float64(j)/float64(q.rows),
	})
}

func onGrid(p orb.Point) orb.Point { return geo.FromGrid(geo.ToGrid(p)) }

// sidesOf returns the edges of a cell: below, right, above, left.
func sidesOf(i, j int) [4]seam {
	return [4]seam{{i, j, false}, {i + 1, j, true}, {i, j + 1, false}, {i, j, true}}
}

// cell returns the rows of a cell that begin at a date.
func (q quilt) cell(lines map[seam]orb.LineString, cell [2]int, date int) []geo.Zone {
	sides := sidesOf(cell[0], cell[1])
	ring := append(orb.Ring{}, lines[sides[0]]...)
	ring = append(ring, lines[sides[1]][1:]...)
	for _, back := range []seam{sides[2], sides[3]} {
		l := lines[back]
		for k := len(l) - 2; k >= 0; k-- {
			ring = append(ring, l[k])
		}
	}
	id := q.cellID(cell)
	controllers := []geo.ControllerID{"contested", "hamas-held", "israeli-held"}
	zone := func(n int, p orb.Polygon) geo.Zone {
		return geo.Zone{
			ID:      id + geo.ZoneID(n),
			Label:   geo.Label{Controller: controllers[(cell[0]*2+cell[1]+n)%3], Basis: geo.Stated, Assessment: geo.Assessment{Level: geo.Reported}},
			Valid:   geo.Interval{From: firstDate.AddDate(0, 0, date)},
			Polygon: p,
			AreaM2:  geo.PolygonAreaM2(p),
		}
	}
	if !q.islands {
		return []geo.Zone{zone(0, orb.Polygon{ring})}
	}
	outer, inner := q.island(cell, 0.2), q.island(cell, 0.02)
	return []geo.Zone{
		zone(0, orb.Polygon{ring, backwards(outer)}),
		zone(1, orb.Polygon{outer, backwards(inner)}),
		zone(2, orb.Polygon{inner}),
	}
}

// island returns a ring around the middle of a cell whose radius is a share of the cell's size.
func (q quilt) island(cell [2]int, share float64) orb.Ring {
	a, b := q.node(cell[0], cell[1]), q.node(cell[0]+1, cell[1]+1)
	var ring orb.Ring
	for k := range 24 {
		angle := 2 * math.Pi * float64(k) / 24
		ring = append(ring, onGrid(orb.Point{
			(a[0]+b[0])/2 + share*(b[0]-a[0])*math.Cos(angle),
			(a[1]+b[1])/2 + share*(b[1]-a[1])*math.Sin(angle),
		}))
	}
	return append(ring, ring[0])
}

func backwards(r orb.Ring) orb.Ring {
	c := r.Clone()
	c.Reverse()
	return c
}
