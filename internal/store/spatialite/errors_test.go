package spatialite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"testing"

	"github.com/mattn/go-sqlite3"

	"splitline/geo"
	"splitline/internal/store"
)

func TestKinded(t *testing.T) {
	other := errors.New("other")
	failing := sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: syscall.EIO}
	tests := []struct {
		name string
		err  error
		want error
	}{
		{"a read-only file", sqlite3.Error{Code: sqlite3.ErrReadonly}, store.ErrReadOnly},
		{"a file that cannot be opened", sqlite3.Error{Code: sqlite3.ErrCantOpen}, store.ErrReadOnly},
		{"a file that is no database", sqlite3.Error{Code: sqlite3.ErrNotADB}, store.ErrForeign},
		{"a malformed file", sqlite3.Error{Code: sqlite3.ErrCorrupt}, store.ErrDamaged},
		{"a locked file", sqlite3.Error{Code: sqlite3.ErrBusy}, store.ErrBusy},
		{"a constraint", sqlite3.Error{Code: sqlite3.ErrConstraint}, geo.ErrInvalid},
		{"a constraint further down", fmt.Errorf("zone 7: %w", sqlite3.Error{Code: sqlite3.ErrConstraint}), geo.ErrInvalid},
		{"a cancelled context", errors.Join(context.Canceled, sqlite3.Error{Code: sqlite3.ErrBusy}), context.Canceled},
		{"another error", other, other},
		{"a full disk", sqlite3.Error{Code: sqlite3.ErrFull}, store.ErrFull},
		{"a quota", sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: syscall.EDQUOT}, store.ErrFull},
		{"a limit of the file's size", sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: syscall.EFBIG}, store.ErrFull},
		{"no room for the shared memory", sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrIoErrSHMSize}, store.ErrFull},
		{"no room for another file", sqlite3.Error{Code: sqlite3.ErrCantOpen, SystemErrno: syscall.ENOSPC}, store.ErrFull},
		{"no room for a file of ours", &os.PathError{Op: "write", Path: "backup.db", Err: syscall.ENOSPC}, store.ErrFull},
		{"a disk that fails", failing, failing},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := kinded(tt.err)
			if !errors.Is(got, tt.want) || !errors.Is(got, tt.err) {
				t.Errorf("got %v, want kind %v around %v", got, tt.want, tt.err)
			}
		})
	}
	if kinded(nil) != nil {
		t.Error("no error became one")
	}
	if errors.Is(kinded(tests[7].err), store.ErrBusy) {
		t.Error("a cancelled context became busy")
	}
}
