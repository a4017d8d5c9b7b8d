package spatialite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

// publishing is a publication under way.
type publishing struct {
	w       *writer
	series  geo.SeriesRef
	legend  geo.Settings
	edition geo.EditionID
	// first and next bound the ids of the updates published so far.
	first, next geo.UpdateID
	place       int64
}

// Publish implements [store.Writer]. The head must be of the newest revision, over the boundary in use, and name the
// ids that come next. A series can be published once in a transaction.
func (w *writer) Publish(ctx context.Context, p store.Publication) (geo.Revision, error) {
	head, err := w.checkHead(ctx, p.Head)
	if err != nil {
		return 0, err
	}
	revision, err := w.addRevision(ctx, head, causePublication)
	if err != nil {
		return 0, err
	}
	ref := head.Series.Ref
	run := &publishing{w: w, series: ref, first: head.NextUpdate, next: head.NextUpdate}
	if run.legend, err = w.Settings(ctx, ref.Enclave, time.Time{}); err != nil {
		return 0, err
	}
	if run.edition, err = w.addEdition(ctx, ref, revision, p.Edition); err != nil {
		return 0, err
	}
	if err := run.addUpdates(ctx, p.Updates); err != nil {
		return 0, fmt.Errorf("publish %s: %w", ref, err)
	}
	if err := run.closeZones(ctx, p.Closed); err != nil {
		return 0, fmt.Errorf("publish %s: %w", ref, err)
	}
	if err := run.addZones(ctx, p.Added); err != nil {
		return 0, fmt.Errorf("publish %s: %w", ref, err)
	}
	return revision, run.checkIdentity(ctx, p.Added)
}

// checkHead returns the newest head of the series, or [store.ErrConflict] if the given one is another.
func (w *writer) checkHead(ctx context.Context, given store.Head) (store.Head, error) {
	ref := given.Series.Ref
	if err := ref.Validate(); err != nil {
		return store.Head{}, err
	}
	head, err := w.Head(ctx, ref, store.Pin{})
	if err != nil {
		return store.Head{}, err
	}
	conflict := ""
	switch {
	case given.Revision != head.Revision:
		conflict = fmt.Sprintf("revision %d, not %d, is the newest", head.Revision, given.Revision)
	case given.Boundary != head.Boundary:
		conflict = fmt.Sprintf("boundary %v, not %v, is in use", head.Boundary, given.Boundary)
	case given.NextUpdate != head.NextUpdate:
		conflict = fmt.Sprintf("update %d, not %d, comes next", head.NextUpdate, given.NextUpdate)
	case given.NextZone != head.NextZone:
		conflict = fmt.Sprintf("zone %d, not %d, comes next", head.NextZone, given.NextZone)
	}
	if conflict != "" {
		return store.Head{}, fmt.Errorf("publish %s: %w: %s", ref, store.ErrConflict, conflict)
	}
	return head, nil
}

func (p *publishing) addUpdates(ctx context.Context, updates []geo.Update) error {
	err := p.w.tx.QueryRowContext(ctx, "SELECT ifnull(max(place), 0) FROM updates WHERE enclave = ? AND series = ?",
		string(p.series.Enclave), string(p.series.Series)).Scan(&p.place)
	if err != nil {
		return err
	}
	for _, u := range updates {
		if err := p.addUpdate(ctx, u); err != nil {
			return fmt.Errorf("update %d: %w", u.ID, err)
		}
	}
	return nil
}

// addUpdate validates one update, gives it its place and edition, closes the one it corrects or takes out, and stores it.
func (p *publishing) addUpdate(ctx context.Context, u geo.Update) (err error) {
	if err := p.check(&u); err != nil {
		return err
	}
	u.Edition = p.edition
	if u.Supersedes != 0 {
		if u.Place, err = p.end(ctx, "supersedes", u.Supersedes); err != nil {
			return err
		}
	} else {
		p.place++
		u.Place = p.place
	}
	if u.Target != 0 {
		if _, err := p.end(ctx, "target", u.Target); err != nil {
			return err
		}
	}
	p.next++
	return p.w.insertUpdate(ctx, u)
}

