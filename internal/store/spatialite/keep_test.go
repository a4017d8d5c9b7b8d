package spatialite

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"splitline/internal/store"
)

// withoutLinks are the errors with which file systems refuse a second name.
var withoutLinks = map[string]error{"vfat": syscall.EPERM, "some of the network": syscall.ENOTSUP, "some made by programs": syscall.ENOSYS}

// restorable returns a closed database and a backup of it, both of one folder, and the options of a restore on a file
// system that answers to a link with an error.
func restorable(t *testing.T, linking error) (path, backup string, options RestoreOptions) {
	t.Helper()
	folder := t.TempDir()
	path, backup = filepath.Join(folder, "store.db"), filepath.Join(folder, "backup.db")
	options.Options.Clock = func() time.Time { return time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC) }
	options.link = func(from, to string) error { return &os.LinkError{Op: "link", Old: from, New: to, Err: linking} }
	s, err := Open(context.Background(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Backup(context.Background(), backup, BackupOptions{}), s.Close(), os.Chmod(path, 0o640)); err != nil {
		t.Fatal(err)
	}
	return path, backup, options
}

func bytesOf(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestARestoreWithoutLinksKeepsACopyOfWhatWasThere(t *testing.T) {
	for name, linking := range withoutLinks {
		t.Run(name, func(t *testing.T) {
			path, backup, options := restorable(t, linking)
			before := bytesOf(t, path)
			kept, err := Restore(context.Background(), backup, path, options)
			if err != nil {
				t.Fatal(err)
			}
			if want := path + ".before-restore-20260501T120000Z"; kept != want {
				t.Errorf("kept as %s, want %s", kept, want)
			}
			if bytesOf(t, kept)[headerBytes:] != before[headerBytes:] {
				t.Error("what is kept is not what was there")
			}
			for _, p := range []string{path, kept} {
				if info, err := os.Stat(p); err != nil || info.Mode().Perm() != 0o640 {
					t.Errorf("%s: %v, %v", p, info.Mode(), err)
				}
			}
			entries, err := os.ReadDir(filepath.Dir(path))
			if err != nil || len(entries) != 3 {
				t.Errorf("beside the database, what is kept, and the backup: %v, %v", entries, err)
			}
		})
	}
}

func TestWhatLiesBesideAFileThatIsCopiedIsMovedAlong(t *testing.T) {
	path, _, options := restorable(t, syscall.EPERM)
	if err := os.WriteFile(path+"-wal", []byte("what was left of a WAL"), 0o600); err != nil {
		t.Fatal(err)
	}
	kept, err := (&Store{path: path, options: options.Options.withDefaults()}).keepOld(options.link)
	if err := errors.Join(err, kept.Close()); err != nil {
		t.Fatal(err)
	}
	if bytesOf(t, kept.name) != bytesOf(t, path) || bytesOf(t, kept.name+"-wal") != "what was left of a WAL" {
		t.Error("what is kept is not what was there")
	}
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the WAL lies beside another file: %v", err)
	}
}

// TestTheFileStaysLockedWhileItIsCopied asks the system what locks of SQLite are on the file when its copy is made.
func TestTheFileStaysLockedWhileItIsCopied(t *testing.T) {
	path, _, options := restorable(t, syscall.EPERM)
	s := &Store{path: path, options: options.Options.withDefaults()}
	release, err := s.takeWhole(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	kept, err := s.keepOld(options.link)
	if err != nil {
		t.Fatal(err)
	}
	const ofDescription = 36 // F_OFD_GETLK of fcntl(2): what another file description would meet, in this process or not
	lock := syscall.Flock_t{Type: syscall.F_RDLCK, Start: 0x40000000, Len: 1}
	if err := syscall.FcntlFlock(kept.open.Fd(), ofDescription, &lock); err != nil {
		t.Fatal(err)
	}
	if lock.Type != syscall.F_WRLCK {
		t.Error("anybody might write what then is in neither file")
	}
	if err := errors.Join(release(), kept.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestARestoreThatCannotKeepWhatWasThereChangesNothing(t *testing.T) {
	path, backup, options := restorable(t, syscall.EPERM)
	before := bytesOf(t, path)
	limited := options.link
	options.link = func(from, to string) error {
		// The name that the copy is to get is that of a folder which is not empty.
		return errors.Join(limited(from, to), os.MkdirAll(filepath.Join(to, "folder"), 0o700))
	}
	if _, err := Restore(context.Background(), backup, path, options); err == nil || errors.Is(err, store.ErrFull) {
		t.Errorf("got %v", err)
	}
	if bytesOf(t, path)[headerBytes:] != before[headerBytes:] {
		t.Error("the database was changed")
	}
}
