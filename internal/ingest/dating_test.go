package ingest_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/report"
)

func TestOneUpdateForEachInstantOfAFile(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	text := collection(
		feature(1, `{"from":"2025-03-01"}`, rectangle(0, 0, 2, 10)),
		feature(2, `{"from":1730986500000}`, rectangle(2, 0, 4, 10)),
		feature(3, `{"from":1730986500}`, rectangle(4, 0, 6, 10)),
		feature(4, `{"from":"Tue, 09 Sep 2025 05:01:00 GMT"}`, rectangle(6, 0, 8, 10)),
		feature(5, `{"from":"2025-03-01T10:00:00+02:00","to":"2025-04-01"}`, rectangle(8, 0, 9, 10)),
		feature(6, `{"from":null}`, rectangle(9, 0, 10, 10)),
	)
	options := ingest.Options{
		Dating:     ingest.Dating{ValidFrom: day(t, "2025-03-01"), ValidFromProperty: "from", ValidToProperty: "to"},
		Controller: geo.IsraeliHeld,
	}
	result, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", text)}, options, nil)
	if err != nil {
		t.Fatal(err)
	}
	type moment struct {
		From, To  string
		Precision geo.Precision
		Areas     int
	}
	var got []moment
	for _, u := range b.updates(t, ref) {
		m := moment{From: u.Valid.From.Format(time.RFC3339), Precision: u.FromPrecision, Areas: len(u.Areas)}
		if !u.Valid.Open() {
			m.To = u.Valid.To.Format(time.RFC3339)
		}
		got = append(got, m)
	}
	want := []moment{
		{From: "2024-11-07T13:35:00Z", Precision: geo.ToInstant, Areas: 2},
		{From: "2025-02-28T22:00:00Z", Precision: geo.ToDay, Areas: 2},
		{From: "2025-03-01T08:00:00Z", To: endOfDay(t, "2025-04-01"), Precision: geo.ToInstant, Areas: 1},
		{From: "2025-09-09T05:01:00Z", Precision: geo.ToInstant, Areas: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("updates (-want +got):\n%s", diff)
	}
	if said := result.Report.About(report.RuleTime); len(said) != 1 || !strings.Contains(said[0].What, "times missing: 1") {
		t.Errorf("reported %v", said)
	}
}

func endOfDay(t testing.TB, s string) string {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Gaza")
	if err != nil {
		t.Fatal(err)
	}
	return day(t, s).End(zone).Format(time.RFC3339)
}

func TestDatesThatCannotBe(t *testing.T) {
	cases := []struct {
		name   string
		dating ingest.Dating
		file   string
		props  string
		says   string
	}{
		{"no start at all", ingest.Dating{}, "a.geojson", `{}`, "valid from: must be given"},
		{"both a property and the file name", ingest.Dating{ValidFromProperty: "d", ValidFromFilename: true}, "a.geojson", `{}`, "cannot come from both"},
		{"a local word", ingest.Dating{ValidFromProperty: "d"}, "a.geojson", `{"d":"19 באוק׳ 2025, 16:26"}`, `feature 0 (id 1): refused (time): property "d"`},
		{"a feature without a date", ingest.Dating{ValidFromProperty: "d"}, "a.geojson", `{}`, `no date under "d"`},
		{"a file name without a date", ingest.Dating{ValidFromFilename: true}, "a.geojson", `{}`, "must bear a date"},
		{"an end before the start", ingest.Dating{ValidFrom: day(t, "2025-01-02"), ValidTo: day(t, "2025-01-01")}, "a.geojson", `{}`, "must be after"},
		{"an end that cannot be read", ingest.Dating{ValidFrom: day(t, "2025-01-02"), ValidToProperty: "d"}, "a.geojson", `{"d":"soon"}`, `property "d"`},
	}
	b := newBench(t)
	ref := b.smallSeries(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			options := ingest.Options{Dating: c.dating, Controller: geo.Contested, DryRun: true}
			text := collection(feature(1, c.props, rectangle(0, 0, 10, 10)))
			_, err := b.Import(t.Context(), ref, []ingest.Input{file(c.file, text)}, options, nil)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want %q", err, c.says)
			}
		})
	}
}

func TestOneInstantIsOneUpdateHoweverItIsWritten(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	text := collection(
		feature(1, `{"from":"2025-01-01T00:00:00+02:00"}`, rectangle(0, 0, 5, 10)),
		feature(2, `{"from":"2025-01-01"}`, rectangle(5, 0, 7, 10)),
	)
	options := ingest.Options{Dating: ingest.Dating{ValidFromProperty: "from"}, Controller: geo.IsraeliHeld, Remainder: geo.HamasHeld}
	if _, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", text)}, options, nil); err != nil {
		t.Fatal(err)
	}
	if updates := b.updates(t, ref); len(updates) != 1 || len(updates[0].Areas) != 2 || updates[0].FromPrecision != geo.ToDay {
		t.Errorf("updates %+v", updates)
	}
	near(t, "share", b.shares(t, ref, date(2025, 6, 1))[geo.IsraeliHeld], 0.7, 1e-3)
}

func TestReplacesThatWouldHideEachOtherAreRefused(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	text := collection(
		feature(1, `{"to":"2025-02-01"}`, rectangle(0, 0, 5, 10)),
		feature(2, `{}`, rectangle(5, 0, 7, 10)),
	)
	options := from(t, "2025-01-01", geo.IsraeliHeld)
	options.ValidToProperty, options.Remainder = "to", geo.HamasHeld
	_, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", text)}, options, nil)
	if !errors.Is(err, ingest.ErrRefused) || !strings.Contains(err.Error(), "feature 0 (id 1)") || !strings.Contains(err.Error(), "must end together") {
		t.Errorf("error %v", err)
	}
	options.Remainder = ""
	if _, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", text)}, options, nil); err != nil {
		t.Errorf("as paints: %v", err)
	}
}

func TestAFileNameWithoutADateTakesTheGivenStart(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	options := from(t, "2025-01-01", geo.Contested)
	options.ValidFromFilename = true
	result, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", rectangle(0, 0, 10, 10))}, options, nil)
	if err != nil || len(result.Report.About(report.RuleTime)) != 1 {
		t.Errorf("%v, reported %v", err, result.Report.Entries)
	}
}
