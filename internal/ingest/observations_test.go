package ingest_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/report"
	"splitline/internal/store"
)

func (b bench) observations(t *testing.T, enclave geo.EnclaveID) []geo.Observation {
	t.Helper()
	var all []geo.Observation
	b.read(t, func(ctx context.Context, r store.Reader) (err error) {
		all, err = r.Observations(ctx, enclave, time.Time{})
		return err
	})
	return all
}

// mixed has a point, a line, a clockwise area and nothing.
func mixed() string {
	return collection(
		feature(1, `{"kind":"crossing","name":"Gate","date":"2025-01-01"}`, `{"type":"Point","coordinates":[34.05,31.05]}`),
		feature(2, `{"name":"Road"}`, `{"type":"LineString","coordinates":[[34,31],[34.1,31.1]]}`),
		feature(3, `{}`, `{"type":"Polygon","coordinates":[[[34,31],[34,31.1],[34.1,31.1],[34,31]]]}`),
		feature(4, `{}`, `null`),
	)
}

func observing(t testing.TB) ingest.ObservationOptions {
	return ingest.ObservationOptions{
		Dating: ingest.Dating{ValidFromProperty: "date", ValidFrom: day(t, "2025-02-01")},
		Kind:   "marker", KindProperty: "kind",
		Source: geo.Source{Title: "Survey"},
	}
}

func TestObservationsKeepTheirShape(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	result, err := b.ImportObservations(t.Context(), small, []ingest.Input{file("a.geojson", mixed())}, observing(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	type row struct{ Kind, Title, Shape, From string }
	var got []row
	for _, o := range b.observations(t, small) {
		got = append(got, row{o.Kind, o.Title.In("en"), o.Geometry.GeoJSONType(), o.Valid.From.Format(time.RFC3339)})
		if o.Source.Title != "Survey" || o.Source.Grade != geo.NotJudged || o.Assessment.Level != geo.Reported {
			t.Errorf("observation %+v", o)
		}
	}
	want := []row{
		{"crossing", "Gate", "Point", "2024-12-31T22:00:00Z"},
		{"marker", "Road", "LineString", "2025-01-31T22:00:00Z"},
		{"marker", "marker 3", "Polygon", "2025-01-31T22:00:00Z"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(result.Report.About(report.RuleWinding)) != 1 || len(result.Report.About(report.RuleNoGeometry)) != 1 {
		t.Errorf("reported %v", result.Report.Entries)
	}
	if b.head(t, ref).Revision != 0 || len(b.updates(t, ref)) != 0 {
		t.Error("observations were folded")
	}
}

func TestEveryShapeCanBeObserved(t *testing.T) {
	shapes := map[string]string{
		"MultiPoint":         `{"type":"MultiPoint","coordinates":[[34,31],[34.1,31.1]]}`,
		"MultiLineString":    `{"type":"MultiLineString","coordinates":[[[34,31],[34.1,31.1]],[[34,31.1],[34.1,31]]]}`,
		"MultiPolygon":       `{"type":"MultiPolygon","coordinates":[[[[34,31],[34.01,31],[34.01,31.01],[34,31]]],[[[34.05,31],[34.06,31],[34.06,31.01],[34.05,31]]]]}`,
		"GeometryCollection": `{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[34,31]},` + rectangle(0, 0, 5, 5) + `]}`,
	}
	b := newBench(t)
	b.smallSeries(t)
	for shape, text := range shapes {
		t.Run(shape, func(t *testing.T) {
			before := len(b.observations(t, small))
			for range 2 {
				if _, err := b.ImportObservations(t.Context(), small, []ingest.Input{file("a.geojson", text)}, observing(t), nil); err != nil {
					t.Fatal(err)
				}
			}
			all := b.observations(t, small)
			if len(all) != before+1 || all[len(all)-1].Geometry.GeoJSONType() != shape {
				t.Errorf("%d observations, the last %v", len(all), all[len(all)-1].Geometry)
			}
		})
	}
}

func TestTheSameObservationsStoreNothingTwice(t *testing.T) {
	b := newBench(t)
	b.smallSeries(t)
	inputs := []ingest.Input{file("a.geojson", mixed())}
	for i, want := range []ingest.FileOutcome{ingest.Taken, ingest.Same} {
		result, err := b.ImportObservations(t.Context(), small, inputs, observing(t), nil)
		if err != nil {
			t.Fatal(err)
		}
		if result.Files[0].Outcome != want {
			t.Errorf("import %d is %s, want %s", i, result.Files[0].Outcome, want)
		}
	}
	if n := len(b.observations(t, small)); n != 3 {
		t.Errorf("%d observations, want 3", n)
	}
}

func TestADryRunOfObservationsStoresNothing(t *testing.T) {
	b := newBench(t)
	b.smallSeries(t)
	options := observing(t)
	options.DryRun = true
	result, err := b.ImportObservations(t.Context(), small, []ingest.Input{file("a.geojson", mixed())}, options, nil)
	if err != nil || len(result.Observations) != 3 || len(b.observations(t, small)) != 0 {
		t.Errorf("%d observations, %v", len(result.Observations), err)
	}
}

func TestObservationsThatCannotBe(t *testing.T) {
	point := func(properties, at string) string {
		return collection(feature(1, properties, `{"type":"Point","coordinates":`+at+`}`))
	}
	cases := []struct {
		name   string
		text   string
		change func(*ingest.ObservationOptions)
		kind   error
		says   string
	}{
		{"no kind", point(`{}`, `[34,31]`), func(o *ingest.ObservationOptions) { o.Kind, o.KindProperty = "", "" }, geo.ErrInvalid, "kind: must be given"},
		{"a feature without a kind", point(`{}`, `[34,31]`), func(o *ingest.ObservationOptions) { o.Kind = "" }, ingest.ErrRefused, "feature 0 (id 1): refused (observation): kind"},
		{"no date", point(`{}`, `[34,31]`), func(o *ingest.ObservationOptions) { o.ValidFrom = nil }, ingest.ErrRefused, "no date under"},
		{"far away", point(`{}`, `[2,48]`), nil, ingest.ErrRefused, "far outside the enclave"},
		{"nothing", collection(), nil, ingest.ErrRefused, "nothing to import"},
	}
	b := newBench(t)
	b.smallSeries(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			options := observing(t)
			if c.change != nil {
				c.change(&options)
			}
			_, err := b.ImportObservations(t.Context(), small, []ingest.Input{file("a.geojson", c.text)}, options, nil)
			if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want kind %v saying %q", err, c.kind, c.says)
			}
			if n := len(b.observations(t, small)); n != 0 {
				t.Errorf("%d observations are stored", n)
			}
		})
	}
}

func TestObservationsOfAnUnknownEnclaveAreNotFound(t *testing.T) {
	b := newBench(t)
	_, err := b.ImportObservations(t.Context(), "none", nil, observing(t), nil)
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("error %v, want kind ErrNotFound", err)
	}
}
