package spatialite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"splitline/geo"
)

func scanObservation(rows *sql.Rows) (o geo.Observation, err error) {
	into := append([]any{
		&o.ID, textual(&o.Enclave), &o.Kind, parsed(&o.Title), instant(&o.Valid.From), instant(&o.Valid.To), parsed(&o.Note),
		instant(&o.Recorded.From), instant(&o.Recorded.To), shape(&o.Geometry),
	}, assessmentInto(&o.Assessment)...)
	return o, rows.Scan(append(into, sourceInto(&o.Source)...)...)
}

// Observations implements [store.Reader].
func (r *reader) Observations(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) ([]geo.Observation, error) {
	condition, args := recordedAt("o.", asOf)
	list, err := collect(ctx, r.tx, scanObservation, `SELECT o.id, o.enclave, o.kind, o.title, o.valid_from, o.valid_to, o.note,
		o.recorded_from, o.recorded_to, o.geometry, o.assessment, o.accuracy_m, o.geometry_quality, `+sourceColumns+`
		FROM observations o JOIN sources s ON s.id = o.source WHERE o.enclave = ? AND `+condition+" ORDER BY o.valid_from, o.id",
		append([]any{string(enclave)}, args...)...)
	for i := range list {
		hideAfter(&list[i].Recorded, asOf)
	}
	return list, err
}

// AddObservations implements [store.Writer]. Observations are in the tiles of every series of the enclave, so each
// series that has a revision gets another one with the commit.
func (w *writer) AddObservations(ctx context.Context, observations []geo.Observation) error {
	for i, o := range observations {
		if err := w.addObservation(ctx, o); err != nil {
			return fmt.Errorf("observations[%d]: %w", i, err)
		}
		w.observed[o.Enclave] = true
	}
	return nil
}

func (w *writer) addObservation(ctx context.Context, o geo.Observation) (err error) {
	if err := o.Validate(); err != nil {
		return err
	}
	if err := checkNote(o.Note); err != nil {
		return err
	}
	if o.Valid, err = cutValid("valid", o.Valid); err != nil {
		return err
	}
	geometry, err := blob("geometry", o.Geometry)
	if err != nil {
		return err
	}
	id, source, err := w.begin(ctx, "observations", o.Enclave, o.ID, o.Source)
	if err != nil {
		return err
	}
	_, err = w.tx.ExecContext(ctx, `
		INSERT INTO observations (id, enclave, kind, title, valid_from, valid_to, assessment, accuracy_m, geometry_quality,
			source, note, recorded_from, geometry)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, string(o.Enclave), o.Kind, languages(o.Title), validText(o.Valid.From), validText(o.Valid.To),
		string(o.Assessment.Level), o.Assessment.AccuracyM, string(o.Assessment.Quality),
		source, languages(o.Note), recordedText(w.now), geometry)
	return err
}
