package spatialite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"splitline/geo"
)

const boundaryQuery = `SELECT b.enclave, b.id, b.version, b.area_m2, b.recorded_from, b.recorded_to, b.geometry, ` +
	sourceColumns + ` FROM boundaries b JOIN sources s ON s.id = b.source WHERE b.enclave = ?`

func scanBoundary(rows *sql.Rows) (b geo.Boundary, err error) {
	err = rows.Scan(append([]any{
		textual(&b.Enclave), &b.Ref.ID, &b.Ref.Version, &b.AreaM2,
		instant(&b.Recorded.From), instant(&b.Recorded.To), shape(&b.Geometry),
	}, sourceInto(&b.Source)...)...)
	return b, err
}

// Boundaries implements [store.Reader].
func (r *reader) Boundaries(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) ([]geo.Boundary, error) {
	condition, args := recordedAt("b.", asOf)
	list, err := collect(ctx, r.tx, scanBoundary,
		boundaryQuery+" AND "+condition+" ORDER BY b.id, b.version", append([]any{string(enclave)}, args...)...)
	for i := range list {
		hideAfter(&list[i].Recorded, asOf)
	}
	return list, err
}

// Boundary implements [store.Reader].
func (r *reader) Boundary(ctx context.Context, enclave geo.EnclaveID, ref geo.BoundaryRef) (geo.Boundary, error) {
	b, err := first(ctx, r.tx, scanBoundary, boundaryQuery+" AND b.id = ? AND b.version = ?", string(enclave), ref.ID, ref.Version)
	return b, one(err, "boundary %s version %d of %q", ref.ID, ref.Version, enclave)
}

// AddBoundary implements [store.Writer].
func (w *writer) AddBoundary(ctx context.Context, b geo.Boundary) (geo.BoundaryRef, error) {
	none := geo.BoundaryRef{}
	if err := b.Validate(); err != nil {
		return none, err
	}
	if b.AreaM2 == 0 {
		b.AreaM2 = geo.AreaM2(b.Geometry)
	}
	geometry, err := blob("geometry", b.Geometry)
	if err != nil {
		return none, err
	}
	if !(b.AreaM2 > 0) {
		return none, invalid("area_m2", "%g must be positive", b.AreaM2)
	}
	if _, err := w.Enclave(ctx, b.Enclave, time.Time{}); err != nil {
		return none, err
	}
	source, err := w.addSource(ctx, b.Source)
	if err != nil {
		return none, err
	}
	ref := geo.BoundaryRef{ID: b.Ref.ID}
	if err := w.tx.QueryRowContext(ctx, "SELECT ifnull(max(version), 0) + 1 FROM boundaries WHERE enclave = ? AND id = ?",
		string(b.Enclave), ref.ID).Scan(&ref.Version); err != nil {
		return none, err
	}
	w.recorded = true
	_, err = w.tx.ExecContext(ctx, `
		INSERT INTO boundaries (enclave, id, version, area_m2, source, recorded_from, geometry) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		string(b.Enclave), ref.ID, ref.Version, b.AreaM2, source, recordedText(w.now), geometry)
	if err != nil {
		return none, fmt.Errorf("boundary %s of %q: %w", ref.ID, b.Enclave, err)
	}
	return ref, nil
}
