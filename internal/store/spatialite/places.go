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
		instant(&p.Recorded.From), instant(&p.Recorded.To), shape(&p.Point))
	return p, err
}

// Places implements [store.Reader].
func (r *reader) Places(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) ([]geo.Place, error) {
	condition, args := recordedAt("", asOf)
	list, err := collect(ctx, r.tx, scanPlace, `SELECT id, enclave, name, rank, source, recorded_from, recorded_to, geometry
		FROM places WHERE enclave = ? AND `+condition+" ORDER BY id", append([]any{string(enclave)}, args...)...)
	for i := range list {
		hideAfter(&list[i].Recorded, asOf)
	}
	return list, err
}

// AddPlaces implements [store.Writer].
func (w *writer) AddPlaces(ctx context.Context, places []geo.Place) error {
	for i, p := range places {
		if err := w.addPlace(ctx, p); err != nil {
			return fmt.Errorf("places[%d]: %w", i, err)
		}
	}
	return nil
}

func (w *writer) addPlace(ctx context.Context, p geo.Place) error {
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
		INSERT INTO places (id, enclave, name, rank, source, recorded_from, geometry) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		id, string(p.Enclave), languages(p.Name), p.Rank, p.Source, recordedText(w.now), geometry)
	return err
}
