package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"
)

// leftAt makes a file that was left at a migration.
func leftAt(t *testing.T, version int64) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "store.db")
	s := &Store{path: path, options: Options{}.withDefaults()}
	pool := s.pool(migrating, 1)
	provider, err := migrations(pool)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = provider.UpTo(context.Background(), version); err != nil {
		t.Fatal(err)
	}
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func noon() time.Time { return time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC) }

func TestAnUpgradeKeepsACopyOfWhatWasThereAndSaysSo(t *testing.T) {
	ctx, path := context.Background(), leftAt(t, 2)
	before := read(t, path)
	var notices []string
	options := Options{Clock: noon, Notice: func(sentence string) { notices = append(notices, sentence) }}
	s, err := Open(ctx, path, options)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	kept := path + ".schema-2-20260501T120000Z"
	want := []string{"Upgraded " + path + " from schema 2 to 5; what it was is kept in " + kept + "."}
	if diff := cmp.Diff(want, notices); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if schema, err := SchemaOf(ctx, kept); err != nil || schema != 2 {
		t.Errorf("the copy has schema %d, %v", schema, err)
	}
	if len(read(t, kept)) != len(before) {
		t.Errorf("the copy has %d bytes, the file had %d", len(read(t, kept)), len(before))
	}
}

func TestAnUpgradeThatFailsLeavesTheFileAsItWas(t *testing.T) {
	ctx, path := context.Background(), leftAt(t, 1)
	before := rows(t, path)
	_, err := Open(ctx, path, Options{Clock: noon, migrations: failingLate})
	if err == nil {
		t.Fatal("the upgrade did not fail")
	}
	want := path + " was not upgraded to schema 5 (the third fails): it is as it was, and a copy of that is kept in " +
		path + ".schema-1-20260501T120000Z"
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if schema, err := SchemaOf(ctx, path); err != nil || schema != 1 {
		t.Errorf("the file has schema %d, %v", schema, err)
	}
	if diff := cmp.Diff(before, rows(t, path)); diff != "" {
		t.Errorf("the schema has changed (-want +got):\n%s", diff)
	}
	s, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatalf("the file cannot be upgraded any more: %v", err)
	}
	if err := errors.Join(s.Check(ctx), s.Close()); err != nil {
		t.Error(err)
	}
}

func TestAnUpgradeThatCannotBackUpDoesNotBegin(t *testing.T) {
	ctx, path := context.Background(), leftAt(t, 2)
	s := &Store{path: path, options: Options{Clock: noon}.withDefaults()}
	pool := s.pool(migrating, 1)
	defer func() {
		if err := pool.Close(); err != nil {
			t.Error(err)
		}
	}()
	stopped, stop := context.WithCancel(ctx)
	stop()
	err := s.upgrade(stopped, pool, 2)
	if err == nil || !strings.Contains(err.Error(), "it could not be backed up first, and is as it was") {
		t.Errorf("got error %v", err)
	}
	if schema, err := SchemaOf(ctx, path); err != nil || schema != 2 {
		t.Errorf("the file has schema %d, %v", schema, err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("the folder has %v, %v", entries, err)
	}
}

// failingLate are the migrations of this program, of which the third fails after it has changed something.
func failingLate(pool *sql.DB) (*goose.Provider, error) {
	fail := func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "CREATE TABLE half_done (a)"); err != nil {
			return err
		}
		return errors.New("the third fails")
	}
	return provide(pool, goose.NewGoMigration(3, &goose.GoFunc{RunTx: fail}, nil))
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// rows returns the schema of a file and the migrations that it says were run.
func rows(t *testing.T, path string) []string {
	t.Helper()
	s := &Store{path: path, options: Options{}.withDefaults()}
	pool := s.pool(inspecting, 1)
	list, err := collect(context.Background(), pool, func(rows *sql.Rows) (text string, err error) {
		err = rows.Scan(&text)
		return text, err
	}, "SELECT coalesce(sql, name) FROM sqlite_schema UNION ALL SELECT version_id FROM "+versionTable)
	if err := errors.Join(err, pool.Close()); err != nil {
		t.Fatal(err)
	}
	return list
}
