package spatialite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"

	"splitline/internal/store"
)

// backupPages is how many pages are copied between two looks at the context.
const backupPages = 1024

// BackupOptions say how to back up. The zero value refuses a file that is there already.
type BackupOptions struct {
	// Overwrite puts the backup in the place of a file that is there already.
	Overwrite bool
	// Verify is given the copy, opened read-only and checked as [Store.Check] does, before it gets its name; an error it
	// returns ends the backup. Nil verifies nothing more.
	Verify func(ctx context.Context, copied *Store) error
}

// Backup copies the state of this moment to a file at path, while others read and write, by SQLite's online backup
// (https://www.sqlite.org/backup.html). The copy is one file without WAL. It is written beside path under another
// name, opened and checked, brought to disk, and renamed when it is good: under its own name there is a whole backup
// or nothing new. A file that is there already is [store.ErrExists] unless it is to be overwritten.
func (s *Store) Backup(ctx context.Context, path string, options BackupOptions) error {
	err := writeWhole(path, options.Overwrite, func(partial string) error {
		if err := s.copyReading(ctx, partial); err != nil {
			return err
		}
		return verify(ctx, partial, s.options, options.Verify)
	})
	switch {
	case errors.Is(err, store.ErrExists):
		return fault(store.ErrExists, "%s is there already: take another name, or --overwrite to replace it", path)
	case errors.Is(kinded(err), store.ErrFull):
		return fault(store.ErrFull, "there is no room left for %s: no backup was made", path)
	case errors.Is(kinded(err), store.ErrDamaged):
		return fault(store.ErrDamaged, "%s is damaged (%s): no backup of it was made", s.path, damageOf(err))
	case err != nil:
		return fmt.Errorf("backup to %s: %w", path, err)
	}
	return nil
}

// writeWhole lets write fill an empty file beside path and gives it the name path when it is done, so that what has
// the name is whole.
func writeWhole(path string, overwrite bool, write func(partial string) error) (err error) {
	if _, err := os.Lstat(path); !overwrite && !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(store.ErrExists, err)
	}
	partial, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".partial-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, removeDatabase(partial.Name())) }()
	if err := partial.Close(); err != nil {
		return err
	}
	if err := write(partial.Name()); err != nil {
		return err
	}
	return install(partial.Name(), path, overwrite)
}

// copyReading copies what one read transaction sees to an empty file.
func (s *Store) copyReading(ctx context.Context, path string) error {
	return onConn(ctx, s.readers, func(from *sql.Conn) (err error) {
		tx, err := from.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, rollback(tx)) }()
		return copyDatabase(ctx, from, path)
	})
}

// copyDatabase copies the database of a connection to an empty file, which is left without WAL.
func copyDatabase(ctx context.Context, from *sql.Conn, path string) (err error) {
	target := sql.OpenDB(connector{driver: &sqlite3.SQLiteDriver{}, dsn: (&Store{path: path}).dsn(writing)})
	defer func() { err = errors.Join(err, target.Close()) }()
	to, err := target.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	if err := copyPages(ctx, to, from); err != nil {
		return copyError(ctx, to, err)
	}
	_, err = to.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	return err
}

// copyError returns an error of kind [store.ErrFull] if copying to a connection failed for want of room: the driver does
// not say with what number of the system a step of a backup failed.
func copyError(ctx context.Context, to *sql.Conn, failed error) error {
	var sqlite sqlite3.Error
	if !errors.As(failed, &sqlite) || sqlite.Code&0xff != sqlite3.ErrIoErr {
		return failed
	}
	if err := tryRoom(context.WithoutCancel(ctx), to); err != nil && noRoom(err) {
		return err
	}
	return failed
}

// copyPages runs the backup between two connections.
func copyPages(ctx context.Context, to, from *sql.Conn) error {
	return raw(to, func(target *sqlite3.SQLiteConn) error {
		return raw(from, func(source *sqlite3.SQLiteConn) error {
			backup, err := target.Backup("main", source, "main")
			if err != nil {
				return err
			}
			for done := false; err == nil && !done; {
				if err = ctx.Err(); err == nil {
					done, err = backup.Step(backupPages)
				}
			}
			return errors.Join(err, backup.Finish())
		})
	})
}

// raw lends the connection below database/sql.
func raw(conn *sql.Conn, f func(*sqlite3.SQLiteConn) error) error {
	return conn.Raw(func(c any) error {
		lite, ok := c.(*sqlite3.SQLiteConn)
		if !ok {
			return driver.ErrBadConn
		}
		return f(lite)
	})
}

// verify opens a copy read-only and checks it.
func verify(ctx context.Context, path string, options Options, further func(context.Context, *Store) error) error {
	options.ReadOnly, options.Readers = true, 1
	copied, err := Open(ctx, path, options)
	if err != nil {
		return err
	}
	err = copied.Check(ctx)
	if err == nil && further != nil {
		err = further(ctx, copied)
	}
	return errors.Join(err, copied.Close())
}

// install brings a file to disk and gives it its name, unless another has it by now and is to keep it. A file system
// without links renames, which cannot tell.
func install(partial, path string, overwrite bool) error {
	if err := syncPath(partial); err != nil {
		return err
	}
	err := errors.ErrUnsupported
	if !overwrite {
		err = os.Link(partial, path)
	}
	if errors.Is(err, fs.ErrExist) {
		return store.ErrExists
	}
	if err != nil {
		err = os.Rename(partial, path)
	}
	if err != nil {
		return err
	}
	return syncPath(filepath.Dir(path))
}

// syncPath brings a file or folder to disk.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// removeDatabase removes a file and what SQLite may have left beside it.
func removeDatabase(path string) (err error) {
	for _, suffix := range append([]string{""}, besides()...) {
		if one := os.Remove(path + suffix); !errors.Is(one, fs.ErrNotExist) {
			err = errors.Join(err, one)
		}
	}
	return err
}

// besides are the endings of the files that SQLite keeps beside a database (https://www.sqlite.org/tempfiles.html).
func besides() []string { return []string{"-wal", "-shm", "-journal"} }
