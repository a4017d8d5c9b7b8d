package spatialite

import (
	"context"
	"database/sql"
	"fmt"
)

// layer is a table with a geometry column that GIS programs show.
type layer struct {
	table string
	// shape is the type of geometry the column holds.
	shape string
}

// layers returns those of the newest schema.
func layers() []layer { return append(firstLayers(), areaLayer()) }

// areaLayer returns the one that migration 5 adds.
func areaLayer() layer { return layer{"areas", "MULTIPOLYGON"} }

// firstLayers returns those that migration 3 adds.
func firstLayers() []layer {
	return []layer{
		{"boundaries", "MULTIPOLYGON"},
		{"update_areas", "MULTIPOLYGON"},
		{"zones", "POLYGON"},
		{"observations", "GEOMETRY"},
		{"places", "POINT"},
	}
}

// add registers and indexes the geometry column.
func (l layer) add(ctx context.Context, tx *sql.Tx) error {
	register := fmt.Sprintf("SELECT RecoverGeometryColumn('%s', 'geometry', 4326, '%s', 'XY')", l.table, l.shape)
	if err := mustReturnOne(ctx, tx, register); err != nil {
		return err
	}
	return mustReturnOne(ctx, tx, fmt.Sprintf("SELECT CreateSpatialIndex('%s', 'geometry')", l.table))
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
	for _, l := range firstLayers() {
		if err := l.add(ctx, tx); err != nil {
			return err
		}
	}
	for _, g := range firstGuards() {
		if err := g.add(ctx, tx); err != nil {
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
