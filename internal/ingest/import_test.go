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

func TestAPaintTakesGroundFromTheUnassigned(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	options := from(t, "2025-01-01", geo.IsraeliHeld)
	result, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", rectangle(-1, -1, 5, 11))}, options, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !result.Stored || result.Revision != 1 || result.Updates != 1 || result.Added != 2 {
		t.Errorf("result %+v", result)
	}
	shares := b.shares(t, ref, date(2025, 6, 1))
	near(t, "share painted", shares[geo.IsraeliHeld], 0.5, 1e-3)
	near(t, "share left unassigned", shares[geo.Unassigned], 0.5, 1e-3)
	u := b.updates(t, ref)[0]
	if u.Kind != geo.Paint || u.FromPrecision != geo.ToDay || !u.Valid.From.Equal(time.Date(2024, 12, 31, 22, 0, 0, 0, time.UTC)) {
		t.Errorf("update %+v", u)
	}
	want := geo.Source{Title: "a.geojson", Grade: geo.NotJudged, RetrievedAt: now}
	if diff := cmp.Diff([]geo.Source{want}, u.Sources); diff != "" {
		t.Errorf("source (-want +got):\n%s", diff)
	}
	if u.Assessment.Level != geo.Reported {
		t.Errorf("assessment %q, want reported", u.Assessment.Level)
	}
}

func TestAReplaceGivesTheRestToItsRemainder(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	options := from(t, "2025-01-01", geo.IsraeliHeld)
	options.Remainder = geo.HamasHeld
	if _, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", rectangle(-1, -1, 3, 11))}, options, nil); err != nil {
		t.Fatal(err)
	}
	for _, z := range b.zones(t, ref, date(2025, 6, 1)) {
		if want := map[geo.ControllerID]geo.Basis{geo.IsraeliHeld: geo.Stated, geo.HamasHeld: geo.Remainder}[z.Label.Controller]; z.Label.Basis != want {
			t.Errorf("%s is %s, want %s", z.Label.Controller, z.Label.Basis, want)
		}
	}
	near(t, "remainder", b.shares(t, ref, date(2025, 6, 1))[geo.HamasHeld], 0.7, 1e-3)
}

func TestTheSameFileStoresNothingTwice(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	text := rectangle(0, 0, 5, 10)
	run := func(name string, options ingest.Options) ingest.Result {
		t.Helper()
		result, err := b.Import(t.Context(), ref, []ingest.Input{file(name, text)}, options, nil)
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
	run("a.geojson", from(t, "2025-01-01", geo.IsraeliHeld))
	before := b.zones(t, ref, time.Time{})
	again := run("folder/renamed.geojson", from(t, "2025-01-01", geo.IsraeliHeld))
	if again.Stored || again.Revision != 1 || again.Files[0].Outcome != ingest.Same {
		t.Errorf("result %+v", again)
	}
	if said := again.Report.About(report.RuleSame); len(said) != 1 || said[0].File != "folder/renamed.geojson" {
		t.Errorf("reported %v", again.Report.Entries)
	}
	if diff := cmp.Diff(before, b.zones(t, ref, time.Time{})); diff != "" {
		t.Errorf("zones (-before +after):\n%s", diff)
	}
	if other := run("a.geojson", from(t, "2025-01-02", geo.IsraeliHeld)); !other.Stored {
		t.Error("the same content from another date is another statement")
	}
}

func TestTheSameFileTwiceInOneCallIsOne(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	text := rectangle(0, 0, 5, 10)
	inputs := []ingest.Input{file("a.geojson", text), file("b.geojson", text)}
	result, err := b.Import(t.Context(), ref, inputs, from(t, "2025-01-01", geo.IsraeliHeld), nil)
	if err != nil || result.Updates != 1 || result.Files[1].Outcome != ingest.Same {
		t.Errorf("result %+v, %v", result, err)
	}
}

func TestABadFeatureInTheMiddleStoresNothing(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	good, far := rectangle(0, 0, 5, 10), `{"type":"Polygon","coordinates":[[[2,48],[3,48],[3,49],[2,48]]]}`
	text := collection(feature(1, `{}`, good), feature(2, `{"name":"Paris"}`, far), feature(3, `{}`, good))
	result, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", text)}, from(t, "2025-01-01", geo.IsraeliHeld), nil)
	if !errors.Is(err, ingest.ErrRefused) || !strings.Contains(err.Error(), `a.geojson: feature 1 (id 2, "Paris"): refused (place)`) {
		t.Errorf("error %v", err)
	}
	if result.Stored || result.Files[0].Outcome != ingest.RefusedFile || b.head(t, ref).Revision != 0 || len(b.updates(t, ref)) != 0 {
		t.Errorf("something is stored: %+v", result)
	}
}

func TestARefusedFileDoesNotKeepOthersOut(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	inputs := []ingest.Input{
		file("a.geojson", rectangle(0, 0, 5, 10)),
		file("bad.geojson", `{"type":"Polygon"`),
		file("c.geojson", rectangle(0, 0, 5, 5)),
	}
	result, err := b.Import(t.Context(), ref, inputs, from(t, "2025-01-01", geo.IsraeliHeld), nil)
	if !errors.Is(err, ingest.ErrRefused) || strings.Contains(err.Error(), "a.geojson") {
		t.Errorf("error %v", err)
	}
	var outcomes []ingest.FileOutcome
	for _, f := range result.Files {
		outcomes = append(outcomes, f.Outcome)
	}
	want := []ingest.FileOutcome{ingest.Taken, ingest.RefusedFile, ingest.Taken}
	if diff := cmp.Diff(want, outcomes); diff != "" || result.Revision != 1 || result.Updates != 2 {
		t.Errorf("result %+v (-want +got):\n%s", result, diff)
	}
}

func TestAreasOfTwoControllersThatOverlapAreRefusedByName(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	text := collection(
		feature(1, `{"who":"israeli-held","name":"North"}`, rectangle(0, 4, 10, 10)),
		feature(2, `{"who":"hamas-held","name":"South"}`, rectangle(0, 0, 10, 5)),
	)
	options := ingest.Options{Dating: ingest.Dating{ValidFrom: day(t, "2025-01-01")}, ControllerProperty: "who"}
	options.Source.Title = "A map"
	_, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", text)}, options, nil)
	if !errors.Is(err, ingest.ErrRefused) {
		t.Fatalf("error %v, want kind ErrRefused", err)
	}
	for _, part := range []string{"a.geojson", "North", "South", "2024-12-31T22:00:00Z"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q does not name %q", err, part)
		}
	}
	if b.head(t, ref).Revision != 0 {
		t.Error("something is stored")
	}
}

