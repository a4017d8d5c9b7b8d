package spatialite

import (
	"context"
	"database/sql"
	"fmt"

	"splitline/geo"
)

// Editions implements [store.Reader]. They come in the order of their revisions.
func (r *reader) Editions(ctx context.Context, series geo.SeriesRef) ([]geo.Edition, error) {
	return collect(ctx, r.tx, func(rows *sql.Rows) (e geo.Edition, err error) {
		err = rows.Scan(
			numeric(&e.ID), textual(&e.Series.Enclave), textual(&e.Series.Series), numeric(&e.Revision), &e.Title, parsed(&e.Note),
			instant(&e.CutOff), instant(&e.Recorded.From), instant(&e.Recorded.To))
		return e, err
	}, `SELECT id, enclave, series, revision, title, note, cut_off, recorded_from, recorded_to FROM editions
		WHERE enclave = ? AND series = ? ORDER BY id`, string(series.Enclave), string(series.Series))
}

// addEdition records an edition as a revision of a series and returns its id.
func (w *writer) addEdition(ctx context.Context, series geo.SeriesRef, revision geo.Revision, e geo.Edition) (geo.EditionID, error) {
	if len(e.Note) > 0 {
		if err := e.Note.Validate("edition.note"); err != nil {
			return 0, err
		}
	}
	if err := checkYear("edition.cut_off", e.CutOff); err != nil {
		return 0, err
	}
	result, err := w.tx.ExecContext(ctx, `
		INSERT INTO editions (enclave, series, revision, title, note, cut_off, recorded_from) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		string(series.Enclave), string(series.Series), int64(revision), e.Title, languages(e.Note),
		recordedText(e.CutOff), recordedText(w.now))
	if err != nil {
		return 0, fmt.Errorf("edition %q: %w", e.Title, err)
	}
	id, err := result.LastInsertId()
	return geo.EditionID(id), err
}
