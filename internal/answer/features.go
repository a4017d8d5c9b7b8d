package answer

import (
	"context"
	"encoding/json"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

// Places returns the named points of an enclave for the map, as a GeoJSON FeatureCollection (RFC 7946).
func (s *Service) Places(ctx context.Context, id geo.EnclaveID) ([]byte, error) {
	var places []geo.Place
	err := s.of(ctx, id, func(r store.Reader) (err error) {
		places, err = r.Places(ctx, id, time.Time{})
		return err
	})
	if err != nil {
		return nil, err
	}
	return geo.AppendCollection(nil, each(places, placeFeature))
}

// Observations returns the observations of an enclave, as a GeoJSON FeatureCollection (RFC 7946).
func (s *Service) Observations(ctx context.Context, id geo.EnclaveID) ([]byte, error) {
	var observations []geo.Observation
	err := s.of(ctx, id, func(r store.Reader) (err error) {
		observations, err = r.Observations(ctx, id, time.Time{})
		return err
	})
	if err != nil {
		return nil, err
	}
	return geo.AppendCollection(nil, each(observations, observationFeature))
}

// of reads something of an enclave that must be there.
func (s *Service) of(ctx context.Context, id geo.EnclaveID, read func(store.Reader) error) error {
	if geo.ValidateID("enclave", id) != nil {
		return NotFoundf("enclave", "There is no enclave %q.", clip(string(id)))
	}
	return s.store.Read(ctx, func(r store.Reader) error {
		if _, err := readEnclaveOf(ctx, r, id, time.Time{}); err != nil {
			return err
		}
		return read(r)
	})
}

func placeFeature(p geo.Place) geo.Feature {
	return geo.Feature{ID: p.ID, Geometry: p.Point, Properties: []geo.Property{
		{Name: "id", Value: p.ID},
		{Name: "name", Value: p.Name},
		{Name: "rank", Value: p.Rank},
		{Name: "source", Value: given(p.Source)},
		{Name: "set", Value: given(p.Set)},
		{Name: "code", Value: given(p.Code)},
		{Name: "properties", Value: givenJSON(p.Properties)},
	}}
}

func observationFeature(o geo.Observation) geo.Feature {
	return geo.Feature{ID: o.ID, Geometry: o.Geometry, Properties: []geo.Property{
		{Name: "id", Value: o.ID},
		{Name: "kind", Value: o.Kind},
		{Name: "title", Value: o.Title},
		{Name: "from", Value: o.Valid.From},
		{Name: "to", Value: o.Valid.To},
		{Name: "assessment", Value: given(o.Assessment.Level)},
		{Name: "accuracy_m", Value: given(o.Assessment.AccuracyM)},
		{Name: "geometry_quality", Value: given(o.Assessment.Quality)},
		{Name: "source", Value: wireSource(o.Source)},
		{Name: "note", Value: givenText(o.Note)},
	}}
}

// given returns nil for the zero value, so that a property that is not known is left out.
func given[T comparable](value T) any {
	var zero T
	if value == zero {
		return nil
	}
	return value
}

func givenJSON(text json.RawMessage) any {
	if len(text) == 0 {
		return nil
	}
	return text
}

func givenText(text geo.Text) any {
	if len(text) == 0 {
		return nil
	}
	return text
}
