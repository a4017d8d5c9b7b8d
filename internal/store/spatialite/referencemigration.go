package spatialite

import (
	"context"
	"database/sql"
	"fmt"
)

// addReferenceSets is migration 5: areas and points by which ground is told, each of a set that has columns of numbers,
// and the flag of controllers that are an international force.
func addReferenceSets(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `
		-- The areas or points of one imported file.
		CREATE TABLE reference_sets (
			fid           INTEGER PRIMARY KEY,
			enclave       TEXT NOT NULL REFERENCES enclaves (id),
			kind          TEXT NOT NULL CHECK (kind IN ('areas', 'places')),
			id            TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 40 AND id NOT GLOB '*[^a-z0-9-]*'),
			source        INTEGER NOT NULL REFERENCES sources (id),
			overlap_m2    REAL NOT NULL CHECK (overlap_m2 >= 0),
			digest        TEXT NOT NULL CHECK (digest <> ''),
			recorded_from TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z'),
			recorded_to   TEXT CHECK (recorded_to GLOB '????-??-??T??:??:??.??????Z' AND recorded_to > recorded_from)
		) STRICT;
		CREATE UNIQUE INDEX reference_sets_now ON reference_sets (enclave, kind, id) WHERE recorded_to IS NULL;
		-- What the numbers in column_values are.
		CREATE TABLE reference_columns (
			reference_set INTEGER NOT NULL REFERENCES reference_sets (fid),
			position      INTEGER NOT NULL,
			name          TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40 AND name NOT GLOB '*[^a-z0-9-]*'),
			unit          TEXT NOT NULL CHECK (unit <> ''),
			at            TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),
			at_precision  TEXT NOT NULL CHECK (at_precision IN ('instant', 'day', 'week', 'month')),
			source        INTEGER NOT NULL REFERENCES sources (id),
			PRIMARY KEY (reference_set, position),
			UNIQUE (reference_set, name)
		) STRICT, WITHOUT ROWID;
		CREATE TABLE areas (
			fid           INTEGER PRIMARY KEY,
			id            INTEGER NOT NULL CHECK (id >= 1),
			enclave       TEXT NOT NULL REFERENCES enclaves (id),
			reference_set INTEGER NOT NULL REFERENCES reference_sets (fid),
			code          TEXT CHECK (code <> ''),
			name          TEXT NOT NULL CHECK (json_valid(name)),
			area_m2       REAL NOT NULL CHECK (area_m2 > 0),
			column_values TEXT CHECK (json_valid(column_values)),
			properties    TEXT CHECK (json_valid(properties)),
			recorded_from TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z'),
			recorded_to   TEXT CHECK (recorded_to GLOB '????-??-??T??:??:??.??????Z' AND recorded_to > recorded_from),
			geometry      BLOB NOT NULL,
			UNIQUE (id, recorded_from)
		) STRICT;
		CREATE INDEX areas_set ON areas (reference_set);
		ALTER TABLE places ADD COLUMN reference_set INTEGER REFERENCES reference_sets (fid);
		ALTER TABLE places ADD COLUMN code TEXT CHECK (code <> '');
		ALTER TABLE places ADD COLUMN column_values TEXT CHECK (json_valid(column_values));
		ALTER TABLE places ADD COLUMN properties TEXT CHECK (json_valid(properties));
		CREATE INDEX places_set ON places (reference_set) WHERE reference_set IS NOT NULL;
		ALTER TABLE controllers ADD COLUMN force INTEGER NOT NULL DEFAULT 0 CHECK (force IN (0, 1) AND force + contested + unassigned <= 1)`)
	if err != nil {
		return err
	}
	if err := areaLayer().add(ctx, tx); err != nil {
		return err
	}
	for _, g := range widenedGuards() {
		if err := g.drop(ctx, tx); err != nil {
			return err
		}
	}
	for _, g := range append(widenedGuards(), referenceGuards()...) {
		if err := g.add(ctx, tx); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, "PRAGMA user_version = 5")
	return err
}

// widenedGuards returns those of tables that migration 5 gives columns.
func widenedGuards() []guard {
	return []guard{{table: "controllers"}, {table: "places", closes: true}}
}

// referenceFindings returns the areas and places whose recorded time is not that of their set.
func (s *Store) referenceFindings(ctx context.Context) ([]string, error) {
	return collect(ctx, s.readers, func(rows *sql.Rows) (string, error) {
		var table string
		var row int64
		err := rows.Scan(&table, &row)
		return fmt.Sprintf("row %d of %s has another recorded time than its set, or a set of another enclave or kind", row, table), err
	}, `SELECT 'areas', a.fid FROM areas a JOIN reference_sets s ON s.fid = a.reference_set
		WHERE a.recorded_from <> s.recorded_from OR a.recorded_to IS NOT s.recorded_to OR a.enclave <> s.enclave OR s.kind <> 'areas'
		UNION ALL
		SELECT 'places', p.fid FROM places p JOIN reference_sets s ON s.fid = p.reference_set
		WHERE p.recorded_from <> s.recorded_from OR p.recorded_to IS NOT s.recorded_to OR p.enclave <> s.enclave OR s.kind <> 'places'
		ORDER BY 1, 2`)
}
