package coverage_test

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
)

const shared = "../../../shared/data/"

// feature is as much of GeoJSON as the files have.
type feature struct {
	Geometry struct {
		Type        string
		Coordinates json.RawMessage
	}
}

// polygonsIn returns all polygons of a shared file. It skips the test where the shared data is absent.
func polygonsIn(t testing.TB, name string) orb.MultiPolygon {
	content, err := os.ReadFile(filepath.FromSlash(shared + name))
	if os.IsNotExist(err) {
		t.Skip("shared data absent")
	}
	if err != nil {
		t.Fatal(err)
	}
	var collection struct{ Features []feature }
	if err := json.Unmarshal(content, &collection); err != nil {
		t.Fatal(err)
	}
	var all orb.MultiPolygon
	for _, f := range collection.Features {
		all = append(all, f.polygons(t)...)
	}
	return all
}

func (f feature) polygons(t testing.TB) orb.MultiPolygon {
	var coordinates [][][][]float64
	var err error
	switch f.Geometry.Type {
	case "MultiPolygon":
		err = json.Unmarshal(f.Geometry.Coordinates, &coordinates)
	case "Polygon":
		coordinates = make([][][][]float64, 1)
		err = json.Unmarshal(f.Geometry.Coordinates, &coordinates[0])
	}
	if err != nil {
		t.Fatal(err)
	}
	var m orb.MultiPolygon
	for _, rings := range coordinates {
		var p orb.Polygon
		for _, points := range rings {
			var r orb.Ring
			for _, q := range points {
				r = append(r, orb.Point{q[0], q[1]})
			}
			p = append(p, r)
		}
		m = append(m, p)
	}
	return m
}

// km2 returns the area under each controller in square kilometres.
func km2(c *coverage.Coverage) map[geo.ControllerID]float64 {
	areas := make(map[geo.ControllerID]float64)
	for _, f := range c.Faces() {
		areas[f.Label.Controller] += geo.Km2(f.AreaM2)
	}
	return areas
}

func TestTheYellowLineOnTheDissolvedMunicipalities(t *testing.T) {
	municipalities := polygonsIn(t, "gaza/municipalities_ocha_2019.geojson")
	c, err := coverage.New(municipalities, coverage.Unassigned())
	if err != nil {
		t.Fatal(err)
	}
	if got := km2(c)["unassigned"]; math.Abs(got-364.9) > 0.1 {
		t.Errorf("the municipalities have %.2f km²", got)
	}
	line := []coverage.Area{{Name: "line", Label: stated("israeli-held"), Geometry: polygonsIn(t, "gaza/yellow_line_2025-10-19.geojson"), Update: 1}}
	painted, err := c.Replace(line, stated("hamas-held"))
	if err != nil {
		t.Fatal(err)
	}
	if err := painted.Check(); err != nil {
		t.Error(err)
	}
	areas := km2(painted)
	if held := areas["israeli-held"]; math.Abs(held-193.73) > 0.05 || math.Abs(held/(held+areas["hamas-held"])-0.531) > 0.0005 {
		t.Errorf("got %v", areas)
	}
	again, err := painted.Paint(line)
	if err != nil {
		t.Fatal(err)
	}
	if !again.Equal(painted) {
		t.Error("the same line again moves vertices")
	}
}

// days returns the shapes of consecutive days and a frame around all.
func days(t testing.TB) (outline orb.MultiPolygon, shapes []orb.MultiPolygon) {
	files, err := filepath.Glob(filepath.FromSlash(shared + "deepstate/*.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("shared data absent")
	}
	var bound orb.Bound
	for i, name := range files {
		m := polygonsIn(t, "deepstate/"+filepath.Base(name))
		if i == 0 {
			bound = m.Bound()
		}
		bound = bound.Union(m.Bound())
		shapes = append(shapes, m)
	}
	return orb.MultiPolygon{bound.Pad(0.01).ToPolygon()}, shapes
}

func TestNinetyTwoDaysOfOneFront(t *testing.T) {
	outline, shapes := days(t)
	updates := make([]geo.Update, len(shapes))
	for i, m := range shapes {
		updates[i] = replaced(painted(geo.UpdateID(i+1), geo.Interval{From: day(1).AddDate(0, 0, i)}, "a", 0, 1), "b")
		updates[i].Areas[0].Geometry = m
	}
	states, err := coverage.Fold(context.Background(), outline, updates, nil)
	if err != nil {
		t.Fatal(err)
	}
	zones, next := coverage.Identify(states, nil, 1)
	faces := 0
	for _, s := range states {
		faces += len(s.Coverage.Faces())
	}
	if len(states) >= len(shapes) || len(zones) >= faces || int(next) > len(zones) {
		t.Errorf("%d days made %d states, %d faces, %d rows and %d ids", len(shapes), len(states), faces, len(zones), next-1)
	}
	last := at(zones, states[len(states)-1].From.Add(time.Hour))
	if err := coverage.CheckSnapshot(outline, last); err != nil {
		t.Error(err)
	}
	t.Logf("%d days: %d states, %d faces, %d rows, %d ids, %d frontlines", len(shapes), len(states), faces, len(zones), next-1, len(coverage.Frontlines(zones)))
}

// TestDaysPaintedOverOneAnother lays the days one over the other without starting anew, near lines over near lines.
func TestDaysPaintedOverOneAnother(t *testing.T) {
	outline, shapes := days(t)
	c, err := coverage.New(outline, coverage.Unassigned())
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range shapes[:12] {
		label := stated([]geo.ControllerID{"a", "b", "c"}[i%3])
		if c, err = c.Paint([]coverage.Area{{Name: "day", Label: label, Geometry: m, Update: geo.UpdateID(i + 1)}}); err != nil {
			t.Fatal(err)
		}
		if err := c.Check(); err != nil {
			t.Fatalf("day %d: %v", i, err)
		}
	}
}
