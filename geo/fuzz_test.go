package geo_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
)

func FuzzParseDay(f *testing.F) {
	for _, s := range append(malformed(), "2025-10-24", "2024-02-29", "2023-02-29", "0000-01-01", "9999-12-31") {
		f.Add(s)
	}
	gaza, err := time.LoadLocation("Asia/Gaza")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		day, err := geo.ParseDay(s)
		if err != nil {
			if !errors.Is(err, geo.ErrInvalid) {
				t.Fatalf("%q: the kind of error is lost: %v", s, err)
			}
			return
		}
		if day.String() != s {
			t.Fatalf("%q is written as %q", s, day)
		}
		first, last, next := day.First(gaza), day.Last(gaza), day.Next().First(gaza)
		if last.Before(first) || !last.Before(next) {
			t.Fatalf("%q is from %v to %v, and the day after from %v", s, first, last, next)
		}
	})
}

// FuzzInterval holds that an interval made of two foreign times, as an import does, ends after it starts and answers for
// its first instant and not for its end.
func FuzzInterval(f *testing.F) {
	f.Add("2025-10-10", "2025-10-10", "Asia/Gaza")
	f.Add("1760864400000", "Tue, 09 Sep 2025 05:00:00 GMT", "UTC")
	f.Add("2025-10-10T12:00:00+03:00", "", "America/Sao_Paulo")
	f.Add("9999-12-31", "9999-12-31T23:59:59.999999999Z", "Pacific/Apia")
	f.Fuzz(func(t *testing.T, from, to, name string) {
		zone, err := geo.Enclave{TimeZone: name}.Location()
		if err != nil {
			return
		}
		start, err := geo.ParseForeignMoment(from)
		if err != nil {
			return
		}
		var end time.Time
		if until, err := geo.ParseForeignMoment(to); err == nil {
			end = until.End(zone)
		}
		valid, err := geo.ValidInterval(start.Start(zone), end)
		if err != nil {
			if !errors.Is(err, geo.ErrInvalid) {
				t.Fatalf("the kind of error is lost: %v", err)
			}
			return
		}
		if !valid.Contains(valid.From) || !valid.Open() && (!valid.From.Before(valid.To) || valid.Contains(valid.To)) {
			t.Fatalf("%q to %q is %v", from, to, valid)
		}
	})
}

func FuzzPrecision(f *testing.F) {
	for _, s := range []string{"instant", "day", "week", "month", "", "Day", "year", "day "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		err := geo.Precision(s).Validate()
		known := s == "instant" || s == "day" || s == "week" || s == "month"
		if (err == nil) != known || err != nil && !errors.Is(err, geo.ErrInvalid) {
			t.Fatalf("%q: %v", s, err)
		}
	})
}

func FuzzParseSeriesRef(f *testing.F) {
	for _, s := range []string{"gaza-ocha/idf-map", "a/b/c", "/", "a/", "A/b", "a b/c", "..", "a/..", "\x00/a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ref, err := geo.ParseSeriesRef(s)
		if err != nil {
			if !errors.Is(err, geo.ErrInvalid) {
				t.Fatalf("%q: the kind of error is lost: %v", s, err)
			}
			return
		}
		if ref.String() != s {
			t.Fatalf("%q is written as %q", s, ref)
		}
	})
}

// FuzzParseGeometry holds that a geometry that is read can be written and reads as the same again, to the seven decimals
// of the wire.
func FuzzParseGeometry(f *testing.F) {
	for _, s := range []string{
		`{"type":"Point","coordinates":[34.5,31.5]}`, `{"type":"MultiPoint","coordinates":[[34.5,31.5,7],[1e-9,-0]]}`,
		`{"type":"Polygon","coordinates":[[[34,31],[35,31],[35,32],[34,31]]]}`, `{"type":"Polygon","coordinates":[]}`,
		`{"type":"MultiPolygon","coordinates":[[[[34,31],[35,31],[35,32],[34,31]],[]]]}`,
		`{"type":"LineString","coordinates":[[1e308,91],[181,0]]}`, `{"type":"GeometryCollection","geometries":[]}`, `null`, `{}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		g, err := geo.ParseGeometry(data)
		if err != nil {
			if !errors.Is(err, geo.ErrInvalid) {
				t.Fatalf("the kind of error is lost: %v", err)
			}
			return
		}
		written, err := geo.AppendFeature(nil, geo.Feature{Geometry: g})
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := geo.ParseFeatureCollection([]byte(`{"type":"FeatureCollection","features":[` + string(written) + `]}`))
		if err != nil {
			t.Fatalf("what was written cannot be read: %s: %v", written, err)
		}
		rewritten, err := geo.AppendFeature(nil, geo.Feature{Geometry: again[0].Geometry})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(written), string(rewritten)); diff != "" {
			t.Fatalf("written twice (-first +second):\n%s", diff)
		}
	})
}
