package spatialite_test

import (
	"context"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/store"
)

// The tests of this file need ogrinfo (gdal-bin) and spatialite (spatialite-bin), and fail without them.

func TestGDALSeesTheLayers(t *testing.T) {
	s := founded(t)
	publishDates(t, s, 2, 1, 30)
	path := s.Path()
	tests := []struct{ layer, shape, count string }{
		{"zones", "Polygon", "2"},
		{"zones_current", "Polygon", "2"},
		{"boundaries", "Multi Polygon", "1"},
		{"update_areas", "Multi Polygon", "2"},
		{"observations", "Unknown (any)", "0"},
		{"places", "Point", "0"},
		{"areas", "Multi Polygon", "0"},
	}
	sections := make(map[string]string)
	for _, section := range strings.Split(run(t, "ogrinfo", "-ro", "-so", "-al", path), "\nLayer name: ")[1:] {
		name, summary, _ := strings.Cut(section, "\n")
		sections[name] = summary
	}
	for _, tt := range tests {
		t.Run(tt.layer, func(t *testing.T) {
			for _, want := range []string{
				"Geometry: " + tt.shape, "Feature Count: " + tt.count, `ID["EPSG",4326]`, "Geometry Column", "FID Column = fid",
			} {
				if !strings.Contains(sections[tt.layer], want) {
					t.Errorf("no %q in:\n%s", want, sections[tt.layer])
				}
			}
		})
	}
}

func TestGDALReadsTheColumnsByTheirNames(t *testing.T) {
	s := founded(t)
	publishDates(t, s, 1, 1, 30)
	features := run(t, "ogrinfo", "-ro", "-al", s.Path(), "zones_current")
	for _, want := range []string{
		"enclave (String) = strip", "series (String) = assessed", "controller (String) = hamas-held", "basis (String) = stated",
		"valid_from (String) = 2025-01-01T00:00:00Z", "valid_to (String) = 2025-01-02T00:00:00Z", "recorded_from (String) = ",
		"POLYGON ((34.5 31.4,",
	} {
		if !strings.Contains(features, want) {
			t.Errorf("no %q in:\n%s", want, features)
		}
	}
}

func TestTheSpatialiteShellSeesTheLayersAndTheirIndexes(t *testing.T) {
	s := founded(t)
	publishDates(t, s, 2, 1, 30)
	write(t, s, func(ctx context.Context, w store.Writer) error {
		return w.AddPlaces(ctx, []geo.Place{{Enclave: ref.Enclave, Name: geo.English("Town"), Point: orb.Point{34.4, 31.4}, Rank: 1}})
	})
	got := run(t, "spatialite", "-silent", s.Path(), `
		SELECT f_table_name, f_geometry_column, geometry_type, srid, spatial_index_enabled FROM geometry_columns ORDER BY 1;
		SELECT view_name, view_rowid, f_table_name, read_only FROM views_geometry_columns;
		SELECT count(*), sum(ST_IsValid(geometry)), min(ST_SRID(geometry)) FROM zones_current;
		SELECT CheckSpatialIndex();
		SELECT AsText(geometry) FROM places;
		SELECT count(*) FROM zones WHERE fid IN (SELECT rowid FROM SpatialIndex WHERE f_table_name = 'zones'
			AND search_frame = BuildMbr(34.39, 31.39, 34.41, 31.41));`)
	want := strings.Join([]string{
		"areas|geometry|6|4326|1", "boundaries|geometry|6|4326|1", "observations|geometry|0|4326|1", "places|geometry|1|4326|1",
		"update_areas|geometry|6|4326|1", "zones|geometry|3|4326|1",
		"zones_current|fid|zones|1",
		"2|2|4326",
		"1",
		"POINT(34.4 31.4)",
		"2", "",
	}, "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	output, err := exec.CommandContext(t.Context(), name, args...).Output()
	if err != nil {
		t.Fatalf("%s (packages gdal-bin and spatialite-bin): %v", name, err)
	}
	return string(output)
}
