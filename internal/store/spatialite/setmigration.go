package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"splitline/geo"
)

// addUpdateSets is migration 4: what a row of zones rests on is no longer a row for each update, but a set of updates
// that has its blocks of 64 in common with others.
func addUpdateSets(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `
		-- A set of updates: those of one block, whose bit n stands for update 64 * block + n, and the set of all earlier ones.
		CREATE TABLE update_sets (
			id     INTEGER PRIMARY KEY,
			before INTEGER REFERENCES update_sets (id) CHECK (before < id),
			block  INTEGER NOT NULL,
			bits   INTEGER NOT NULL CHECK (bits <> 0)
		) STRICT;
		CREATE UNIQUE INDEX update_sets_once ON update_sets (ifnull(before, 0), block, bits);
		-- The updates that a row of zones rests on.
		CREATE TABLE zone_sets (
			zone    INTEGER PRIMARY KEY REFERENCES zones (fid),
			updates INTEGER NOT NULL REFERENCES update_sets (id)
		) STRICT`)
	if err != nil {
		return err
	}
	if err := moveZoneUpdates(ctx, tx); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DROP TABLE zone_updates"); err != nil {
		return err
	}
	for _, g := range setGuards() {
		if err := g.add(ctx, tx); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, "PRAGMA user_version = 4")
	return err
}

// moveZoneUpdates turns the rows of zone_updates into sets.
func moveZoneUpdates(ctx context.Context, tx *sql.Tx) (err error) {
	keeper, err := newSetKeeper(ctx, tx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, keeper.close()) }()
	number := func(rows *sql.Rows) (n int64, err error) {
		err = rows.Scan(&n)
		return n, err
	}
	zones, err := collect(ctx, tx, number, "SELECT DISTINCT zone FROM zone_updates")
	if err != nil {
		return err
	}
	known := make(setsByBlocks)
	for _, zone := range zones {
		ids, err := collect(ctx, tx, number, "SELECT update_id FROM zone_updates WHERE zone = ?", zone)
		if err != nil {
			return err
		}
		set, err := keeper.keep(ctx, known.of(ids))
		if err != nil {
			return fmt.Errorf("row %d of zones: %w", zone, err)
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO zone_sets VALUES (?, ?)", zone, set); err != nil {
			return err
		}
	}
	return nil
}

// setsByBlocks are sets by their last block and what is before it, so that sets with blocks in common share them.
type setsByBlocks map[blockOfSet]geo.UpdateSet

type blockOfSet struct {
	before geo.UpdateSet
	number int64
	bits   uint64
}

// of returns the set of some updates.
func (s setsByBlocks) of(ids []int64) (set geo.UpdateSet) {
	updates := make([]geo.UpdateID, len(ids))
	for i, id := range ids {
		updates[i] = geo.UpdateID(id)
	}
	for number, bits := range geo.UpdatesOf(updates...).Blocks() {
		block := blockOfSet{set, number, bits}
		longer, known := s[block]
		if !known {
			longer = set.Then(number, bits)
			s[block] = longer
		}
		set = longer
	}
	return set
}
