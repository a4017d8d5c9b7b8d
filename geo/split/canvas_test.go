package split_test

import (
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/internal/geos"
)

// Metres in a degree near the origin of a canvas, and that origin.
const (
	metresEast, metresNorth = 95110.0, 110870.0
	west, south             = 34.2, 31.2
)

// canvas is a synthetic enclave drawn with letters, one to a cell, north at the top: every cell is a zone of its own
// that shares its corners with its neighbours. A dot is outside.
type canvas struct {
	rows []string
	// widths of the columns from the west and heights of the rows from the north, in metres.
	widths, heights []float64
	// legend names the controllers; letters stand for them.
	legend map[rune]geo.ControllerID
	// east and north move the canvas, in degrees.
	east, north float64
}

// letters of the canvases.
func legend() map[rune]geo.ControllerID {
	return map[rune]geo.ControllerID{
		'i': geo.IsraeliHeld, 'h': geo.HamasHeld, 'c': geo.Contested, 'u': geo.Unassigned,
		'f': "force", 'a': "authority", 'b': "north", 'd': "south",
	}
}

// draw returns a canvas of square cells, rows separated by blanks.
func draw(cell float64, picture string) canvas {
	c := canvas{rows: strings.Fields(picture), legend: legend()}
	for range c.rows[0] {
		c.widths = append(c.widths, cell)
	}
	for range c.rows {
		c.heights = append(c.heights, cell)
	}
	return c
}

// zones returns the cells as zones with ids from 1.
func (c canvas) zones() []geo.Zone {
	xs, ys := steps(c.widths), steps(c.heights)
	var zones []geo.Zone
	for row, line := range c.rows {
		for column, letter := range []rune(line) {
			if letter == '.' {
				continue
			}
			bottom, top := ys[len(ys)-1]-ys[row+1], ys[len(ys)-1]-ys[row]
			polygon := orb.Polygon{{
				c.corner(xs[column], bottom), c.corner(xs[column+1], bottom), c.corner(xs[column+1], top),
				c.corner(xs[column], top), c.corner(xs[column], bottom),
			}}
			zones = append(zones, geo.Zone{
				ID: geo.ZoneID(len(zones) + 1), Polygon: polygon, AreaM2: geo.PolygonAreaM2(polygon),
				Label: geo.Label{
					Controller: c.legend[letter], Basis: geo.Stated,
					Assessment: geo.Assessment{Level: geo.Reported, Quality: geo.Traced},
				},
			})
		}
	}
	return zones
}

// corner returns the grid vertex so many metres east and north of the origin.
func (c canvas) corner(x, y float64) orb.Point {
	return geo.FromGrid(geo.ToGrid(orb.Point{west + c.east + x/metresEast, south + c.north + y/metresNorth}))
}

// input returns the canvas as the input of Measure.
func (c canvas) input() split.Input { return inputOf(c.zones()) }

// inputOf makes the zones a snapshot over a boundary that is their sum.
func inputOf(zones []geo.Zone) split.Input {
	ref := geo.BoundaryRef{ID: "canvas", Version: 1}
	in := split.Input{
		Snapshot: geo.Snapshot{
			Series: geo.SeriesRef{Enclave: "canvas", Series: "drawn"}, Boundary: ref, Zones: zones, Revision: 3,
			At: at(19), AsOf: at(20), Since: at(10),
		},
		Boundary: geo.Boundary{Ref: ref, Enclave: "canvas"},
		Settings: settings(),
	}
	in.Boundary.AreaM2 = in.Snapshot.AreaM2()
	for _, z := range zones {
		in.Boundary.Geometry = append(in.Boundary.Geometry, z.Polygon)
	}
	return in
}

// at returns noon on a day of October 2025.
func at(day int) time.Time { return time.Date(2025, time.October, day, 12, 0, 0, 0, time.UTC) }

// settings returns the default settings with a few more controllers.
func settings() geo.Settings {
	s := geo.DefaultSettings("canvas")
	s.Version = 2
	s.Controllers = append(s.Controllers,
		geo.Controller{ID: "force", Label: geo.English("Force-held")},
		geo.Controller{ID: "authority", Label: geo.English("Authority-held")},
	)
	return s
}

// grouped returns settings in which Israel and the force are one side.
func grouped() geo.Settings {
	s := settings()
	s.Sides = []geo.Side{{
		ID: "green", Label: geo.English("Green-zone"), Controllers: []geo.ControllerID{geo.IsraeliHeld, "force"},
	}}
	return s
}

// steps returns the running sums of the lengths, from 0.
func steps(lengths []float64) []float64 {
	sums := make([]float64, len(lengths)+1)
	for i, l := range lengths {
		sums[i+1] = sums[i] + l
	}
	return sums
}

// gaza returns GEOS in the UTM zone of the canvases and of Gaza.
func gaza(t testing.TB) *geos.Metric {
	t.Helper()
	g, err := geos.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	return g.Metric(geos.MetricCRS(orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{west + 0.4, south + 0.4}}))
}

// measure returns the answer and fails the test if there is none. The boundary is dissolved first.
func measure(t testing.TB, in split.Input, m *geos.Metric) split.Answer {
	t.Helper()
	dissolved, err := m.Union(t.Context(), in.Boundary.Geometry)
	if err != nil {
		t.Fatal(err)
	}
	in.Boundary.Geometry = dissolved
	answer, err := split.Measure(t.Context(), in, m)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}
