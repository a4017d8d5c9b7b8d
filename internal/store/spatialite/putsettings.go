package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

// PutSettings implements [store.Writer]. The default series must be there and not be a claimed one; the boundary must
// be there; a controller that current zones have must stay in the legend.
func (w *writer) PutSettings(ctx context.Context, s geo.Settings) (geo.SettingsVersion, error) {
	if err := s.Validate(); err != nil {
		return 0, err
	}
	if err := w.checkReferences(ctx, s); err != nil {
		return 0, err
	}
	before, err := w.Settings(ctx, s.Enclave, time.Time{})
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return 0, err
	}
	if before.Version > 0 && before.Boundary != s.Boundary {
		w.rebounded[s.Enclave] = true
	}
	if err := w.checkLegend(ctx, s); err != nil {
		return 0, err
	}
	w.recorded = true
	_, err = w.tx.ExecContext(ctx, "UPDATE settings SET recorded_to = ? WHERE enclave = ? AND recorded_to IS NULL",
		recordedText(w.now), string(s.Enclave))
	if err != nil {
		return 0, err
	}
	if err := w.tx.QueryRowContext(ctx, "SELECT ifnull(max(version), 0) + 1 FROM settings WHERE enclave = ?",
		string(s.Enclave)).Scan(numeric(&s.Version)); err != nil {
		return 0, err
	}
	return s.Version, w.insertSettings(ctx, s)
}

// checkReferences sees to it that what the settings name is there.
func (w *writer) checkReferences(ctx context.Context, s geo.Settings) error {
	if _, err := w.Enclave(ctx, s.Enclave, time.Time{}); err != nil {
		return err
	}
	if present, err := w.exists(ctx, "SELECT 1 FROM boundaries WHERE enclave = ? AND id = ? AND version = ?",
		string(s.Enclave), s.Boundary.ID, s.Boundary.Version); err != nil || !present {
		return missing(err, "boundary %s version %d of %q", s.Boundary.ID, s.Boundary.Version, s.Enclave)
	}
	if s.DefaultSeries == "" {
		return nil
	}
	series, err := w.seriesAt(ctx, geo.SeriesRef{Enclave: s.Enclave, Series: s.DefaultSeries}, time.Time{})
	if err != nil {
		return fmt.Errorf("default_series: %w", err)
	}
	if series.Kind == geo.ClaimedSeries {
		return errClaimedDefault(series.Ref)
	}
	return nil
}

// checkLegend sees to it that no current zone loses its controller.
func (w *writer) checkLegend(ctx context.Context, s geo.Settings) error {
	held, err := collect(ctx, w.tx, func(rows *sql.Rows) (id geo.ControllerID, err error) {
		err = rows.Scan(textual(&id))
		return id, err
	}, "SELECT DISTINCT controller FROM zones WHERE enclave = ? AND recorded_to IS NULL ORDER BY controller", string(s.Enclave))
	if err != nil {
		return err
	}
	for _, id := range held {
		if _, known := s.Controller(id); !known {
			return invalid("controllers", "%q holds ground and must stay in the legend", id)
		}
	}
	return nil
}

func (w *writer) insertSettings(ctx context.Context, s geo.Settings) error {
	thresholds, err := jsonText(s.Thresholds)
	if err != nil {
		return invalid("thresholds", "%s", err)
	}
	enclave, version := string(s.Enclave), int64(s.Version)
	_, err = w.tx.ExecContext(ctx, `
		INSERT INTO settings (enclave, version, thresholds, default_series, default_series_reason, boundary, boundary_version, recorded_from)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		enclave, version, thresholds, nullable(s.DefaultSeries), languages(s.DefaultSeriesReason),
		s.Boundary.ID, s.Boundary.Version, recordedText(w.now))
	if err != nil {
		return fmt.Errorf("settings of %q: %w", s.Enclave, err)
	}
	for i, c := range s.Controllers {
		_, err := w.tx.ExecContext(ctx, "INSERT INTO controllers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			enclave, version, i, string(c.ID), languages(c.Label), languages(c.Definition), c.Contested, c.Unassigned, c.Force)
		if err != nil {
			return fmt.Errorf("controller %q: %w", c.ID, err)
		}
	}
	return w.insertSides(ctx, s)
}

func (w *writer) insertSides(ctx context.Context, s geo.Settings) error {
	enclave, version := string(s.Enclave), int64(s.Version)
	for i, side := range s.Sides {
		_, err := w.tx.ExecContext(ctx, "INSERT INTO sides VALUES (?, ?, ?, ?, ?)", enclave, version, i, string(side.ID), languages(side.Label))
		if err != nil {
			return fmt.Errorf("side %q: %w", side.ID, err)
		}
		for j, controller := range side.Controllers {
			_, err := w.tx.ExecContext(ctx, "INSERT INTO side_controllers VALUES (?, ?, ?, ?, ?)", enclave, version, i, j, string(controller))
			if err != nil {
				return fmt.Errorf("side %q: %w", side.ID, err)
			}
		}
	}
	return nil
}

// missing returns err or, if it is nil, [store.ErrNotFound], naming the thing.
func missing(err error, format string, args ...any) error {
	if err == nil {
		err = store.ErrNotFound
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
