package geo_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
)

func TestParseMoment(t *testing.T) {
	tests := []struct {
		name, s, start string
		dated          bool
	}{
		{"a date-time in UTC", "2025-10-10T09:00:00Z", "2025-10-10T09:00:00Z", false},
		{"a lower-case t and z", "2025-10-10t09:00:00z", "2025-10-10T09:00:00Z", false},
		{"an offset", "2025-10-10T12:00:00+03:00", "2025-10-10T09:00:00Z", false},
		{"an offset to the west", "2025-10-10T05:00:00-04:00", "2025-10-10T09:00:00Z", false},
		{"a plus that arrived as a space", "2025-10-10T12:00:00 03:00", "2025-10-10T09:00:00Z", false},
		{"a fraction", "2025-10-10T09:00:00.25Z", "2025-10-10T09:00:00.25Z", false},
		{"a fraction longer than microseconds is cut", "2025-10-10T09:00:00.1234567899Z", "2025-10-10T09:00:00.123456Z", false},
		{"the year 0000", "0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z", false},
		{"the year 9999", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z", false},
		{"a date", "2025-10-10", "2025-10-09T21:00:00Z", true},
		{"a date with a bare trailing T", "2025-10-10T", "2025-10-09T21:00:00Z", true},
		{"a date with a bare trailing t", "2025-10-10t", "2025-10-09T21:00:00Z", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := geo.ParseMoment(tt.s)
			if err != nil {
				t.Fatal(err)
			}
			if got := m.Start(zone(t, "Asia/Gaza")).Format(time.RFC3339Nano); got != tt.start {
				t.Errorf("start: got %s, want %s", got, tt.start)
			}
			if m.Dated() != tt.dated {
				t.Errorf("dated: got %t, want %t", m.Dated(), tt.dated)
			}
		})
	}
}

// malformed are times that no parser of ours may take.
func malformed() []string {
	return []string{
		"", " ", "now", "yesterday", "2025", "2025-10", "2025-10-10 09:00:00Z", "2025-10-10T09:00Z",
		"2025-10-10T09:00:00", "2025-10-10T9:00:00Z", "2025-10-10T09:00:00,5Z", "2025-10-10T24:00:00Z",
		"2025-10-10T09:60:00Z", "2025-02-30T00:00:00Z", "2025-10-10T09:00:00+3:00", "2025-10-10T09:00:00+25:00",
		"2025-10-10TT", "2025-10-10Z", "-2025-10-10", "2025-10-10T09:00:00Zz", "19/10/2025", "19.10.2025",
		"19 באוקטובר 2025", "١٩-١٠-٢٠٢٥", "2025-10-10T09:00:00Z\x00",
	}
}

func TestParseMomentRefuses(t *testing.T) {
	for _, s := range malformed() {
		if m, err := geo.ParseMoment(s); !errors.Is(err, geo.ErrInvalid) {
			t.Errorf("%q must be refused, got %v and %v", s, m, err)
		}
	}
}

