package bundle_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"splitline/data"
	"splitline/geo"
	"splitline/internal/ingest/bundle"
)

// sample returns a copy of the sample folder that a test may change.
func sample(t testing.TB) fstest.MapFS {
	t.Helper()
	folder := fstest.MapFS{}
	err := fs.WalkDir(data.Sample(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(data.Sample(), path)
		folder[path] = &fstest.MapFile{Data: content}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

func readSample(t testing.TB) bundle.Bundle {
	t.Helper()
	b, err := bundle.Read(data.Sample())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestReadTheSample(t *testing.T) {
	b := readSample(t)
	got := map[string]int{
		"series": len(b.Series), "figures": len(b.Figures), "milestones": len(b.Milestones),
		"observations": len(b.Observations), "places": len(b.Places), "controllers": len(b.Settings.Controllers),
	}
	want := map[string]int{"series": 3, "figures": 5, "milestones": 5, "observations": 1, "places": 24, "controllers": 6}
	for name, n := range want {
		if got[name] != n {
			t.Errorf("%s: got %d, want %d", name, got[name], n)
		}
	}
	if b.Settings.DefaultSeries != "reported" || b.Settings.DefaultSeriesReason["en"] == "" {
		t.Errorf("default series: got %q, %v", b.Settings.DefaultSeries, b.Settings.DefaultSeriesReason)
	}
	if side, _ := b.Settings.SideOf("stabilisation-force"); side != "green" {
		t.Errorf("the stabilisation force must be on side green, got %q", side)
	}
}

func TestTheSampleSaysWhenItWasSo(t *testing.T) {
	want := map[geo.SeriesID][]string{
		"reported": {"replace 2025-10-10T09:00:00Z instant", "paint 2026-04-28T21:00:00Z day"},
		"idf-map":  {"replace 2025-10-18T21:00:00Z day"},
		"plan":     {"replace 2025-09-28T21:00:00Z day", "replace 2025-12-31T22:00:00Z month", "replace 2026-12-31T22:00:00Z month"},
	}
	for _, series := range readSample(t).Series {
		var got []string
		for _, u := range series.Updates {
			got = append(got, string(u.Kind)+" "+u.Valid.From.Format(time.RFC3339)+" "+string(u.FromPrecision))
		}
		if diff := strings.Join(got, ", "); diff != strings.Join(want[series.Series.Ref.Series], ", ") {
			t.Errorf("%s: got %s", series.Series.Ref, diff)
		}
	}
}

func TestEverythingInTheSampleIsSourcedAndSaysThatItIsSchematic(t *testing.T) {
	b := readSample(t)
	for _, series := range b.Series {
		for _, u := range series.Updates {
			if u.Assessment.Quality != geo.Schematic || u.Assessment.AccuracyM != 500 {
				t.Errorf("%s at %s: got %v", series.Series.Ref, u.Valid.From, u.Assessment)
			}
			if !strings.Contains(u.Note, "generalised to about 500 m") {
				t.Errorf("%s at %s: the note %q must say so", series.Series.Ref, u.Valid.From, u.Note)
			}
			for _, s := range u.Sources {
				if s.Grade != geo.NotJudged || s.Publisher == "" {
					t.Errorf("%s at %s: source %v", series.Series.Ref, u.Valid.From, s)
				}
			}
		}
	}
	for _, text := range titles(b) {
		for _, language := range []string{"en", "he", "ar"} {
			if text[language] == "" {
				t.Errorf("%q has no %s", text.In("en"), language)
			}
		}
	}
}

// titles returns every text of a bundle that a reader sees as a name.
func titles(b bundle.Bundle) []geo.Text {
	texts := []geo.Text{b.Enclave.Name, b.Settings.DefaultSeriesReason}
	for _, s := range b.Series {
		texts = append(texts, s.Series.Title, s.Series.Description)
	}
	for _, c := range b.Settings.Controllers {
		texts = append(texts, c.Label, c.Definition)
	}
	for _, s := range b.Settings.Sides {
		texts = append(texts, s.Label)
	}
	for _, m := range b.Milestones {
		texts = append(texts, m.Title)
	}
	for _, f := range b.Figures {
		texts = append(texts, f.Note)
	}
	for _, o := range b.Observations {
		texts = append(texts, o.Title, o.Note)
	}
	for _, p := range b.Places {
		texts = append(texts, p.Name)
	}
	return texts
}

func TestAFolderWithoutTheOptionalFilesIsWhole(t *testing.T) {
	folder := sample(t)
	for _, name := range []string{"figures.json", "milestones.json", "observations.geojson", "places.geojson", "surroundings.geojson"} {
		delete(folder, name)
	}
	b, err := bundle.Read(folder)
	if err != nil || len(b.Series) != 3 || len(b.Figures) != 0 {
		t.Errorf("got %d series, %d figures, %v", len(b.Series), len(b.Figures), err)
	}
}

func TestReadRefuses(t *testing.T) {
	tests := []struct {
		name, file, old, new string
		names                []string
	}{
		{"an unknown member of the enclave", "enclave.json", `"time_zone"`, `"timezone"`, []string{"enclave.json", "timezone"}},
		{"a time zone that is no place", "enclave.json", "Asia/Gaza", "Asia/Nowhere", []string{"enclave.json", "time_zone"}},
		{"a party's own claim as the default", "enclave.json", `"default_series": "reported"`, `"default_series": "idf-map"`, []string{"default_series", "claim"}},
		{"a default series that is not there", "enclave.json", `"default_series": "reported"`, `"default_series": "other"`, []string{"default_series", "other"}},
		{"a series twice", "enclave.json", `"id": "plan"`, `"id": "reported"`, []string{"enclave.json", "reported", "twice"}},
		{"a series without a file", "enclave.json", `"id": "plan"`, `"id": "planned"`, []string{"series/planned.geojson", "missing"}},
		{"an outline that is not there", "enclave.json", "boundary.geojson", "outline.geojson", []string{"enclave.json", "outline.geojson"}},
		{"a file outside the folder", "enclave.json", `"boundary.geojson"`, `"../boundary.geojson"`, []string{"../boundary.geojson"}},
		{"a side of an unknown controller", "enclave.json", `"stabilisation-force"
      ]`, `"force"
      ]`, []string{"enclave.json", "sides[0]", "force"}},
		{"an outline that is a line", "boundary.geojson", `"Polygon"`, `"MultiLineString"`, []string{"boundary.geojson", "features[0]", "MultiLineString"}},
		{"a controller that is not in the legend", "series/plan.geojson", `"controller":"israeli-held"`, `"controller":"idf"`, []string{"series/plan.geojson", `"idf"`, "legend"}},
		{"a remainder that is not in the legend", "series/plan.geojson", `"remainder":"not-israeli-held"`, `"remainder":"nobody"`, []string{"series/plan.geojson", `"nobody"`}},
		{"an affiliation that is not in the legend", "series/idf-map.geojson", `"affiliation":"israeli-held"`, `"affiliation":"idf"`, []string{"series/idf-map.geojson", "affiliation"}},
		{"a date in local words", "series/idf-map.geojson", `"valid_from":"2025-10-19"`, `"valid_from":"19 באוק׳ 2025, 16:26"`, []string{"series/idf-map.geojson", "features[0]", "valid_from"}},
		{"an end before the start", "series/idf-map.geojson", `"valid_from":"2025-10-19"`, `"valid_from":"2025-10-19","valid_to":"2025-10-01"`, []string{"series/idf-map.geojson", "features[0]", "valid"}},
		{"an update without a name", "series/idf-map.geojson", `"update":"map-2025-10-19",`, ``, []string{"series/idf-map.geojson", "features[0]", "update"}},
		{"a withdrawal", "series/idf-map.geojson", `"kind":"replace"`, `"kind":"withdraw"`, []string{"features[0]", "withdrawals"}},
		{"two features of one update that differ", "series/plan.geojson", `"update":"phase-2"`, `"update":"phase-1"`, []string{"series/plan.geojson", "features[1]", "valid_from", "phase-1"}},
		{"an open ring", "series/idf-map.geojson", `[34.46,31.58],`, `[34.46,31.58]],[[0,0],`, []string{"series/idf-map.geojson", "features[0]", "ring"}},
		{"an area that is null", "series/idf-map.geojson", `"geometry":{"type":"Polygon"`, `"geometry":null,"bbox":{"type":"Polygon"`, []string{"features[0]", "geometry", "null"}},
		{"a foreign member of a feature", "series/idf-map.geojson", `"properties":`, `"style":{},"properties":`, []string{"features[0]", "style"}},
		{"an unknown property", "series/idf-map.geojson", `"accuracy_m"`, `"accuracy"`, []string{"features[0]", "accuracy"}},
		{"a share in per cent", "figures.json", `"share": 0.58`, `"share": 58`, []string{"figures.json", "figures[1]", "share"}},
		{"a figure without a share", "figures.json", `"share": 0.58,`, ``, []string{"figures.json", "figures[1]", "share"}},
		{"a figure of an unknown controller", "figures.json", `"controller": "israeli-held"`, `"controller": "idf"`, []string{"figures.json", "figures[1]", "idf"}},
		{"a source with a bare date", "figures.json", `"publisher": "OCHA"`, `"date": "2025-07-21"`, []string{"figures.json", `"date"`}},
		{"a milestone of no time", "milestones.json", `"at": "2025-11-11"`, `"at": ""`, []string{"milestones.json", "milestones[1]", "at"}},
		{"a milestone with an empty title", "milestones.json", `"Phase 2 announced"`, `""`, []string{"milestones.json", "milestones[3]", "title"}},
		{"an observation in the wrong order of coordinates", "observations.geojson", `[34.24357,31.29722]`, `[31.29722,134.24357]`, []string{"observations.geojson", "features[0]", "degrees"}},
		{"a place that is a line", "places.geojson", `"Point","coordinates":[34.46672,31.50161]`, `"LineString","coordinates":[[34.46672,31.50161],[34,31]]`, []string{"places.geojson", "features[0]", "Point"}},
		{"a place without a rank", "places.geojson", `"rank":1`, `"rank":0`, []string{"places.geojson", "features[0]", "rank"}},
		{"a second value after the first", "milestones.json", "", "{}", []string{"milestones.json", "more follows"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			folder := sample(t)
			content := string(folder[tt.file].Data)
			if !strings.Contains(content, tt.old) {
				t.Fatalf("%s has no %q to change", tt.file, tt.old)
			}
			if tt.old == "" {
				content += tt.new
			}
			folder[tt.file].Data = []byte(strings.Replace(content, tt.old, tt.new, 1))
			_, err := bundle.Read(folder)
			if !errors.Is(err, geo.ErrInvalid) {
				t.Fatalf("must be refused, got %v", err)
			}
			for _, name := range tt.names {
				if !strings.Contains(err.Error(), name) {
					t.Errorf("%v: must name %q", err, name)
				}
			}
		})
	}
}

func TestAnAffirmIsOneFeatureWithoutGround(t *testing.T) {
	const affirm = `{"type":"Feature","geometry":null,"properties":{"update":"seen","kind":"affirm","valid_from":"2025-11-01",` +
		`"sources":[{"title":"A look","grade":"B2","observed_at":"2025-11-01"}]}}`
	file := func(features ...string) []byte {
		return []byte(`{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`)
	}
	ref := geo.SeriesRef{Enclave: "gaza", Series: "reported"}
	updates, err := bundle.DecodeSeries(ref, geo.DefaultSettings("gaza"), time.UTC, file(affirm))
	if err != nil || len(updates) != 1 || updates[0].Kind != geo.Affirm || len(updates[0].Areas) != 0 {
		t.Errorf("got %v, %v", updates, err)
	}
	ground := strings.Replace(affirm, `"geometry":null`, `"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}`, 1)
	for name, data := range map[string][]byte{
		"twice": file(affirm, affirm), "with ground": file(ground),
		"never observed": file(strings.Replace(affirm, `,"observed_at":"2025-11-01"`, "", 1)),
	} {
		if _, err := bundle.DecodeSeries(ref, geo.DefaultSettings("gaza"), time.UTC, data); !errors.Is(err, geo.ErrInvalid) {
			t.Errorf("an affirm %s must be refused, got %v", name, err)
		}
	}
}

func TestAFolderOfWhatAreNoFilesIsRefused(t *testing.T) {
	folder := sample(t)
	folder["places.geojson"] = &fstest.MapFile{Mode: fs.ModeNamedPipe | 0o600}
	if _, err := bundle.Read(folder); !errors.Is(err, geo.ErrInvalid) || !strings.Contains(err.Error(), "places.geojson: is a folder, a pipe or a device") {
		t.Errorf("error %v", err)
	}
	folder = sample(t)
	folder["figures.json"] = &fstest.MapFile{Data: make([]byte, 64<<20+1)}
	if _, err := bundle.Read(folder); !errors.Is(err, geo.ErrInvalid) || !strings.Contains(err.Error(), "figures.json: is larger than the 67108864 bytes") {
		t.Errorf("error %v", err)
	}
}
