package change_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/change"
)

// plot returns ground with these corners in metres.
func plot(corners ...[2]float64) orb.Polygon {
	var ring orb.Ring
	for _, c := range corners {
		ring = append(ring, spot(c[0], c[1]))
	}
	return orb.Polygon{append(ring, ring[0])}
}

func TestSharesOfGround(t *testing.T) {
	zones := picture(1000, "ih ih") // two kilometres by two
	square := func(x, y, side float64) orb.Polygon {
		return plot([2]float64{x, y}, [2]float64{x + side, y}, [2]float64{x + side, y + side}, [2]float64{x, y + side})
	}
	cases := []struct {
		name   string
		ground orb.MultiPolygon
		i, h   float64 // km²
	}{
		{"ground within one zone", orb.MultiPolygon{square(200, 200, 500)}, 0.25, 0},
		{"ground across the front", orb.MultiPolygon{square(500, 500, 1000)}, 0.5, 0.5},
		{"the zones themselves", orb.MultiPolygon{square(0, 0, 2000)}, 2, 2},
		{"ground outside is nobody's", orb.MultiPolygon{square(1500, 1500, 1000)}, 0, 0.25},
		{"ground far away", orb.MultiPolygon{square(9000, 9000, 1000)}, 0, 0},
		{"ground around the whole enclave", orb.MultiPolygon{square(-500, -500, 3000)}, 2, 2},
		{"a triangle", orb.MultiPolygon{plot([2]float64{0, 0}, [2]float64{2000, 0}, [2]float64{2000, 2000})}, 0.5, 1.5},
		{"polygons that overlap count once", orb.MultiPolygon{square(500, 500, 1000), square(500, 500, 500)}, 0.5, 0.5},
		{"a hole is left out", orb.MultiPolygon{{square(0, 0, 2000)[0], square(500, 500, 1000)[0]}}, 1.5, 1.5},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			shares, err := change.Shares(t.Context(), []orb.MultiPolygon{c.ground, c.ground}, zones)
			if err != nil {
				t.Fatal(err)
			}
			for _, areas := range shares {
				i, h := geo.Km2(areas[geo.IsraeliHeld]), geo.Km2(areas[geo.HamasHeld])
				if math.Abs(i-c.i) > 0.003*c.i+1e-5 || math.Abs(h-c.h) > 0.003*c.h+1e-5 {
					t.Errorf("%.5f and %.5f km², want %.2f and %.2f", i, h, c.i, c.h)
				}
			}
		})
	}
}

func TestGroundThatEnclosesNothingIsRefused(t *testing.T) {
	line := orb.MultiPolygon{plot([2]float64{0, 0}, [2]float64{1000, 0}, [2]float64{0, 0})}
	_, err := change.Shares(t.Context(), []orb.MultiPolygon{{plot([2]float64{0, 0}, [2]float64{9, 0}, [2]float64{9, 9})}, line}, picture(1000, "ih"))
	if !errors.Is(err, geo.ErrInvalid) || err.Error()[:8] != "ground 2" {
		t.Errorf("error %v, want kind geo.ErrInvalid about ground 2", err)
	}
}

// TestSharesOfZonesAreTheirAreas takes the zones of one coverage as ground over another: rows of the transfers.
func TestSharesOfZonesAreTheirAreas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		outline, from, to := states(t)
		m := transfers(t, from, to)
		for _, k := range m.Controllers() {
			ground := under(from, k)
			if len(ground) == 0 {
				continue
			}
			shares, err := change.Shares(context.Background(), []orb.MultiPolygon{ground}, to)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range m.Controllers() {
				if got, want := shares[0][l], m.Area(k, l); math.Abs(got-want) > 1e-8*geo.AreaM2(outline)+outlineSlackM2(outline) {
					t.Errorf("%.6f m² of %s in that of %s, the transfers have %.6f", got, l, k, want)
				}
			}
		}
	})
}
