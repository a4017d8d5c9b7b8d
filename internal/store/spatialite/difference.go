package spatialite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

var _ store.DifferenceReader = (*reader)(nil)

// Difference implements [store.DifferenceReader]. The recorded times of all rows of a series are in the index
// zones_valid: rows that did not change are passed over in it, and nothing of them is read.
func (r *reader) Difference(ctx context.Context, series geo.SeriesRef, after, until time.Time) (d store.Difference, err error) {
	between := interval{series, after.UTC().Format(recordedLayout), until.UTC().Format(recordedLayout)}
	for _, read := range []func() error{
		func() error { d.Zones, err = r.zonesBegun(ctx, between, after, until); return err },
		func() error { d.Ended, err = r.zonesEnded(ctx, between); return err },
		func() error { d.Updates, err = r.updatesBegun(ctx, between, until); return err },
		func() error { d.EndedUpdates, err = r.updatesEnded(ctx, between); return err },
		func() error { d.Observed, err = r.observed(ctx, between); return err },
	} {
		if err := read(); err != nil {
			return store.Difference{}, fmt.Errorf("difference of %s: %w", series, err)
		}
	}
	return d, nil
}

// interval is the rows of a series that begin or end between two recorded times, the second included.
type interval struct {
	series       geo.SeriesRef
	after, until string
}

// begun returns the condition of the rows that hold at the end and not at the beginning; the prefix names the table.
func (i interval) begun(prefix string) (string, []any) {
	return prefix + "enclave = ? AND " + prefix + "series = ? AND " + prefix + "recorded_from > ? AND " + prefix +
			"recorded_from <= ? AND (" + prefix + "recorded_to IS NULL OR " + prefix + "recorded_to > ?)",
		[]any{string(i.series.Enclave), string(i.series.Series), i.after, i.until, i.until}
}

// ended returns the condition of the rows that hold at the beginning and not at the end.
func (i interval) ended(prefix string) (string, []any) {
	return prefix + "enclave = ? AND " + prefix + "series = ? AND " + prefix + "recorded_from <= ? AND " + prefix +
			"recorded_to > ? AND " + prefix + "recorded_to <= ?",
		[]any{string(i.series.Enclave), string(i.series.Series), i.after, i.after, i.until}
}

// zonesBegun reads the rows that hold throughout the valid times at which some began, and leaves out those that did not.
func (r *reader) zonesBegun(ctx context.Context, i interval, after, until time.Time) ([]geo.Zone, error) {
	condition, args := i.begun("z.")
	var asked geo.Question
	err := r.tx.QueryRowContext(ctx, begunQuery+condition, args...).Scan(instant(&asked.From), instant(&asked.To))
	if err != nil || asked.From.IsZero() {
		return nil, err
	}
	zones, err := r.Zones(ctx, store.ZoneQuery{Series: i.series, AsOf: until, Valid: &asked})
	return slices.DeleteFunc(zones, func(z geo.Zone) bool { return !z.Recorded.From.After(after) }), err
}

const (
	// begunQuery asks for the valid times between which rows began.
	begunQuery = "SELECT min(z.valid_from), max(z.valid_from) FROM zones z INDEXED BY zones_valid WHERE "
	// endedQuery asks for the keys of rows.
	endedQuery = "SELECT z.id, z.valid_from, z.recorded_from FROM zones z INDEXED BY zones_valid WHERE "
)

func (r *reader) zonesEnded(ctx context.Context, i interval) ([]store.ZoneKey, error) {
	condition, args := i.ended("z.")
	return collect(ctx, r.tx, func(rows *sql.Rows) (key store.ZoneKey, err error) {
		err = rows.Scan(numeric(&key.ID), instant(&key.ValidFrom), instant(&key.RecordedFrom))
		return key, err
	}, endedQuery+condition+" ORDER BY z.valid_from, z.id", args...)
}

func (r *reader) updatesBegun(ctx context.Context, i interval, until time.Time) ([]geo.Update, error) {
	condition, args := i.begun("u.")
	list, err := collect(ctx, r.tx, scanUpdate, updateQuery+condition+" ORDER BY u.valid_from, u.place, u.id", args...)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	for i := range list {
		hideAfter(&list[i].Recorded, until)
	}
	if err := r.addSourcesTo(ctx, list, condition, args); err != nil {
		return nil, err
	}
	return list, r.addAreasTo(ctx, list, condition, args, true)
}

func (r *reader) updatesEnded(ctx context.Context, i interval) ([]geo.UpdateID, error) {
	condition, args := i.ended("u.")
	return collect(ctx, r.tx, func(rows *sql.Rows) (id geo.UpdateID, err error) {
		err = rows.Scan(numeric(&id))
		return id, err
	}, "SELECT u.id FROM updates u WHERE "+condition+" ORDER BY u.id", args...)
}

// observed reports whether observations of the enclave began or ended.
func (r *reader) observed(ctx context.Context, i interval) (differ bool, err error) {
	err = r.tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM observations WHERE enclave = ?
		AND (recorded_from > ? AND recorded_from <= ? OR recorded_to > ? AND recorded_to <= ?))`,
		string(i.series.Enclave), i.after, i.until, i.after, i.until).Scan(&differ)
	return differ, err
}
