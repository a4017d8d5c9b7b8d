package data_test

import (
	"encoding/json"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"splitline/data"
	"splitline/geo"
)

// compileSchemas returns every embedded schema by name.
func compileSchemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	names, err := fs.Glob(data.Schemas(), "*.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := compiler.AddResource("https://splitline.test/"+name, decodeFile(t, data.Schemas(), name)); err != nil {
			t.Fatal(err)
		}
	}
	schemas := make(map[string]*jsonschema.Schema)
	for _, name := range names {
		schema, err := compiler.Compile("https://splitline.test/" + name)
		if err != nil {
			t.Fatal(err)
		}
		schemas[strings.TrimSuffix(name, ".schema.json")] = schema
	}
	return schemas
}

func decodeFile(t *testing.T, folder fs.FS, name string) any {
	t.Helper()
	content, err := fs.ReadFile(folder, name)
	if err != nil {
		t.Fatal(err)
	}
	return decodeText(t, string(content))
}

func decodeText(t *testing.T, text string) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return value
}

// schemaOf names the schema of a file of an enclave's folder.
func schemaOf(path string) string {
	if filepath.Dir(path) == "series" {
		return "series"
	}
	return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
}

func TestEveryFileOfTheSampleKeepsToItsSchema(t *testing.T) {
	schemas := compileSchemas(t)
	files := 0
	err := fs.WalkDir(data.Sample(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		schema, known := schemas[schemaOf(path)]
		if !known {
			t.Errorf("%s has no schema", path)
			return nil
		}
		if err := schema.Validate(decodeFile(t, data.Sample(), path)); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 10 {
		t.Errorf("the sample has %d files, fewer than its parts", files)
	}
}

func TestSchemasRefuse(t *testing.T) {
	const source = `{"title":"A","grade":"F6"}`
	series := func(properties string) string {
		return `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":` + properties + `}]}`
	}
	schemas := compileSchemas(t)
	tests := []struct {
		name, schema, file string
		valid              bool
	}{
		{"an affirm is accepted", "series", series(`{"update":"a","kind":"affirm","valid_from":"2025-10-19","sources":[` + source + `]}`), true},
		{"an affirm with a controller", "series", series(`{"update":"a","kind":"affirm","controller":"x","valid_from":"2025-10-19","sources":[` + source + `]}`), false},
		{"a replace without a remainder", "series", series(`{"update":"a","kind":"replace","controller":"x","assessment":"reported","geometry_quality":"traced","valid_from":"2025-10-19","sources":[` + source + `]}`), false},
		{"a paint with a remainder", "series", series(`{"update":"a","kind":"paint","remainder":"x","controller":"x","assessment":"reported","geometry_quality":"traced","valid_from":"2025-10-19","sources":[` + source + `]}`), false},
		{"an update without a source", "series", series(`{"update":"a","kind":"affirm","valid_from":"2025-10-19","sources":[]}`), false},
		{"a date in local words", "series", series(`{"update":"a","kind":"affirm","valid_from":"19 באוק׳ 2025","sources":[` + source + `]}`), false},
		{"a figure is accepted", "figures", `{"figures":[{"kind":"control","share":0.5,"at":"2025-10-19","source":` + source + `}]}`, true},
		{"a figure in per cent", "figures", `{"figures":[{"kind":"control","share":53,"at":"2025-10-19","source":` + source + `}]}`, false},
		{"a figure without a source", "figures", `{"figures":[{"kind":"control","share":0.5,"at":"2025-10-19"}]}`, false},
		{"a source with a bare date", "figures", `{"figures":[{"kind":"control","share":0.5,"at":"2025-10-19","source":{"title":"A","grade":"F6","date":"2025"}}]}`, false},
		{"a grade beyond the scale", "milestones", `{"milestones":[{"title":{"en":"A"},"at":"2025-10-19","source":{"title":"A","grade":"G6"}}]}`, false},
		{"a place in metres", "places", `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[620000,3480000]},"properties":{"name":{"en":"A"},"rank":1}}]}`, false},
		{"an observation of no place", "observations", `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{}}]}`, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := schemas[tt.schema].Validate(decodeText(t, tt.file))
			if (err == nil) != tt.valid {
				t.Errorf("valid must be %t, got %v", tt.valid, err)
			}
		})
	}
}

// TestNoAddressIsMadeUp holds the addresses in the sample to those that were given with the data.
func TestNoAddressIsMadeUp(t *testing.T) {
	given := map[string]bool{
		"https://www.openstreetmap.org/copyright":                true,
		"https://x.com/AvichayAdraee/status/1979901886925864980": true,
		"https://gazamaps.com/displacement/164":                  true,
	}
	address := regexp.MustCompile(`https?://[^"\s]+`)
	err := fs.WalkDir(data.Sample(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(data.Sample(), path)
		for _, found := range address.FindAllString(string(content), -1) {
			if !given[found] {
				t.Errorf("%s: %s was not given with the data", path, found)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheOutlineIsThatOfItsPackage(t *testing.T) {
	outline := ringsOf(t, data.Sample(), "boundary.geojson")
	if got := len(outline[0][0]); got != 155 {
		t.Errorf("got %d vertices, want 155", got)
	}
	if got := geo.Km2(geo.AreaM2(outline)); math.Abs(got-363.86) > 0.02 {
		t.Errorf("got %.2f km², want 363.86", got)
	}
}

func TestSurroundingsMeetTheOutline(t *testing.T) {
	content, known := data.Surroundings(data.SampleID)
	if !known {
		t.Fatal("the sample must have surroundings")
	}
	if _, known := data.Surroundings("elsewhere"); known {
		t.Error("another enclave must have none")
	}
	features, err := geo.ParseFeatureCollection(content)
	if err != nil {
		t.Fatal(err)
	}
	vertices := make(map[orb.Point]bool)
	for _, f := range features {
		var properties struct {
			Name geo.Text `json:"name"`
		}
		if err := json.Unmarshal(f.Properties, &properties); err != nil {
			t.Fatal(err)
		}
		for _, language := range []string{"en", "he", "ar"} {
			if properties.Name[language] == "" {
				t.Errorf("%s has no name in %s", f.ID, language)
			}
		}
		for _, polygon := range f.Geometry.(orb.MultiPolygon) {
			for _, ring := range polygon {
				for _, p := range ring {
					vertices[p] = true
				}
			}
		}
	}
	shared := 0
	for _, p := range ringsOf(t, data.Sample(), "boundary.geojson")[0][0] {
		if vertices[p] {
			shared++
		}
	}
	if shared < 100 {
		t.Errorf("the neighbours share %d vertices with the outline, so they leave slits along the land border", shared)
	}
}

// TestTheSchematicFollowsThePublishedLine holds the drawing of 19 October 2025 to the published polygon, which is not
// part of the repository: a Jaccard index of at least 0.92 within the outline.
func TestTheSchematicFollowsThePublishedLine(t *testing.T) {
	const published = "../../shared/data/gaza/yellow_line_2025-10-19.geojson"
	if _, err := os.Stat(published); err != nil {
		t.Skip("shared data absent")
	}
	outline := ringsOf(t, data.Sample(), "boundary.geojson")
	drawn := ringsOf(t, data.Sample(), "series/idf-map.geojson")
	line := ringsOf(t, os.DirFS(filepath.Dir(published)), filepath.Base(published))
	var both, either float64
	const step = 0.0002
	bound := outline.Bound().Union(line.Bound())
	for y := bound.Min[1] + step/2; y < bound.Max[1]; y += step {
		scale := math.Cos(y * math.Pi / 180)
		ours, theirs := cut(crossings(drawn, y), crossings(outline, y)), crossings(line, y)
		common := length(cut(ours, theirs))
		both += scale * common
		either += scale * (length(ours) + length(theirs) - common)
	}
	if jaccard := both / either; jaccard < 0.92 {
		t.Errorf("Jaccard index: got %.3f, want at least 0.92", jaccard)
	} else {
		t.Logf("Jaccard index %.3f", jaccard)
	}
}

func TestSchematicsHaveNoVertexOfThePublishedLine(t *testing.T) {
	const published = "../../shared/data/gaza/yellow_line_2025-10-19.geojson"
	if _, err := os.Stat(published); err != nil {
		t.Skip("shared data absent")
	}
	vertices := make(map[orb.Point]bool)
	for _, p := range ringsOf(t, os.DirFS(filepath.Dir(published)), filepath.Base(published))[0][0] {
		vertices[p] = true
	}
	for _, name := range []string{"reported", "idf-map", "plan"} {
		for _, polygon := range ringsOf(t, data.Sample(), "series/"+name+".geojson") {
			for _, p := range polygon[0] {
				if vertices[p] {
					t.Errorf("%s: %v is copied from the published polygon", name, p)
				}
			}
		}
	}
}

// ringsOf returns all polygons of a GeoJSON file.
func ringsOf(t *testing.T, folder fs.FS, name string) orb.MultiPolygon {
	t.Helper()
	content, err := fs.ReadFile(folder, name)
	if err != nil {
		t.Fatal(err)
	}
	features, err := geo.ParseFeatureCollection(content)
	if err != nil {
		t.Fatal(err)
	}
	var all orb.MultiPolygon
	for _, f := range features {
		switch g := f.Geometry.(type) {
		case orb.Polygon:
			all = append(all, g)
		case orb.MultiPolygon:
			all = append(all, g...)
		}
	}
	return all
}
