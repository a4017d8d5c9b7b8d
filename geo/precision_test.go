package geo_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"splitline/geo"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	location, err := geo.Enclave{TimeZone: name}.Location()
	if err != nil {
		t.Fatal(err)
	}
	return location
}

func day(t testing.TB, s string) geo.Day {
	t.Helper()
	d, err := geo.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheFirstAndLastSecondOfALocalDay(t *testing.T) {
	tests := []struct {
		name, zone, day, first, last string
	}{
		{"a day of UTC", "", "2025-10-19", "2025-10-19T00:00:00Z", "2025-10-19T23:59:59Z"},
		{"a summer day in Gaza", "Asia/Gaza", "2025-10-10", "2025-10-09T21:00:00Z", "2025-10-10T20:59:59Z"},
		{"a winter day in Gaza", "Asia/Gaza", "2025-12-25", "2025-12-24T22:00:00Z", "2025-12-25T21:59:59Z"},
		{"the day summer time ended at two in Gaza has 25 hours", "Asia/Gaza", "2025-10-25", "2025-10-24T21:00:00Z", "2025-10-25T21:59:59Z"},
		{"the day before summer time began in Gaza is whole", "Asia/Gaza", "2022-03-26", "2022-03-25T22:00:00Z", "2022-03-26T21:59:59Z"},
		{"a day without midnight in Gaza begins at one", "Asia/Gaza", "2020-03-28", "2020-03-27T22:00:00Z", "2020-03-28T20:59:59Z"},
		{"a day without midnight in Beirut begins at one", "Asia/Beirut", "2025-03-30", "2025-03-29T22:00:00Z", "2025-03-30T20:59:59Z"},
		{"a day without midnight in São Paulo begins at one", "America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T01:59:59Z"},
		{"of a day whose last hour came twice all belongs to it", "America/Sao_Paulo", "2019-02-16", "2019-02-16T02:00:00Z", "2019-02-17T02:59:59Z"},
		{"of two midnights a minute apart the first begins the day", "America/St_Johns", "2010-11-07", "2010-11-07T02:30:00Z", "2010-11-08T03:29:59Z"},
		{"a day that Samoa skipped ends before it begins", "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", "2011-12-30T09:59:59Z"},
		{"the day before the skipped one is whole", "Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z", "2011-12-30T09:59:59Z"},
		{"the day after the skipped one is whole", "Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z", "2011-12-31T09:59:59Z"},
		{"a day before standard time", "Asia/Gaza", "1850-01-01", "1849-12-31T21:42:08Z", "1850-01-01T21:42:07Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			location, d := zone(t, tt.zone), day(t, tt.day)
			if got := d.First(location).Format(time.RFC3339); got != tt.first {
				t.Errorf("first second: got %s, want %s", got, tt.first)
			}
			if got := d.Last(location).Format(time.RFC3339); got != tt.last {
				t.Errorf("last second: got %s, want %s", got, tt.last)
			}
		})
	}
}

// TestLocalDaysPartitionTime holds the first second to what a search minute by minute finds, in zones with odd history.
func TestLocalDaysPartitionTime(t *testing.T) {
	zones := []string{
		"Asia/Gaza", "Asia/Beirut", "America/Sao_Paulo", "Pacific/Apia", "America/St_Johns", "Africa/Cairo",
		"Europe/Kyiv", "Asia/Tehran", "Antarctica/Troll", "Pacific/Kwajalein", "UTC",
	}
	rapid.Check(t, func(t *rapid.T) {
		location, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		noon := time.Date(rapid.IntRange(1990, 2030).Draw(t, "year"), 1, rapid.IntRange(1, 366).Draw(t, "day"), 12, 0, 0, 0, time.UTC)
		d := geo.DayOf(noon, time.UTC)
		want := noon.Add(-48 * time.Hour)
		for geo.DayOf(want, location).String() < d.String() {
			want = want.Add(time.Minute)
		}
		if got := d.First(location); !got.Equal(want) {
			t.Fatalf("%s in %s: got %s, want %s", d, location, got, want)
		}
		if got := d.Last(location).Add(time.Second); !got.Equal(d.Next().First(location)) {
			t.Fatalf("%s in %s: the second after the last must be the first of the next day, got %s", d, location, got)
		}
	})
}

func TestParseDay(t *testing.T) {
	for _, s := range []string{"0000-01-01", "2024-02-29", "9999-12-31"} {
		if got := day(t, s).String(); got != s {
			t.Errorf("got %s, want %s", got, s)
		}
	}
	for _, s := range []string{"", "2025-02-29", "2025-13-01", "2025-1-01", "25-01-01", "20251019", "2025-10-19 ", "10000-01-01"} {
		if _, err := geo.ParseDay(s); !errors.Is(err, geo.ErrInvalid) {
			t.Errorf("%q must be refused, got %v", s, err)
		}
	}
}

func TestTheDayAfter(t *testing.T) {
	for before, after := range map[string]string{
		"2024-02-28": "2024-02-29", "2025-02-28": "2025-03-01", "2025-12-31": "2026-01-01", "0000-12-31": "0001-01-01",
	} {
		if got := day(t, before).Next().String(); got != after {
			t.Errorf("after %s: got %s, want %s", before, got, after)
		}
	}
}