// check validates an update against the series, its id and the legend, and cuts its valid time to seconds.
func (p *publishing) check(u *geo.Update) (err error) {
	if err := u.Validate(); err != nil {
		return err
	}
	if u.Series != p.series {
		return invalid("series", "is %s, published to %s", u.Series, p.series)
	}
	if u.ID != p.next {
		return invalid("id", "must be %d, the next", p.next)
	}
	if u.Kind != geo.Withdraw || !u.Valid.From.IsZero() {
		if u.Valid, err = cutValid("valid", u.Valid); err != nil {
			return err
		}
	}
	if u.Kind != geo.Withdraw && u.Target != 0 {
		return invalid("target", "only a withdraw has a target")
	}
	if u.Kind != geo.Replace && u.Remainder != "" {
		return invalid("remainder", "only a replace has a remainder")
	}
	for _, a := range u.Areas {
		if _, known := p.legend.Controller(a.Controller); !known {
			return invalid("area "+a.Name, "controller %q is not in the legend", a.Controller)
		}
	}
	if _, known := p.legend.Controller(u.Remainder); u.Remainder != "" && !known {
		return invalid("remainder", "controller %q is not in the legend", u.Remainder)
	}
	return nil
}

// end closes the recorded time of an earlier update of the series and returns its place.
func (p *publishing) end(ctx context.Context, field string, id geo.UpdateID) (int64, error) {
	if id >= p.first && id <= p.next {
		return 0, invalid(field, "update %d is of the same publication", id)
	}
	u, err := p.w.Update(ctx, id)
	if errors.Is(err, store.ErrNotFound) || (err == nil && u.Series != p.series) {
		return 0, fmt.Errorf("%s: update %d of %s: %w", field, id, p.series, store.ErrNotFound)
	}
	if err != nil {
		return 0, err
	}
	if !u.Recorded.Open() {
		return 0, invalid(field, "update %d was superseded or withdrawn already", id)
	}
	if u.Kind == geo.Withdraw {
		return 0, invalid(field, "update %d is a withdraw, which stays", id)
	}
	_, err = p.w.tx.ExecContext(ctx, "UPDATE updates SET recorded_to = ? WHERE id = ?", recordedText(p.w.now), int64(id))
	return u.Place, err
}

func (w *writer) insertUpdate(ctx context.Context, u geo.Update) error {
	values := []any{
		int64(u.ID), string(u.Series.Enclave), string(u.Series.Series), int64(u.Edition), u.Place, string(u.Kind),
		validText(u.Valid.From), validText(u.Valid.To), nullable(u.FromPrecision),
		nullable(u.Remainder), nullableNumber(int64(u.Target)), nullableNumber(int64(u.Supersedes)),
	}
	values = append(values, assessmentColumns(u.Assessment)...)
	values = append(values, u.Note, nullable(u.Digest), recordedText(w.now))
	_, err := w.tx.ExecContext(ctx, `
		INSERT INTO updates (id, enclave, series, edition, place, kind, valid_from, valid_to, valid_from_precision,
			remainder, target, supersedes, assessment, accuracy_m, geometry_quality, note, digest, recorded_from)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, values...)
	if err != nil {
		return err
	}
	for i, s := range u.Sources {
		source, err := w.addSource(ctx, s)
		if err != nil {
			return err
		}
		if _, err := w.tx.ExecContext(ctx, "INSERT INTO update_sources VALUES (?, ?, ?)", int64(u.ID), i, source); err != nil {
			return err
		}
	}
	return w.insertAreas(ctx, u)
}

func (w *writer) insertAreas(ctx context.Context, u geo.Update) error {
	for i, a := range u.Areas {
		geometry, err := blob(fmt.Sprintf("areas[%d]", i), a.Geometry)
		if err != nil {
			return err
		}
		_, err = w.tx.ExecContext(ctx, "INSERT INTO update_areas (update_id, position, name, controller, geometry) VALUES (?, ?, ?, ?, ?)",
			int64(u.ID), i, a.Name, string(a.Controller), geometry)
		if err != nil {
			return err
		}
	}
	return nil
}
