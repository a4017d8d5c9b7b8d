package bundle_test

import (
	"errors"
	"io/fs"
	"testing"

	"splitline/data"
	"splitline/geo"
	"splitline/internal/ingest/bundle"
)

// fuzzDecoder feeds a decoder with the sample's file and what the fuzzer makes of it: it must not panic, and every
// refusal is of kind geo.ErrInvalid. Small is a short file that the decoder takes.
func fuzzDecoder[T any](f *testing.F, name, small string, decode func(bundle.Scope, []byte) ([]T, error), validate func(T) error) {
	content, err := fs.ReadFile(data.Sample(), name)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(content)
	f.Add([]byte(small))
	f.Add([]byte(`{}`))
	f.Add([]byte(`null`))
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{}}]}`))
	b := readSample(f)
	scope, err := bundle.NewScope(b.Enclave, b.Settings)
	if err != nil {
		f.Fatal(err)
	}
	if _, err := decode(scope, []byte(small)); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		things, err := decode(scope, content)
		if err != nil {
			if !errors.Is(err, geo.ErrInvalid) {
				t.Fatalf("the kind of error is lost: %v", err)
			}
			return
		}
		for _, thing := range things {
			if err := validate(thing); err != nil {
				t.Fatalf("an invalid thing was taken: %v", err)
			}
		}
	})
}

func FuzzDecodeFigures(f *testing.F) {
	fuzzDecoder(f, "figures.json", `{"figures":[{"kind":"control","share":0.5,"at":"2025-10-19","source":{"title":"A","grade":"F6"}}]}`, bundle.DecodeFigures, geo.Figure.Validate)
}

func FuzzDecodeMilestones(f *testing.F) {
	fuzzDecoder(f, "milestones.json", `{"milestones":[{"title":{"en":"A"},"at":"2025-10-19","precision":"month","source":{"title":"A","grade":"F6"}}]}`, bundle.DecodeMilestones, geo.Milestone.Validate)
}

func FuzzDecodeObservations(f *testing.F) {
	fuzzDecoder(f, "observations.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[34,31]},"properties":{"kind":"marker","title":{"en":"A"},"valid_from":"2025-10-19","assessment":"reported","geometry_quality":"traced","source":{"title":"A","grade":"F6"}}}]}`, bundle.DecodeObservations, geo.Observation.Validate)
}

func FuzzDecodePlaces(f *testing.F) {
	fuzzDecoder(f, "places.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[34,31]},"properties":{"name":{"en":"A"},"rank":1}}]}`, bundle.DecodePlaces, geo.Place.Validate)
}

func FuzzDecodeSeries(f *testing.F) {
	decode := func(scope bundle.Scope, content []byte) ([]geo.Update, error) {
		return bundle.DecodeSeries(geo.SeriesRef{Enclave: scope.Enclave, Series: "reported"}, scope.Settings, scope.Zone, content)
	}
	fuzzDecoder(f, "series/reported.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[34,31],[35,31],[35,32],[34,31]]]},"properties":{"update":"a","kind":"paint","controller":"contested","valid_from":"2025-10-19","assessment":"reported","geometry_quality":"traced","sources":[{"title":"A","grade":"F6"}]}}]}`, decode, geo.Update.Validate)
}
