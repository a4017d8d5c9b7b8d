package geo_test

import (
	"database/sql"
	"encoding/hex"
	"math"
	"slices"
	"testing"

	"github.com/mattn/go-sqlite3"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	"pgregory.net/rapid"

	"splitline/geo"
)

// zoneBetween returns the area in m² of the ellipsoid between two latitudes and over a width of longitude in degrees,
// in closed form: the zone of an oblate spheroid, b²Δλ/2·[atanh(e·sin φ)/e + sin φ/(1−e²sin²φ)] (Snyder 1987, eq. 3-11).
func zoneBetween(south, north, width float64) float64 {
	const a, f = 6378137.0, 1 / 298.257223563
	b := a * (1 - f)
	e := math.Sqrt(f * (2 - f))
	half := func(latitude float64) float64 {
		s := math.Sin(latitude * math.Pi / 180)
		return math.Atanh(e*s)/e + s/(1-e*e*s*s)
	}
	return b * b / 2 * width * math.Pi / 180 * (half(north) - half(south))
}

func box(west, south, east, north float64) orb.Ring {
	return orb.Ring{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}
}

func TestAreaOfAZoneBetweenParallels(t *testing.T) {
	tests := []struct {
		name                     string
		west, south, east, north float64
	}{
		{"a grid cell near Gaza", 34.2, 31.2, 34.6, 31.6},
		{"one hundredth of a degree", 34.40, 31.40, 34.41, 31.41},
		{"a cell across the equator", -1, -1, 1, 1},
		{"a cell beside the pole", 10, 89, 20, 90},
		{"the northern half of the Earth", -180, 0, 180, 90},
		{"the whole Earth", -180, -90, 180, 90},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := zoneBetween(tt.south, tt.north, tt.east-tt.west)
			got := geo.SignedRingAreaM2(box(tt.west, tt.south, tt.east, tt.north))
			if math.Abs(got-want) > 1e-9*want {
				t.Errorf("got %.3f m², want %.3f m²", got, want)
			}
		})
	}
	const earth = 510_065_621.724e6 // Moritz, Geodetic Reference System 1980; WGS 84 differs by less than 1 m²/km².
	if whole := geo.SignedRingAreaM2(box(-180, -90, 180, 90)); math.Abs(whole-earth) > 1e-6*earth {
		t.Errorf("the Earth: got %.0f m², want %.0f m²", whole, earth)
	}
}

func TestAreaOfATriangleHoldsToQuadrature(t *testing.T) {
	triangle := orb.Ring{{30, 20}, {45, 25}, {32, 50}, {30, 20}}
	if got, want := geo.SignedRingAreaM2(triangle), stripSum(triangle, 200_000); math.Abs(got-want) > 1e-6*want {
		t.Errorf("got %.0f m², want %.0f m²", got, want)
	}
}

// stripSum adds thin horizontal strips of a convex ring, each in closed form: an independent way to the same area.
func stripSum(ring orb.Ring, strips int) float64 {
	bound := ring.Bound()
	height := (bound.Max[1] - bound.Min[1]) / float64(strips)
	var sum float64
	for i := range strips {
		south := bound.Min[1] + float64(i)*height
		west, east := math.Inf(1), math.Inf(-1)
		for j := 1; j < len(ring); j++ {
			from, to := ring[j-1], ring[j]
			share := (south + height/2 - from[1]) / (to[1] - from[1])
			if share >= 0 && share <= 1 {
				x := from[0] + share*(to[0]-from[0])
				west, east = min(west, x), max(east, x)
			}
		}
		sum += zoneBetween(south, south+height, max(east-west, 0))
	}
	return sum
}

func TestAreaIsSignedAndAdditive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := func(name string, low, high float64) float64 { return rapid.Float64Range(low, high).Draw(t, name) }
		west, south := coordinate("west", -170, 160), coordinate("south", -80, 70)
		width, height := coordinate("width", 0.001, 8), coordinate("height", 0.001, 8)
		ring := box(west, south, west+width, south+height)
		cut := orb.Point{west + width*coordinate("cut", 0.1, 0.9), south + height}
		left := orb.Ring{ring[0], ring[1], cut, ring[3], ring[0]}
		right := orb.Ring{ring[1], ring[2], cut, ring[1]}
		whole := geo.SignedRingAreaM2(ring)
		if sum := geo.SignedRingAreaM2(left) + geo.SignedRingAreaM2(right); math.Abs(sum-whole) > 1e-9*whole+1e-3 {
			t.Fatalf("the halves are %.6f m², the whole %.6f m²", sum, whole)
		}
		slices.Reverse(ring)
		if turned := geo.SignedRingAreaM2(ring); math.Abs(turned+whole) > 1e-9*whole+1e-3 {
			t.Fatalf("turned round: got %.6f m², want %.6f m²", turned, -whole)
		}
	})
}

