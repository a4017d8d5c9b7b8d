package spatialite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"splitline/geo"
	"splitline/internal/store"
)

const updateQuery = `SELECT u.id, u.enclave, u.series, u.edition, u.place, u.kind, u.valid_from, u.valid_to, u.valid_from_precision,
	u.remainder, u.target, u.supersedes, u.assessment, u.accuracy_m, u.geometry_quality, u.note, u.digest,
	u.recorded_from, u.recorded_to FROM updates u WHERE `

func scanUpdate(rows *sql.Rows) (u geo.Update, err error) {
	into := []any{
		numeric(&u.ID), textual(&u.Series.Enclave), textual(&u.Series.Series), numeric(&u.Edition), &u.Place, textual(&u.Kind),
		instant(&u.Valid.From), instant(&u.Valid.To), textual(&u.FromPrecision),
		textual(&u.Remainder), numeric(&u.Target), numeric(&u.Supersedes),
	}
	into = append(into, assessmentInto(&u.Assessment)...)
	into = append(into, &u.Note, textual(&u.Digest), instant(&u.Recorded.From), instant(&u.Recorded.To))
	return u, rows.Scan(into...)
}

// Updates implements [store.Reader].
func (r *reader) Updates(ctx context.Context, query store.UpdateQuery) ([]geo.Update, error) {
	condition, args := updateCondition(query)
	list, err := collect(ctx, r.tx, scanUpdate, updateQuery+condition+" ORDER BY u.valid_from, u.place, u.id", args...)
	if err != nil {
		return nil, fmt.Errorf("updates of %s: %w", query.Enclave, err)
	}
	for i := range list {
		hideAfter(&list[i].Recorded, query.AsOf)
	}
	if err := r.addSourcesTo(ctx, list, condition, args); err != nil {
		return nil, err
	}
	return list, r.addAreasTo(ctx, list, condition, args, query.NoGeometry)
}

// Update implements [store.Reader].
func (r *reader) Update(ctx context.Context, id geo.UpdateID) (geo.Update, error) {
	const condition = "u.id = ?"
	args := []any{int64(id)}
	u, err := first(ctx, r.tx, scanUpdate, updateQuery+condition, args...)
	if err != nil {
		return geo.Update{}, one(err, "update %d", id)
	}
	list := []geo.Update{u}
	if err := r.addSourcesTo(ctx, list, condition, args); err != nil {
		return geo.Update{}, err
	}
	err = r.addAreasTo(ctx, list, condition, args, false)
	return list[0], err
}

func updateCondition(q store.UpdateQuery) (string, []any) {
	var parts []string
	var args []any
	where := func(condition string, values ...any) {
		parts, args = append(parts, condition), append(args, values...)
	}
	if q.Enclave != "" {
		where("u.enclave = ?", string(q.Enclave))
	}
	if q.Series != "" {
		where("u.series = ?", string(q.Series))
	}
	if q.Digest != "" {
		where("u.digest = ?", q.Digest)
	}
	switch recorded, values := recordedAt("u.", q.AsOf); {
	case !q.All:
		where(recorded, values...)
	case !q.AsOf.IsZero():
		where("u.recorded_from <= ?", recordedText(q.AsOf))
	default:
		where("1")
	}
	return strings.Join(parts, " AND "), args
}

// addSourcesTo adds to the updates that a condition finds their sources, in one query.
func (r *reader) addSourcesTo(ctx context.Context, list []geo.Update, condition string, args []any) error {
	type row struct {
		update geo.UpdateID
		source geo.Source
	}
	rows, err := collect(ctx, r.tx, func(rows *sql.Rows) (x row, err error) {
		err = rows.Scan(append([]any{numeric(&x.update)}, sourceInto(&x.source)...)...)
		return x, err
	}, "SELECT u.id, "+sourceColumns+` FROM updates u JOIN update_sources us ON us.update_id = u.id JOIN sources s ON s.id = us.source
		WHERE `+condition+" ORDER BY u.id, us.position", args...)
	byID := indexUpdates(list)
	for _, x := range rows {
		u := &list[byID[x.update]]
		u.Sources = append(u.Sources, x.source)
	}
	return err
}

// addAreasTo adds to the updates that a condition finds their areas, in one query.
func (r *reader) addAreasTo(ctx context.Context, list []geo.Update, condition string, args []any, noGeometry bool) error {
	type row struct {
		update geo.UpdateID
		area   geo.Area
	}
	geometry := "a.geometry"
	if noGeometry {
		geometry = "NULL"
	}
	rows, err := collect(ctx, r.tx, func(rows *sql.Rows) (x row, err error) {
		err = rows.Scan(numeric(&x.update), &x.area.Name, textual(&x.area.Controller), shape(&x.area.Geometry))
		return x, err
	}, "SELECT u.id, a.name, a.controller, "+geometry+` FROM updates u JOIN update_areas a ON a.update_id = u.id
		WHERE `+condition+" ORDER BY u.id, a.position", args...)
	byID := indexUpdates(list)
	for _, x := range rows {
		u := &list[byID[x.update]]
		u.Areas = append(u.Areas, x.area)
	}
	return err
}

func indexUpdates(list []geo.Update) map[geo.UpdateID]int {
	byID := make(map[geo.UpdateID]int, len(list))
	for i, u := range list {
		byID[u.ID] = i
	}
	return byID
}
