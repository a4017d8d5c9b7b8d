package tiles_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/tiles"
)

func TestARowIsDrawnTheSameOnEachOfItsDates(t *testing.T) {
	q := quilt{columns: 3, rows: 3, vertices: 40, dates: 5, moving: 0.3, islands: true, seed: 6}
	set := newSet(t, q.content())
	for _, zoom := range everyZoom() {
		for _, a := range tilesOf(set.Bound(), zoom, 6) {
			rows := make(map[string]string)
			for _, f := range features(decode(t, encode(t, set, a, tiles.Asked(geo.Question{}))), tiles.ZonesLayer) {
				rows[rowName(f)] = fmt.Sprint(f.Geometry)
			}
			seen := make(map[string]string)
			for day := range q.dates {
				for _, f := range features(decode(t, encode(t, set, a, tiles.At(firstDate.AddDate(0, 0, day)))), tiles.ZonesLayer) {
					seen[rowName(f)] = fmt.Sprint(f.Geometry)
				}
			}
			if diff := cmp.Diff(rows, seen); diff != "" {
				t.Fatalf("%v: rows of all dates and of each (-all +each):\n%s", a, diff)
			}
		}
	}
}

// atZoom returns a ring in the units of a tile.
func atZoom(r orb.Ring, a tiles.Address) orb.Ring {
	world := math.Exp2(float64(a.Z))
	var projected orb.Ring
	for _, p := range r {
		x, y := p[0]/360+0.5, 0.5-math.Atanh(math.Sin(p[1]*math.Pi/180))/(2*math.Pi)
		projected = append(projected, orb.Point{(x*world - float64(a.X)) * tiles.Extent, (y*world - float64(a.Y)) * tiles.Extent})
	}
	return projected
}

// farthest returns the greatest distance of a vertex of one ring from the line of another.
func farthest(from, to orb.Ring) float64 {
	worst := 0.0
	for _, p := range from {
		nearest := math.Inf(1)
		for i := 1; i < len(to); i++ {
			nearest = min(nearest, fromEdge(p, to[i-1], to[i]))
		}
		worst = max(worst, nearest)
	}
	return worst
}

func fromEdge(p, a, b orb.Point) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	t := ((p[0]-a[0])*dx + (p[1]-a[1])*dy) / (dx*dx + dy*dy)
	t = min(max(t, 0), 1)
	return math.Hypot(p[0]-a[0]-t*dx, p[1]-a[1]-t*dy)
}

// offSides returns a ring without the vertices at which it crosses the sides of cells.
func offSides(r orb.Ring) orb.Ring {
	return slices.DeleteFunc(slices.Clone(r), func(p orb.Point) bool {
		return int(p[0])%tiles.CellSize == 0 || int(p[1])%tiles.CellSize == 0
	})
}

// TestADrawnZoneStaysCloseToTheZone allows the tolerance of all zooms together, four units, and one for the grid. A
// vertex that is one of the zone's is within a unit of it.
func TestADrawnZoneStaysCloseToTheZone(t *testing.T) {
	content := quilt{columns: 3, rows: 3, vertices: 60, dates: 1, seed: 8}.content()
	set := newSet(t, content)
	for _, zoom := range []tiles.Zoom{4, 6, 8} {
		a := tilesOf(set.Bound(), zoom, 100)[0]
		if len(tilesOf(set.Bound(), zoom, 100)) > 1 {
			t.Fatalf("zoom %d has more than one tile", zoom)
		}
		drawn := make(map[int64]orb.Ring)
		for _, f := range features(decode(t, encode(t, set, a, tiles.At(firstDate))), tiles.ZonesLayer) {
			drawn[number(f, "id")] = polygonsOf(t, f.Geometry)[0][0]
		}
		for _, z := range content.Zones {
			ring, want := drawn[int64(z.ID)], atZoom(z.Polygon[0], a)
			if ring == nil {
				t.Fatalf("zoom %d: zone %d is not drawn", zoom, z.ID)
			}
			if out, back := farthest(offSides(ring), want), max(farthest(want, ring), farthest(ring, want)); out > 1 || back > 5 {
				t.Errorf("zoom %d, zone %d: its vertices stray by %.2f units, its lines by %.2f", zoom, z.ID, out, back)
			}
		}
	}
}
