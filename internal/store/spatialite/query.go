package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// querier is a transaction or a connection.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// collect returns what scan makes of every row of a query.
func collect[T any](
	ctx context.Context, q querier, scan func(*sql.Rows) (T, error), query string, args ...any,
) (list []T, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		item, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, item)
	}
	return list, rows.Err()
}

// first returns what scan makes of the first row of a query, or [sql.ErrNoRows].
func first[T any](
	ctx context.Context, q querier, scan func(*sql.Rows) (T, error), query string, args ...any,
) (item T, err error) {
	list, err := collect(ctx, q, scan, query, args...)
	if err != nil {
		return item, err
	}
	if len(list) == 0 {
		return item, sql.ErrNoRows
	}
	return list[0], nil
}

// recordedAt returns the condition by which rows hold in recorded time as of an instant, zero being now. The prefix
// names the table with its dot, or is empty.
func recordedAt(prefix string, asOf time.Time) (string, []any) {
	if asOf.IsZero() {
		return prefix + "recorded_to IS NULL", nil
	}
	at := recordedText(asOf)
	return prefix + "recorded_from <= ? AND (" + prefix + "recorded_to IS NULL OR " + prefix + "recorded_to > ?)", []any{at, at}
}