func TestADateMeansAnotherInstantByItsUse(t *testing.T) {
	location := zone(t, "Asia/Gaza")
	date := geo.DayMoment(day(t, "2025-10-19"))
	got := map[string]string{
		"start": date.Start(location).Format(time.RFC3339),
		"end":   date.End(location).Format(time.RFC3339),
		"asked": date.Asked(location).Format(time.RFC3339),
	}
	want := map[string]string{
		"start": "2025-10-18T21:00:00Z", "end": "2025-10-19T21:00:00Z", "asked": "2025-10-19T20:59:59Z",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	instant := geo.InstantMoment(date.Asked(location))
	if !instant.Start(location).Equal(instant.End(location)) || !instant.Start(location).Equal(instant.Asked(location)) {
		t.Error("an instant must mean the same instant in every use")
	}
	if date.Precision() != geo.ToDay || instant.Precision() != geo.ToInstant {
		t.Errorf("precision: got %s and %s", date.Precision(), instant.Precision())
	}
}

func TestParseQuestion(t *testing.T) {
	const open = "open"
	tests := []struct {
		name, s, from, to string
		instant           bool
	}{
		{"an instant", "2025-10-10T09:00:00Z", "2025-10-10T09:00:00Z", "2025-10-10T09:00:00Z", true},
		{"a date asks for its last second", "2025-10-19", "2025-10-19T20:59:59Z", "2025-10-19T20:59:59Z", true},
		{"a date with a trailing T", "2024-10-05T", "2024-10-05T20:59:59Z", "2024-10-05T20:59:59Z", true},
		{"two instants", "2025-10-10T09:00:00Z/2025-10-11T09:00:00Z", "2025-10-10T09:00:00Z", "2025-10-11T09:00:00Z", false},
		{"two dates, first second to last", "2025-10-10/2025-10-19", "2025-10-09T21:00:00Z", "2025-10-19T20:59:59Z", false},
		{"one date as a range is that day", "2025-10-19/2025-10-19", "2025-10-18T21:00:00Z", "2025-10-19T20:59:59Z", false},
		{"a date and an instant", "2025-10-10/2025-10-11T09:00:00Z", "2025-10-09T21:00:00Z", "2025-10-11T09:00:00Z", false},
		{"open to the past with dots", "../2025-10-19", open, "2025-10-19T20:59:59Z", false},
		{"open to the past with nothing", "/2025-10-19", open, "2025-10-19T20:59:59Z", false},
		{"open to the future with dots", "2025-10-19/..", "2025-10-18T21:00:00Z", open, false},
		{"open to the future with nothing", "2025-10-19/", "2025-10-18T21:00:00Z", open, false},
		{"all time", "../..", open, open, false},
		{"a trailing T in a range", "2024-10-05T/..", "2024-10-04T21:00:00Z", open, false},
		{"lower case and spaces for pluses", "2025-10-10t12:00:00 03:00/2025-10-11t09:00:00z", "2025-10-10T09:00:00Z", "2025-10-11T09:00:00Z", false},
		{"from the year 0000", "0000-01-01T00:00:00Z/2025-10-10T09:00:00Z", "0000-01-01T00:00:00Z", "2025-10-10T09:00:00Z", false},
		{"to the year 9999", "2025-10-10T09:00:00Z/9999-12-31T00:00:00Z", "2025-10-10T09:00:00Z", "9999-12-31T00:00:00Z", false},
		{"one instant twice", "2025-10-10T09:00:00Z/2025-10-10T09:00:00Z", "2025-10-10T09:00:00Z", "2025-10-10T09:00:00Z", false},
	}
	show := func(at time.Time) string {
		if at.IsZero() {
			return open
		}
		return at.Format(time.RFC3339)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q, err := geo.ParseQuestion(tt.s, zone(t, "Asia/Gaza"))
			if err != nil {
				t.Fatal(err)
			}
			if got, want := show(q.From)+" to "+show(q.To), tt.from+" to "+tt.to; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if _, instant := q.Instant(); instant != tt.instant {
				t.Errorf("instant: got %t, want %t", instant, tt.instant)
			}
		})
	}
}

func TestParseQuestionRefuses(t *testing.T) {
	questions := append(malformed(),
		"/", "..", "//", "./..", ".../..", "../../..", "2025-10-10/2025-10-11/2025-10-12", "2025-10-11/2025-10-10",
		"2025-10-10T09:00:00Z/2025-10-10T08:59:59Z", "2025-10-10T09:00:00Z2025-10-11T09:00:00Z",
		"2025-10-10T09:00:00Z,2025-10-11T09:00:00Z", "2025-10-10--2025-10-11", "null/2025-10-10",
	)
	for _, s := range questions {
		if q, err := geo.ParseQuestion(s, time.UTC); !errors.Is(err, geo.ErrInvalid) {
			t.Errorf("%q must be refused, got %v and %v", s, q, err)
		}
	}
}

func TestAnInstantOnAMomentOfChangeReturnsTheLaterVersion(t *testing.T) {
	earlier, later := span(0, 10), span(10, -1)
	q := geo.AskInstant(at(10))
	if q.Answers(earlier) || !q.Answers(later) {
		t.Errorf("earlier answers: %t, later answers: %t", q.Answers(earlier), q.Answers(later))
	}
}

