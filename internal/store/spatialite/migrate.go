package spatialite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/pressly/goose/v3"

	"splitline/internal/store"
)

const (
	// applicationID is "SPLT", in bytes 68 to 71 of the file (https://www.sqlite.org/fileformat.html section 1.3).
	applicationID = 0x53504C54
	// newestVersion is the number of the newest migration and the user version of a file that has it.
	newestVersion = 3
	// versionTable is where goose keeps the numbers of the migrations that were run.
	versionTable = "schema_migrations"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// prepare sees to it that the file is ours and at the newest migration.
func (s *Store) prepare(ctx context.Context) error {
	version, err := s.inspect(ctx)
	if err != nil && s.options.ReadOnly && s.closedCleanly() && errors.Is(kinded(err), store.ErrReadOnly) {
		s.immutable = true
		version, err = s.inspect(ctx)
	}
	if err != nil {
		return err
	}
	if version == newestVersion {
		return nil
	}
	if s.options.ReadOnly {
		return fmt.Errorf("%w: it is of version %d and must be brought to %d first", store.ErrReadOnly, version, newestVersion)
	}
	return s.migrate(ctx)
}

// closedCleanly reports whether the whole state is in the file: its last user has left no WAL beside it.
func (s *Store) closedCleanly() bool {
	_, err := os.Stat(s.path + "-wal")
	return errors.Is(err, os.ErrNotExist)
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
		return 0, fmt.Errorf("%w: it is of version %d, this program knows %d", store.ErrNewer, version, newestVersion)
	}
	return version, nil
}

// migrate takes the whole file, which another process that opens it waits for, runs the migrations that are missing and
// turns on WAL mode, which stays.
func (s *Store) migrate(ctx context.Context) (err error) {
	pool := s.pool(migrating, 1)
	defer func() { err = errors.Join(err, pool.Close()) }()
	if _, err := pool.ExecContext(ctx, "BEGIN EXCLUSIVE; PRAGMA locking_mode = EXCLUSIVE; COMMIT"); err != nil {
		return err
	}
	if _, err := fileVersion(ctx, pool); err != nil {
		return err
	}
	if err := s.runMigrations(ctx, pool); err != nil {
		return err
	}
	_, err = pool.ExecContext(ctx, "PRAGMA journal_mode = WAL")
	return err
}

func (s *Store) runMigrations(ctx context.Context, pool *sql.DB) error {
	provider, err := migrations(pool)
	if err != nil {
		return err
	}
	results, err := provider.Up(ctx)
	for _, r := range results {
		s.options.Logger.InfoContext(ctx, "migrated", "file", s.path, "version", r.Source.Version, "duration", r.Duration)
	}
	return err
}

// migrations returns those of the folder migrations and those that are written in Go, each in a transaction.
func migrations(pool *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(
		goose.DialectSQLite3, pool, files,
		goose.WithTableName(versionTable),
		goose.WithDisableGlobalRegistry(true),
		goose.WithLogger(goose.NopLogger()),
		goose.WithGoMigrations(
			goose.NewGoMigration(1, &goose.GoFunc{RunTx: addSpatialMetadata}, nil),
			goose.NewGoMigration(3, &goose.GoFunc{RunTx: addLayers}, nil),
		),
	)
}
