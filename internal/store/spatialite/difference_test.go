package spatialite

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"splitline/geo"
)

func TestADifferenceIsReadFromTheIndexOfRecordedTimes(t *testing.T) {
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
	between := interval{geo.SeriesRef{Enclave: "strip", Series: "assessed"}, "2025-10-19T00:00:00.000000Z", "2025-10-20T00:00:00.000000Z"}
	begun, begunArgs := between.begun("z.")
	ended, endedArgs := between.ended("z.")
	for name, query := range map[string]struct {
		text string
		args []any
	}{
		"rows that began": {begunQuery + begun, begunArgs},
		"rows that ended": {endedQuery + ended, endedArgs},
	} {
		plan, err := collect(ctx, s.readers, func(rows *sql.Rows) (detail string, err error) {
			var id, parent, unused int
			err = rows.Scan(&id, &parent, &unused, &detail)
			return detail, err
		}, "EXPLAIN QUERY PLAN "+query.text, query.args...)
		if err != nil {
			t.Fatal(err)
		}
		if all := strings.Join(plan, "\n"); !strings.Contains(all, "INDEX zones_valid (enclave=? AND series=?)") {
			t.Errorf("%s: no index of recorded times in:\n%s", name, all)
		}
	}
}