func TestParseForeignMoment(t *testing.T) {
	tests := []struct {
		name, s, want string
	}{
		{"RFC 3339", "2025-10-19T12:00:00+03:00", "2025-10-19T09:00:00Z"},
		{"a date", "2025-10-19", "2025-10-18T21:00:00Z"},
		{"spaces around", "  2025-10-19T09:00:00Z\n", "2025-10-19T09:00:00Z"},
		{"seconds since 1970", "1760864400", "2025-10-19T09:00:00Z"},
		{"milliseconds since 1970", "1760864400000", "2025-10-19T09:00:00Z"},
		{"milliseconds with a fraction of a second", "1760864400250", "2025-10-19T09:00:00.25Z"},
		{"seconds before 1970", "-315619200", "1960-01-01T00:00:00Z"},
		{"RFC 1123 in GMT", "Tue, 09 Sep 2025 05:00:00 GMT", "2025-09-09T05:00:00Z"},
		{"RFC 1123 in UTC", "Tue, 09 Sep 2025 05:00:00 UTC", "2025-09-09T05:00:00Z"},
		{"RFC 1123 with an offset", "Tue, 09 Sep 2025 08:00:00 +0300", "2025-09-09T05:00:00Z"},
		{"the year 0000", "0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"},
		{"the year 9999", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
		{"the last second of 9999 in milliseconds", "253402300799000", "9999-12-31T23:59:59Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := geo.ParseForeignMoment(tt.s)
			if err != nil {
				t.Fatal(err)
			}
			if got := m.Start(zone(t, "Asia/Gaza")).Format(time.RFC3339Nano); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestParseForeignMomentRefuses(t *testing.T) {
	times := append(malformed(),
		"20251019", "0", "-1", "1.7608644e9", "253402300800000", "9223372036854775807", "99999999999999999999",
		"Tue, 09 Sep 2025 05:00:00 EST", "Tue, 09 Sep 2025 05:00:00", "9 Sep 2025", "Sunday, 19-Oct-25 09:00:00 GMT",
		"יום ראשון, 19 באוקטובר 2025", "19/10/2025, 12:00:00", "الأحد ١٩ أكتوبر ٢٠٢٥",
		strings.Repeat("ü", 1000), strings.Repeat("9", 1000), "2025-10-19T09:00:00."+strings.Repeat("0", 1000)+"Z",
	)
	for _, s := range times {
		if m, err := geo.ParseForeignMoment(s); !errors.Is(err, geo.ErrInvalid) {
			t.Errorf("%q must be refused, got %v and %v", s, m.Start(time.UTC), err)
		}
	}
}

func FuzzParseMoment(f *testing.F) {
	for _, s := range append(malformed(), "2025-10-10T12:00:00 03:00", "2025-10-10t", "0000-01-01T00:00:00-23:59") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := geo.ParseMoment(s)
		if err != nil {
			if !errors.Is(err, geo.ErrInvalid) {
				t.Fatalf("%q: the kind of error is lost: %v", s, err)
			}
			return
		}
		if m.Dated() != (len(s) <= len("2025-10-10T")) {
			t.Fatalf("%q: dated is %t", s, m.Dated())
		}
		if again, err := geo.ParseMoment(strings.ToLower(s)); err != nil || !again.Start(time.UTC).Equal(m.Start(time.UTC)) {
			t.Fatalf("%q in lower case reads as %v, %v", s, again, err)
		}
	})
}

func FuzzParseQuestion(f *testing.F) {
	for _, s := range append(malformed(), "/", "../..", "2025-10-10/..", "/2025-10-10T09:00:00Z", "2025-10-10/2025-10-19") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := geo.ParseQuestion(s, zone(t, "Asia/Gaza"))
		if err != nil {
			if !errors.Is(err, geo.ErrInvalid) {
				t.Fatalf("%q: the kind of error is lost: %v", s, err)
			}
			return
		}
		if !q.From.IsZero() && !q.To.IsZero() && q.To.Before(q.From) {
			t.Fatalf("%q: reversed question %v", s, q)
		}
		if _, instant := q.Instant(); instant == strings.Contains(s, "/") {
			t.Fatalf("%q: instant is %t", s, instant)
		}
	})
}

func FuzzParseForeignMoment(f *testing.F) {
	for _, s := range append(malformed(), "1760864400", "1760864400000", "-1", "Tue, 09 Sep 2025 05:00:00 GMT") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := geo.ParseForeignMoment(s)
		if err != nil {
			if !errors.Is(err, geo.ErrInvalid) {
				t.Fatalf("%q: the kind of error is lost: %v", s, err)
			}
			return
		}
		written := m.Start(time.UTC).Format(time.RFC3339Nano)
		again, err := geo.ParseForeignMoment(written)
		if year := m.Start(time.UTC).Year(); year >= 0 && year <= 9999 && (err != nil || !again.Start(time.UTC).Equal(m.Start(time.UTC))) {
			t.Fatalf("%q was written as %q, which reads as %v, %v", s, written, again, err)
		}
	})
}
