package spatialite

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

func TestQueriesOfZonesUseTheirIndexes(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "store.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	at := geo.AskInstant(time.Date(2025, 10, 19, 0, 0, 0, 0, time.UTC))
	ref := geo.SeriesRef{Enclave: "strip", Series: "assessed"}
	tests := []struct {
		name  string
		query store.ZoneQuery
		index string
	}{
		{"now", store.ZoneQuery{Series: ref}, "INDEX zones_now (enclave=? AND series=?)"},
		{"at an instant", store.ZoneQuery{Series: ref, Valid: &at}, "INDEX zones_now (enclave=? AND series=? AND valid_from<?)"},
		{"as of", store.ZoneQuery{Series: ref, AsOf: at.To}, "INDEX zones_valid (enclave=? AND series=?)"},
		{"as of, at an instant", store.ZoneQuery{Series: ref, AsOf: at.To, Valid: &at}, "INDEX zones_valid (enclave=? AND series=? AND valid_from<?)"},
		{"in a box", store.ZoneQuery{Series: ref, BBox: &[4]float64{34, 31, 35, 32}}, "SCAN idx_zones_geometry VIRTUAL TABLE INDEX"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			condition, args := zoneCondition(tt.query)
			plan, err := collect(ctx, s.readers, func(rows *sql.Rows) (detail string, err error) {
				var id, parent, unused int
				err = rows.Scan(&id, &parent, &unused, &detail)
				return detail, err
			}, "EXPLAIN QUERY PLAN "+zoneQuery+condition+" ORDER BY z.valid_from, z.id", args...)
			if err != nil {
				t.Fatal(err)
			}
			if all := strings.Join(plan, "\n"); !strings.Contains(all, tt.index) {
				t.Errorf("no %q in:\n%s", tt.index, all)
			}
		})
	}
}
