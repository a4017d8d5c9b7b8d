package spatialite_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mattn/go-sqlite3"

	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

func TestOpenRefuses(t *testing.T) {
	tests := []struct {
		name    string
		kind    error
		says    string
		options spatialite.Options
		make    func(t *testing.T, path string)
	}{
		{"a file written by a newer version", store.ErrNewer, "its schema is 99, this program knows 5", spatialite.Options{}, func(t *testing.T, path string) {
			closeStore(t, open(t, path, spatialite.Options{}))
			execute(t, path, "PRAGMA user_version = 99")
		}},
		{"a SQLite file of another program", store.ErrForeign, "not a Splitline database", spatialite.Options{}, func(t *testing.T, path string) {
			execute(t, path, "CREATE TABLE songs (title TEXT)")
		}},
		{"a file of another application id", store.ErrForeign, "not a Splitline database", spatialite.Options{}, func(t *testing.T, path string) {
			execute(t, path, "PRAGMA application_id = 1196444487; CREATE TABLE gpkg_contents (a)")
		}},
		{"a file that is no database", store.ErrForeign, "is not a Splitline database: its content is of another kind", spatialite.Options{}, func(t *testing.T, path string) {
			put(t, path, []byte(strings.Repeat("{\"type\": \"FeatureCollection\"}\n", 100)))
		}},
		{"a folder", store.ErrForeign, "is a folder, not a Splitline database", spatialite.Options{}, func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}},
		{"a line of text", store.ErrForeign, "too short", spatialite.Options{}, func(t *testing.T, path string) {
			put(t, path, []byte("\n"))
		}},
		{"a picture", store.ErrForeign, "content is of another kind", spatialite.Options{}, func(t *testing.T, path string) {
			put(t, path, append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 5000)...))
		}},
		{"a file whose beginning was overwritten", store.ErrForeign, "beginning was overwritten", spatialite.Options{}, func(t *testing.T, path string) {
			closeStore(t, open(t, path, spatialite.Options{}))
			content := []byte(contents(t, path))
			put(t, path, append(make([]byte, 100), content[100:]...))
		}},
		{"a file cut short", store.ErrDamaged, "malformed", spatialite.Options{}, func(t *testing.T, path string) {
			closeStore(t, open(t, path, spatialite.Options{}))
			if err := os.Truncate(path, 8192); err != nil {
				t.Fatal(err)
			}
		}},
		{"a file that is not there, to read only", store.ErrNotFound, "there is no file", spatialite.Options{ReadOnly: true}, func(*testing.T, string) {}},
		{"an empty file, to read only", store.ErrForeign, "is empty", spatialite.Options{ReadOnly: true}, func(t *testing.T, path string) {
			put(t, path, nil)
		}},
		{
			"to go on without SpatiaLite", store.ErrNoSpatiaLite, "apt-get install libsqlite3-mod-spatialite",
			spatialite.Options{Extension: "no_such_extension"},
			func(*testing.T, string) {},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "store.db")
			tt.make(t, path)
			before := contents(t, path)
			_, err := spatialite.Open(context.Background(), path, tt.options)
			if !errors.Is(err, tt.kind) || !strings.Contains(err.Error(), tt.says) || (!errors.Is(tt.kind, store.ErrNoSpatiaLite) && !strings.Contains(err.Error(), path)) {
				t.Errorf("got error %v, want kind %v, naming %q and the file", err, tt.kind, tt.says)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("the error has more than one line: %q", err)
			}
			if contents(t, path) != before {
				t.Error("the file was changed")
			}
		})
	}
}

func TestOpenInAFolderThatIsNotThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none", "store.db")
	if _, err := spatialite.Open(context.Background(), path, spatialite.Options{}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got error %v", err)
	}
}

func TestOpenMakesAnEmptyFileAndAnOddNameAStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "an odd name? 100% #1.db")
	put(t, path, nil)
	closeStore(t, open(t, path, spatialite.Options{}))
	closeStore(t, open(t, path, spatialite.Options{}))
}

func TestAReadOnlyStoreReadsAndDoesNotWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path, spatialite.Options{})
	found(t, s)
	closeStore(t, s)
	before := contents(t, path)
	s = open(t, path, spatialite.Options{ReadOnly: true})
	defer closeStore(t, s)
	readZones(t, s, store.ZoneQuery{Series: ref})
	err := s.Write(context.Background(), func(store.Writer) error { return nil })
	if !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("got error %v", err)
	}
	if contents(t, path) != before {
		t.Error("the file was changed")
	}
}

func TestWhatWasRecordedIsNeverOverwrittenOrDeleted(t *testing.T) {
	s := founded(t)
	publishDates(t, s, 1, 1, 10)
	path := s.Path()
	statements := []string{
		"UPDATE zones SET recorded_to = '2999-01-01T00:00:00.000000Z'; UPDATE zones SET recorded_to = NULL",
		"UPDATE zones SET area_m2 = 0",
		"UPDATE settings SET thresholds = '{}'",
		"UPDATE enclave_versions SET name = '{}'",
		"UPDATE series_versions SET title = '{}'",
	}
	for _, table := range []string{
		"enclaves", "sources", "boundaries", "series", "settings", "controllers", "revisions", "editions", "updates",
		"update_sources", "update_areas", "zones", "update_sets", "zone_sets",
	} {
		statements = append(statements, "DELETE FROM "+table)
	}
	for _, statement := range statements {
		err := try(t, path, statement)
		var sqlite sqlite3.Error
		if !errors.As(err, &sqlite) || sqlite.Code != sqlite3.ErrConstraint {
			t.Errorf("%s: got error %v, want a constraint", statement, err)
		}
	}
}

// execute runs SQL on a file without the package under test.
func execute(t *testing.T, path, statements string) {
	t.Helper()
	if err := try(t, path, statements); err != nil {
		t.Fatal(err)
	}
}

func try(t *testing.T, path, statements string) error {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec(statements)
	return errors.Join(err, db.Close())
}

func put(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// contents returns the content of a file, "" if it is not there or a folder.
func contents(t *testing.T, path string) string {
	t.Helper()
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		return ""
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
