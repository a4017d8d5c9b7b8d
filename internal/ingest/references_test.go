package ingest_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/report"
	"splitline/internal/store"
)

func (b bench) sets(t testing.TB, asOf time.Time) (sets []geo.ReferenceSet, areas []geo.NamedArea, places []geo.Place) {
	t.Helper()
	b.read(t, func(ctx context.Context, r store.Reader) (err error) {
		if sets, err = r.ReferenceSets(ctx, small, asOf); err != nil {
			return err
		}
		if areas, err = r.Areas(ctx, small, "", asOf); err != nil {
			return err
		}
		places, err = r.Places(ctx, small, asOf)
		return err
	})
	return sets, areas, places
}

func population(property string) ingest.ReferenceColumn {
	return ingest.ReferenceColumn{
		ReferenceColumn: geo.ReferenceColumn{
			Name: "population", Unit: "people", At: now, Precision: geo.ToDay, Source: geo.Source{Title: "Census", Grade: "A1"},
		},
		Property: property,
	}
}

func quarters() ingest.ReferenceOptions {
	return ingest.ReferenceOptions{
		Set: "quarters", NameProperties: map[string]string{"en": "NAME_EN", "ar": "NAME_AR"}, CodeProperty: "PCODE",
		Columns: []ingest.ReferenceColumn{population("POP")}, Source: geo.Source{Title: "Gazetteer"},
	}
}

// twoQuarters have a clockwise ring, a name in two languages, an unknown number and properties of all kinds.
func twoQuarters() string {
	return collection(
		feature(1, `{"PCODE":"P1","NAME_EN":"East","NAME_AR":"شرق","POP":1250,"more":{"a":[1,2.50]},"none":null}`,
			`{"type":"Polygon","coordinates":[[[34.05,31],[34.05,31.1],[34.1,31.1],[34.1,31],[34.05,31]]]}`),
		feature(2, `{"PCODE":"P2","POP":"","name":"West quarter"}`, rectangle(-1, 0, 5, 5)),
	)
}

