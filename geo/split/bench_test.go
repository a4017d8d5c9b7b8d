package split_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/geo/split"
	"splitline/internal/geos"
)

// bands returns an enclave of bands from west to east with winding fronts of so many vertices each.
func bands(vertices int, holders ...geo.ControllerID) split.Input {
	height := 40000.0
	front := func(k int) []orb.Point {
		var line []orb.Point
		x := 9000 * float64(k) / float64(len(holders))
		for i := range vertices {
			bend := 300*math.Sin(float64(i)/20) + 40*math.Sin(float64(i)*1.7)
			if k == 0 || k == len(holders) {
				bend = 0
			}
			line = append(line, canvas{}.corner(x+bend, height*float64(i)/float64(vertices-1)))
		}
		return line
	}
	var zones []geo.Zone
	for k, id := range holders {
		left, right := front(k), front(k+1)
		ring := append(orb.Ring{}, right...)
		for i := len(left) - 1; i >= 0; i-- {
			ring = append(ring, left[i])
		}
		ring = append(ring, ring[0])
		polygon := orb.Polygon{ring}
		zones = append(zones, geo.Zone{
			ID: geo.ZoneID(k + 1), Polygon: polygon, AreaM2: geo.PolygonAreaM2(polygon),
			Label: geo.Label{Controller: id, Basis: geo.Stated, Assessment: geo.Assessment{Level: geo.Reported, Quality: geo.Traced}},
		})
	}
	return inputOf(zones)
}

func BenchmarkMeasure(b *testing.B) {
	s, err := geos.Open(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // the benchmark is over
	m := s.Metric(32636)
	for _, vertices := range []int{3000, 40000} {
		three := bands(vertices/4, geo.IsraeliHeld, geo.HamasHeld, "force")
		two := bands(vertices/3, geo.IsraeliHeld, geo.HamasHeld)
		for name, in := range map[string]split.Input{"three sides, no GEOS": three, "two sides, one overlay": two} {
			dissolved, err := m.Union(b.Context(), in.Boundary.Geometry)
			if err != nil {
				b.Fatal(err)
			}
			in.Boundary.Geometry = dissolved
			b.Run(fmt.Sprintf("%s/%d vertices", name, vertices), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := split.Measure(b.Context(), in, m); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkMeasureYellowLine(b *testing.B) {
	s := readStrip(b)
	in := s.input(geo.HamasHeld, painted{geo.IsraeliHeld, s.israeli})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := split.Measure(b.Context(), in, s.metric); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMeasureDeepstateDay measures one front of about 3,000 vertices in a box around it.
func BenchmarkMeasureDeepstateDay(b *testing.B) {
	m := gaza(b)
	data := readShared(b, "deepstate", "deepstatemap_data_20250801.geojson")
	var collection struct {
		Features []struct {
			Geometry struct {
				Coordinates orb.MultiPolygon `json:"coordinates"`
			} `json:"geometry"`
		} `json:"features"`
	}
	if err := json.Unmarshal(data, &collection); err != nil {
		b.Fatal(err)
	}
	front := collection.Features[0].Geometry.Coordinates
	box := orb.MultiPolygon{{{{31, 44}, {41, 44}, {41, 52}, {31, 52}, {31, 44}}}}
	held := geo.Label{Controller: "held", Assessment: geo.Assessment{Quality: geo.Traced}}
	rest := geo.Label{Controller: "rest", Assessment: held.Assessment}
	c, err := coverage.New(box, rest)
	if err != nil {
		b.Fatal(err)
	}
	if c, err = c.Paint([]coverage.Area{{Name: "front", Label: held, Geometry: front}}); err != nil {
		b.Fatal(err)
	}
	in := inputOf(zonesOf(c))
	in.Boundary.Geometry, in.Boundary.AreaM2 = box, geo.AreaM2(box)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := split.Measure(b.Context(), in, m); err != nil {
			b.Fatal(err)
		}
	}
}
