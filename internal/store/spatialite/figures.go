package spatialite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"splitline/geo"
)

func scanFigure(rows *sql.Rows) (f geo.Figure, err error) {
	err = rows.Scan(append([]any{
		&f.ID, textual(&f.Enclave), &f.Kind, &f.Share, numeric(&f.AreaM2), instant(&f.At), textual(&f.Precision),
		textual(&f.Controller), textual(&f.Boundary.ID), numeric(&f.Boundary.Version), parsed(&f.Note),
		instant(&f.Recorded.From), instant(&f.Recorded.To),
	}, sourceInto(&f.Source)...)...)
	return f, err
}

// Figures implements [store.Reader].
func (r *reader) Figures(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) ([]geo.Figure, error) {
	condition, args := recordedAt("f.", asOf)
	list, err := collect(ctx, r.tx, scanFigure, `SELECT f.id, f.enclave, f.kind, f.share, f.area_m2, f.at, f.at_precision,
		f.controller, f.boundary, f.boundary_version, f.note, f.recorded_from, f.recorded_to, `+sourceColumns+`
		FROM figures f JOIN sources s ON s.id = f.source WHERE f.enclave = ? AND `+condition+" ORDER BY f.at, f.id",
		append([]any{string(enclave)}, args...)...)
	for i := range list {
		hideAfter(&list[i].Recorded, asOf)
	}
	return list, err
}

// AddFigures implements [store.Writer].
func (w *writer) AddFigures(ctx context.Context, figures []geo.Figure) error {
	for i, f := range figures {
		if err := w.addFigure(ctx, f); err != nil {
			return fmt.Errorf("figures[%d]: %w", i, err)
		}
	}
	return nil
}

func (w *writer) addFigure(ctx context.Context, f geo.Figure) error {
	if err := f.Validate(); err != nil {
		return err
	}
	if err := checkNote(f.Note); err != nil {
		return err
	}
	if err := checkYear("at", f.At); err != nil {
		return err
	}
	if f.Boundary != (geo.BoundaryRef{}) {
		if _, err := w.Boundary(ctx, f.Enclave, f.Boundary); err != nil {
			return err
		}
	}
	id, source, err := w.begin(ctx, "figures", f.Enclave, f.ID, f.Source)
	if err != nil {
		return err
	}
	_, err = w.tx.ExecContext(ctx, `
		INSERT INTO figures (id, enclave, kind, share, area_m2, at, at_precision, controller, source, boundary, boundary_version,
			note, recorded_from)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, string(f.Enclave), f.Kind, f.Share, nullableNumber(f.AreaM2), validText(f.At), string(f.Precision),
		nullable(f.Controller), source, nullable(f.Boundary.ID), nullableNumber(f.Boundary.Version),
		languages(f.Note), recordedText(w.now))
	return err
}

// begin readies the row of a dated thing: it returns the id the thing gets and the id of its source. An id of 0 is
// given by the store; another must be free.
func (w *writer) begin(ctx context.Context, table string, enclave geo.EnclaveID, id int64, s geo.Source) (int64, int64, error) {
	id, err := w.newID(ctx, table, enclave, id)
	if err != nil {
		return 0, 0, err
	}
	source, err := w.addSource(ctx, s)
	return id, source, err
}

func (w *writer) newID(ctx context.Context, table string, enclave geo.EnclaveID, id int64) (int64, error) {
	if _, err := w.Enclave(ctx, enclave, time.Time{}); err != nil {
		return 0, err
	}
	w.recorded = true
	if id == 0 {
		err := w.tx.QueryRowContext(ctx, "SELECT ifnull(max(id), 0) + 1 FROM "+table).Scan(&id)
		return id, err
	}
	if id < 0 {
		return 0, invalid("id", "%d must not be negative", id)
	}
	if present, err := w.exists(ctx, "SELECT 1 FROM "+table+" WHERE id = ?", id); err != nil || present {
		return 0, taken(err, "id %d of %s", id, table)
	}
	return id, nil
}

// checkNote validates a note that may be empty.
func checkNote(note geo.Text) error {
	if len(note) == 0 {
		return nil
	}
	return note.Validate("note")
}
