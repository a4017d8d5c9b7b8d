package coverage_test

import (
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
)

func stated(controller geo.ControllerID) geo.Label {
	return geo.Label{Controller: controller, Basis: geo.Stated}
}

func square(west, south, east, north float64) orb.MultiPolygon {
	return orb.MultiPolygon{orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{east, north}}.ToPolygon()}
}

func TestPaintGivesGroundToTheArea(t *testing.T) {
	c, err := coverage.New(square(34, 31, 35, 32), coverage.Unassigned())
	if err != nil {
		t.Fatal(err)
	}
	c, err = c.Paint([]coverage.Area{{Name: "east", Label: stated("a"), Geometry: square(34.5, 30, 36, 33), Update: 7}})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	faces := c.Faces()
	if len(faces) != 2 || faces[1].Label != stated("a") || faces[1].Area2 != faces[0].Area2 || !faces[1].Updates.Equal(geo.UpdatesOf(7)) {
		t.Fatalf("got %+v", faces)
	}
}
