package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"
)

func TestLinesEncloseWhatTheGroundContains(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var ground orb.MultiPolygon
		for i := range rapid.IntRange(1, 4).Draw(t, "polygons") {
			west := 20 * float64(i)
			width, height := rapid.IntRange(4, 15).Draw(t, "width"), rapid.IntRange(4, 15).Draw(t, "height")
			outer := orb.Bound{Min: orb.Point{west, 0}, Max: orb.Point{west + float64(width), float64(height)}}
			hole := orb.Bound{Min: orb.Point{west + 1, 1}, Max: orb.Point{west + 2, 3}}
			ground = append(ground, orb.Polygon{outer.ToRing(), hole.ToRing()})
		}
		index := newLineIndex(ringsOf(ground))
		for range 20 {
			p := orb.Point{
				float64(rapid.IntRange(-5, 90).Draw(t, "x")) + 0.5, float64(rapid.IntRange(-3, 18).Draw(t, "y")) + 0.5,
			}
			if got, want := index.enclose(p), planar.MultiPolygonContains(ground, p); got != want {
				t.Fatalf("%v encloses %v: %t, want %t", ground, p, got, want)
			}
		}
	})
}

func TestEdgesThatFollowOneAnotherAreOneLine(t *testing.T) {
	zigzag := orb.LineString{{0, 0}, {1, 1}, {2, 0}, {3, 1}, {4, 0}, {5, 1}, {6, 0}}
	index := newLineIndex(orb.MultiLineString{zigzag, {{0, 50}, {6, 50}}})
	piece := func(west, east float64) orb.Polygon {
		return orb.Bound{Min: orb.Point{west, 1.2}, Max: orb.Point{east, 1.4}}.ToPolygon()
	}
	cases := []struct {
		name   string
		ground orb.MultiPolygon
		want   orb.MultiLineString
	}{
		{"beside the first edges", orb.MultiPolygon{piece(0.2, 1.5)}, orb.MultiLineString{zigzag[0:3]}},
		{"beside the first and the last", orb.MultiPolygon{piece(0.2, 0.4), piece(5.6, 5.8)}, orb.MultiLineString{zigzag[0:2], zigzag[5:7]}},
		{"far from all", orb.MultiPolygon{piece(80, 81)}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, index.along(c.ground, 0.3)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
