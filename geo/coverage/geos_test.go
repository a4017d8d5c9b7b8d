package coverage_test

import (
	"database/sql"
	"math"
	"sync"
	"testing"

	"github.com/mattn/go-sqlite3"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/coverage"
)

var registerSpatiaLite = sync.OnceFunc(func() {
	sql.Register("sqlite3_spatialite_coverage_test", &sqlite3.SQLiteDriver{Extensions: []string{"mod_spatialite"}})
})

// openGEOS returns an in-memory SpatiaLite database: GEOS, an implementation that is not ours.
func openGEOS(t *testing.T) *sql.DB {
	registerSpatiaLite()
	db, err := sql.Open("sqlite3_spatialite_coverage_test", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	if _, err := db.Exec("SELECT InitSpatialMetaData(1)"); err != nil {
		t.Skipf("SpatiaLite absent: %v", err)
	}
	return db
}

// squareUnits is how many squared grid units a squared degree has.
const squareUnits = geo.GridPerDegree * geo.GridPerDegree

// askArea returns an area in squared grid units.
func askArea(t *rapid.T, db *sql.DB, query string, shapes ...orb.Geometry) float64 {
	args := make([]any, len(shapes))
	for i, s := range shapes {
		args[i] = wkt.MarshalString(s)
	}
	var area sql.NullFloat64
	if err := db.QueryRow(query, args...).Scan(&area); err != nil {
		t.Fatal(err)
	}
	return area.Float64 * squareUnits
}

// unitsAround is the length of all edges in grid units.
func unitsAround(shapes ...orb.MultiPolygon) float64 {
	var sum float64
	for _, m := range shapes {
		sum += planar.Length(m) * geo.GridPerDegree
	}
	return sum
}

func areaUnder(c *coverage.Coverage, controller geo.ControllerID) float64 {
	var area2 int64
	for _, f := range c.Faces() {
		if f.Label.Controller == controller {
			area2 += f.Area2
		}
	}
	return float64(area2) / 2
}

func TestAreasAreThoseOfGEOS(t *testing.T) {
	db := openGEOS(t)
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		blob := s.outline(t)[:1]
		c, err := coverage.New(blob, coverage.Unassigned())
		if err != nil {
			t.Fatal(err)
		}
		p, q := orb.MultiPolygon{s.simple(t)}, orb.MultiPolygon{s.simple(t)}
		slack := 2*unitsAround(blob, p, q) + 8
		for _, check := range []struct {
			name, query string
			areas       []coverage.Area
		}{
			{
				"union", "SELECT ST_Area(ST_Intersection(GeomFromText(?1), ST_Union(GeomFromText(?2), GeomFromText(?3))))",
				[]coverage.Area{{Name: "p", Label: stated("a"), Geometry: p}, {Name: "q", Label: stated("a"), Geometry: q}},
			},
			{
				"difference", "SELECT ST_Area(ST_Intersection(GeomFromText(?1), ST_Difference(GeomFromText(?2), GeomFromText(?3))))",
				[]coverage.Area{{Name: "p", Label: stated("a"), Geometry: p}, {Name: "q", Label: stated("b"), Geometry: q}},
			},
			{
				"intersection", "SELECT ST_Area(ST_Intersection(ST_Intersection(GeomFromText(?1), GeomFromText(?2)), GeomFromText(?3)))",
				outside(p, q),
			},
		} {
			painted := c
			for _, a := range check.areas {
				painted = paint(t, painted, []coverage.Area{a})
			}
			want, got := askArea(t, db, check.query, blob[0], p[0], q[0]), areaUnder(painted, "a")
			if math.Abs(want-got) > slack {
				t.Fatalf("%s: %.1f squared units, GEOS has %.1f; more than %.1f apart", check.name, got, want, slack)
			}
		}
	})
}

// outside paints p as a, then all but q as b: a is left where p and q are.
func outside(p, q orb.MultiPolygon) []coverage.Area {
	but := orb.Polygon{q.Bound().Union(p.Bound()).Pad(1).ToPolygon()[0]}
	return []coverage.Area{
		{Name: "p", Label: stated("a"), Geometry: p},
		{Name: "not q", Label: stated("b"), Geometry: orb.MultiPolygon{append(but, q[0]...)}},
	}
}

func TestEveryZoneIsValidForGEOS(t *testing.T) {
	db := openGEOS(t)
	rapid.Check(t, func(t *rapid.T) {
		s, c := begin(t)
		for i := range rapid.IntRange(1, 4).Draw(t, "paints") {
			c = paint(t, c, s.areas(t, geo.UpdateID(i+1)))
		}
		for _, f := range c.Faces() {
			var valid int
			shape := wkt.MarshalString(f.Polygon)
			if err := db.QueryRow("SELECT ST_IsValid(GeomFromText(?))", shape).Scan(&valid); err != nil {
				t.Fatal(err)
			}
			if valid != 1 {
				t.Fatalf("GEOS finds a zone that is not valid: %s", shape)
			}
		}
	})
}
