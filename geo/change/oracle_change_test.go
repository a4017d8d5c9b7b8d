package change_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
)

// counter tells by even and odd crossings in which of some zones a place lies. It shares nothing with the overlay.
type counter []geo.Zone

// at returns who holds a place, or "" if nobody does.
func (c counter) at(p orb.Point) geo.ControllerID {
	for _, z := range c {
		inside := false
		for _, ring := range z.Polygon {
			for i := 1; i < len(ring); i++ {
				a, b := ring[i-1], ring[i]
				if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
					inside = !inside
				}
			}
		}
		if inside {
			return z.Label.Controller
		}
	}
	return ""
}

// pairsOn counts who held and who holds the middles of so many by so many cells of an outline.
func pairsOn(outline orb.MultiPolygon, from, to []geo.Zone, across int) map[[2]geo.ControllerID]int {
	counts := make(map[[2]geo.ControllerID]int)
	b := outline.Bound()
	for i := range across {
		for j := range across {
			p := orb.Point{
				b.Left() + (float64(i)+0.5)/float64(across)*(b.Right()-b.Left()),
				b.Bottom() + (float64(j)+0.5)/float64(across)*(b.Top()-b.Bottom()),
			}
			counts[[2]geo.ControllerID{counter(from).at(p), counter(to).at(p)}]++
		}
	}
	return counts
}

// edgeCells returns how many cells the edges of zones can pass through at most: two more than their length, either way,
// for each edge.
func edgeCells(outline orb.MultiPolygon, zones []geo.Zone, across int) float64 {
	b := outline.Bound()
	width, height := (b.Right()-b.Left())/float64(across), (b.Top()-b.Bottom())/float64(across)
	var cells float64
	for _, z := range zones {
		for _, ring := range z.Polygon {
			for i := 1; i < len(ring); i++ {
				cells += math.Abs(ring[i][0]-ring[i-1][0])/width + math.Abs(ring[i][1]-ring[i-1][1])/height + 2
			}
		}
	}
	return cells
}

// TestTransfersAreThoseOfCountedCells counts cells of which the middle went from one controller to another. A cell counts
// wrong only where an edge of either date passes through it.
func TestTransfersAreThoseOfCountedCells(t *testing.T) {
	const across = 120
	rapid.Check(t, func(t *rapid.T) {
		outline, from, to := states(t)
		if outline.Bound().Right()-outline.Bound().Left() < 1e-4 {
			return // cells would be smaller than the grid
		}
		m := transfers(t, from, to)
		counts := pairsOn(outline, from, to, across)
		// Cells of one row have one area, those of all rows differ by the cosine of the latitude: half a percent here.
		cellM2 := geo.AreaM2(outline) / (across * across)
		wrong := edgeCells(outline, from, across) + edgeCells(outline, to, across)
		for _, k := range m.Controllers() {
			for _, l := range m.Controllers() {
				want, got := float64(counts[[2]geo.ControllerID{k, l}])*cellM2, m.Area(k, l)
				if math.Abs(got-want) > 0.01*want+wrong/2*cellM2 {
					t.Errorf("%s to %s: %.1f m², %.1f m² in cells, %.1f m² of cells at edges", k, l, got, want, wrong*cellM2)
				}
			}
		}
	})
}
