package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"splitline/internal/store"
)

// upgrade brings a file that holds something to the newest migration: it copies the file to one beside it, runs the
// migrations, and puts everything back as it was if one fails. The copy stays. Whoever ends the process in between
// leaves a file at a migration that the next start goes on from, and the copy.
func (s *Store) upgrade(ctx context.Context, pool *sql.DB, version int) error {
	copied, err := s.copyBeforeUpgrade(ctx, pool, version)
	if err != nil {
		return s.upgradeError(err, "it could not be backed up first, and is as it was")
	}
	if err := s.runMigrations(ctx, pool); err != nil {
		// What stopped the upgrade, as the end of the program, must not stop the way back.
		back := putBack(context.WithoutCancel(ctx), pool, copied, version)
		if back != nil {
			return errors.Join(s.upgradeError(err, "what it was is kept in "+copied), back)
		}
		return s.upgradeError(err, "it is as it was, and a copy of that is kept in "+copied)
	}
	s.options.Notice(fmt.Sprintf("Upgraded %s from schema %d to %d; what it was is kept in %s.", s.path, version, newestVersion, copied))
	return nil
}

// copyBeforeUpgrade copies the file, by the connection that holds it locked, to a new one beside it, and checks the copy.
func (s *Store) copyBeforeUpgrade(ctx context.Context, pool *sql.DB, version int) (path string, err error) {
	path, err = s.datedName(fmt.Sprintf("schema-%d", version))
	if err != nil {
		return "", err
	}
	return path, writeWhole(path, false, func(partial string) error {
		if err := onConn(ctx, pool, func(from *sql.Conn) error { return copyDatabase(ctx, from, partial) }); err != nil {
			return err
		}
		copied := (&Store{path: partial, options: s.options}).pool(inspecting, 1)
		return errors.Join(checkPool(ctx, copied), copied.Close())
	})
}

// upgradeError tells why a file was not upgraded and how it stands.
func (s *Store) upgradeError(err error, standing string) error {
	err = told(s.path, err)
	kind, cause := err, err.Error()
	var f *store.Fault
	if errors.As(err, &f) {
		kind = f.Kind
		cause = kind.Error()
	}
	return &store.Fault{
		Kind: kind, Cause: err,
		Sentence: fmt.Sprintf("%s was not upgraded to schema %d (%s): %s", s.path, newestVersion, oneLine(cause), standing),
	}
}

// datedName returns the name of a file beside the database that is not there yet: its own, what it is, and when.
func (s *Store) datedName(what string) (string, error) {
	stamp := s.options.Clock().UTC().Format("20060102T150405Z")
	first := s.path + "." + what + "-" + stamp
	for name, n := first, 2; ; name, n = fmt.Sprintf("%s-%d", first, n), n+1 {
		_, err := os.Lstat(name)
		if errors.Is(err, fs.ErrNotExist) {
			return name, nil
		}
		if err != nil {
			return "", err
		}
	}
}

// putBack writes what a copy holds over the file, in one transaction, by the connection that holds the file locked. A
// file of the version it had before holds that already.
func putBack(ctx context.Context, pool *sql.DB, copied string, version int) (err error) {
	if now, err := fileVersion(ctx, pool); err == nil && now == version {
		return nil
	}
	source := (&Store{path: copied}).pool(inspecting, 1)
	defer func() { err = errors.Join(err, source.Close()) }()
	return onConn(ctx, source, func(from *sql.Conn) error {
		return onConn(ctx, pool, func(to *sql.Conn) error { return copyPages(ctx, to, from) })
	})
}

// onConn runs f on one connection of a pool.
func onConn(ctx context.Context, pool *sql.DB, f func(*sql.Conn) error) (err error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	return f(conn)
}
