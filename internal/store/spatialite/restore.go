package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"splitline/internal/store"
)

// RestoreOptions say how to restore.
type RestoreOptions struct {
	// Options open the backup and the restored file; ReadOnly and Readers have no effect.
	Options Options
	// Verify is given the restored file, upgraded and checked as [Store.Check] does, before it gets its name; an error it
	// returns ends the restore. Nil verifies nothing more.
	Verify func(ctx context.Context, restored *Store) error

	// link gives a file a second name; nil is [os.Link].
	link func(path, second string) error
}

// Restore puts a copy of the backup in the place of the database at path, and returns the name under which the file that
// was there is kept, "" if there was none. The backup itself is not changed.
//
// The copy is made beside path, brought to the newest migration, checked, and renamed, so that whenever the process ends
// there is a whole database at path: the old one or the new one. It returns an error of kind [store.ErrBusy] if anybody
// uses the database, and one of those of [Open] if the backup is not good.
func Restore(ctx context.Context, backup, path string, options RestoreOptions) (kept string, err error) {
	options.Options.ReadOnly, options.Options.Readers = false, 1
	old := &Store{path: path, options: options.Options.withDefaults()}
	if err := checkRestore(backup, path); err != nil {
		return "", err
	}
	release, err := Hold(path, "a restore")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, release()) }()
	partial, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".partial-*")
	if err != nil {
		return "", told(path, err)
	}
	defer func() { err = errors.Join(err, removeDatabase(partial.Name())) }()
	if err := partial.Close(); err != nil {
		return "", err
	}
	if err := fillRestored(ctx, backup, partial.Name(), options); err != nil {
		return "", restoreError(backup, path, err)
	}
	kept, err = old.replaceWith(ctx, partial.Name(), options.link)
	return kept, restoreError(backup, path, err)
}

// checkRestore looks at both paths without touching them.
func checkRestore(backup, path string) error {
	from, err := os.Stat(backup)
	if errors.Is(err, fs.ErrNotExist) {
		return fault(store.ErrNotFound, "there is no backup %s", backup)
	}
	if err != nil {
		return err
	}
	to, err := os.Stat(path)
	switch {
	case err == nil && to.IsDir():
		return fault(store.ErrForeign, "%s is a folder: name the file to restore to with --db", path)
	case err == nil && os.SameFile(from, to):
		return fault(store.ErrExists, "%s is the database itself: name a backup of it", backup)
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			return fault(store.ErrNotFound, "there is no folder %s to restore to", filepath.Dir(path))
		}
		return nil
	}
	return err
}

// fillRestored copies a backup to an empty file, brings it to the newest migration and checks it.
func fillRestored(ctx context.Context, backup, partial string, options RestoreOptions) error {
	if err := copyBackup(ctx, backup, partial, options.Options); err != nil {
		return err
	}
	opening := options.Options
	opening.noUpgradeBackup = true
	restored, err := Open(ctx, partial, opening)
	if err != nil {
		return err
	}
	err = restored.Check(ctx)
	if err == nil && options.Verify != nil {
		err = options.Verify(ctx, restored)
	}
	return errors.Join(err, restored.Close())
}

// copyBackup copies a backup, of whatever migration, to an empty file.
func copyBackup(ctx context.Context, backup, partial string, options Options) (err error) {
	options.ReadOnly = true
	from := &Store{path: backup, options: options.withDefaults()}
	if err := from.checkPlace(); err != nil {
		return err
	}
	version, err := from.inspectReadable(ctx)
	if err != nil {
		return told(backup, err)
	}
	if version == 0 {
		return fault(store.ErrForeign, "%s is empty: it is not a backup", backup)
	}
	pool := from.pool(inspecting, 1)
	defer func() { err = errors.Join(err, pool.Close()) }()
	err = onConn(ctx, pool, func(conn *sql.Conn) error { return copyDatabase(ctx, conn, partial) })
	if errors.Is(kinded(err), store.ErrFull) {
		return err
	}
	return told(backup, err)
}

// restoreError tells that a failed restore has changed nothing.
func restoreError(backup, path string, err error) error {
	err = told(path, err)
	var f *store.Fault
	switch {
	case err == nil:
		return nil
	case errors.Is(err, store.ErrFull):
		return fault(store.ErrFull, "there is no room left beside %s to restore %s: nothing was changed", path, backup)
	case errors.Is(err, store.ErrDamaged):
		return &store.Fault{
			Kind: store.ErrDamaged, Cause: err,
			Sentence: fmt.Sprintf("the backup %s is damaged (%s): nothing was changed", backup, damageOf(err)),
		}
	case errors.As(err, &f):
		return err
	}
	return fmt.Errorf("restore %s to %s: %w", backup, path, err)
}

// replaceWith gives a whole and closed database the place of the store's file, which nobody may be using, and keeps the
// old one under a dated name.
func (s *Store) replaceWith(ctx context.Context, partial string, link func(path, second string) error) (kept string, err error) {
	if err := syncPath(partial); err != nil {
		return "", err
	}
	before, err := os.Stat(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", install(partial, s.path, false)
	}
	if err != nil {
		return "", err
	}
	if err := ownLike(partial, before); err != nil {
		return "", err
	}
	release, err := s.takeWhole(ctx)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, release()) }()
	old, err := s.keepOld(link)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, old.Close()) }()
	return old.name, install(partial, s.path, true)
}

// ownLike gives a file the permissions and, where this user may, the owner of another.
func ownLike(path string, like os.FileInfo) error {
	if err := os.Chmod(path, like.Mode().Perm()); err != nil {
		return err
	}
	stat, ok := like.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	if err := os.Chown(path, int(stat.Uid), int(stat.Gid)); err != nil && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

// takeWhole locks the database against everybody and brings what waits in its WAL into the file. One that is damaged or
// foreign cannot be locked; it is kept with all that lies beside it.
func (s *Store) takeWhole(ctx context.Context) (release func() error, err error) {
	pool := sql.OpenDB(connector{driver: s.driver(inspecting), dsn: s.dsn(writing)})
	pool.SetMaxOpenConns(1)
	const alone = "PRAGMA query_only = OFF; PRAGMA busy_timeout = 1000; PRAGMA journal_mode = DELETE; " +
		"BEGIN EXCLUSIVE"
	_, err = pool.ExecContext(ctx, alone)
	switch err = kinded(err); {
	case errors.Is(err, store.ErrDamaged), errors.Is(err, store.ErrForeign):
		return func() error { return nil }, pool.Close()
	case err != nil:
		return nil, errors.Join(told(s.path, err), pool.Close())
	}
	return pool.Close, nil
}
