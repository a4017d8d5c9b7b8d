package ingest_test

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/geojson"
)

// wigglyText returns a GeoJSON polygon of n vertices round 34.4, 31.4, about a degree across, whose edge goes in and
// out by a share of the distance between neighbouring vertices. Turned shifts the wiggle, so that two of them cross.
func wigglyText(n int, share, turned float64) string {
	var text bytes.Buffer
	text.WriteString(`{"type":"Polygon","coordinates":[[`)
	step := 2 * math.Pi / float64(n)
	point := func(i int) {
		angle := step * float64(i)
		radius := 0.5 * (1 + 0.1*math.Sin(7*angle+turned) + share*step*math.Sin(float64(i)*1.7+turned))
		fmt.Fprintf(&text, "[%.7f,%.7f]", 34.4+radius*math.Cos(angle), 31.4+radius*math.Sin(angle))
	}
	for i := range n {
		point(i)
		text.WriteByte(',')
	}
	point(0)
	text.WriteString("]]}")
	return text.String()
}

// squaresText returns a collection of side × side squares that do not touch, within a degree from 34, 31.
func squaresText(side int) string {
	var text strings.Builder
	text.WriteString(`{"type":"FeatureCollection","features":[`)
	step := 1 / float64(side)
	for i := range side * side {
		if i > 0 {
			text.WriteByte(',')
		}
		x, y := 34+float64(i%side)*step, 31+float64(i/side)*step
		w := step * 0.8
		fmt.Fprintf(&text, `{"type":"Feature","properties":{"name":"%d"},"geometry":{"type":"Polygon","coordinates":`+
			`[[[%.7f,%.7f],[%.7f,%.7f],[%.7f,%.7f],[%.7f,%.7f],[%.7f,%.7f]]]}}`, i, x, y, x+w, y, x+w, y+w, x, y+w, x, y)
	}
	text.WriteString("]}")
	return text.String()
}

// oneDegree is the outline of an enclave of one degree and a bit.
const oneDegree = `{"type":"Polygon","coordinates":[[[33.7,30.7],[35.1,30.7],[35.1,32.1],[33.7,32.1],[33.7,30.7]]]}`

// wide adds an enclave within an outline and returns a series of it.
func (b bench) wide(t testing.TB, outline string) geo.SeriesRef {
	t.Helper()
	_, _, err := b.AddEnclave(t.Context(), ingest.NewEnclave{
		Enclave:  geo.Enclave{ID: "wide", Name: geo.English("Wide"), TimeZone: "Etc/UTC"},
		Boundary: ingest.BytesInput("outline.geojson", []byte(outline)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.series(t, "wide", "front")
}

func benchmarkDryRun(b *testing.B, outline, text string, remainder geo.ControllerID) {
	s := newBench(b)
	ref := s.wide(b, outline)
	options := from(b, "2025-01-01", geo.IsraeliHeld)
	options.Remainder, options.DryRun = remainder, true
	options.Limits = geojson.Limits{Bytes: 1 << 30, Features: 1 << 20, Positions: 1 << 22}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Import(b.Context(), ref, []ingest.Input{file("a.geojson", text)}, options, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkImportRing(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("%d vertices", n), func(b *testing.B) {
			benchmarkDryRun(b, oneDegree, wigglyText(n, 0.5, 0), "")
		})
	}
}

func BenchmarkImportSquares(b *testing.B) {
	for _, side := range []int{32, 100, 316} {
		b.Run(fmt.Sprintf("%d squares", side*side), func(b *testing.B) {
			benchmarkDryRun(b, oneDegree, squaresText(side), "")
		})
	}
}

// frontText returns the west of the ground round 34.4, 31.4, with an edge of n vertices that runs from south to north.
func frontText(n int) string {
	var text bytes.Buffer
	text.WriteString(`{"type":"Polygon","coordinates":[[[33.7,30.7],`)
	for i := range n {
		y := 30.7 + 1.4*float64(i)/float64(n)
		fmt.Fprintf(&text, "[%.7f,%.7f],", 34.4+0.05*math.Sin(20*y)+0.0003*math.Sin(float64(i)*1.7), y)
	}
	text.WriteString("[33.7,32.1],[33.7,30.7]]]}")
	return text.String()
}

// BenchmarkImportFrontOntoRough imports a front of 3,000 vertices that crosses a rough boundary of n.
func BenchmarkImportFrontOntoRough(b *testing.B) {
	for _, n := range []int{4_000, 40_000} {
		b.Run(fmt.Sprintf("%d vertices", n), func(b *testing.B) {
			benchmarkDryRun(b, wigglyText(n, 0.9, 0), frontText(3000), geo.HamasHeld)
		})
	}
}

// BenchmarkImportOntoRough imports a day of a front onto a rough boundary: both have about n vertices.
func BenchmarkImportOntoRough(b *testing.B) {
	for _, n := range []int{4_000, 40_000} {
		b.Run(fmt.Sprintf("%d vertices", n), func(b *testing.B) {
			benchmarkDryRun(b, wigglyText(n, 0.9, 0), wigglyText(n, 0.9, 1.3), geo.HamasHeld)
		})
	}
}
