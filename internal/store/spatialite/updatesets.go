package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/bits"

	"splitline/geo"
	"splitline/internal/store"
)

// setKeeper writes sets of updates within one transaction. A set is a row of its last block, which refers to the set of
// the blocks before; sets that have these in common share their rows.
type setKeeper struct {
	find, insert *sql.Stmt
	// ids are the rows of the sets that were written or found.
	ids map[geo.UpdateSet]int64
	// known are the updates there are, by block; see there.
	known map[int64]uint64
	there func(ctx context.Context, block int64) (uint64, error)
}

func newSetKeeper(ctx context.Context, tx *sql.Tx) (*setKeeper, error) {
	k := &setKeeper{ids: make(map[geo.UpdateSet]int64), known: make(map[int64]uint64)}
	k.there = func(ctx context.Context, block int64) (uint64, error) { return updatesThere(ctx, tx, block) }
	var err error
	if k.find, err = tx.PrepareContext(ctx,
		"SELECT id FROM update_sets WHERE ifnull(before, 0) = ? AND block = ? AND bits = ?"); err != nil {
		return nil, err
	}
	k.insert, err = tx.PrepareContext(ctx, "INSERT INTO update_sets (before, block, bits) VALUES (nullif(?, 0), ?, ?)")
	if err != nil {
		return nil, errors.Join(err, k.find.Close())
	}
	return k, nil
}

func (k *setKeeper) close() error { return errors.Join(k.find.Close(), k.insert.Close()) }

// keep returns the row of a set, which it writes if it is new. The empty set has none, and 0. It returns an error of
// kind [geo.ErrInvalid] if a new set has an update that is not there.
func (k *setKeeper) keep(ctx context.Context, set geo.UpdateSet) (int64, error) {
	if set.Empty() {
		return 0, nil
	}
	if id, known := k.ids[set]; known {
		return id, nil
	}
	rest, block, word := set.Last()
	before, err := k.keep(ctx, rest)
	if err != nil {
		return 0, err
	}
	var id int64
	err = k.find.QueryRowContext(ctx, before, block, int64(word)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		id, err = k.add(ctx, before, block, word)
	}
	if err != nil {
		return 0, err
	}
	k.ids[set] = id
	return id, nil
}

func (k *setKeeper) add(ctx context.Context, before, block int64, word uint64) (int64, error) {
	known, asked := k.known[block]
	if !asked {
		var err error
		if known, err = k.there(ctx, block); err != nil {
			return 0, err
		}
		k.known[block] = known
	}
	if missing := word &^ known; missing != 0 {
		return 0, invalid("updates", "there is no update %d", block*geo.UpdatesInBlock+int64(bits.TrailingZeros64(missing)))
	}
	result, err := k.insert.ExecContext(ctx, before, block, int64(word))
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// updatesThere returns the updates of a block that the file has.
func updatesThere(ctx context.Context, tx *sql.Tx, block int64) (word uint64, err error) {
	first := block * geo.UpdatesInBlock
	ids, err := collect(ctx, tx, func(rows *sql.Rows) (id int64, err error) {
		err = rows.Scan(&id)
		return id, err
	}, "SELECT id FROM updates WHERE id BETWEEN ? AND ?", first, first+geo.UpdatesInBlock-1)
	for _, id := range ids {
		word |= 1 << uint64(id-first)
	}
	return word, err
}

// setRow is a row of update_sets.
type setRow struct{ id, before, block, bits int64 }

// updateSets returns the sets of some rows, by row. Sets that have blocks in common share them.
func (r *reader) updateSets(ctx context.Context, ids []int64) (map[int64]geo.UpdateSet, error) {
	list, err := jsonText(ids)
	if err != nil {
		return nil, err
	}
	rows, err := collect(ctx, r.tx, func(rows *sql.Rows) (x setRow, err error) {
		err = rows.Scan(&x.id, numeric(&x.before), &x.block, &x.bits)
		return x, err
	}, `WITH RECURSIVE wanted (id) AS (
			SELECT value FROM json_each(?)
			UNION
			SELECT s.before FROM wanted w JOIN update_sets s ON s.id = w.id WHERE s.before IS NOT NULL)
		SELECT s.id, s.before, s.block, s.bits FROM wanted w JOIN update_sets s ON s.id = w.id ORDER BY s.id`, list)
	sets := make(map[int64]geo.UpdateSet, len(rows))
	for _, x := range rows {
		before, found := sets[x.before]
		if x.before != 0 && !found || !inOrder(before, x.block) {
			return nil, fmt.Errorf("%w: set %d of updates does not follow on the one before it", store.ErrDamaged, x.id)
		}
		sets[x.id] = before.Then(x.block, uint64(x.bits))
	}
	return sets, err
}

// inOrder reports whether a block can follow on a set.
func inOrder(before geo.UpdateSet, block int64) bool {
	if before.Empty() {
		return true
	}
	_, last, _ := before.Last()
	return last < block
}

// setFindings returns what sets of updates say of updates that are not there.
func (s *Store) setFindings(ctx context.Context) ([]string, error) {
	return collect(ctx, s.readers, func(rows *sql.Rows) (string, error) {
		var set, update int64
		err := rows.Scan(&set, &update)
		return fmt.Sprintf("row %d of update_sets refers to update %d that is not there", set, update), err
	}, `WITH RECURSIVE bit (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM bit WHERE n < 63)
		SELECT s.id, 64 * s.block + b.n FROM update_sets s JOIN bit b
		WHERE s.bits >> b.n & 1 AND NOT EXISTS (SELECT 1 FROM updates u WHERE u.id = 64 * s.block + b.n)
		ORDER BY 1, 2`)
}
