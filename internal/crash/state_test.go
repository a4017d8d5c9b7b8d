package crash

import (
	"compress/gzip"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3" // registers the driver "sqlite3"
)

// recorded are the tables that hold what was recorded, in which nothing is overwritten, so that the number of their rows
// tells what is there. The value tells whether a row can be closed.
var recorded = map[string]bool{
	"enclaves": false, "enclave_versions": true, "sources": false, "boundaries": true, "series": false, "series_versions": true,
	"settings": true, "controllers": false, "sides": false, "side_controllers": false, "revisions": false, "editions": true,
	"updates": true, "update_sources": false, "update_areas": false, "zones": true, "update_sets": false, "zone_sets": false, "figures": true,
	"observations": true, "milestones": true, "places": true,
}

// fixture unpacks a database of a schema.
func fixture(t *testing.T, schema int, path string) {
	t.Helper()
	if err := unpack(schema, path); err != nil {
		t.Fatal(err)
	}
}

// unpack unpacks a database of a schema that the store keeps for its own tests.
func unpack(schema int, path string) error {
	name := fmt.Sprintf("schema-%d.db.gz", schema)
	packed, err := os.Open(filepath.Join(moduleRoot(), "internal", "store", "spatialite", "testdata", name))
	if err != nil {
		return err
	}
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		return errors.Join(err, packed.Close())
	}
	content, err := io.ReadAll(unpacked)
	return errors.Join(err, packed.Close(), os.WriteFile(path, content, 0o600))
}

// ask runs a query of one number or text on a file, by SQLite without the program.
func ask(t *testing.T, path, query string) (answer string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=rw")
	if err != nil {
		t.Fatal(err)
	}
	err = db.QueryRow(query).Scan(&answer)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return answer
}

// state returns what a file holds: how many rows each table has, and how many of them are closed.
func state(t *testing.T, path string) string {
	t.Helper()
	var counts []string
	for table, closes := range recorded {
		closed := "0"
		if closes {
			closed = "count(recorded_to)"
		}
		counts = append(counts, fmt.Sprintf("(SELECT '%[1]s ' || count(*) || '/' || %[2]s FROM %[1]s)", table, closed))
	}
	slices.Sort(counts)
	return ask(t, path, "SELECT "+strings.Join(counts, " || ', ' || "))
}

// whole fails the test if SQLite finds a file damaged.
func whole(t *testing.T, path string) {
	t.Helper()
	if got := ask(t, path, "SELECT group_concat(integrity_check) FROM pragma_integrity_check"); got != "ok" {
		t.Errorf("%s is damaged: %s", filepath.Base(path), got)
	}
}
