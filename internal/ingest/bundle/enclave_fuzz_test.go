package bundle_test

import (
	"errors"
	"maps"
	"testing"
	"testing/fstest"

	"splitline/geo"
	"splitline/internal/ingest/bundle"
)

// FuzzReadEnclave reads a folder whose enclave.json is the fuzzer's, with the legend, the sides, the thresholds, the
// boundary and the list of series in it. What is taken must be valid and name only what the folder has.
func FuzzReadEnclave(f *testing.F) {
	folder := sample(f)
	f.Add(folder["enclave.json"].Data)
	for _, text := range []string{
		`{}`, `null`, `[]`, `{"id":"a","id":"b"}`, `{"id":"strip","time_zone":"Asia/Gaza","boundary":{"file":"../enclave.json"}}`,
		`{"id":"strip","name":{"en":"A"},"time_zone":"../../etc/passwd","boundary":{"id":"a","file":"boundary.geojson"}}`,
		`{"thresholds":{"epsilon_m":1e999}}`, `{"thresholds":{"side_share":-0,"zone_share":1e-400}}`,
		`{"controllers":[{"id":"unassigned","label":{"en":"A","en":"B"}}],"sides":[{"id":"a","controllers":["unassigned"]}]}`,
		`{"series":[{"id":"reported"},{"id":"reported"}]}`, "\xEF\xBB\xBF{}", "{\"id\":\"\xff\"}",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		changed := maps.Clone(folder)
		changed["enclave.json"] = &fstest.MapFile{Data: text}
		b, err := bundle.Read(changed)
		if err != nil {
			if !errors.Is(err, geo.ErrInvalid) {
				t.Fatalf("the kind of error is lost: %v", err)
			}
			return
		}
		for _, err := range []error{b.Enclave.Validate(), b.Settings.Validate(), b.Boundary.Validate()} {
			if err != nil {
				t.Errorf("an invalid enclave was taken: %v", err)
			}
		}
		for _, series := range b.Series {
			for _, u := range series.Updates {
				for _, area := range u.Areas {
					if _, known := b.Settings.Controller(area.Controller); !known {
						t.Errorf("%s: an area of %q, who is not in the legend", series.Series.Ref, area.Controller)
					}
				}
			}
		}
	})
}

// FuzzReadOutline reads a folder whose boundary is the fuzzer's.
func FuzzReadOutline(f *testing.F) {
	folder := sample(f)
	b := readSample(f)
	const name = "boundary.geojson"
	f.Add(folder[name].Data)
	for _, text := range []string{
		`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[34,31],[35,31],[35,32],[34,31]]]}}]}`,
		`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[]}}]}`,
		`{"type":"FeatureCollection","features":[]}`, `null`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		changed := maps.Clone(folder)
		changed[name] = &fstest.MapFile{Data: text}
		read, err := bundle.Read(changed)
		if err != nil {
			if !errors.Is(err, geo.ErrInvalid) {
				t.Fatalf("the kind of error is lost: %v", err)
			}
			return
		}
		if err := read.Boundary.Validate(); err != nil || read.Enclave.ID != b.Enclave.ID {
			t.Errorf("an invalid boundary was taken: %v", err)
		}
	})
}
