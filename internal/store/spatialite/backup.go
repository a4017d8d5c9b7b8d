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

// Backup copies the state of this moment to a new file at path, while others read and write, by SQLite's online backup
// (https://www.sqlite.org/backup.html). The copy is one file without WAL. It is written beside path under another
// name, checked as [Store.Check] does, brought to disk, and renamed when it is good. A file that is there already is
// [store.ErrExists].
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("backup to %s: %w", path, kinded(err))
		}
	}()
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(store.ErrExists, err)
	}
	partial, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".partial-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, removeIfThere(partial.Name())) }()
	if err := partial.Close(); err != nil {
		return err
	}
	if err := s.copyTo(ctx, partial.Name()); err != nil {
		return err
	}
	if err := verify(ctx, partial.Name(), s.options); err != nil {
		return err
	}
	return install(partial.Name(), path)
}

// copyTo copies the database to an empty file.
func (s *Store) copyTo(ctx context.Context, path string) (err error) {
	target := sql.OpenDB(connector{driver: &sqlite3.SQLiteDriver{}, dsn: (&Store{path: path}).dsn(writing)})
	defer func() { err = errors.Join(err, target.Close()) }()
	to, err := target.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	from, err := s.readers.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	tx, err := from.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rollback(tx)) }()
	if err := copyPages(ctx, to, from); err != nil {
		return err
	}
	_, err = to.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	return err
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
func verify(ctx context.Context, path string, options Options) error {
	options.ReadOnly, options.Readers = true, 1
	copied, err := Open(ctx, path, options)
	if err != nil {
		return err
	}
	return errors.Join(copied.Check(ctx), copied.Close())
}

// install brings a file to disk and gives it its name, unless another has it by now. A file system without links
// renames, which cannot tell.
func install(partial, path string) error {
	if err := syncPath(partial); err != nil {
		return err
	}
	err := os.Link(partial, path)
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

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
