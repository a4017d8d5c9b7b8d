package spatialite_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

func TestWhereNothingCanBeWritten(t *testing.T) {
	closed := func(t *testing.T) string {
		path := filepath.Join(t.TempDir(), "store.db")
		s := open(t, path, spatialite.Options{})
		found(t, s)
		closeStore(t, s)
		return path
	}
	t.Run("a file that may only be read is refused to a writer", func(t *testing.T) {
		path := closed(t)
		permit(t, path, 0o444)
		asReader(t, path, func() { wantReadOnly(t, path, spatialite.Options{}) })
	})
	t.Run("a file cannot be made in a folder that may only be read", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "store.db")
		asReader(t, path, func() { wantReadOnly(t, path, spatialite.Options{}) })
	})
	t.Run("a file in such a folder is read where it is asked read-only", func(t *testing.T) {
		path := closed(t)
		permit(t, path, 0o444)
		asReader(t, path, func() {
			s := open(t, path, spatialite.Options{ReadOnly: true, Readers: 1})
			if err := s.Check(context.Background()); err != nil {
				t.Error(err)
			}
			readZones(t, s, store.ZoneQuery{Series: ref})
			closeStore(t, s)
		})
	})
}

func TestAFileThatWasOpenedAsUnchangingIsGivenUpWhenItChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path, spatialite.Options{})
	found(t, s)
	publishDates(t, s, 1, 1, 10)
	closeStore(t, s)
	permit(t, path, 0o444)
	var reading *spatialite.Store
	asReader(t, path, func() { reading = open(t, path, spatialite.Options{ReadOnly: true, Readers: 1}) })
	defer closeStore(t, reading)
	readZones(t, reading, store.ZoneQuery{Series: ref})
	permit(t, path, 0o644)
	s = open(t, path, spatialite.Options{})
	publishDates(t, s, 1, 1, 10)
	closeStore(t, s)
	err := reading.Read(context.Background(), func(store.Reader) error { return nil })
	if !errors.Is(err, store.ErrBusy) || !strings.Contains(err.Error(), "is written by others now") {
		t.Errorf("got error %v", err)
	}
	if _, err := reading.DataVersion(context.Background()); !errors.Is(err, store.ErrBusy) {
		t.Errorf("the data version: got error %v", err)
	}
}

func wantReadOnly(t *testing.T, path string, options spatialite.Options) {
	t.Helper()
	s, err := spatialite.Open(context.Background(), path, options)
	if !errors.Is(err, store.ErrReadOnly) || strings.Contains(err.Error(), "\n") {
		t.Errorf("got error %v", err)
	}
	if err == nil {
		closeStore(t, s)
	}
}

// asReader runs f as a user who may read but not write the folder of path.
func asReader(t *testing.T, path string, f func()) {
	t.Helper()
	folder := filepath.Dir(path)
	permit(t, filepath.Dir(folder), 0o755)
	permit(t, folder, 0o555)
	defer permit(t, folder, 0o755)
	if os.Geteuid() == 0 {
		const nobody = 65534
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		if err := syscall.Setfsuid(nobody); err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := syscall.Setfsuid(0); err != nil {
				t.Fatal(err)
			}
		}()
	}
	f()
}

func permit(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}
