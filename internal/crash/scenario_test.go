package crash

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	third   = `{"type":"Polygon","coordinates":[[[34.27,31.25],[34.28,31.25],[34.28,31.26],[34.27,31.26],[34.27,31.25]]]}`
	outline = `{"type":"Polygon","coordinates":[[[34.25,31.25],[34.36,31.25],[34.36,31.26],[34.25,31.26],[34.25,31.25]]]}`
)

// scenario is work of the program that is disturbed.
type scenario struct {
	name string
	// prepare puts into a folder what the work needs: the database strip.db at least, unless it is to be made.
	prepare func(t *testing.T, folder string)
	args    []string
	// acknowledged is what the program prints once the work is done for good.
	acknowledged string
	// sample says that a server completes the sample when it starts.
	sample bool
	// look looks at what else the work leaves.
	look func(t *testing.T, folder string, acknowledged bool)
}

func scenarios() []scenario {
	return []scenario{
		{
			name: "import", prepare: prepared, acknowledged: "Imported 1 polygon into strip/assessed",
			args: []string{"import", "strip/assessed", "third.geojson", "--valid-from", "2025-10-12", "--controller", "contested"},
		},
		{
			name: "publication over a new boundary", prepare: prepared, acknowledged: "is in use for strip",
			args: []string{"boundary", "add", "strip", "outline.geojson"},
		},
		{
			name: "migration", prepare: func(t *testing.T, folder string) { t.Helper(); fixture(t, 2, database(folder)) },
			args: []string{"enclave", "list"}, acknowledged: "The Northern Strip", look: keptCopiesAreWhole,
		},
		{
			name: "backup", prepare: prepared, args: []string{"backup", "copy.db"}, acknowledged: "and checked the copy", look: backupIsWhole,
		},
		{
			name: "restore", prepare: preparedToRestore, args: []string{"restore", "earlier.db"}, acknowledged: "Restored", look: keptCopiesAreWhole,
		},
		{
			name: "first start", prepare: func(*testing.T, string) {}, acknowledged: "serves http", sample: true,
			args: []string{"serve", "--addr", "127.0.0.1:0"},
		},
	}
}

func database(folder string) string { return filepath.Join(folder, "strip.db") }

// prepared puts a database with two dates into a folder, and what is imported.
func prepared(t *testing.T, folder string) {
	t.Helper()
	fixture(t, 4, database(folder))
	put(t, filepath.Join(folder, "third.geojson"), third)
	put(t, filepath.Join(folder, "outline.geojson"), outline)
}

// preparedToRestore puts a database with three dates into a folder, and a backup of it with two.
func preparedToRestore(t *testing.T, folder string) {
	t.Helper()
	prepared(t, folder)
	fixture(t, 4, filepath.Join(folder, "earlier.db"))
	must(t, folder, scenarios()[0].args...)
}

func put(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// beside returns the files of a folder whose names have a part, without those that are still being written.
func beside(t *testing.T, folder, part string) (paths []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.Contains(e.Name(), part) && !strings.Contains(e.Name(), ".partial-") {
			paths = append(paths, filepath.Join(folder, e.Name()))
		}
	}
	return paths
}

// keptCopiesAreWhole looks at the files that an upgrade or a restore keeps under a dated name.
func keptCopiesAreWhole(t *testing.T, folder string, acknowledged bool) {
	t.Helper()
	kept := append(beside(t, folder, ".schema-2-"), beside(t, folder, ".before-restore-")...)
	if acknowledged && len(kept) == 0 {
		t.Error("nothing was kept")
	}
	for _, path := range kept {
		whole(t, path)
	}
}

// backupIsWhole looks at the backup, which is there if it was acknowledged, and whole if it is there.
func backupIsWhole(t *testing.T, folder string, acknowledged bool) {
	t.Helper()
	path := filepath.Join(folder, "copy.db")
	if _, err := os.Stat(path); err != nil {
		if acknowledged {
			t.Error("the backup that was acknowledged is not there")
		}
		return
	}
	must(t, folder, "check", "--db", path)
	if state(t, path) != state(t, database(folder)) {
		t.Error("the backup holds something else than the database")
	}
}
