package spatialite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"math"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"
	"github.com/twpayne/go-geom/encoding/wkb"

	"splitline/geo"
	"splitline/internal/store"
)

// BenchmarkGeometry compares ways to write and read a polygon of 3,000 vertices. The package uses the first.
func BenchmarkGeometry(b *testing.B) {
	polygon := make(orb.Polygon, 1)
	for i := range 3001 {
		angle := 2 * math.Pi * float64(i%3000) / 3000
		polygon[0] = append(polygon[0], orb.Point{34.4 + 0.1*math.Cos(angle), 31.4 + 0.1*math.Sin(angle)})
	}
	stored, err := formatBlob(polygon)
	if err != nil {
		b.Fatal(err)
	}
	db := memory(b)
	var text []byte
	if err := db.QueryRow("SELECT AsBinary(?)", stored).Scan(&text); err != nil {
		b.Fatal(err)
	}
	b.Run("read/BLOB", func(b *testing.B) {
		for b.Loop() {
			var column []byte
			if err := db.QueryRow("SELECT ?", stored).Scan(&column); err != nil {
				b.Fatal(err)
			}
			if _, err := parseBlob(column); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read/AsBinary and go-geom", func(b *testing.B) {
		for b.Loop() {
			var column []byte
			if err := db.QueryRow("SELECT AsBinary(?)", stored).Scan(&column); err != nil {
				b.Fatal(err)
			}
			if _, err := wkb.Unmarshal(column); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("write/BLOB", func(b *testing.B) {
		for b.Loop() {
			column, err := formatBlob(polygon)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := db.Exec("SELECT ?", column); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("write/go-geom and GeomFromWKB", func(b *testing.B) {
		shape, err := wkb.Unmarshal(text)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			column, err := wkb.Marshal(shape, wkb.NDR)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := db.Exec("SELECT GeomFromWKB(?, 4326)", column); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func shapes() map[string]orb.Geometry {
	third := 1.0 / 3
	line := orb.LineString{{34 + third, 31}, {34.4, -31.4}, {0, math.Copysign(0, -1)}}
	ring := orb.Ring{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}
	hole := orb.Ring{{1, 1}, {1, 2}, {2, 2}, {1, 1}}
	return map[string]orb.Geometry{
		"POINT(34.3 31)":            orb.Point{34.3, 31},
		"a line":                    line,
		"a polygon with a hole":     orb.Polygon{ring, hole},
		"points":                    orb.MultiPoint{{1, 2}, {3, 4}},
		"lines":                     orb.MultiLineString{line, {{1, 2}, {3, 4}}},
		"polygons":                  orb.MultiPolygon{{ring, hole}, {{{10, 10}, {11, 10}, {11, 11}, {10, 10}}}},
		"a collection of each kind": orb.Collection{orb.Point{1, 2}, line, orb.Polygon{ring}},
	}
}

func TestSpatiaLiteReadsWhatIsWritten(t *testing.T) {
	db := memory(t)
	for name, g := range shapes() {
		t.Run(name, func(t *testing.T) {
			written, err := formatBlob(g)
			if err != nil {
				t.Fatal(err)
			}
			var again []byte
			var id int
			if err := db.QueryRow("SELECT GeomFromWKB(AsBinary(?1), 4326), ST_SRID(?1)", written).Scan(&again, &id); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(written, again); diff != "" || id != 4326 {
				t.Errorf("SpatiaLite writes the same geometry otherwise, with SRID %d:\n%s", id, diff)
			}
		})
	}
}

func TestGoGeomReadsTheSameCoordinates(t *testing.T) {
	db := memory(t)
	for name, g := range shapes() {
		t.Run(name, func(t *testing.T) {
			written, err := formatBlob(g)
			if err != nil {
				t.Fatal(err)
			}
			var text []byte
			if err := db.QueryRow("SELECT AsBinary(?)", written).Scan(&text); err != nil {
				t.Fatal(err)
			}
			shape, err := wkb.Unmarshal(text)
			if err != nil {
				t.Fatal(err)
			}
			if bounds, want := shape.Bounds(), g.Bound(); bounds.Min(0) != want.Min[0] || bounds.Max(1) != want.Max[1] {
				t.Errorf("bounds %v, want %v", bounds, want)
			}
		})
	}
}

func TestABlobComesBackBitForBit(t *testing.T) {
	for name, g := range shapes() {
		t.Run(name, func(t *testing.T) {
			written, err := formatBlob(g)
			if err != nil {
				t.Fatal(err)
			}
			got, err := parseBlob(written)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(g, got, cmp.Comparer(func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) })); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestABigEndianBlobOfAnotherProgramIsRead(t *testing.T) {
	db := memory(t)
	bigEndian := []byte{
		0x00, 0x00, 0x00, 0x00, 0x10, 0xE6,
		0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0,
		0x7C, 0, 0, 0, 1, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0xFE,
	}
	got, err := parseBlob(bigEndian)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(orb.Geometry(orb.Point{1, 2}), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var text string
	if err := db.QueryRow("SELECT AsText(?)", bigEndian).Scan(&text); err != nil || text != "POINT(1 2)" {
		t.Errorf("SpatiaLite reads %q, %v", text, err)
	}
}

// memory returns a database in memory with SpatiaLite.
func memory(t testing.TB) *sql.DB {
	t.Helper()
	s := &Store{path: filepath.Join(t.TempDir(), "memory.db")}
	pool := sql.OpenDB(connector{driver: s.driver(reading), dsn: ":memory:"})
	pool.SetMaxOpenConns(1)
	t.Cleanup(func() {
		if err := pool.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := pool.PingContext(context.Background()); err != nil {
		t.Fatal(err)
	}
	return pool
}

func TestFormatBlobRefuses(t *testing.T) {
	tests := []struct {
		name string
		g    orb.Geometry
	}{
		{"no points", orb.MultiPolygon{}},
		{"a polygon without rings", orb.Polygon{}},
		{"a longitude off the globe", orb.Point{180.5, 0}},
		{"a latitude off the globe", orb.LineString{{0, 0}, {0, -90.5}}},
		{"a coordinate that is not a number", orb.Polygon{{{0, 0}, {1, math.NaN()}, {1, 1}, {0, 0}}}},
		{"an infinite coordinate", orb.MultiPoint{{0, 0}, {math.Inf(1), 0}}},
		{"a ring by itself", orb.Ring{{0, 0}, {1, 0}, {1, 1}, {0, 0}}},
		{"a bound by itself", orb.Bound{Max: orb.Point{1, 1}}},
		{"nothing within a collection", orb.Collection{orb.Point{1, 1}, nil}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := blob("field", tt.g); !errors.Is(err, geo.ErrInvalid) {
				t.Errorf("got error %v", err)
			}
		})
	}
	if _, err := blob("field", nil); !errors.Is(err, geo.ErrInvalid) {
		t.Errorf("nothing: got error %v", err)
	}
}

func TestParseBlobRefuses(t *testing.T) {
	polygon, err := formatBlob(orb.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}})
	if err != nil {
		t.Fatal(err)
	}
	changed := func(at int, to byte) []byte {
		b := bytes.Clone(polygon)
		b[at] = to
		return b
	}
	tests := []struct {
		name string
		b    []byte
	}{
		{"nothing", nil},
		{"another start", changed(0, 9)},
		{"another byte order", changed(1, 2)},
		{"another SRID", changed(2, 1)},
		{"no end of the bounds", changed(38, 0)},
		{"a third dimension", append(changed(40, 0x03)[:39:39], append([]byte{0xEB, 3, 0, 0}, polygon[43:]...)...)},
		{"a count of parts that cannot follow", changed(46, 0x7F)},
		{"a part without its mark", changed(47, 0)},
		{"a part of another class", changed(48, classLineString)},
		{"another end", changed(len(polygon)-1, 0)},
		{"bytes too many", append(bytes.Clone(polygon), 0, blobEnd)},
		{"bytes too few", append(bytes.Clone(polygon[:len(polygon)-9]), blobEnd)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if g, err := parseBlob(tt.b); !errors.Is(err, store.ErrDamaged) {
				t.Errorf("got %v, error %v", g, err)
			}
		})
	}
}

// FuzzParseBlob: whatever is in a geometry column, parsing neither panics nor takes memory that the BLOB cannot fill,
// and what it accepts is written again as the same geometry.
func FuzzParseBlob(f *testing.F) {
	for _, g := range shapes() {
		written, err := formatBlob(g)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(written)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		g, err := parseBlob(b)
		if err != nil {
			return
		}
		written, err := formatBlob(g)
		if err != nil {
			return
		}
		again, err := parseBlob(written)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(g, again, cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("(-first +again):\n%s", diff)
		}
	})
}
