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
// refusal is of kind geo.ErrInvalid.
func fuzzDecoder[T any](f *testing.F, name string, decode func(bundle.Scope, []byte) ([]T, error), validate func(T) error) {
	content, err := fs.ReadFile(data.Sample(), name)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(content)
	f.Add([]byte(`{}`))
	f.Add([]byte(`null`))
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{}}]}`))
	b := readSample(f)
	scope, err := bundle.NewScope(b.Enclave, b.Settings)
	if err != nil {
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
	fuzzDecoder(f, "figures.json", bundle.DecodeFigures, geo.Figure.Validate)
}

func FuzzDecodeMilestones(f *testing.F) {
	fuzzDecoder(f, "milestones.json", bundle.DecodeMilestones, geo.Milestone.Validate)
}

func FuzzDecodeObservations(f *testing.F) {
	fuzzDecoder(f, "observations.geojson", bundle.DecodeObservations, geo.Observation.Validate)
}

func FuzzDecodePlaces(f *testing.F) {
	fuzzDecoder(f, "places.geojson", bundle.DecodePlaces, geo.Place.Validate)
}

func FuzzDecodeSeries(f *testing.F) {
	decode := func(scope bundle.Scope, content []byte) ([]geo.Update, error) {
		return bundle.DecodeSeries(geo.SeriesRef{Enclave: scope.Enclave, Series: "reported"}, scope.Settings, scope.Zone, content)
	}
	fuzzDecoder(f, "series/reported.geojson", decode, geo.Update.Validate)
}
