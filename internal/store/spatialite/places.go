package spatialite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"splitline/geo"
)

func scanPlace(rows *sql.Rows) (p geo.Place, err error) {
	err = rows.Scan(
		&p.ID, textual(&p.Enclave), parsed(&p.Name), &p.Rank, &p.Source,
		instant(&p.Recorded.From), instant(&p.Recorded.To), shape(&p.Point),
		textual(&p.Set), textual(&p.Code), parsed(&p.Values), verbatim(&p.Properties))
	return p, err
}

// Places implements [store.Reader].
func (r *reader) Places(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) ([]geo.Place, error) {
	condition, args := recordedAt("p.", asOf)
	list, err := collect(ctx, r.tx, scanPlace, `SELECT p.id, p.enclave, p.name, p.rank, p.source, p.recorded_from, p.recorded_to,
		p.geometry, s.id, p.code, p.column_values, p.properties
		FROM places p LEFT JOIN reference_sets s ON s.fid = p.reference_set
		WHERE p.enclave = ? AND `+condition+" ORDER BY p.id", append([]any{string(enclave)}, args...)...)
	for i := range list {
		hideAfter(&list[i].Recorded, asOf)
	}
	return list, err
}

// AddPlaces implements [store.Writer].
func (w *writer) AddPlaces(ctx context.Context, places []geo.Place) error {
	for i, p := range places {
		if p.Set != "" {
			return fmt.Errorf("places[%d]: %w", i, invalid("set", "places of a set are put with their set"))
		}
		if err := w.addPlace(ctx, p, nil); err != nil {
			return fmt.Errorf("places[%d]: %w", i, err)
		}
	}
	return nil
}

// addPlace adds a place of the set with that key, or of none if it is nil.
func (w *writer) addPlace(ctx context.Context, p geo.Place, set any) error {
	if err := p.Validate(); err != nil {
		return err
	}
	geometry, err := blob("point", p.Point)
	if err != nil {
		return err
	}
	id, err := w.newID(ctx, "places", p.Enclave, p.ID)
	if err != nil {
		return err
	}
	_, err = w.tx.ExecContext(ctx, `
		INSERT INTO places (id, enclave, name, rank, source, recorded_from, geometry, reference_set, code, column_values, properties)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, string(p.Enclave), languages(p.Name), p.Rank, p.Source, recordedText(w.now), geometry,
		set, nullable(p.Code), numbers(p.Values), nullable(string(p.Properties)))
	return err
}
