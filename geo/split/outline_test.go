package split

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/internal/geos"
)

// fields returns squares of a hundredth of a degree, one zone to a cell.
func fields(held [][]bool) []geo.Zone {
	var zones []geo.Zone
	for y, row := range held {
		for x, israeli := range row {
			controller := geo.HamasHeld
			if israeli {
				controller = geo.IsraeliHeld
			}
			corner := func(dx, dy int) orb.Point { return geo.FromGrid(int64(x+dx)*100_000, int64(y+dy)*100_000) }
			polygon := orb.Polygon{{corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1), corner(0, 0)}}
			zones = append(zones, geo.Zone{Label: geo.Label{Controller: controller}, Polygon: polygon, AreaM2: geo.PolygonAreaM2(polygon)})
		}
	}
	return zones
}

// TestOutlineOfAnyPiece holds that the outline of a connected piece is one valid polygon of the same area.
func TestOutlineOfAnyPiece(t *testing.T) {
	g, err := geos.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	rapid.Check(t, func(r *rapid.T) {
		row := rapid.SliceOfN(rapid.Bool(), 7, 7)
		m, err := newMesh(fields(rapid.SliceOfN(row, 7, 7).Draw(r, "held")))
		if err != nil {
			r.Fatal(err)
		}
		ownerOf := make([]int, len(m.faces))
		for f := range m.faces {
			if m.faces[f].controller == geo.IsraeliHeld {
				ownerOf[f] = 1
			}
		}
		for _, p := range newPieces(m, ownerOf) {
			outline := m.outline(p.faces)
			if len(outline) != 1 {
				r.Fatalf("a connected piece has %d polygons: %v", len(outline), outline)
			}
			if area := geo.AreaM2(outline); math.Abs(area-p.areaM2) > 1e-6*area {
				r.Errorf("the outline has %.1f m², the piece %.1f m²", area, p.areaM2)
			}
			valid, reason, err := g.IsValid(t.Context(), outline)
			if err != nil || !valid {
				r.Errorf("the outline is not valid: %v %v\n%v", reason, err, outline)
			}
		}
	})
}

func TestLength(t *testing.T) {
	cases := []struct {
		name     string
		from, to orb.Point
		want     float64
	}{
		// Degrees of the WGS 84 ellipsoid: one of longitude at the equator is a·π/180, the meridian quadrant
		// 10,001,965.729 m (Snyder 1987, equation 3-21).
		{"a degree along the equator", orb.Point{0, 0}, orb.Point{1, 0}, 111319.4908},
		{"the meridian from equator to pole", orb.Point{34, 0}, orb.Point{34, 90}, 10001965.729},
		{"no way at all", orb.Point{34, 31}, orb.Point{34, 31}, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := lengthM(c.from, c.to); math.Abs(got-c.want) > 1e-6*c.want {
				t.Errorf("got %.3f m, want %.3f m", got, c.want)
			}
		})
	}
}