func TestAreaOfPolygonsWithHoles(t *testing.T) {
	outer, hole := box(34, 31, 35, 32), box(34.4, 31.4, 34.6, 31.6)
	want := zoneBetween(31, 32, 1) - zoneBetween(31.4, 31.6, 0.2)
	for name, p := range map[string]orb.Polygon{
		"a hole that runs the other way": {outer, reversed(hole)},
		"a hole that runs the same way":  {outer, hole},
		"an outer ring that runs clockwise": {
			reversed(outer), hole,
		},
	} {
		if got := geo.PolygonAreaM2(p); math.Abs(got-want) > 1e-9*want {
			t.Errorf("%s: got %.3f m², want %.3f m²", name, got, want)
		}
	}
	if got := geo.AreaM2(orb.MultiPolygon{{outer, hole}, {hole}}); math.Abs(got-zoneBetween(31, 32, 1)) > 1 {
		t.Errorf("a multipolygon must be the sum of its polygons, got %.3f m²", got)
	}
	for name, ring := range map[string]orb.Ring{
		"no ring": nil, "one point": {{34, 31}}, "two points": {{34, 31}, {35, 31}},
		"a ring without width": {{34, 31}, {34, 32}, {34, 31}},
	} {
		if got := geo.SignedRingAreaM2(ring); got != 0 {
			t.Errorf("%s: got %g m², want 0", name, got)
		}
	}
}

func reversed(ring orb.Ring) orb.Ring {
	turned := slices.Clone(ring)
	slices.Reverse(turned)
	return turned
}

// TestAreaAgreesWithSpatiaLite holds the area to the ellipsoidal area of SpatiaLite (librttopo), whose edges are
// geodesics: dense vertices make them run as ours do. Its own numerics limit the agreement to about a millionth; the
// closed forms above hold ours to 1e-9.
func TestAreaAgreesWithSpatiaLite(t *testing.T) {
	db := openSpatiaLite(t)
	rings := map[string]orb.Ring{
		"a triangle in the Strip":     {{34.25, 31.22}, {34.50, 31.50}, {34.30, 31.35}, {34.25, 31.22}},
		"an irregular shape":          {{34.22, 31.32}, {34.27, 31.22}, {34.37, 31.31}, {34.36, 31.37}, {34.56, 31.54}, {34.49, 31.59}, {34.22, 31.32}},
		"a large southern quadrangle": {{10, -40}, {22, -35}, {20, -22}, {12, -25}, {10, -40}},
	}
	for name, ring := range rings {
		t.Run(name, func(t *testing.T) {
			got := math.Abs(geo.SignedRingAreaM2(ring))
			want := geodesicArea(t, db, densify(ring, 0.002))
			if math.Abs(got-want) > 1e-6*want {
				t.Errorf("got %.1f m², SpatiaLite says %.1f m²", got, want)
			}
		})
	}
}

// densify returns the ring with vertices no further apart than the step in degrees.
func densify(ring orb.Ring, step float64) orb.Ring {
	dense := orb.Ring{ring[0]}
	for i := 1; i < len(ring); i++ {
		from, to := ring[i-1], ring[i]
		pieces := math.Ceil(max(math.Abs(to[0]-from[0]), math.Abs(to[1]-from[1])) / step)
		for piece := 1.0; piece <= pieces; piece++ {
			share := piece / pieces
			dense = append(dense, orb.Point{from[0] + share*(to[0]-from[0]), from[1] + share*(to[1]-from[1])})
		}
	}
	dense[len(dense)-1] = dense[0]
	return dense
}

func openSpatiaLite(t *testing.T) *sql.DB {
	t.Helper()
	const driver = "spatialite-area-oracle"
	if !slices.Contains(sql.Drivers(), driver) {
		sql.Register(driver, &sqlite3.SQLiteDriver{Extensions: []string{"mod_spatialite"}})
	}
	db, err := sql.Open(driver, ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("SELECT InitSpatialMetaDataFull(1)"); err != nil {
		t.Skipf("SpatiaLite is absent: %v", err)
	}
	return db
}

func geodesicArea(t *testing.T, db *sql.DB, ring orb.Ring) float64 {
	t.Helper()
	blob, err := wkb.Marshal(orb.Polygon{ring})
	if err != nil {
		t.Fatal(err)
	}
	var area sql.NullFloat64
	query := "SELECT ST_Area(GeomFromWKB(x'" + hex.EncodeToString(blob) + "', 4326), 1)"
	if err := db.QueryRow(query).Scan(&area); err != nil {
		t.Fatal(err)
	}
	if !area.Valid {
		t.Fatal("this SpatiaLite was built without the geodesic area, which these tests compare with")
	}
	return area.Float64
}

func BenchmarkAreaM2(b *testing.B) {
	ring := densify(box(34.2, 31.2, 34.6, 31.6), 0.0004)
	b.ReportMetric(float64(len(ring)), "vertices")
	for b.Loop() {
		geo.SignedRingAreaM2(ring)
	}
}
