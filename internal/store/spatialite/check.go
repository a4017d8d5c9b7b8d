package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"splitline/internal/store"
)

// Check reads the whole file and returns an error of kind [store.ErrDamaged] that names everything found wrong:
// SQLite's integrity check, R*Trees included, rows that refer to rows that are not there, and layers whose spatial
// index does not agree with their geometry.
func (s *Store) Check(ctx context.Context) error {
	if err := checkPool(ctx, s.readers); err != nil {
		return fmt.Errorf("check %s: %w", s.path, kinded(err))
	}
	for _, l := range layers() {
		if err := s.checkIndex(ctx, l.table); err != nil {
			return fmt.Errorf("check %s: %w", s.path, kinded(err))
		}
	}
	return nil
}

// checkPool runs the checks that need no SpatiaLite.
func checkPool(ctx context.Context, pool *sql.DB) error {
	wrong, err := collect(ctx, pool, func(rows *sql.Rows) (message string, err error) {
		err = rows.Scan(&message)
		return message, err
	}, "PRAGMA integrity_check")
	if err != nil {
		return err
	}
	if len(wrong) != 1 || wrong[0] != "ok" {
		return fmt.Errorf("%w: %s", store.ErrDamaged, strings.Join(wrong, "; "))
	}
	orphans, err := collect(ctx, pool, func(rows *sql.Rows) (string, error) {
		var table, parent string
		var row, key sql.NullInt64
		err := rows.Scan(&table, &row, &parent, &key)
		return fmt.Sprintf("row %d of %s refers to a row of %s that is not there", row.Int64, table, parent), err
	}, "PRAGMA foreign_key_check")
	if err != nil {
		return err
	}
	if len(orphans) > 0 {
		return fmt.Errorf("%w: %s", store.ErrDamaged, strings.Join(orphans, "; "))
	}
	return nil
}

// checkIndex compares a layer's R*Tree with its geometry. CheckSpatialIndex of SpatiaLite is of no use here: it may
// rebuild what it finds wrong.
func (s *Store) checkIndex(ctx context.Context, table string) error {
	var wrong int64
	err := s.readers.QueryRowContext(ctx, fmt.Sprintf(`
		SELECT t.fid FROM %[1]s t LEFT JOIN idx_%[1]s_geometry i ON i.pkid = t.fid
		WHERE i.pkid IS NULL OR i.xmin > MbrMinX(t.geometry) OR i.xmax < MbrMaxX(t.geometry)
			OR i.ymin > MbrMinY(t.geometry) OR i.ymax < MbrMaxY(t.geometry)
		UNION ALL
		SELECT i.pkid FROM idx_%[1]s_geometry i WHERE i.pkid NOT IN (SELECT fid FROM %[1]s)
		LIMIT 1`, table)).Scan(&wrong)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("%w: the spatial index of %s has row %d wrong or not at all", store.ErrDamaged, table, wrong)
}
