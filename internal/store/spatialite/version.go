package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"splitline/internal/store"
)

// DataVersion implements [store.Store]: PRAGMA data_version on a connection that never writes, so that every commit
// is another's. Numbers of different stores, and of a store opened again, cannot be compared.
func (s *Store) DataVersion(ctx context.Context) (version int64, err error) {
	if err := s.watcher.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil {
		return 0, fmt.Errorf("data version: %w", told(s.path, err))
	}
	return version, s.checkUnchanged()
}

// ReadOnly reports whether the store was opened to read alone.
func (s *Store) ReadOnly() bool { return s.writer == nil }

// Version says what the store runs on.
type Version struct {
	SQLite     string
	SpatiaLite string
	GEOS       string
	PROJ       string
	// Schema is the number of the newest migration.
	Schema int
}

// Version returns the versions of the libraries and of the file.
func (s *Store) Version(ctx context.Context) (v Version, err error) {
	if v, err = versionOf(ctx, s.readers); err != nil {
		return Version{}, fmt.Errorf("version: %w", told(s.path, err))
	}
	return v, nil
}

// Libraries returns the versions of the libraries, and of the schema that this program makes. It returns an error of
// kind [store.ErrNoSpatiaLite] if SpatiaLite cannot be loaded.
func Libraries(ctx context.Context) (v Version, err error) {
	memory := &Store{path: ":memory:", options: Options{}.withDefaults()}
	pool := sql.OpenDB(connector{driver: memory.driver(reading), dsn: ":memory:"})
	defer func() { err = errors.Join(err, pool.Close()) }()
	v, err = versionOf(ctx, pool)
	v.Schema = newestVersion
	return v, err
}

// SchemaOf returns the number of the newest migration of the file at path, which is not upgraded. It returns the errors
// of [Open].
func SchemaOf(ctx context.Context, path string) (int, error) {
	s := &Store{path: path, options: Options{ReadOnly: true}.withDefaults()}
	if err := s.checkPlace(); err != nil {
		return 0, err
	}
	version, err := s.inspectReadable(ctx)
	if err != nil {
		return 0, s.openError(err)
	}
	if version == 0 {
		return 0, fault(store.ErrForeign, "%s is empty: it is not a Splitline database yet", path)
	}
	return version, nil
}

func versionOf(ctx context.Context, pool *sql.DB) (v Version, err error) {
	err = pool.QueryRowContext(ctx, `SELECT sqlite_version(), spatialite_version(), geos_version(), proj_version(),
		(SELECT user_version FROM pragma_user_version)`).Scan(&v.SQLite, &v.SpatiaLite, &v.GEOS, &v.PROJ, &v.Schema)
	return v, err
}
