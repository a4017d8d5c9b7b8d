package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"splitline/geo"
	"splitline/internal/store"
)

// closeZones ends the recorded time of rows that the publication replaces. A row that is not there, or was closed
// already, is [store.ErrNotFound].
func (p *publishing) closeZones(ctx context.Context, keys []store.ZoneKey) (err error) {
	statement, err := p.w.tx.PrepareContext(ctx, `
		UPDATE zones SET recorded_to = ?
		WHERE enclave = ? AND series = ? AND id = ? AND valid_from = ? AND recorded_from = ? AND recorded_to IS NULL`)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, statement.Close()) }()
	now := recordedText(p.w.now)
	for _, k := range keys {
		result, err := statement.ExecContext(ctx, now, string(p.series.Enclave), string(p.series.Series),
			int64(k.ID), validText(k.ValidFrom), recordedText(k.RecordedFrom))
		if err != nil {
			return fmt.Errorf("close zone %d: %w", k.ID, err)
		}
		if n, err := result.RowsAffected(); err != nil || n != 1 {
			return missing(err, "close zone %d, valid from %v, recorded from %v", k.ID, validText(k.ValidFrom), recordedText(k.RecordedFrom))
		}
	}
	return nil
}

// addZones stores rows and the updates they rest on.
func (p *publishing) addZones(ctx context.Context, zones []geo.Zone) (err error) {
	insert, err := p.w.tx.PrepareContext(ctx, `
		INSERT INTO zones (enclave, series, id, controller, assessment, accuracy_m, geometry_quality, basis,
			valid_from, valid_to, recorded_from, area_m2, geometry)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, insert.Close()) }()
	rest, err := p.w.tx.PrepareContext(ctx, "INSERT INTO zone_sets VALUES (?, ?)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rest.Close()) }()
	sets, err := newSetKeeper(ctx, p.w.tx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sets.close()) }()
	for _, z := range zones {
		if err := p.addZone(ctx, insert, rest, sets, z); err != nil {
			return fmt.Errorf("zone %d, valid from %v: %w", z.ID, validText(z.Valid.From), err)
		}
	}
	return nil
}

func (p *publishing) addZone(ctx context.Context, insert, rest *sql.Stmt, sets *setKeeper, z geo.Zone) error {
	valid, err := p.checkZone(z)
	if err != nil {
		return err
	}
	geometry, err := blob("polygon", z.Polygon)
	if err != nil {
		return err
	}
	values := append([]any{string(p.series.Enclave), string(p.series.Series), int64(z.ID), string(z.Label.Controller)},
		assessmentColumns(z.Label.Assessment)...)
	values = append(values, string(z.Label.Basis), validText(valid.From), validText(valid.To),
		recordedText(p.w.now), z.AreaM2, geometry)
	result, err := insert.ExecContext(ctx, values...)
	if err != nil {
		return err
	}
	fid, err := result.LastInsertId()
	if err != nil || z.Updates.Empty() {
		return err
	}
	set, err := sets.keep(ctx, z.Updates)
	if err != nil {
		return err
	}
	_, err = rest.ExecContext(ctx, fid, set)
	return err
}

// checkZone validates a row and returns its valid time cut to seconds.
func (p *publishing) checkZone(z geo.Zone) (geo.Interval, error) {
	none := geo.Interval{}
	if z.ID < 1 {
		return none, invalid("id", "%d must be positive", z.ID)
	}
	if _, known := p.legend.Controller(z.Label.Controller); !known {
		return none, invalid("controller", "%q is not in the legend", z.Label.Controller)
	}
	if err := z.Label.Basis.Validate(); err != nil {
		return none, err
	}
	if z.Label.Assessment != (geo.Assessment{}) {
		if err := z.Label.Assessment.Validate(); err != nil {
			return none, err
		}
	}
	if !(z.AreaM2 >= 0) {
		return none, invalid("area_m2", "%g must not be negative", z.AreaM2)
	}
	if len(z.Polygon) == 0 {
		return none, invalid("polygon", "must have an outer ring")
	}
	return cutValid("valid", z.Valid)
}

// checkIdentity sees to it that no added id names two zones at one instant.
func (p *publishing) checkIdentity(ctx context.Context, added []geo.Zone) error {
	ids := make([]geo.ZoneID, 0, len(added))
	for _, z := range added {
		ids = append(ids, z.ID)
	}
	slices.Sort(ids)
	list, err := jsonText(slices.Compact(ids))
	if err != nil {
		return err
	}
	var id geo.ZoneID
	err = p.w.tx.QueryRowContext(ctx, `
		SELECT id FROM (
			SELECT id, valid_from, lag(ifnull(valid_to, '9999-12-31T23:59:59Z')) OVER (PARTITION BY id ORDER BY valid_from) AS before
			FROM zones WHERE enclave = ? AND series = ? AND recorded_to IS NULL AND id IN (SELECT value FROM json_each(?)))
		WHERE before > valid_from LIMIT 1`,
		string(p.series.Enclave), string(p.series.Series), list).Scan(numeric(&id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return invalid("added", "zone %d of %s would be two zones at one instant", id, p.series)
}
