package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"splitline/geo"
	"splitline/internal/store"
)

// kinded gives an error of SQLite its kind and leaves every other as it is.
func kinded(err error) error {
	var sqlite sqlite3.Error
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.As(err, new(*store.Fault)) {
		return err
	}
	if noRoom(err) {
		return fmt.Errorf("%w: %w", store.ErrFull, err)
	}
	if !errors.As(err, &sqlite) {
		return err
	}
	switch sqlite.Code {
	case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrCantOpen:
		return fmt.Errorf("%w: %w", store.ErrReadOnly, err)
	case sqlite3.ErrNotADB:
		return fmt.Errorf("%w: %w", store.ErrForeign, err)
	case sqlite3.ErrCorrupt:
		return fmt.Errorf("%w: %w", store.ErrDamaged, err)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return fmt.Errorf("%w: %w", store.ErrBusy, err)
	case sqlite3.ErrConstraint:
		return fmt.Errorf("%w: %w", geo.ErrInvalid, err)
	}
	return err
}

// noRoom reports whether a write failed for want of room: the disk, a quota, or the limit of a file's size. SQLite tells
// the first apart, and the others as errors of input and output with the number that the system gave.
func noRoom(err error) bool {
	var sqlite sqlite3.Error
	if errors.As(err, &sqlite) {
		if sqlite.Code == sqlite3.ErrFull || sqlite.ExtendedCode == sqlite3.ErrIoErrSHMSize {
			return true
		}
		err = sqlite.SystemErrno
	}
	for _, number := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		if errors.Is(err, number) {
			return true
		}
	}
	return false
}

// one turns the absence of a row into [store.ErrNotFound], naming the thing.
func one(err error, format string, args ...any) error {
	if errors.Is(err, sql.ErrNoRows) {
		err = store.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf(format+": %w", append(args, err)...)
	}
	return nil
}

// invalid returns an error of kind [geo.ErrInvalid] about a field.
func invalid(field, format string, args ...any) error {
	return fmt.Errorf("%s: %s: %w", field, fmt.Sprintf(format, args...), geo.ErrInvalid)
}
