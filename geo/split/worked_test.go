package split_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/split"
)

// TestWorkedValues holds the measures of the line of 19 October 2025 to values that were computed independently on
// rasters of 25 to 50 m and with buffers.
func TestWorkedValues(t *testing.T) {
	s := readStrip(t)
	a, err := split.Measure(t.Context(), s.input(geo.HamasHeld, painted{geo.IsraeliHeld, s.israeli}), s.metric)
	if err != nil {
		t.Fatal(err)
	}
	israeli, hamas := a.Controllers[0], a.Controllers[1]
	values := []struct {
		name                 string
		got, want, tolerance float64
	}{
		{"area of the enclave in km²", a.Boundary.AreaKm2, 364.9, 0.2},
		{"Israeli-held area in km²", israeli.AreaKm2, 193.7, 0.2},
		{"Israeli-held share", israeli.Share, 0.531, 0.001},
		{"Israeli-held percentage as shown", israeli.Percent, 53.1, 1e-9},
		{"shown percentages together", israeli.Percent + hamas.Percent, 100, 1e-9},
		{"Israeli-held parts", float64(israeli.PartCount), 1, 0},
		{"largest part of the remainder in km²", hamas.Parts[0].AreaKm2, 165.8, 1.5},
		{"S", *a.Measures.SplittingIndex, 2.04, 0.05},
		{"D", *a.Measures.Division, 1 - 1/2.04, 0.0125},
		{"m_eff in km²", *a.Measures.EffectiveMeshKm2, 364.9 / 2.04, 5},
		{"frontline in km against the same by overlay", a.Frontlines[0].DirectKm, s.overlaidFront(-0.5), 0.5},
	}
	for _, v := range values {
		t.Logf("%s: %.4f", v.name, v.got)
		if !(math.Abs(v.got-v.want) <= v.tolerance) {
			t.Errorf("%s is %.4f, want %.4f ± %g", v.name, v.got, v.want, v.tolerance)
		}
	}
}

// TestInteriorFrontline measures the frontline more than 200 m inside the boundary by its edges.
func TestInteriorFrontline(t *testing.T) {
	s := readStrip(t)
	in := s.input(geo.HamasHeld, painted{geo.IsraeliHeld, s.israeli})
	whole, err := split.Measure(t.Context(), in, s.metric)
	if err != nil {
		t.Fatal(err)
	}
	inner := s.overlaidFront(-200)
	t.Logf("the frontline is %.1f km long, %.1f km of it more than 200 m inside", whole.Frontlines[0].DirectKm, inner)
	if inner < 44 || inner > 52 {
		t.Errorf("the interior frontline is %.1f km, want 44 to 52 km", inner)
	}
	if whole.Frontlines[0].DirectKm < inner {
		t.Errorf("the whole frontline of %.1f km is shorter", whole.Frontlines[0].DirectKm)
	}
}

// overlaidFront returns the kilometres of the edge of the Israeli-held ground within the enclave shrunk by a distance
// in metres.
func (s *realStrip) overlaidFront(distance float64) float64 {
	s.t.Helper()
	var edge orb.MultiLineString
	for _, polygon := range s.israeli {
		for _, ring := range polygon {
			edge = append(edge, orb.LineString(ring))
		}
	}
	inside, err := s.metric.LineIntersection(s.ctx, edge, s.must(s.metric.Buffer(s.ctx, s.enclave, distance)))
	if err != nil {
		s.t.Fatal(err)
	}
	return s.metric.Length(inside) / 1000
}
