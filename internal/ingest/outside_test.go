package ingest_test

import (
	"strings"
	"testing"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/report"
)

func TestGroundOutsideTheBoundaryIsNoted(t *testing.T) {
	ring := func(w, s, e, n float64) string {
		return strings.TrimSuffix(strings.TrimPrefix(rectangle(w, s, e, n), `{"type":"Polygon","coordinates":[`), `]}`)
	}
	holed := `{"type":"Polygon","coordinates":[` + ring(0, 0, 10, 10) + `,` + ring(4, 4, 6, 6) + `]}`
	cases := []struct {
		name string
		area string
		says string
	}{
		{"nothing of ground inside", rectangle(1, 1, 3, 3), ""},
		{"nothing of the very enclave", holed, ""},
		{"the hole of the enclave", rectangle(3, 3, 7, 7), "4.23 km² of its 16.9"},
		{"what reaches beyond the edge", rectangle(-1, 0, 1, 3), "3.1"},
		{"all of an area beside it", rectangle(11, 0, 12, 1), "1.06 km² of its 1.06 km²"},
	}
	b := newBench(t)
	_, _, err := b.AddEnclave(t.Context(), ingest.NewEnclave{
		Enclave: geo.Enclave{ID: small, Name: geo.English("Small")}, Boundary: file("frame.geojson", holed), CloseGapsM: 20,
	})
	if err != nil {
		t.Fatal(err)
	}
	ref := b.series(t, small, "test")
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			options := from(t, "2025-01-01", geo.Contested)
			options.DryRun = true
			result, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", c.area)}, options, nil)
			if err != nil {
				t.Fatal(err)
			}
			said := result.Report.About(report.RuleOutside)
			if c.says == "" {
				if len(said) != 0 {
					t.Errorf("reported %v", said)
				}
				return
			}
			if len(said) != 1 || !strings.HasPrefix(said[0].What, c.says) {
				t.Errorf("reported %v, want %q", said, c.says)
			}
		})
	}
}
