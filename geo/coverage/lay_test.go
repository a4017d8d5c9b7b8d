package coverage_test

import (
	"time"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/coverage"
)

// layAll lays the updates that hold at an instant over one another.
func layAll(t *rapid.T, outline orb.MultiPolygon, updates []geo.Update, at time.Time) *coverage.Coverage {
	c, err := coverage.New(outline, coverage.Unassigned())
	for _, u := range updates {
		if err != nil {
			t.Fatal(err)
		}
		if !u.Valid.Contains(at) {
			continue
		}
		var areas []coverage.Area
		for _, a := range u.Areas {
			areas = append(areas, coverage.Area{Name: a.Name, Label: u.Label(a.Controller, geo.Stated), Geometry: a.Geometry, Update: u.ID})
		}
		if u.Kind == geo.Replace {
			c, err = c.Replace(areas, u.Label(u.Remainder, geo.Remainder))
		} else {
			c, err = c.Paint(areas)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}
