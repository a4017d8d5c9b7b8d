package geojson_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
)

func TestDefaultLimits(t *testing.T) {
	want := geojson.Limits{Bytes: 64 << 20, Features: 50_000, Positions: 500_000}
	if diff := cmp.Diff(want, geojson.DefaultLimits()); diff != "" {
		t.Errorf("the operators' page has other limits (-want +got):\n%s", diff)
	}
}

func TestLimits(t *testing.T) {
	many := `{"type":"FeatureCollection","features":[` + feature + `,` + feature + `]}`
	cases := []struct {
		name   string
		limits geojson.Limits
		says   string
	}{
		{"bytes", geojson.Limits{Bytes: 100, Features: 10, Positions: 100}, "100 bytes"},
		{"features", geojson.Limits{Bytes: 1000, Features: 1, Positions: 100}, "1 features"},
		{"positions", geojson.Limits{Bytes: 1000, Features: 10, Positions: 5}, "5 positions"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var r report.Report
			geojson.Decode("test.geojson", strings.NewReader(many), c.limits, &r)
			refused := r.About(report.RuleSize)
			if len(refused) != 1 || !strings.Contains(refused[0].What, c.says) {
				t.Errorf("reported %v, want %q", refused, c.says)
			}
		})
	}
	t.Run("a file of exactly the limit is taken", func(t *testing.T) {
		var r report.Report
		limits := geojson.Limits{Bytes: int64(len(many)), Features: 2, Positions: 8}
		geojson.Decode("test.geojson", strings.NewReader(many), limits, &r)
		if err := r.Err(); err != nil {
			t.Error(err)
		}
	})
}
