package spatialite_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

// backedUp returns a store with three dates, closed, and a backup of it from before the third.
func backedUp(t *testing.T) (path, backup string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "store.db")
	backup = filepath.Join(t.TempDir(), "backup.db")
	s := open(t, path, spatialite.Options{})
	found(t, s)
	publishDates(t, s, 1, 10, 10)
	publishDates(t, s, 1, 10, 10)
	if err := s.Backup(context.Background(), backup, spatialite.BackupOptions{}); err != nil {
		t.Fatal(err)
	}
	publishDates(t, s, 1, 10, 10)
	closeStore(t, s)
	return path, backup
}

func restoreAt() spatialite.RestoreOptions {
	clock := func() time.Time { return time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC) }
	return spatialite.RestoreOptions{Options: spatialite.Options{Clock: clock}}
}

const keptSuffix = ".before-restore-20260501T120000Z"

func TestARestoreTakesThePlaceOfTheDatabaseAndKeepsIt(t *testing.T) {
	path, backup := backedUp(t)
	permit(t, path, 0o640)
	before := contents(t, backup)
	kept, err := spatialite.Restore(context.Background(), backup, path, restoreAt())
	if err != nil {
		t.Fatal(err)
	}
	same(t, path+keptSuffix, kept)
	same(t, []string{"store.db", "store.db" + keptSuffix}, names(t, filepath.Dir(path)))
	same(t, geo.Revision(2), revisionOf(t, path))
	same(t, geo.Revision(3), revisionOf(t, kept))
	if contents(t, backup) != before {
		t.Error("the backup was changed")
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	same(t, os.FileMode(0o640), info.Mode().Perm())
	if kept, err = spatialite.Restore(context.Background(), backup, path, restoreAt()); err != nil {
		t.Fatal(err)
	}
	same(t, path+keptSuffix+"-2", kept)
}

func TestARestoreWhereThereIsNoDatabaseYet(t *testing.T) {
	_, backup := backedUp(t)
	path := filepath.Join(t.TempDir(), "store.db")
	kept, err := spatialite.Restore(context.Background(), backup, path, restoreAt())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "", kept)
	same(t, []string{"store.db"}, names(t, filepath.Dir(path)))
	same(t, geo.Revision(2), revisionOf(t, path))
}

func TestARestoreInThePlaceOfADamagedFileKeepsAllThatLiesBesideIt(t *testing.T) {
	tests := []struct {
		name   string
		damage func(content string) string
	}{
		{"cut short", func(content string) string { return content[:20000] }},
		{"with its beginning overwritten", func(content string) string { return strings.Repeat("x", 200) + content[200:] }},
		{"empty", func(string) string { return "" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path, backup := backedUp(t)
			before := contents(t, path)
			put(t, path, []byte(tt.damage(before)))
			put(t, path+"-wal", []byte("what was left of a WAL"))
			if _, err := spatialite.Restore(context.Background(), backup, path, restoreAt()); err != nil {
				t.Fatal(err)
			}
			for _, name := range names(t, filepath.Dir(path)) {
				if name != "store.db" && !strings.HasPrefix(name, "store.db"+keptSuffix) {
					t.Errorf("beside it lies %s", name)
				}
			}
			same(t, tt.damage(before), contents(t, path+keptSuffix))
			same(t, geo.Revision(2), revisionOf(t, path))
		})
	}
}

func TestARestoreRefuses(t *testing.T) {
	path, backup := backedUp(t)
	folder := t.TempDir()
	damaged, picture, empty := filepath.Join(folder, "damaged.db"), filepath.Join(folder, "picture.png"), filepath.Join(folder, "empty")
	put(t, damaged, []byte(contents(t, backup)[:1<<20]))
	put(t, picture, append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 5000)...))
	put(t, empty, nil)
	gapped := restoreAt()
	gapped.Verify = func(context.Context, *spatialite.Store) error { return store.ErrDamaged }
	tests := []struct {
		name         string
		kind         error
		says         string
		backup, path string
		options      spatialite.RestoreOptions
	}{
		{"a backup that is not there", store.ErrNotFound, "there is no backup", filepath.Join(folder, "none.db"), path, restoreAt()},
		{"a damaged backup", store.ErrDamaged, "the backup " + damaged + " is damaged", damaged, path, restoreAt()},
		{"a backup with gaps", store.ErrDamaged, "the backup " + backup + " is damaged", backup, path, gapped},
		{"a picture", store.ErrForeign, picture + " is not a Splitline database", picture, path, restoreAt()},
		{"an empty file", store.ErrForeign, empty + " is empty", empty, path, restoreAt()},
		{"the database itself", store.ErrExists, "is the database itself", path, path, restoreAt()},
		{"a folder", store.ErrForeign, folder + " is a folder", backup, folder, restoreAt()},
		{"no folder", store.ErrNotFound, "there is no folder", backup, filepath.Join(folder, "none", "store.db"), restoreAt()},
	}
	before := contents(t, path)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := spatialite.Restore(context.Background(), tt.backup, tt.path, tt.options)
			if !errors.Is(err, tt.kind) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got error %v, want kind %v, saying %q", err, tt.kind, tt.says)
			}
			if contents(t, path) != before {
				t.Error("the database was changed")
			}
			same(t, []string{"store.db"}, names(t, filepath.Dir(path)))
		})
	}
}

func TestARestoreRefusesADatabaseInUse(t *testing.T) {
	path, backup := backedUp(t)
	t.Run("by a server", func(t *testing.T) {
		release, err := spatialite.Hold(path, "a server on 127.0.0.1:8080")
		if err != nil {
			t.Fatal(err)
		}
		_, err = spatialite.Restore(context.Background(), backup, path, restoreAt())
		if !errors.Is(err, store.ErrBusy) || !strings.Contains(err.Error(), "a server on 127.0.0.1:8080") {
			t.Errorf("got error %v", err)
		}
		if err := release(); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("by another process", func(t *testing.T) {
		c := startChild(t, path)
		if c.next() == 0 {
			t.Fatal("the child ended")
		}
		_, err := spatialite.Restore(context.Background(), backup, path, restoreAt())
		if !errors.Is(err, store.ErrBusy) || !strings.Contains(err.Error(), " is in use by ") {
			t.Errorf("got error %v", err)
		}
		if err := c.input.Close(); err != nil {
			t.Fatal(err)
		}
		for c.next() > 0 {
			continue
		}
		if err := c.command.Wait(); err != nil {
			t.Fatal(err)
		}
	})
	if revisionOf(t, path) < 4 {
		t.Error("what the other process published is gone")
	}
}

func revisionOf(t *testing.T, path string) geo.Revision {
	t.Helper()
	s := open(t, path, spatialite.Options{ReadOnly: true})
	defer closeStore(t, s)
	return wholeRevision(t, s)
}
