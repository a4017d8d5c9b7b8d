package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"splitline/internal/store"
)

// Check reads the whole file and returns an error of kind [store.ErrDamaged] that names the first of what
// [Store.Findings] finds.
func (s *Store) Check(ctx context.Context) error {
	findings, err := s.Findings(ctx)
	if err != nil {
		return err
	}
	return told(s.path, damaged(findings))
}

// namedFindings is how many findings an error names.
const namedFindings = 3

// damaged returns an error of kind [store.ErrDamaged] that names the first findings, nil if there are none.
func damaged(findings []string) error {
	if len(findings) == 0 {
		return nil
	}
	named := strings.Join(findings[:min(len(findings), namedFindings)], "; ")
	if more := len(findings) - namedFindings; more > 0 {
		named += fmt.Sprintf("; and %d more", more)
	}
	return fmt.Errorf("%w: %s", store.ErrDamaged, named)
}

// Findings reads the whole file and returns what is wrong with it, each in a few words: by SQLite's integrity check,
// R*Trees included, rows that refer to rows that are not there, sets of updates likewise,
// areas and places that are not recorded with their set, and layers whose spatial index does not agree with their
// geometry. A sound file has none.
func (s *Store) Findings(ctx context.Context) ([]string, error) {
	findings, err := poolFindings(ctx, s.readers)
	if err != nil {
		return nil, told(s.path, err)
	}
	wrong, err := s.setFindings(ctx)
	if err != nil {
		return nil, told(s.path, err)
	}
	findings = append(findings, wrong...)
	if wrong, err = s.referenceFindings(ctx); err != nil {
		return nil, told(s.path, err)
	}
	findings = append(findings, wrong...)
	for _, l := range layers() {
		wrong, err := s.indexFindings(ctx, l.table)
		if err != nil {
			return nil, told(s.path, err)
		}
		findings = append(findings, wrong...)
	}
	return findings, nil
}

// checkPool returns an error of kind [store.ErrDamaged] if a file that need not be of the newest schema is damaged.
func checkPool(ctx context.Context, pool *sql.DB) error {
	findings, err := poolFindings(ctx, pool)
	if err != nil {
		return err
	}
	return damaged(findings)
}

// poolFindings runs the checks that need no SpatiaLite. A file so damaged that SQLite gives up is a finding too.
func poolFindings(ctx context.Context, pool *sql.DB) ([]string, error) {
	findings, err := collect(ctx, pool, func(rows *sql.Rows) (message string, err error) {
		err = rows.Scan(&message)
		return message, err
	}, "PRAGMA integrity_check")
	if errors.Is(kinded(err), store.ErrDamaged) {
		return append(findings, words(err)), nil
	}
	if err != nil {
		return nil, err
	}
	if len(findings) == 1 && findings[0] == "ok" {
		findings = nil
	}
	orphans, err := collect(ctx, pool, func(rows *sql.Rows) (string, error) {
		var table, parent string
		var row, key sql.NullInt64
		err := rows.Scan(&table, &row, &parent, &key)
		which := "a row"
		if row.Valid {
			which = fmt.Sprintf("row %d", row.Int64)
		}
		return fmt.Sprintf("%s of %s refers to a row of %s that is not there", which, table, parent), err
	}, "PRAGMA foreign_key_check")
	return append(findings, orphans...), err
}

// indexFindings compares a layer's R*Tree with its geometry, and names the first row that differs. CheckSpatialIndex of SpatiaLite is of no use here: it may
// rebuild what it finds wrong.
func (s *Store) indexFindings(ctx context.Context, table string) ([]string, error) {
	var wrong int64
	err := s.readers.QueryRowContext(ctx, fmt.Sprintf(`
		SELECT t.fid FROM %[1]s t LEFT JOIN idx_%[1]s_geometry i ON i.pkid = t.fid
		WHERE i.pkid IS NULL OR i.xmin > MbrMinX(t.geometry) OR i.xmax < MbrMaxX(t.geometry)
			OR i.ymin > MbrMinY(t.geometry) OR i.ymax < MbrMaxY(t.geometry)
		UNION ALL
		SELECT i.pkid FROM idx_%[1]s_geometry i WHERE i.pkid NOT IN (SELECT fid FROM %[1]s)
		LIMIT 1`, table)).Scan(&wrong)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return []string{fmt.Sprintf("the spatial index of %s has row %d wrong or not at all", table, wrong)}, nil
}
