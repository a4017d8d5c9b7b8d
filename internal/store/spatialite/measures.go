package spatialite

import (
	"context"
	"database/sql"
)

// Measures implements [store.Reader].
func (r *reader) Measures(ctx context.Context, key string) (measures []byte, err error) {
	err = r.tx.QueryRowContext(ctx, "SELECT value FROM measures WHERE key = ?", key).Scan(&measures)
	return measures, one(err, "measures %q", key)
}

// MeasuresOf implements [store.Reader]. The keys go in as one JSON array, which has no limit of parameters.
func (r *reader) MeasuresOf(ctx context.Context, keys []string) (map[string][]byte, error) {
	list, err := jsonText(keys)
	if err != nil {
		return nil, err
	}
	kept := make(map[string][]byte, len(keys))
	_, err = collect(ctx, r.tx, func(rows *sql.Rows) (key string, err error) {
		var measures []byte
		err = rows.Scan(&key, &measures)
		kept[key] = measures
		return key, err
	}, "SELECT key, value FROM measures WHERE key IN (SELECT value FROM json_each(?))", list)
	if err != nil {
		return nil, err
	}
	return kept, nil
}

// KeepMeasures implements [store.Writer]. Keeping a key again replaces what was kept: the key names the inputs, so
// it can only be the same.
func (w *writer) KeepMeasures(ctx context.Context, key string, measures []byte) error {
	if key == "" {
		return invalid("key", "must be given")
	}
	if measures == nil {
		measures = []byte{}
	}
	_, err := w.tx.ExecContext(ctx, "INSERT INTO measures VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", key, measures)
	return err
}
