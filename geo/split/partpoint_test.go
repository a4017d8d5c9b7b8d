package split_test

import (
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"splitline/geo/split"
)

func TestEveryPartHasAPointInsideIt(t *testing.T) {
	m := gaza(t)
	rapid.Check(t, func(rt *rapid.T) {
		in := anyCanvas("iihhcuf").Draw(rt, "canvas").input()
		parts, err := split.PartsOf(t.Context(), in, m)
		if err != nil {
			rt.Fatal(err)
		}
		for _, p := range parts {
			if !planar.MultiPolygonContains(p.Geometry, orb.Point{p.Lon, p.Lat}) {
				rt.Fatalf("%v, %v lies outside part %d of %s", p.Lon, p.Lat, p.Number, p.Holder)
			}
		}
	})
}

func TestThePointOfASquareIsItsMiddleAndThatOfARingLiesInTheRing(t *testing.T) {
	m := gaza(t)
	square := draw(4000, "i")
	part := measure(t, square.input(), m).Controllers[0].Parts[0]
	if away := metresFrom(orb.Point{part.Lon, part.Lat}, square.corner(2000, 2000)); away > 150 {
		t.Errorf("%.0f m from the middle of a square of 4 km", away)
	}
	ring := draw(1000, "iii ihi iii")
	part = israeli(measure(t, ring.input(), m)).Parts[0]
	if in := metresFrom(orb.Point{part.Lon, part.Lat}, ring.corner(1500, 1500)); in < 500 {
		t.Errorf("the point lies in the hole, %.0f m from its middle", in)
	}
}

func TestPartsTooSmallForFiveDecimalsHaveAPointWithSeven(t *testing.T) {
	in := strip(draw(1, "i.h"), 0.5, 0.5).input()
	for _, c := range measure(t, in, gaza(t)).Controllers {
		p := c.Parts[0]
		for _, z := range in.Snapshot.Zones {
			if z.Label.Controller == c.ID && !planar.PolygonContains(z.Polygon, orb.Point{p.Lon, p.Lat}) {
				t.Errorf("%v, %v lies outside the half metre of %s", p.Lon, p.Lat, c.ID)
			}
		}
	}
}
