package bundle

import (
	"github.com/paulmach/orb"

	"splitline/geo"
)

type observationProperties struct {
	Kind       string              `json:"kind"`
	Title      geo.Text            `json:"title"`
	ValidFrom  string              `json:"valid_from"`
	ValidTo    string              `json:"valid_to"`
	Assessment geo.AssessmentLevel `json:"assessment"`
	AccuracyM  float64             `json:"accuracy_m"`
	Quality    geo.GeometryQuality `json:"geometry_quality"`
	Source     sourceFile          `json:"source"`
	Note       geo.Text            `json:"note"`
}

type placeProperties struct {
	Name   geo.Text `json:"name"`
	Rank   int      `json:"rank"`
	Source string   `json:"source"`
}

// DecodeObservations reads the content of observations.geojson. It returns an error of kind geo.ErrInvalid that names
// the feature, counted from 0, and the rule.
func DecodeObservations(scope Scope, data []byte) ([]geo.Observation, error) {
	read, err := features[observationProperties](data)
	if err != nil {
		return nil, err
	}
	observations := make([]geo.Observation, len(read))
	for i, f := range read {
		if observations[i], err = observation(scope, f); err != nil {
			return nil, in(err, "features[%d]", i)
		}
	}
	return observations, nil
}

func observation(scope Scope, f feature[observationProperties]) (geo.Observation, error) {
	p := f.properties
	valid, _, err := interval(p.ValidFrom, p.ValidTo, "", scope.Zone)
	if err != nil {
		return geo.Observation{}, err
	}
	source, err := p.Source.source(scope.Zone)
	if err != nil {
		return geo.Observation{}, err
	}
	o := geo.Observation{
		Enclave: scope.Enclave, Kind: p.Kind, Title: p.Title, Valid: valid, Geometry: f.Geometry, Source: source, Note: p.Note,
		Assessment: geo.Assessment{Level: p.Assessment, AccuracyM: p.AccuracyM, Quality: p.Quality},
	}
	return o, check(scope, source, p.Note, o.Validate)
}

// DecodePlaces reads the content of places.geojson. It returns an error of kind geo.ErrInvalid that names the feature,
// counted from 0, and the rule.
func DecodePlaces(scope Scope, data []byte) ([]geo.Place, error) {
	read, err := features[placeProperties](data)
	if err != nil {
		return nil, err
	}
	places := make([]geo.Place, len(read))
	for i, f := range read {
		point, ok := f.Geometry.(orb.Point)
		if !ok {
			return nil, invalidf("features[%d]: geometry: a place is a Point", i)
		}
		p := f.properties
		places[i] = geo.Place{Enclave: scope.Enclave, Name: p.Name, Point: point, Rank: p.Rank, Source: p.Source}
		if err := places[i].Validate(); err != nil {
			return nil, in(err, "features[%d]", i)
		}
	}
	return places, nil
}
