package spatialite_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

func TestABackupIsWhatTheStoreHeld(t *testing.T) {
	s := founded(t)
	publishDates(t, s, 3, 4, 100)
	want := readZones(t, s, store.ZoneQuery{Series: ref})
	path := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(context.Background(), path, spatialite.BackupOptions{}); err != nil {
		t.Fatal(err)
	}
	publishDates(t, s, 1, 1, 10)
	copied := open(t, path, spatialite.Options{})
	defer closeStore(t, copied)
	if diff := cmp.Diff(want, readZones(t, copied, store.ZoneQuery{Series: ref})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestABackupIsOneFileAndLeavesNoOther(t *testing.T) {
	s, folder := founded(t), t.TempDir()
	if err := s.Backup(context.Background(), filepath.Join(folder, "backup.db"), spatialite.BackupOptions{}); err != nil {
		t.Fatal(err)
	}
	same(t, []string{"backup.db"}, names(t, folder))
}

func TestABackupWhileAnotherWrites(t *testing.T) {
	s := founded(t)
	publishDates(t, s, 50, 10, 200)
	done := make(chan error)
	go func() {
		for range 20 {
			err := s.Write(context.Background(), func(w store.Writer) error { return publish(context.Background(), w, 1, 10, 200) })
			if err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	path := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(context.Background(), path, spatialite.BackupOptions{}); err != nil {
		t.Error(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	copied := open(t, path, spatialite.Options{ReadOnly: true})
	defer closeStore(t, copied)
	if err := copied.Check(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestABackupRefusesAFileThatIsThereAndAFolderThatIsNot(t *testing.T) {
	s, folder := founded(t), t.TempDir()
	path := filepath.Join(folder, "precious.txt")
	put(t, path, []byte("precious"))
	if err := s.Backup(context.Background(), path, spatialite.BackupOptions{}); !errors.Is(err, store.ErrExists) {
		t.Errorf("got error %v", err)
	}
	same(t, "precious", contents(t, path))
	if err := s.Backup(context.Background(), filepath.Join(folder, "none", "backup.db"), spatialite.BackupOptions{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got error %v", err)
	}
}

func TestACancelledBackupLeavesNothing(t *testing.T) {
	s, folder := founded(t), t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Backup(ctx, filepath.Join(folder, "backup.db"), spatialite.BackupOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v", err)
	}
	same(t, []string(nil), names(t, folder))
}

func TestCheckNamesWhatIsWrong(t *testing.T) {
	tests := []struct{ name, damage, says string }{
		{"nothing", "SELECT 1", ""},
		{"an orphan", "PRAGMA foreign_keys = OFF; INSERT INTO zone_sets VALUES (777, 1)", "refers to a row of zones"},
		{"a set of an update too many", "INSERT INTO update_sets (block, bits) VALUES (12, 2)", "refers to update 769 that is not there"},
		{"an index without a zone", "DELETE FROM idx_zones_geometry WHERE pkid = 2", "spatial index of zones has row 2"},
		{"an index with a zone elsewhere", "UPDATE idx_zones_geometry SET xmin = 0, xmax = 1 WHERE pkid = 3", "spatial index of zones has row 3"},
		{"an index with a zone too many", "INSERT INTO idx_zones_geometry VALUES (99, 0, 1, 0, 1)", "spatial index of zones has row 99"},
		{
			"a row that breaks a rule",
			"PRAGMA ignore_check_constraints = ON; INSERT INTO measures VALUES ('', x'00')",
			"CHECK constraint failed in measures",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "store.db")
			s := open(t, path, spatialite.Options{})
			defer closeStore(t, s)
			found(t, s)
			publishDates(t, s, 3, 1, 10)
			execute(t, path, tt.damage)
			err := s.Check(context.Background())
			if tt.says == "" && err != nil {
				t.Errorf("got error %v", err)
			}
			if tt.says != "" && (!errors.Is(err, store.ErrDamaged) || !strings.Contains(err.Error(), tt.says)) {
				t.Errorf("got error %v, want one that says %q", err, tt.says)
			}
		})
	}
}

func TestVersionNamesTheLibraries(t *testing.T) {
	s := founded(t)
	v, err := s.Version(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{v.SQLite, v.SpatiaLite, v.GEOS, v.PROJ} {
		if name == "" || !strings.Contains(name, ".") {
			t.Errorf("got %+v", v)
		}
	}
	same(t, 5, v.Schema)
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// names returns the names of what lies in a folder.
func names(t *testing.T, folder string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func TestABackupThatIsNotGoodGetsNoName(t *testing.T) {
	s, folder := founded(t), t.TempDir()
	options := spatialite.BackupOptions{Verify: func(_ context.Context, copied *spatialite.Store) error {
		if !copied.ReadOnly() {
			t.Error("the copy is open for writing")
		}
		return store.ErrDamaged
	}}
	if err := s.Backup(context.Background(), filepath.Join(folder, "backup.db"), options); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("got error %v", err)
	}
	same(t, []string(nil), names(t, folder))
}

func TestABackupReplacesAFileWhereItIsTold(t *testing.T) {
	s, folder := founded(t), t.TempDir()
	path := filepath.Join(folder, "backup.db")
	put(t, path, []byte("an earlier backup"))
	if err := s.Backup(context.Background(), path, spatialite.BackupOptions{Overwrite: true}); err != nil {
		t.Fatal(err)
	}
	same(t, []string{"backup.db"}, names(t, folder))
	copied := open(t, path, spatialite.Options{ReadOnly: true})
	defer closeStore(t, copied)
	readZones(t, copied, store.ZoneQuery{Series: ref})
}