// endOfDay is the end of a local day in Gaza.
func TestControllers(t *testing.T) {
	rows := map[string]geo.ControllerID{"IDF": geo.IsraeliHeld, "H": geo.HamasHeld}
	dating := ingest.Dating{ValidFrom: day(t, "2025-01-01")}
	cases := []struct {
		name    string
		options ingest.Options
		value   string
		want    geo.ControllerID
		says    string
	}{
		{"a mapped value", ingest.Options{ControllerProperty: "who", ControllerMap: rows}, `"IDF"`, geo.IsraeliHeld, ""},
		{"an id of the legend", ingest.Options{ControllerProperty: "who", ControllerMap: rows}, `"contested"`, geo.Contested, ""},
		{"none, with a controller for the rest", ingest.Options{ControllerProperty: "who", Controller: geo.Contested}, `null`, geo.Contested, ""},
		{"none, without", ingest.Options{ControllerProperty: "who"}, `null`, "", "no controller under"},
		{"an unknown value", ingest.Options{ControllerProperty: "who"}, `"Fatah"`, "", "the legend, which has israeli-held, hamas-held, contested, unassigned"},
		{"an unknown controller", ingest.Options{Controller: "fatah"}, `null`, "", `"fatah" is not a controller of the legend, which has israeli-held`},
		{"an unknown remainder", ingest.Options{Controller: geo.Contested, Remainder: "fatah"}, `null`, "", "remainder"},
		{"an unknown controller in the map", ingest.Options{ControllerProperty: "who", ControllerMap: map[string]geo.ControllerID{"F": "fatah"}}, `null`, "", `controller map "F"`},
		{"no controller at all", ingest.Options{}, `null`, "", "controller: must be given"},
		{"nobody in the map", ingest.Options{ControllerProperty: "who", ControllerMap: map[string]geo.ControllerID{"F": ""}}, `null`, "", `controller map "F": must name a controller`},
		{"a map without its property", ingest.Options{Controller: geo.Contested, ControllerMap: rows}, `null`, "", "needs the property"},
		{"strips without a remainder", ingest.Options{Controller: geo.Contested, CloseToBoundaryM: 500}, `null`, "", "needs a remainder"},
		{"a negative width", ingest.Options{Controller: geo.Contested, Remainder: geo.Unassigned, CloseToBoundaryM: -1}, `null`, "", "must not be negative"},
	}
	b := newBench(t)
	ref := b.smallSeries(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.options.Dating, c.options.DryRun = dating, true
			text := collection(feature(1, `{"who":`+c.value+`}`, rectangle(0, 0, 10, 10)))
			result, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", text)}, c.options, nil)
			if c.says != "" {
				if err == nil || !strings.Contains(err.Error(), c.says) {
					t.Errorf("error %v, want %q", err, c.says)
				}
				if !errors.Is(err, ingest.ErrRefused) && !errors.Is(err, geo.ErrInvalid) {
					t.Errorf("error %v is of no kind", err)
				}
				return
			}
			if err != nil || result.Effects[0].After[c.want] == 0 {
				t.Errorf("result %+v, %v", result, err)
			}
		})
	}
}

