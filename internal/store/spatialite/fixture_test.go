package spatialite

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"splitline/internal/store/storetest"
)

// Before a release that has a new schema, say 5, run
//
//	go test ./internal/store/spatialite -run OfEverySchema -make-fixture 5
//
// and commit what it writes to testdata. The file of a schema that was released is never made again: what it answers
// after an upgrade is what it answered then, which answers.json records, and answers-5.json from schema 5 on; a missing one is
// written with the fixture.
var makeFixture = flag.Int("make-fixture", 0, "write the fixture of this schema")

// firstFilled is the first schema that has tables; a file of an earlier one is empty.
const firstFilled = 2

// firstWithAreas is the first schema whose file has reference sets.
const firstWithAreas = 5

func fixtureName(schema int) string {
	return filepath.Join("testdata", fmt.Sprintf("schema-%d.db.gz", schema))
}

// answersName returns the file of what a file of a schema answers: the history was written with more from schema 5 on.
func answersName(schema int) string {
	if schema < firstWithAreas {
		return filepath.Join("testdata", "answers.json")
	}
	return filepath.Join("testdata", "answers-5.json")
}

// fixture writes the file of a schema to a folder and returns its path.
func fixture(t *testing.T, schema int) string {
	t.Helper()
	packed, err := os.Open(fixtureName(schema))
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(unpacked)
	if err := errors.Join(err, packed.Close()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "store.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAFileOfEverySchemaIsUpgradedAndAnswersAsRecorded(t *testing.T) {
	ctx := context.Background()
	if *makeFixture > 0 {
		writeFixture(t, *makeFixture)
	}
	for schema := 1; schema <= newestVersion; schema++ {
		t.Run(fmt.Sprintf("schema %d", schema), func(t *testing.T) {
			path := fixture(t, schema)
			s, err := Open(ctx, path, Options{Clock: noon})
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}()
			if err := s.Check(ctx); err != nil {
				t.Error(err)
			}
			if schema < firstFilled {
				if err := storetest.Fill(ctx, s); err != nil {
					t.Errorf("it cannot be filled: %v", err)
				}
				return
			}
			want := string(read(t, answersName(schema)))
			got, err := storetest.Answers(ctx, s)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if schema < newestVersion {
				kept := fmt.Sprintf("%s.schema-%d-20260501T120000Z", path, schema)
				if _, err := os.Stat(kept); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// writeFixture writes a file of a schema with a small history in it, if the schema has tables. The reference systems
// that it does not use are taken out, to keep it small.
func writeFixture(t *testing.T, schema int) {
	t.Helper()
	path := leftAt(t, int64(schema))
	if schema >= firstFilled {
		copyRows(t, filled(t), path)
	}
	slim(t, path)
	writeAnswers(t, schema)
	if err := os.WriteFile(fixtureName(schema), pack(t, read(t, path)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// writeAnswers writes what a file of a schema answers, unless that is recorded already.
func writeAnswers(t *testing.T, schema int) {
	t.Helper()
	if _, err := os.Stat(answersName(schema)); err == nil || schema < firstFilled {
		return
	}
	ctx := context.Background()
	s, err := Open(ctx, filled(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	text, err := storetest.Answers(ctx, s)
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(answersName(schema), text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// filled returns the path of a file of the newest schema with a small history.
func filled(t *testing.T) string {
	t.Helper()
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "store.db")
	s, err := Open(ctx, path, Options{Clock: storetest.NewClock().Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(storetest.Fill(ctx, s), s.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// copyRows copies the rows of every table of ours from one file to another of the same or of an earlier schema.
func copyRows(t *testing.T, from, to string) {
	t.Helper()
	statements := []string{"PRAGMA foreign_keys = OFF", "ATTACH '" + from + "' AS filled"}
	for _, g := range append(guards(), guard{table: "recorded_clock"}, guard{table: "measures"}) {
		statements = append(statements, fmt.Sprintf("INSERT INTO %[1]s SELECT * FROM filled.%[1]s", g.table))
	}
	s := &Store{path: to, options: Options{}.withDefaults()}
	pool := s.pool(migrating, 1)
	for _, statement := range statements {
		if _, err := pool.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
}

// slim takes out the reference systems but WGS 84, and the WAL.
func slim(t *testing.T, path string) {
	t.Helper()
	s := &Store{path: path, options: Options{}.withDefaults()}
	pool := s.pool(migrating, 1)
	_, err := pool.Exec("DELETE FROM spatial_ref_sys_aux WHERE srid <> 4326; DELETE FROM spatial_ref_sys WHERE srid <> 4326; " +
		"PRAGMA journal_mode = DELETE; VACUUM")
	if err := errors.Join(err, pool.Close()); err != nil {
		t.Fatal(err)
	}
}

func pack(t *testing.T, content []byte) []byte {
	t.Helper()
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Write(content)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}
