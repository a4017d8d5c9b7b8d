package spatialite

import (
	"context"
	"fmt"
)

// DataVersion implements [store.Store]: PRAGMA data_version on a connection that never writes, so that every commit
// is another's. Numbers of different stores, and of a store opened again, cannot be compared.
func (s *Store) DataVersion(ctx context.Context) (version int64, err error) {
	if err := s.watcher.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil {
		return 0, fmt.Errorf("data version: %w", kinded(err))
	}
	return version, nil
}

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
	err = s.readers.QueryRowContext(ctx, `SELECT sqlite_version(), spatialite_version(), geos_version(), proj_version(),
		(SELECT user_version FROM pragma_user_version)`).Scan(&v.SQLite, &v.SpatiaLite, &v.GEOS, &v.PROJ, &v.Schema)
	if err != nil {
		return Version{}, fmt.Errorf("version: %w", kinded(err))
	}
	return v, nil
}
