package spatialite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

const enclaveQuery = "SELECT enclave, name, time_zone, recorded_from, recorded_to FROM enclave_versions WHERE "

func scanEnclave(rows *sql.Rows) (e geo.Enclave, err error) {
	err = rows.Scan(textual(&e.ID), parsed(&e.Name), &e.TimeZone, instant(&e.Recorded.From), instant(&e.Recorded.To))
	return e, err
}

// Enclaves implements [store.Reader].
func (r *reader) Enclaves(ctx context.Context) ([]geo.Enclave, error) {
	return collect(ctx, r.tx, scanEnclave, enclaveQuery+"recorded_to IS NULL ORDER BY enclave")
}

// Enclave implements [store.Reader].
func (r *reader) Enclave(ctx context.Context, id geo.EnclaveID, asOf time.Time) (geo.Enclave, error) {
	condition, args := recordedAt("", asOf)
	e, err := first(ctx, r.tx, scanEnclave, enclaveQuery+"enclave = ? AND "+condition, append([]any{string(id)}, args...)...)
	hideAfter(&e.Recorded, asOf)
	return e, one(err, "enclave %q", id)
}

// AddEnclave implements [store.Writer].
func (w *writer) AddEnclave(ctx context.Context, e geo.Enclave, boundary geo.Boundary, settings geo.Settings) error {
	if err := e.Validate(); err != nil {
		return err
	}
	if present, err := w.exists(ctx, "SELECT 1 FROM enclaves WHERE id = ?", string(e.ID)); err != nil || present {
		return taken(err, "enclave %q", e.ID)
	}
	if (boundary.Enclave != "" && boundary.Enclave != e.ID) || (settings.Enclave != "" && settings.Enclave != e.ID) {
		return invalid("enclave", "boundary and settings must be of %q", e.ID)
	}
	w.recorded = true
	if _, err := w.tx.ExecContext(ctx, "INSERT INTO enclaves VALUES (?, ?)", string(e.ID), recordedText(w.now)); err != nil {
		return fmt.Errorf("enclave %q: %w", e.ID, err)
	}
	if err := w.insertEnclaveVersion(ctx, e); err != nil {
		return err
	}
	boundary.Enclave = e.ID
	ref, err := w.AddBoundary(ctx, boundary)
	if err != nil {
		return err
	}
	settings.Enclave, settings.Boundary = e.ID, ref
	_, err = w.PutSettings(ctx, settings)
	return err
}

// SetEnclave implements [store.Writer].
func (w *writer) SetEnclave(ctx context.Context, e geo.Enclave) error {
	if err := e.Validate(); err != nil {
		return err
	}
	if _, err := w.Enclave(ctx, e.ID, time.Time{}); err != nil {
		return err
	}
	if err := w.closeVersion(ctx, "enclave_versions", "enclave = ?", string(e.ID)); err != nil {
		return err
	}
	return w.insertEnclaveVersion(ctx, e)
}

func (w *writer) insertEnclaveVersion(ctx context.Context, e geo.Enclave) error {
	_, err := w.tx.ExecContext(ctx,
		"INSERT INTO enclave_versions (enclave, name, time_zone, recorded_from) VALUES (?, ?, ?, ?)",
		string(e.ID), languages(e.Name), e.TimeZone, recordedText(w.now))
	if err != nil {
		return fmt.Errorf("enclave %q: %w", e.ID, err)
	}
	return nil
}

// closeVersion ends the recorded time of the version in force. One that began in this transaction has been seen by
// nobody and is dropped.
func (w *writer) closeVersion(ctx context.Context, table, condition string, args ...any) error {
	w.recorded = true
	now := recordedText(w.now)
	unseen := fmt.Sprintf("DELETE FROM %s WHERE recorded_to IS NULL AND recorded_from = ? AND %s", table, condition)
	if _, err := w.tx.ExecContext(ctx, unseen, append([]any{now}, args...)...); err != nil {
		return err
	}
	closing := fmt.Sprintf("UPDATE %s SET recorded_to = ? WHERE recorded_to IS NULL AND %s", table, condition)
	_, err := w.tx.ExecContext(ctx, closing, append([]any{now}, args...)...)
	return err
}

// exists reports whether a query has a row.
func (r *reader) exists(ctx context.Context, query string, args ...any) (present bool, err error) {
	err = r.tx.QueryRowContext(ctx, "SELECT EXISTS ("+query+")", args...).Scan(&present)
	return present, err
}

// taken returns err or, if it is nil, [store.ErrExists], naming the thing.
func taken(err error, format string, args ...any) error {
	if err == nil {
		err = store.ErrExists
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