func TestADryRunSaysWhatWouldChangeAndStoresNothing(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	for _, step := range []struct {
		date string
		text string
	}{{"2025-01-01", rectangle(0, 0, 10, 10)}, {"2025-03-01", rectangle(0, 0, 10, 4)}, {"2025-04-01", rectangle(0, 0, 10, 2)}} {
		options := from(t, step.date, geo.HamasHeld)
		options.Remainder = geo.Contested
		if step.date == "2025-04-01" {
			options.Remainder = ""
			options.Controller = geo.Contested
		}
		if _, err := b.Import(t.Context(), ref, []ingest.Input{file("a.geojson", step.text)}, options, nil); err != nil {
			t.Fatal(err)
		}
	}
	before := b.head(t, ref)
	options := from(t, "2025-02-01", geo.IsraeliHeld)
	options.DryRun = true
	result, err := b.Import(t.Context(), ref, []ingest.Input{file("b.geojson", rectangle(0, 0, 5, 10))}, options, nil)
	if err != nil {
		t.Fatal(err)
	}
	if after := b.head(t, ref); result.Stored || after.Revision != before.Revision || len(b.updates(t, ref)) != 3 {
		t.Error("the dry run stored something")
	}
	if len(result.Effects) != 1 {
		t.Fatalf("effects %v", result.Effects)
	}
	e := result.Effects[0]
	near(t, "before", geo.Km2(e.Before[geo.HamasHeld]), 106.0, 2)
	near(t, "after, painted", e.After[geo.IsraeliHeld]/e.Before[geo.HamasHeld], 0.5, 1e-3)
	near(t, "after, left", e.After[geo.HamasHeld]/e.Before[geo.HamasHeld], 0.5, 1e-3)
	if e.LaterDates != 0 {
		t.Errorf("%d later dates change, want 0: the replace of March hides the paint", e.LaterDates)
	}
	options.ValidFrom = day(t, "2025-03-15")
	if result, err = b.Import(t.Context(), ref, []ingest.Input{file("b.geojson", rectangle(0, 0, 5, 10))}, options, nil); err != nil {
		t.Fatal(err)
	}
	if got := result.Effects[0].LaterDates; got != 1 {
		t.Errorf("%d later dates change, want 1: that of April", got)
	}
}

func TestAFileThatCannotBeOpenedIsAnError(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	_, err := b.Import(t.Context(), ref, []ingest.Input{ingest.FileInput(t.TempDir() + "/none.geojson")}, from(t, "2025-01-01", geo.Contested), nil)
	if err == nil || errors.Is(err, ingest.ErrRefused) {
		t.Errorf("error %v, want one of reading", err)
	}
}

func TestAnUnknownSeriesIsNotFound(t *testing.T) {
	b := newBench(t)
	b.smallSeries(t)
	_, err := b.Import(t.Context(), geo.SeriesRef{Enclave: small, Series: "none"}, nil, from(t, "2025-01-01", geo.Contested), nil)
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("error %v, want kind ErrNotFound", err)
	}
}

func TestACancelledImportStoresNothing(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	ctx, cancel := context.WithCancel(t.Context())
	progress := func(stage ingest.Stage, _, _ int) {
		if stage == ingest.Folding {
			cancel()
		}
	}
	_, err := b.Import(ctx, ref, []ingest.Input{file("a.geojson", rectangle(0, 0, 5, 10))}, from(t, "2025-01-01", geo.Contested), progress)
	if !errors.Is(err, context.Canceled) || b.head(t, ref).Revision != 0 {
		t.Errorf("error %v, revision %d", err, b.head(t, ref).Revision)
	}
}

func date(year int, month time.Month, dom int) time.Time {
	return time.Date(year, month, dom, 12, 0, 0, 0, time.UTC)
}