func TestAreasKeepTheirCodesNumbersAndProperties(t *testing.T) {
	b := newBench(t)
	b.smallSeries(t)
	result, err := b.ImportAreas(t.Context(), small, file("a.geojson", twoQuarters()), quarters())
	if err != nil {
		t.Fatal(err)
	}
	sets, areas, _ := b.sets(t, time.Time{})
	type row struct {
		Code, Name, Arabic, Properties string
		Values                         geo.ReferenceValues
	}
	var got []row
	for _, a := range areas {
		got = append(got, row{a.Code, a.Name.In("en"), a.Name["ar"], string(a.Properties), a.Values})
	}
	want := []row{
		{"P1", "East", "شرق", `{"NAME_AR":"شرق","NAME_EN":"East","PCODE":"P1","POP":1250,"more":{"a":[1,2.50]},"none":null}`, geo.ReferenceValues{"population": 1250}},
		{"P2", "West quarter", "", `{"PCODE":"P2","POP":"","name":"West quarter"}`, nil},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(sets) != 1 || sets[0].Source.Title != "Gazetteer" || sets[0].Columns[0].Source.Grade != "A1" || sets[0].Columns[0].Unit != "people" {
		t.Errorf("sets %+v", sets)
	}
	if !areas[0].Geometry[0][0].Closed() || areas[0].Geometry[0][0].Orientation() != orb.CCW {
		t.Errorf("the ring was not turned: %v", areas[0].Geometry)
	}
	for _, rule := range []report.Rule{report.RuleWinding, report.RuleColumn, report.RuleGap, report.RuleOutside} {
		if len(result.Report.About(rule)) != 1 {
			t.Errorf("%s is told %d times in %v", rule, len(result.Report.About(rule)), result.Report.Entries)
		}
	}
}

func TestTheSameAreasStoreNothingAndOthersReplaceThem(t *testing.T) {
	b := newBench(t)
	b.smallSeries(t)
	var times []time.Time
	for i, step := range []struct {
		text string
		want ingest.FileOutcome
	}{
		{twoQuarters(), ingest.Taken},
		{twoQuarters(), ingest.Same},
		{collection(feature(1, `{"PCODE":"P9","NAME_EN":"All","NAME_AR":null,"POP":7}`, rectangle(0, 0, 10, 10))), ingest.Taken},
	} {
		result, err := b.ImportAreas(t.Context(), small, file("a.geojson", step.text), quarters())
		if err != nil || result.Outcome != step.want {
			t.Fatalf("import %d is %s, %v", i, result.Outcome, err)
		}
		sets, _, _ := b.sets(t, time.Time{})
		times = append(times, sets[0].Recorded.From)
	}
	if !times[0].Equal(times[1]) || !times[2].After(times[1]) {
		t.Errorf("recorded %v", times)
	}
	_, before, _ := b.sets(t, times[0])
	_, after, _ := b.sets(t, time.Time{})
	if len(before) != 2 || len(after) != 1 || after[0].Code != "P9" {
		t.Errorf("%d areas before, %d after", len(before), len(after))
	}
}

func TestAreasThatMeanSomethingElseAreAnotherImport(t *testing.T) {
	b := newBench(t)
	b.smallSeries(t)
	changes := map[string]func(*ingest.ReferenceOptions){
		"as it is":          func(*ingest.ReferenceOptions) {},
		"another code":      func(o *ingest.ReferenceOptions) { o.CodeProperty = "NAME_EN" },
		"another source":    func(o *ingest.ReferenceOptions) { o.Source.Title = "Atlas" },
		"another date":      func(o *ingest.ReferenceOptions) { o.Columns[0].At = now.AddDate(1, 0, 0) },
		"no column":         func(o *ingest.ReferenceOptions) { o.Columns = nil },
		"other name":        func(o *ingest.ReferenceOptions) { o.NameProperties = nil },
		"another publisher": func(o *ingest.ReferenceOptions) { o.Columns[0].Source.Publisher = "Bureau" },
	}
	seen := make(map[string]string)
	for name, change := range changes {
		options := quarters()
		change(&options)
		options.DryRun = true
		result, err := b.ImportAreas(t.Context(), small, file("a.geojson", twoQuarters()), options)
		if err != nil {
			t.Fatal(err)
		}
		if other, taken := seen[result.Set.Digest]; taken {
			t.Errorf("%s is the same as %s", name, other)
		}
		seen[result.Set.Digest] = name
	}
	if sets, _, _ := b.sets(t, time.Time{}); len(sets) != 0 {
		t.Errorf("a dry run stored %d sets", len(sets))
	}
}

func TestOverlapsOfAreasAreToldAndKept(t *testing.T) {
	b := newBench(t)
	b.smallSeries(t)
	text := collection(feature(1, `{"PCODE":"a","POP":1}`, rectangle(0, 0, 6, 10)), feature(2, `{"PCODE":"b","NAME_EN":"B","NAME_AR":"ب"}`, rectangle(4, 0, 10, 10)))
	result, err := b.ImportAreas(t.Context(), small, file("a.geojson", text), quarters())
	if err != nil || len(result.Report.About(report.RuleOverlap)) != 1 {
		t.Fatalf("%v, reported %v", err, result.Report.Entries)
	}
	sets, areas, _ := b.sets(t, time.Time{})
	if share := sets[0].OverlapM2 / (areas[0].AreaM2 / 3); share < 0.999 || share > 1.001 {
		t.Errorf("an overlap of %g m²", sets[0].OverlapM2)
	}
}

func TestPlacesOfASetAreCounted(t *testing.T) {
	b := newBench(t)
	b.smallSeries(t)
	text := collection(
		feature(1, `{"id":"H1","label":"Clinic","beds":12}`, `{"type":"Point","coordinates":[34.02,31.02]}`),
		feature(2, `{"id":"H2","beds":"7.5"}`, `{"type":"MultiPoint","coordinates":[[34.03,31.02]]}`),
		feature(3, `{"id":"H3"}`, `null`),
	)
	options := ingest.ReferenceOptions{Set: "clinics", CodeProperty: "id", Columns: []ingest.ReferenceColumn{population("beds")}}
	result, err := b.ImportPlaces(t.Context(), small, file("clinics.geojson", text), options)
	if err != nil {
		t.Fatal(err)
	}
	_, _, places := b.sets(t, time.Time{})
	if len(places) != 2 || places[0].Name.In("en") != "Clinic" || places[1].Name.In("en") != "H2" || places[1].Values["population"] != 7.5 {
		t.Errorf("places %+v", places)
	}
	if p := places[0]; p.Set != "clinics" || p.Rank != ingest.DefaultRank || p.Source != "clinics.geojson" || !json.Valid(p.Properties) {
		t.Errorf("place %+v", p)
	}
	if len(result.Report.About(report.RuleNoGeometry)) != 1 {
		t.Errorf("reported %v", result.Report.Entries)
	}
	again, err := b.ImportPlaces(t.Context(), small, file("clinics.geojson", text), options)
	if err != nil || again.Outcome != ingest.Same {
		t.Errorf("again it is %s, %v", again.Outcome, err)
	}
}

func TestReferencesThatCannotBe(t *testing.T) {
	square := rectangle(0, 0, 5, 5)
	cases := []struct {
		name, text string
		change     func(*ingest.ReferenceOptions)
		kind       error
		says       string
	}{
		{"a set without an id", twoQuarters(), func(o *ingest.ReferenceOptions) { o.Set = "Quarters!" }, geo.ErrInvalid, "set"},
		{"a column without a date", twoQuarters(), func(o *ingest.ReferenceOptions) { o.Columns[0].At = time.Time{} }, geo.ErrInvalid, "at: must be given"},
		{"a column twice", twoQuarters(), func(o *ingest.ReferenceOptions) { o.Columns = append(o.Columns, o.Columns[0]) }, geo.ErrInvalid, "stands twice"},
		{
			"a code twice", collection(feature(1, `{"PCODE":"a"}`, square), feature(2, `{"PCODE":"a"}`, rectangle(5, 5, 6, 6))),
			func(o *ingest.ReferenceOptions) { o.Columns, o.NameProperties = nil, nil },
			ingest.ErrRefused, `feature 1 (id 2): refused (reference): the code "a" is that of feature 0 (id 1) too`,
		},
		{
			"a number with marks", collection(feature(1, `{"POP":"1,250"}`, square)),
			func(o *ingest.ReferenceOptions) { o.CodeProperty, o.NameProperties = "", nil },
			ingest.ErrRefused, `refused (column): column population: "1,250" under "POP" is not a plain number`,
		},
		{
			"a list for a number", collection(feature(1, `{"POP":[1]}`, square)),
			func(o *ingest.ReferenceOptions) { o.CodeProperty, o.NameProperties = "", nil }, ingest.ErrRefused, "is not a plain number",
		},
		{"a property that nobody has", twoQuarters(), func(o *ingest.ReferenceOptions) { o.CodeProperty = "P_CODE" }, ingest.ErrRefused, `no feature has a property "P_CODE"`},
		{
			"far away", collection(feature(1, `{"PCODE":"a","POP":1,"NAME_EN":"A","NAME_AR":"A"}`, `{"type":"Polygon","coordinates":[[[2,48],[3,48],[3,49],[2,48]]]}`)),
			nil, ingest.ErrRefused, "far outside the enclave",
		},
		{
			"points alone", collection(feature(1, `{"PCODE":"a","POP":1,"NAME_EN":"A","NAME_AR":"A"}`, `{"type":"Point","coordinates":[34,31]}`)),
			nil, ingest.ErrRefused, "nothing to import as areas",
		},
		{"no GeoJSON", "PK\x03\x04", nil, ingest.ErrRefused, "a.geojson: refused (json)"},
	}
	b := newBench(t)
	b.smallSeries(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			options := quarters()
			if c.change != nil {
				c.change(&options)
			}
			_, err := b.ImportAreas(t.Context(), small, file("a.geojson", c.text), options)
			if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want kind %v saying %q", err, c.kind, c.says)
			}
			if sets, areas, _ := b.sets(t, time.Time{}); len(sets)+len(areas) != 0 {
				t.Errorf("%d areas are stored", len(areas))
			}
		})
	}
	t.Run("an area for a place", func(t *testing.T) {
		_, err := b.ImportPlaces(t.Context(), small, file("a.geojson", twoQuarters()), ingest.ReferenceOptions{Set: "p"})
		if !errors.Is(err, ingest.ErrRefused) || !strings.Contains(err.Error(), "a place is a Point, not a Polygon") {
			t.Errorf("error %v", err)
		}
	})
	t.Run("an unknown enclave", func(t *testing.T) {
		_, err := b.ImportAreas(t.Context(), "none", file("a.geojson", twoQuarters()), quarters())
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("error %v", err)
		}
	})
}

func TestTheMunicipalitiesAreTakenWithTheirFaultsTold(t *testing.T) {
	b := newBench(t)
	b.gaza(t)
	options := ingest.ReferenceOptions{Set: "municipalities", NameProperties: map[string]string{"en": "name"}}
	result, err := b.ImportAreas(t.Context(), "gaza-ocha", ingest.FileInput(sharedFile(t, "gaza", ocha)), options)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(result.Areas); n != 33 {
		t.Errorf("%d areas, want 33", n)
	}
	for _, rule := range []report.Rule{report.RuleWinding, report.RuleCrossing, report.RuleTiny} {
		if len(result.Report.About(rule)) == 0 {
			t.Errorf("nothing is told of %s", rule)
		}
	}
	var sum float64
	for _, a := range result.Areas {
		sum += a.AreaM2
	}
	if sum < 364e6 || sum > 366e6 {
		t.Errorf("the areas have %g m² together", sum)
	}
}
