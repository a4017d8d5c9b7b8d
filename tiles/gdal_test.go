package tiles_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/tiles"
)

// readWithGDAL runs SQL on a tile with GDAL's MVT driver and returns the rows, the first the names of the columns.
// GDAL 3.6 or newer is required; the project's test target installs it.
func readWithGDAL(t *testing.T, a tiles.Address, data []byte, sql string) [][]string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tile.mvt")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	options := []string{"-f", "CSV", "/vsistdout/", path, "-dialect", "sqlite", "-sql", sql, "-oo", "CLIP=NO"}
	for name, n := range map[string]uint32{"X": a.X, "Y": a.Y, "Z": uint32(a.Z)} {
		options = append(options, "-oo", fmt.Sprintf("%s=%d", name, n))
	}
	command := exec.Command("ogr2ogr", options...)
	var complaints strings.Builder
	command.Stderr = &complaints
	out, err := command.Output()
	if err != nil || complaints.Len() > 0 {
		t.Fatalf("ogr2ogr: %v\n%s", err, complaints.String())
	}
	rows, err := csv.NewReader(strings.NewReader(string(out))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestGDALReadsWhatWasWritten(t *testing.T) {
	set := newSet(t, village())
	a := tiles.AddressAt(orb.Point{34.25, 31.25}, 12)
	data := encode(t, set, a, tiles.Asked(geo.Question{}))
	rows := readWithGDAL(t, a, data, "SELECT mvt_id, id, controller, assessment, \"from\", \"to\", area_km2 FROM zones ORDER BY \"from\", id")
	want := "mvt_id,id,controller,assessment,from,to,area_km2\n" +
		"1,1,hamas-held,reported,1735689600,1735776000,101.387432\n" +
		"3,3,unassigned,,1735689600,,4.224477\n" +
		"1,1,hamas-held,reported,1735776000,,80.265051\n"
	var got strings.Builder
	for _, r := range rows {
		fmt.Fprintln(&got, strings.Join(r, ","))
	}
	if got.String() != want {
		t.Fatalf("GDAL read\n%swant\n%s", got.String(), want)
	}
}

func TestGDALFindsEveryPolygonValid(t *testing.T) {
	q := quilt{columns: 4, rows: 5, vertices: 40, dates: 3, moving: 0.4, islands: true, seed: 2}
	set := newSet(t, q.content())
	for _, zoom := range []tiles.Zoom{4, 7, 9, 10, 11, 12, 14} {
		a := tiles.AddressAt(orb.Point{34.29, 31.28}, zoom)
		data := encode(t, set, a, tiles.AllDates())
		rows := readWithGDAL(t, a, data, "SELECT id, ST_IsValid(geometry), ST_IsValidReason(geometry) FROM zones")
		if want := len(features(decode(t, data), tiles.ZonesLayer)); len(rows)-1 != want || want == 0 {
			t.Fatalf("%v: GDAL read %d zones, want %d", a, len(rows)-1, want)
		}
		for _, r := range rows[1:] {
			if r[1] != "1" {
				t.Errorf("%v: zone %s: %s", a, r[0], r[2])
			}
		}
	}
}

func TestGDALPlacesZonesWhereTheyAre(t *testing.T) {
	set := newSet(t, village())
	a := tiles.AddressAt(orb.Point{34.25, 31.25}, 10)
	data := encode(t, set, a, tiles.At(firstDate))
	rows := readWithGDAL(t, a, data, "SELECT ST_MinX(e), ST_MinY(e), ST_MaxX(e), ST_MaxY(e) FROM (SELECT ST_Transform(geometry, 4326) e FROM zones WHERE id = 3)")
	unit := 360.0 / (1 << 10) / tiles.Extent
	for i, want := range []float64{34.24, 31.24, 34.26, 31.26} {
		got, err := strconv.ParseFloat(rows[1][i], 64)
		if err != nil || math.Abs(got-want) > unit {
			t.Errorf("side %d lies at %s, want %.6f", i, rows[1][i], want)
		}
	}
}
