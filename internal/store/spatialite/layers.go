package spatialite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// layer is a table with a geometry column that GIS programs show.
type layer struct {
	table string
	// shape is the type of geometry the column holds.
	shape string
}

func layers() []layer {
	return []layer{
		{"boundaries", "MULTIPOLYGON"},
		{"update_areas", "MULTIPOLYGON"},
		{"zones", "POLYGON"},
		{"observations", "GEOMETRY"},
		{"places", "POINT"},
	}
}

// addSpatialMetadata is migration 1: SpatiaLite's own tables, with all reference systems, and whose file it is.
// InitSpatialMetaData(0) stays within the transaction.
func addSpatialMetadata(ctx context.Context, tx *sql.Tx) error {
	if err := mustReturnOne(ctx, tx, "SELECT InitSpatialMetaData(0)"); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = 1", applicationID))
	return err
}

// addLayers is migration 3: it registers and indexes the geometry columns, guards rows against being overwritten, and
// adds the view zones_current.
func addLayers(ctx context.Context, tx *sql.Tx) error {
	for _, l := range layers() {
		register := fmt.Sprintf("SELECT RecoverGeometryColumn('%s', 'geometry', 4326, '%s', 'XY')", l.table, l.shape)
		if err := mustReturnOne(ctx, tx, register); err != nil {
			return err
		}
		if err := mustReturnOne(ctx, tx, fmt.Sprintf("SELECT CreateSpatialIndex('%s', 'geometry')", l.table)); err != nil {
			return err
		}
	}
	for _, table := range guardedTables() {
		if err := addGuards(ctx, tx, table); err != nil {
			return err
		}
	}
	if err := addCurrentZones(ctx, tx); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "PRAGMA user_version = 3")
	return err
}

// mustReturnOne runs a function of SpatiaLite, which reports failure by returning something else than 1.
func mustReturnOne(ctx context.Context, tx *sql.Tx, call string) error {
	var result sql.NullInt64
	if err := tx.QueryRowContext(ctx, call).Scan(&result); err != nil {
		return fmt.Errorf("%s: %w", call, err)
	}
	if result.Int64 != 1 {
		return fmt.Errorf("%s: returned %d, not 1", call, result.Int64)
	}
	return nil
}

// guardedTables are those whose rows have a recorded interval and are never overwritten.
func guardedTables() []string {
	return []string{
		"boundaries", "zones", "updates", "editions", "figures", "observations", "milestones", "places",
	}
}

// addGuards adds triggers by which a row can only have its open recorded interval closed.
func addGuards(ctx context.Context, tx *sql.Tx, table string) error {
	columns, err := columnsOf(ctx, tx, table)
	if err != nil {
		return err
	}
	kept := slices.DeleteFunc(columns, func(column string) bool { return column == "recorded_to" })
	_, err = tx.ExecContext(ctx, fmt.Sprintf(`
		CREATE TRIGGER %[1]s_kept BEFORE UPDATE OF %[2]s ON %[1]s
		BEGIN SELECT RAISE(ABORT, '%[1]s: what was recorded is never overwritten'); END;
		CREATE TRIGGER %[1]s_closed_once BEFORE UPDATE OF recorded_to ON %[1]s WHEN OLD.recorded_to IS NOT NULL
		BEGIN SELECT RAISE(ABORT, '%[1]s: a recorded time is closed once'); END;
		CREATE TRIGGER %[1]s_never_deleted BEFORE DELETE ON %[1]s
		BEGIN SELECT RAISE(ABORT, '%[1]s: what was recorded is never deleted'); END`, table, strings.Join(kept, ", ")))
	return err
}

func columnsOf(ctx context.Context, tx *sql.Tx, table string) ([]string, error) {
	return collect(ctx, tx, func(rows *sql.Rows) (string, error) {
		var name string
		return name, rows.Scan(&name)
	}, "SELECT name FROM pragma_table_info(?) ORDER BY cid", table)
}

// addCurrentZones adds the view of the zones as they are recorded now and registers it as a layer.
func addCurrentZones(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `
		CREATE VIEW zones_current AS
		SELECT fid, enclave, series, id, controller, assessment, accuracy_m, geometry_quality, basis,
			valid_from, valid_to, recorded_from, area_m2, geometry
		FROM zones WHERE recorded_to IS NULL;
		INSERT INTO views_geometry_columns
			(view_name, view_geometry, view_rowid, f_table_name, f_geometry_column, read_only)
		VALUES ('zones_current', 'geometry', 'fid', 'zones', 'geometry', 1)`)
	return err
}
