package spatialite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"splitline/geo"
)

// seriesQuery takes the recorded time up to which revisions count, NULL for all.
const seriesQuery = `SELECT v.enclave, v.series, v.title, v.kind, v.description, v.recorded_from, v.recorded_to,
	(SELECT max(revision) FROM revisions r
		WHERE r.enclave = v.enclave AND r.series = v.series AND r.recorded_at <= ifnull(?, r.recorded_at))
	FROM series_versions v WHERE v.enclave = ?`

func scanSeries(rows *sql.Rows) (s geo.Series, err error) {
	err = rows.Scan(
		textual(&s.Ref.Enclave), textual(&s.Ref.Series), parsed(&s.Title), textual(&s.Kind), parsed(&s.Description),
		instant(&s.Recorded.From), instant(&s.Recorded.To), numeric(&s.Revision))
	return s, err
}

// SeriesOf implements [store.Reader].
func (r *reader) SeriesOf(ctx context.Context, enclave geo.EnclaveID) ([]geo.Series, error) {
	return collect(ctx, r.tx, scanSeries, seriesQuery+" AND v.recorded_to IS NULL ORDER BY v.series", nil, string(enclave))
}

// seriesAt returns a series as of an instant, zero being now.
func (r *reader) seriesAt(ctx context.Context, ref geo.SeriesRef, asOf time.Time) (geo.Series, error) {
	condition, args := recordedAt("v.", asOf)
	args = append([]any{recordedText(asOf), string(ref.Enclave), string(ref.Series)}, args...)
	s, err := first(ctx, r.tx, scanSeries, seriesQuery+" AND v.series = ? AND "+condition, args...)
	hideAfter(&s.Recorded, asOf)
	return s, one(err, "series %s", ref)
}

// AddSeries implements [store.Writer].
func (w *writer) AddSeries(ctx context.Context, s geo.Series) error {
	if err := s.Validate(); err != nil {
		return err
	}
	if _, err := w.Enclave(ctx, s.Ref.Enclave, time.Time{}); err != nil {
		return err
	}
	enclave, id := string(s.Ref.Enclave), string(s.Ref.Series)
	if present, err := w.exists(ctx, "SELECT 1 FROM series WHERE enclave = ? AND id = ?", enclave, id); err != nil || present {
		return taken(err, "series %s", s.Ref)
	}
	w.recorded = true
	if _, err := w.tx.ExecContext(ctx, "INSERT INTO series VALUES (?, ?, ?)", enclave, id, recordedText(w.now)); err != nil {
		return fmt.Errorf("series %s: %w", s.Ref, err)
	}
	return w.insertSeriesVersion(ctx, s)
}

// SetSeries implements [store.Writer]. The default series cannot become a claimed one.
func (w *writer) SetSeries(ctx context.Context, s geo.Series) error {
	if err := s.Validate(); err != nil {
		return err
	}
	if _, err := w.seriesAt(ctx, s.Ref, time.Time{}); err != nil {
		return err
	}
	settings, err := w.Settings(ctx, s.Ref.Enclave, time.Time{})
	if err != nil {
		return err
	}
	if s.Kind == geo.ClaimedSeries && settings.DefaultSeries == s.Ref.Series {
		return errClaimedDefault(s.Ref)
	}
	if err := w.closeVersion(ctx, "series_versions", "enclave = ? AND series = ?", string(s.Ref.Enclave), string(s.Ref.Series)); err != nil {
		return err
	}
	return w.insertSeriesVersion(ctx, s)
}

func (w *writer) insertSeriesVersion(ctx context.Context, s geo.Series) error {
	_, err := w.tx.ExecContext(ctx, `
		INSERT INTO series_versions (enclave, series, title, kind, description, recorded_from) VALUES (?, ?, ?, ?, ?, ?)`,
		string(s.Ref.Enclave), string(s.Ref.Series), languages(s.Title), string(s.Kind), languages(s.Description),
		recordedText(w.now))
	if err != nil {
		return fmt.Errorf("series %s: %w", s.Ref, err)
	}
	return nil
}

// errClaimedDefault says that the series shown first is never a party's own claim.
func errClaimedDefault(ref geo.SeriesRef) error {
	return invalid("default_series", "%s is of kind claimed; a party's own claim is never the default", ref)
}
