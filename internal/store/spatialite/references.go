package spatialite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"splitline/geo"
)

// keyedSet is a reference set with the key of its row.
type keyedSet struct {
	fid int64
	geo.ReferenceSet
}

func scanSet(rows *sql.Rows) (s keyedSet, err error) {
	into := []any{
		&s.fid, textual(&s.Enclave), textual(&s.Kind), textual(&s.ID), &s.OverlapM2, &s.Digest,
		instant(&s.Recorded.From), instant(&s.Recorded.To),
	}
	return s, rows.Scan(append(into, sourceInto(&s.Source)...)...)
}

// ReferenceSets implements [store.Reader].
func (r *reader) ReferenceSets(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) ([]geo.ReferenceSet, error) {
	condition, args := recordedAt("r.", asOf)
	list, err := collect(ctx, r.tx, scanSet, `SELECT r.fid, r.enclave, r.kind, r.id, r.overlap_m2, r.digest,
		r.recorded_from, r.recorded_to, `+sourceColumns+`
		FROM reference_sets r JOIN sources s ON s.id = r.source WHERE r.enclave = ? AND `+condition+" ORDER BY r.kind, r.id",
		append([]any{string(enclave)}, args...)...)
	if err != nil {
		return nil, err
	}
	var sets []geo.ReferenceSet
	for _, s := range list {
		hideAfter(&s.Recorded, asOf)
		if s.Columns, err = r.referenceColumns(ctx, s.fid); err != nil {
			return nil, err
		}
		sets = append(sets, s.ReferenceSet)
	}
	return sets, nil
}

func (r *reader) referenceColumns(ctx context.Context, set int64) ([]geo.ReferenceColumn, error) {
	return collect(ctx, r.tx, func(rows *sql.Rows) (c geo.ReferenceColumn, err error) {
		into := []any{&c.Name, &c.Unit, instant(&c.At), textual(&c.Precision)}
		return c, rows.Scan(append(into, sourceInto(&c.Source)...)...)
	}, `SELECT c.name, c.unit, c.at, c.at_precision, `+sourceColumns+`
		FROM reference_columns c JOIN sources s ON s.id = c.source WHERE c.reference_set = ? ORDER BY c.position`, set)
}

func scanArea(rows *sql.Rows) (a geo.NamedArea, err error) {
	err = rows.Scan(
		&a.ID, textual(&a.Enclave), textual(&a.Set), textual(&a.Code), parsed(&a.Name), &a.AreaM2, parsed(&a.Values),
		verbatim(&a.Properties), instant(&a.Recorded.From), instant(&a.Recorded.To), shape(&a.Geometry))
	return a, err
}

// Areas implements [store.Reader].
func (r *reader) Areas(ctx context.Context, enclave geo.EnclaveID, set geo.ReferenceID, asOf time.Time) ([]geo.NamedArea, error) {
	condition, args := recordedAt("a.", asOf)
	args = append([]any{string(enclave), string(set), string(set)}, args...)
	list, err := collect(ctx, r.tx, scanArea, `SELECT a.id, a.enclave, s.id, a.code, a.name, a.area_m2, a.column_values,
		a.properties, a.recorded_from, a.recorded_to, a.geometry
		FROM areas a JOIN reference_sets s ON s.fid = a.reference_set
		WHERE a.enclave = ? AND (? = '' OR s.id = ?) AND `+condition+" ORDER BY a.id", args...)
	for i := range list {
		hideAfter(&list[i].Recorded, asOf)
	}
	return list, err
}

// PutAreas implements [store.Writer].
func (w *writer) PutAreas(ctx context.Context, set geo.ReferenceSet, areas []geo.NamedArea) error {
	set.Kind = geo.ReferenceAreas
	members := slices.Clone(areas)
	for i := range members {
		a := &members[i]
		a.ID, a.Enclave, a.Set = 0, set.Enclave, set.ID
		if a.AreaM2 == 0 {
			a.AreaM2 = geo.AreaM2(a.Geometry)
		}
		if err := cmp.Or(a.Values.Check(set), a.Validate()); err != nil {
			return fmt.Errorf("areas[%d]: %w", i, err)
		}
	}
	key, err := w.putSet(ctx, set)
	if err != nil {
		return err
	}
	for i := range members {
		if err := w.addArea(ctx, &members[i], key); err != nil {
			return fmt.Errorf("areas[%d]: %w", i, err)
		}
	}
	return nil
}

