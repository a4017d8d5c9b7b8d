package spatialite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/store"
)

const zoneQuery = `SELECT z.id, z.controller, z.assessment, z.accuracy_m, z.geometry_quality, z.basis,
	z.valid_from, z.valid_to, z.recorded_from, z.recorded_to, z.area_m2, z.geometry,
	s.updates
	FROM zones z LEFT JOIN zone_sets s ON s.zone = z.fid WHERE `

// zoneRow is a zone whose updates are in a row of update_sets, or 0.
type zoneRow struct {
	zone    geo.Zone
	updates int64
}

func scanZone(rows *sql.Rows) (x zoneRow, err error) {
	z := &x.zone
	into := append([]any{numeric(&z.ID), textual(&z.Label.Controller)}, assessmentInto(&z.Label.Assessment)...)
	into = append(
		into, textual(&z.Label.Basis), instant(&z.Valid.From), instant(&z.Valid.To),
		instant(&z.Recorded.From), instant(&z.Recorded.To), &z.AreaM2, shape(&z.Polygon), numeric(&x.updates))
	return x, rows.Scan(into...)
}

// Zones implements [store.Reader].
func (r *reader) Zones(ctx context.Context, query store.ZoneQuery) ([]geo.Zone, error) {
	condition, args := zoneCondition(query)
	rows, err := collect(ctx, r.tx, scanZone, zoneQuery+condition+" ORDER BY z.valid_from, z.id", args...)
	if err != nil {
		return nil, fmt.Errorf("zones of %s: %w", query.Series, err)
	}
	if query.BBox != nil {
		rows = slices.DeleteFunc(rows, func(x zoneRow) bool { return !touches(x.zone.Polygon.Bound(), *query.BBox) })
	}
	for i := range rows {
		hideAfter(&rows[i].zone.Recorded, query.AsOf)
	}
	zones, err := r.rested(ctx, rows)
	if err != nil {
		return nil, fmt.Errorf("zones of %s: %w", query.Series, err)
	}
	return zones, nil
}

// rested returns the zones with the updates that they rest on.
func (r *reader) rested(ctx context.Context, rows []zoneRow) ([]geo.Zone, error) {
	var wanted []int64
	for _, x := range rows {
		if x.updates != 0 {
			wanted = append(wanted, x.updates)
		}
	}
	sets, err := r.updateSets(ctx, wanted)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	zones := make([]geo.Zone, len(rows))
	for i, x := range rows {
		zones[i] = x.zone
		zones[i].Updates = sets[x.updates]
	}
	return zones, nil
}

// zoneCondition returns the condition of a query. The R*Tree keeps bounds in 32 bits, rounded outwards: it finds every
// zone in the box, and perhaps one beside it.
func zoneCondition(q store.ZoneQuery) (string, []any) {
	recorded, args := recordedAt("z.", q.AsOf)
	parts := []string{"z.enclave = ? AND z.series = ?", recorded}
	args = append([]any{string(q.Series.Enclave), string(q.Series.Series)}, args...)
	if q.Valid != nil && !q.Valid.To.IsZero() {
		parts, args = append(parts, "z.valid_from <= ?"), append(args, validText(q.Valid.To))
	}
	if q.Valid != nil && !q.Valid.From.IsZero() {
		parts, args = append(parts, "(z.valid_to IS NULL OR z.valid_to > ?)"), append(args, validText(q.Valid.From))
	}
	if q.Controller != "" {
		parts, args = append(parts, "z.controller = ?"), append(args, string(q.Controller))
	}
	if q.BBox != nil {
		parts = append(parts, "z.fid IN (SELECT pkid FROM idx_zones_geometry WHERE xmax >= ? AND ymax >= ? AND xmin <= ? AND ymin <= ?)")
		args = append(args, q.BBox[0], q.BBox[1], q.BBox[2], q.BBox[3])
	}
	return strings.Join(parts, " AND "), args
}

// touches reports whether bounds share a point with a box of west, south, east and north.
func touches(b orb.Bound, box [4]float64) bool {
	return b.Max[0] >= box[0] && b.Max[1] >= box[1] && b.Min[0] <= box[2] && b.Min[1] <= box[3]
}

// Changes implements [store.Reader].
func (r *reader) Changes(ctx context.Context, series geo.SeriesRef, asOf time.Time) ([]time.Time, error) {
	condition, args := zoneCondition(store.ZoneQuery{Series: series, AsOf: asOf})
	return collect(ctx, r.tx, func(rows *sql.Rows) (at time.Time, err error) {
		err = rows.Scan(instant(&at))
		return at, err
	}, "SELECT z.valid_from AS at FROM zones z WHERE "+condition+
		" UNION SELECT z.valid_to FROM zones z WHERE "+condition+" AND z.valid_to IS NOT NULL ORDER BY at",
		append(slices.Clone(args), args...)...)
}
