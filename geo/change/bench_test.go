package change_test

import (
	"context"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/change"
)

// winding divides a strip of 40 km along a front of so many vertices; a stretch of a tenth of it is moved by so many metres.
func winding(vertices int, moved float64) []geo.Zone {
	const height, width = 40000.0, 9000.0
	var line []orb.Point
	for i := range vertices {
		x := width/2 + 300*math.Sin(float64(i)/20) + 40*math.Sin(float64(i)*1.7)
		if i > vertices*4/10 && i < vertices*5/10 {
			x += moved
		}
		if i == 0 || i == vertices-1 {
			x = width / 2
		}
		line = append(line, spot(x, height*float64(i)/float64(vertices-1)))
	}
	left := append([]orb.Point{spot(0, 0)}, line...)
	right := []orb.Point{spot(width, 0), spot(width, height)}
	for i := len(line) - 1; i >= 0; i-- {
		right = append(right, line[i])
	}
	return []geo.Zone{zone(geo.IsraeliHeld, append(left, spot(0, height))...), zone(geo.HamasHeld, right...)}
}

func benchmarkTransfers(b *testing.B, from, to []geo.Zone) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := change.Transfers(context.Background(), from, to); err != nil {
			b.Fatal(err)
		}
	}
}

// A step of a timeline: a tenth of the front moved.
func BenchmarkTransfers3000(b *testing.B) {
	benchmarkTransfers(b, winding(3000, 0), winding(3000, 200))
}

// All of the front drawn anew beside the old line, which it crosses all along.
func BenchmarkTransfersDrawnAnew3000(b *testing.B) {
	benchmarkTransfers(b, winding(3000, 0), winding(2900, 0))
}

func BenchmarkTransfers40000(b *testing.B) {
	benchmarkTransfers(b, winding(40000, 0), winding(40000, 200))
}

func BenchmarkTransfersDeepstateDay(b *testing.B) {
	_, days := front(b, 3)
	benchmarkTransfers(b, days[1], days[2])
}

func BenchmarkTransfersYellowLineGrown(b *testing.B) {
	s := readStrip(b)
	benchmarkTransfers(b, painted(b, s.outline, s.line), painted(b, s.outline, s.grown))
}

func BenchmarkCompare3000(b *testing.B) {
	m := utm(b)
	in := step(winding(3000, 0), winding(3000, 200))
	b.ReportAllocs()
	for b.Loop() {
		compare(b, in, m)
	}
}

func BenchmarkCompareDeepstateDay(b *testing.B) {
	outline, days := front(b, 3)
	s := strip{outline: outline, metric: utm(b)}
	in := s.step(days[1], days[2])
	b.ReportAllocs()
	for b.Loop() {
		compare(b, in, s.metric)
	}
}

func BenchmarkSharesOfMunicipalities(b *testing.B) {
	s := readStrip(b)
	zones := painted(b, s.outline, s.line)
	var grounds []orb.MultiPolygon
	for _, p := range shared(b, "gaza/municipalities_ocha_2019.geojson") {
		grounds = append(grounds, orb.MultiPolygon{p})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := change.Shares(context.Background(), grounds, zones); err != nil {
			b.Fatal(err)
		}
	}
}
