package spatialite

import "context"

// Measures implements [store.Reader].
func (r *reader) Measures(ctx context.Context, key string) (measures []byte, err error) {
	err = r.tx.QueryRowContext(ctx, "SELECT value FROM measures WHERE key = ?", key).Scan(&measures)
	return measures, one(err, "measures %q", key)
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
