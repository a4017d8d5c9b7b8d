package spatialite

import (
	"context"
	"database/sql"
	"time"

	"splitline/geo"
)

const settingsQuery = `SELECT enclave, version, thresholds, default_series, default_series_reason, boundary, boundary_version,
	recorded_from, recorded_to FROM settings WHERE enclave = ? AND `

func scanSettings(rows *sql.Rows) (s geo.Settings, err error) {
	err = rows.Scan(
		textual(&s.Enclave), numeric(&s.Version), parsed(&s.Thresholds), textual(&s.DefaultSeries), parsed(&s.DefaultSeriesReason),
		&s.Boundary.ID, &s.Boundary.Version, instant(&s.Recorded.From), instant(&s.Recorded.To))
	return s, err
}

// Settings implements [store.Reader].
func (r *reader) Settings(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) (geo.Settings, error) {
	condition, args := recordedAt("", asOf)
	s, err := first(ctx, r.tx, scanSettings, settingsQuery+condition, append([]any{string(enclave)}, args...)...)
	if err != nil {
		return geo.Settings{}, one(err, "settings of enclave %q", enclave)
	}
	hideAfter(&s.Recorded, asOf)
	if s.Controllers, err = r.controllers(ctx, enclave, s.Version); err != nil {
		return geo.Settings{}, err
	}
	s.Sides, err = r.sides(ctx, enclave, s.Version)
	return s, err
}

func (r *reader) controllers(ctx context.Context, enclave geo.EnclaveID, version geo.SettingsVersion) ([]geo.Controller, error) {
	return collect(ctx, r.tx, func(rows *sql.Rows) (c geo.Controller, err error) {
		err = rows.Scan(textual(&c.ID), parsed(&c.Label), parsed(&c.Definition), &c.Contested, &c.Unassigned, &c.Force)
		return c, err
	}, `SELECT id, label, definition, contested, unassigned, force FROM controllers
		WHERE enclave = ? AND settings_version = ? ORDER BY position`, string(enclave), int64(version))
}

func (r *reader) sides(ctx context.Context, enclave geo.EnclaveID, version geo.SettingsVersion) ([]geo.Side, error) {
	return collect(ctx, r.tx, func(rows *sql.Rows) (s geo.Side, err error) {
		err = rows.Scan(textual(&s.ID), parsed(&s.Label), parsed(&s.Controllers))
		return s, err
	}, `SELECT id, label, (SELECT nullif(json_group_array(controller), '[]') FROM
			(SELECT controller FROM side_controllers c WHERE c.enclave = s.enclave
				AND c.settings_version = s.settings_version AND c.side = s.position ORDER BY c.position))
		FROM sides s WHERE enclave = ? AND settings_version = ? ORDER BY position`, string(enclave), int64(version))
}