// PutPlaces implements [store.Writer].
func (w *writer) PutPlaces(ctx context.Context, set geo.ReferenceSet, places []geo.Place) error {
	set.Kind = geo.ReferencePlaces
	members := slices.Clone(places)
	for i := range members {
		p := &members[i]
		p.ID, p.Enclave, p.Set = 0, set.Enclave, set.ID
		if err := cmp.Or(p.Values.Check(set), p.Validate()); err != nil {
			return fmt.Errorf("places[%d]: %w", i, err)
		}
	}
	key, err := w.putSet(ctx, set)
	if err != nil {
		return err
	}
	for i, p := range members {
		if err := w.addPlace(ctx, p, key); err != nil {
			return fmt.Errorf("places[%d]: %w", i, err)
		}
	}
	return nil
}

func (w *writer) addArea(ctx context.Context, a *geo.NamedArea, set int64) error {
	geometry, err := blob("geometry", a.Geometry)
	if err != nil {
		return err
	}
	id, err := w.newID(ctx, "areas", a.Enclave, 0)
	if err != nil {
		return err
	}
	_, err = w.tx.ExecContext(ctx, `
		INSERT INTO areas (id, enclave, reference_set, code, name, area_m2, column_values, properties, recorded_from, geometry)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, string(a.Enclave), set, nullable(a.Code), languages(a.Name), a.AreaM2, numbers(a.Values),
		nullable(string(a.Properties)), recordedText(w.now), geometry)
	return err
}

// putSet adds a reference set, ends the recorded time of the one of its kind and id with its members, and returns the
// key of its row.
func (w *writer) putSet(ctx context.Context, set geo.ReferenceSet) (key int64, err error) {
	if err := set.Validate(); err != nil {
		return 0, err
	}
	if _, err := w.Enclave(ctx, set.Enclave, time.Time{}); err != nil {
		return 0, err
	}
	if err := w.closeSet(ctx, set); err != nil {
		return 0, err
	}
	source, err := w.addSource(ctx, set.Source)
	if err != nil {
		return 0, err
	}
	w.recorded = true
	result, err := w.tx.ExecContext(ctx, `
		INSERT INTO reference_sets (enclave, kind, id, source, overlap_m2, digest, recorded_from) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		string(set.Enclave), string(set.Kind), string(set.ID), source, set.OverlapM2, set.Digest, recordedText(w.now))
	if err != nil {
		return 0, fmt.Errorf("set %q of %s: %w", set.ID, set.Kind, err)
	}
	if key, err = result.LastInsertId(); err != nil {
		return 0, err
	}
	return key, w.addReferenceColumns(ctx, key, set.Columns)
}

// closeSet ends the recorded time of the set of that kind and id, and of its members. It returns an error of kind
// [store.ErrExists] if this very transaction put it.
func (w *writer) closeSet(ctx context.Context, set geo.ReferenceSet) error {
	now := recordedText(w.now)
	present, err := w.exists(ctx, "SELECT 1 FROM reference_sets WHERE enclave = ? AND kind = ? AND id = ? AND recorded_from = ?",
		string(set.Enclave), string(set.Kind), string(set.ID), now)
	if err != nil || present {
		return taken(err, "set %q of %s in this transaction", set.ID, set.Kind)
	}
	const which = "(SELECT fid FROM reference_sets WHERE enclave = ? AND kind = ? AND id = ? AND recorded_to IS NULL)"
	name := []any{now, string(set.Enclave), string(set.Kind), string(set.ID)}
	for _, statement := range []string{
		"UPDATE areas SET recorded_to = ? WHERE reference_set IN " + which,
		"UPDATE places SET recorded_to = ? WHERE reference_set IN " + which,
		"UPDATE reference_sets SET recorded_to = ? WHERE fid IN " + which,
	} {
		if _, err := w.tx.ExecContext(ctx, statement, name...); err != nil {
			return fmt.Errorf("replace set %q of %s: %w", set.ID, set.Kind, err)
		}
	}
	return nil
}

func (w *writer) addReferenceColumns(ctx context.Context, set int64, columns []geo.ReferenceColumn) error {
	for i, c := range columns {
		if err := checkYear("at", c.At); err != nil {
			return err
		}
		source, err := w.addSource(ctx, c.Source)
		if err != nil {
			return err
		}
		_, err = w.tx.ExecContext(ctx, "INSERT INTO reference_columns VALUES (?, ?, ?, ?, ?, ?, ?)",
			set, i, c.Name, c.Unit, validText(c.At), string(c.Precision), source)
		if err != nil {
			return fmt.Errorf("columns[%d]: %w", i, err)
		}
	}
	return nil
}
