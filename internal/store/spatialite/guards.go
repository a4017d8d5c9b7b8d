package spatialite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// guard keeps the rows of a table from being changed, by whatever program.
type guard struct {
	table string
	// closes says that the table has recorded_to, which can be set once.
	closes bool
	// replaces says that a row can be dropped by the transaction that wrote it.
	replaces bool
}

// guards returns those of all tables of the newest schema.
func guards() []guard {
	kept := slices.DeleteFunc(firstGuards(), func(g guard) bool { return g.table == "zone_updates" })
	return slices.Concat(kept, setGuards(), referenceGuards())
}

// referenceGuards returns those of the tables of migration 5.
func referenceGuards() []guard {
	return []guard{{table: "reference_sets", closes: true}, {table: "reference_columns"}, {table: "areas", closes: true}}
}

// setGuards returns those of the tables of migration 4.
func setGuards() []guard { return []guard{{table: "update_sets"}, {table: "zone_sets"}} }

// firstGuards returns those that migration 3 adds.
func firstGuards() []guard {
	return []guard{
		{table: "enclaves"},
		{table: "enclave_versions", closes: true, replaces: true},
		{table: "sources"},
		{table: "boundaries", closes: true},
		{table: "series"},
		{table: "series_versions", closes: true, replaces: true},
		{table: "settings", closes: true},
		{table: "controllers"},
		{table: "sides"},
		{table: "side_controllers"},
		{table: "revisions"},
		{table: "editions", closes: true},
		{table: "updates", closes: true},
		{table: "update_sources"},
		{table: "update_areas"},
		{table: "zones", closes: true},
		{table: "zone_updates"},
		{table: "figures", closes: true},
		{table: "observations", closes: true},
		{table: "milestones", closes: true},
		{table: "places", closes: true},
	}
}

// add adds the triggers of a guard.
func (g guard) add(ctx context.Context, tx *sql.Tx) error {
	columns, err := columnsOf(ctx, tx, g.table)
	if err != nil {
		return err
	}
	kept := slices.DeleteFunc(columns, func(column string) bool { return column == "recorded_to" })
	triggers := []string{fmt.Sprintf(`
		CREATE TRIGGER %[1]s_kept BEFORE UPDATE OF %[2]s ON %[1]s
		BEGIN SELECT RAISE(ABORT, '%[1]s: what was recorded is never overwritten'); END`, g.table, strings.Join(kept, ", "))}
	if g.closes {
		triggers = append(triggers, fmt.Sprintf(`
		CREATE TRIGGER %[1]s_closed_once BEFORE UPDATE OF recorded_to ON %[1]s WHEN OLD.recorded_to IS NOT NULL
		BEGIN SELECT RAISE(ABORT, '%[1]s: a recorded time is closed once'); END`, g.table))
	}
	if !g.replaces {
		triggers = append(triggers, fmt.Sprintf(`
		CREATE TRIGGER %[1]s_never_deleted BEFORE DELETE ON %[1]s
		BEGIN SELECT RAISE(ABORT, '%[1]s: what was recorded is never deleted'); END`, g.table))
	}
	_, err = tx.ExecContext(ctx, strings.Join(triggers, ";"))
	return err
}

// drop takes the triggers of a guard away, to be added anew for more columns.
func (g guard) drop(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, fmt.Sprintf(
		"DROP TRIGGER IF EXISTS %[1]s_kept; DROP TRIGGER IF EXISTS %[1]s_closed_once; DROP TRIGGER IF EXISTS %[1]s_never_deleted", g.table))
	return err
}

func columnsOf(ctx context.Context, tx *sql.Tx, table string) ([]string, error) {
	return collect(ctx, tx, func(rows *sql.Rows) (string, error) {
		var name string
		err := rows.Scan(&name)
		return name, err
	}, "SELECT name FROM pragma_table_info(?) ORDER BY cid", table)
}
