package spatialite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/pressly/goose/v3"

	"splitline/internal/store"
)

const (
	// applicationID is "SPLT", in bytes 68 to 71 of the file (https://www.sqlite.org/fileformat.html section 1.3).
	applicationID = 0x53504C54
	// newestVersion is the number of the newest migration and the user version of a file that has it.
	newestVersion = 5
	// versionTable is where goose keeps the numbers of the migrations that were run.
	versionTable = "schema_migrations"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// prepare sees to it that the file is ours and at the newest migration.
func (s *Store) prepare(ctx context.Context) error {
	version, err := s.inspectReadable(ctx)
	if err != nil {
		return err
	}
	if version == newestVersion {
		return nil
	}
	if s.options.ReadOnly && version == 0 {
		return fault(store.ErrForeign, "%s is empty: it is not a Splitline database yet", s.path)
	}
	if s.options.ReadOnly {
		return fault(store.ErrReadOnly, "%s has schema %d and must be brought to schema %d before it can be read: "+
			"run a command where the file may be written", s.path, version, newestVersion)
	}
	return s.migrate(ctx)
}

// inspectReadable is inspect, which finds out for a store that only reads whether the file is one to be read without
// the shared memory beside it: because it cannot be made, or so as not to make one that its owner could not use.
func (s *Store) inspectReadable(ctx context.Context) (int, error) {
	if s.options.ReadOnly && !s.isBeside("-wal") && s.waiting() == "" && syscall.Access(s.path, writable) != nil {
		s.immutable = true
	}
	version, err := s.inspect(ctx)
	if kind := kinded(err); !s.options.ReadOnly || !errors.Is(kind, store.ErrReadOnly) && !errors.Is(kind, store.ErrFull) {
		return version, err
	}
	if waiting := s.waiting(); waiting != "" {
		return 0, fault(store.ErrReadOnly, "%s cannot be read as it stands, for changes wait beside it in %s: "+
			"open it once where its folder may be written", s.path, waiting)
	}
	s.immutable = true
	return s.inspect(ctx)
}

// waiting returns the file beside the database without which it is not whole, because its last user was ended: a WAL, or
// the journal of a migration. It is "" if the whole state is in the database.
func (s *Store) waiting() string {
	for _, suffix := range []string{"-wal", "-journal"} {
		if info, err := os.Stat(s.path + suffix); err == nil && info.Size() > 0 {
			return s.path + suffix
		}
	}
	return ""
}

// isBeside reports whether a file of SQLite lies beside the database.
func (s *Store) isBeside(suffix string) bool {
	_, err := os.Stat(s.path + suffix)
	return err == nil
}

// inspect returns the version of the file, 0 if it is new or empty.
func (s *Store) inspect(ctx context.Context) (int, error) {
	info, err := os.Stat(s.path)
	if errors.Is(err, os.ErrNotExist) || (err == nil && info.Size() == 0) {
		return 0, nil
	}
	pool := s.pool(inspecting, 1)
	version, err := fileVersion(ctx, pool)
	return version, errors.Join(err, pool.Close())
}

// fileVersion returns the user version of a file that is ours or empty.
func fileVersion(ctx context.Context, pool *sql.DB) (int, error) {
	var id, version, tables int
	const query = `SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT IN (?, 'sqlite_sequence'))`
	if err := pool.QueryRowContext(ctx, query, versionTable).Scan(&id, &version, &tables); err != nil {
		return 0, err
	}
	switch {
	case id == 0 && tables == 0:
		return 0, nil
	case id != applicationID:
		return 0, store.ErrForeign
	case version > newestVersion:
		return 0, fmt.Errorf("%w of the program: its schema is %d, this program knows %d", store.ErrNewer, version, newestVersion)
	}
	return version, nil
}

// migrate takes the whole file, which another process that opens it waits for, runs the migrations that are missing and
// turns on WAL mode, which stays. A file that holds something is backed up first.
func (s *Store) migrate(ctx context.Context) (err error) {
	pool := s.pool(migrating, 1)
	defer func() { err = errors.Join(err, pool.Close()) }()
	if _, err := pool.ExecContext(ctx, "BEGIN EXCLUSIVE; PRAGMA locking_mode = EXCLUSIVE; COMMIT"); err != nil {
		return err
	}
	version, err := fileVersion(ctx, pool)
	if err != nil || version == newestVersion {
		return err
	}
	if version > 0 && !s.options.noUpgradeBackup {
		err = s.upgrade(ctx, pool, version)
	} else if err = checkRoom(s.path); err == nil {
		err = s.runMigrations(ctx, pool)
	}
	if err != nil {
		return err
	}
	_, err = pool.ExecContext(ctx, "PRAGMA journal_mode = WAL")
	return err
}

func (s *Store) runMigrations(ctx context.Context, pool *sql.DB) error {
	provider, err := s.options.migrations(pool)
	if err != nil {
		return err
	}
	if _, err = provider.Up(ctx); err == nil {
		return nil
	}
	var partial *goose.PartialError
	if errors.As(err, &partial) {
		err = partial.Err
	}
	return roomError(ctx, pool, err)
}

// migrations returns those of the folder migrations and those that are written in Go, each in a transaction.
func migrations(pool *sql.DB) (*goose.Provider, error) {
	return provide(
		pool, goose.NewGoMigration(3, &goose.GoFunc{RunTx: addLayers}, nil),
		goose.NewGoMigration(4, &goose.GoFunc{RunTx: addUpdateSets}, nil),
		goose.NewGoMigration(newestVersion, &goose.GoFunc{RunTx: addReferenceSets}, nil))
}

// provide returns the migrations with the given ones as the last.
func provide(pool *sql.DB, last ...*goose.Migration) (*goose.Provider, error) {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(
		goose.DialectSQLite3, pool, files,
		goose.WithTableName(versionTable),
		goose.WithDisableGlobalRegistry(true),
		goose.WithLogger(goose.NopLogger()),
		goose.WithGoMigrations(append(last, goose.NewGoMigration(1, &goose.GoFunc{RunTx: addSpatialMetadata}, nil))...),
	)
}
