package ingest_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"splitline/geo"
	"splitline/internal/ingest"
)

func TestDayOfFileName(t *testing.T) {
	cases := []struct {
		name string
		file string
		want string
		says string
	}{
		{"eight digits", "deepstatemap_data_20250801.geojson", "2025-08-01", ""},
		{"with hyphens", "yellow_line_2025-10-19.geojson", "2025-10-19", ""},
		{"with underscores", "line_2025_10_19_final.geojson", "2025-10-19", ""},
		{"nothing but a date", "20250801", "2025-08-01", ""},
		{"a leap day", "x-20240229.json", "2024-02-29", ""},
		{"the same date twice", "2025-10-19_export_20251019.geojson", "2025-10-19", ""},
		{"a longer number beside it", "id123456789_20251019.geojson", "2025-10-19", ""},
		{"a number of eight digits that is no date beside it", "id99999999_20251019.geojson", "2025-10-19", ""},
		{"two dates", "2025-10-19_to_2025-10-20.geojson", "", "one date"},
		{"years only", "evacuation_blocks_2023-2025.geojson", "", "must bear a date"},
		{"a day that no calendar has", "x_20250230.geojson", "", "must bear a date"},
		{"eight digits within a longer number", "x_202508011.geojson", "", "must bear a date"},
		{"mixed separators", "x_2025-10_19.geojson", "", "must bear a date"},
		{"no digits", "line.geojson", "", "must bear a date"},
		{"no name", "", "", "must bear a date"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			day, err := ingest.DayOfFileName(c.file)
			if c.says != "" {
				if !errors.Is(err, geo.ErrInvalid) || !strings.Contains(err.Error(), c.says) {
					t.Errorf("error %v, want kind ErrInvalid saying %q", err, c.says)
				}
				return
			}
			if err != nil || day.String() != c.want {
				t.Errorf("got %v, %v; want %s", day, err, c.want)
			}
		})
	}
}

// FuzzDayOfFileName holds that no name panics and that a date found stands in the name.
func FuzzDayOfFileName(f *testing.F) {
	for _, seed := range []string{
		"", "20250801", "2025-10-19", "a_2025_01_01_b", "99999999", "2025-13-01", "20250801-20250802", "x20250801y",
		"٢٠٢٥-١٠-١٩", "2025-10-19T12:00", "\xff2025-10-19",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		day, err := ingest.DayOfFileName(name)
		if err != nil {
			if !errors.Is(err, geo.ErrInvalid) {
				t.Errorf("error %v is not of kind ErrInvalid", err)
			}
			return
		}
		digits := fmt.Sprintf("%04d%02d%02d", day.Year, day.Month, day.Dom)
		if !strings.Contains(strings.NewReplacer("-", "", "_", "").Replace(name), digits) {
			t.Errorf("%q does not bear %v", name, day)
		}
	})
}
