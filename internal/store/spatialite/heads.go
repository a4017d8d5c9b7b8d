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

// Head implements [store.Reader].
func (r *reader) Head(ctx context.Context, ref geo.SeriesRef, pin store.Pin) (store.Head, error) {
	if pin.Revision != 0 && !pin.AsOf.IsZero() {
		return store.Head{}, invalid("pin", "names both a revision and a recorded time")
	}
	asOf := pin.AsOf.UTC().Truncate(time.Microsecond)
	if pin.AsOf.IsZero() {
		asOf = time.Time{}
	}
	if pin.Revision != 0 {
		at, err := r.revisionRecorded(ctx, ref, pin.Revision)
		if err != nil {
			return store.Head{}, err
		}
		asOf = at
	}
	head, err := r.headAt(ctx, ref, asOf)
	if err != nil || !asOf.IsZero() {
		return head, err
	}
	return r.newest(ctx, head)
}

// Head implements [store.Reader]. The newest state is as of the time of this transaction.
func (w *writer) Head(ctx context.Context, ref geo.SeriesRef, pin store.Pin) (store.Head, error) {
	head, err := w.reader.Head(ctx, ref, pin)
	if err == nil && pin == (store.Pin{}) {
		head.AsOf = w.now
	}
	return head, err
}

// headAt returns the state of a series as of an instant, zero being now.
func (r *reader) headAt(ctx context.Context, ref geo.SeriesRef, asOf time.Time) (store.Head, error) {
	series, err := r.seriesAt(ctx, ref, asOf)
	if err != nil {
		return store.Head{}, err
	}
	settings, err := first(ctx, r.tx, scanSettings, settingsQueryAt(asOf), settingsArgs(ref.Enclave, asOf)...)
	if err != nil {
		return store.Head{}, one(err, "settings of enclave %q", ref.Enclave)
	}
	head := store.Head{
		Series: series, Revision: series.Revision, AsOf: asOf, Boundary: settings.Boundary, Settings: settings.Version,
	}
	if head.Revision > 0 {
		head.RecordedAt, err = r.revisionRecorded(ctx, ref, head.Revision)
	}
	return head, err
}

// newest adds to a head what only the newest state has.
func (r *reader) newest(ctx context.Context, head store.Head) (store.Head, error) {
	last, err := lastRecorded(ctx, r.tx)
	if err != nil {
		return store.Head{}, err
	}
	head.AsOf = last
	ref := head.Series.Ref
	err = r.tx.QueryRowContext(ctx, `SELECT
		(SELECT ifnull(max(id), 0) + 1 FROM zones WHERE enclave = ? AND series = ?),
		(SELECT ifnull(max(id), 0) + 1 FROM updates)`, string(ref.Enclave), string(ref.Series),
	).Scan(numeric(&head.NextZone), numeric(&head.NextUpdate))
	return head, err
}

func (r *reader) revisionRecorded(ctx context.Context, ref geo.SeriesRef, revision geo.Revision) (at time.Time, err error) {
	err = r.tx.QueryRowContext(ctx, "SELECT recorded_at FROM revisions WHERE enclave = ? AND series = ? AND revision = ?",
		string(ref.Enclave), string(ref.Series), int64(revision)).Scan(instant(&at))
	return at, one(err, "revision %d of %s", revision, ref)
}

func settingsQueryAt(asOf time.Time) string {
	condition, _ := recordedAt("", asOf)
	return settingsQuery + condition
}

func settingsArgs(enclave geo.EnclaveID, asOf time.Time) []any {
	_, args := recordedAt("", asOf)
	return append([]any{string(enclave)}, args...)
}

// The causes of a revision.
const (
	causePublication  = "publication"
	causeObservations = "observations"
)

// addRevision records the next revision of a series and returns its number.
func (w *writer) addRevision(ctx context.Context, head store.Head, cause string) (geo.Revision, error) {
	next, ref := head.Revision+1, head.Series.Ref
	if head.RecordedAt.Equal(w.now) {
		return 0, invalid("series", "%s has a revision of this transaction already", ref)
	}
	w.recorded = true
	_, err := w.tx.ExecContext(ctx, "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		string(ref.Enclave), string(ref.Series), int64(next), recordedText(w.now), cause,
		int64(head.Settings), head.Boundary.ID, head.Boundary.Version)
	if err != nil {
		return 0, fmt.Errorf("revision %d of %s: %w", next, ref, err)
	}
	return next, nil
}

// raiseRevisions gives the series of an enclave a revision for the observations added to their tiles: those that have
// one already, but not from this transaction.
func (w *writer) raiseRevisions(ctx context.Context, enclave geo.EnclaveID) error {
	list, err := w.SeriesOf(ctx, enclave)
	if err != nil {
		return err
	}
	for _, series := range list {
		head, err := w.headAt(ctx, series.Ref, time.Time{})
		if err != nil {
			return err
		}
		if head.Revision == 0 || head.RecordedAt.Equal(w.now) {
			continue
		}
		if _, err := w.addRevision(ctx, head, causeObservations); err != nil {
			return err
		}
	}
	return nil
}

// checkFolded returns an error of kind [geo.ErrInvalid] if a series of the enclave has zones that were not folded anew
// over the boundary that this transaction puts in use.
func (w *writer) checkFolded(ctx context.Context, enclave geo.EnclaveID) error {
	var stale geo.SeriesID
	err := w.tx.QueryRowContext(ctx, `
		SELECT r.series FROM settings s JOIN revisions r ON r.enclave = s.enclave
		WHERE s.enclave = ? AND s.recorded_to IS NULL
			AND r.revision = (SELECT max(n.revision) FROM revisions n WHERE n.enclave = r.enclave AND n.series = r.series)
			AND (r.boundary, r.boundary_version) <> (s.boundary, s.boundary_version)
		ORDER BY r.series LIMIT 1`, string(enclave)).Scan(textual(&stale))
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return invalid("boundary", "%s/%s must be published over the boundary put in use, in the same transaction", enclave, stale)
}
