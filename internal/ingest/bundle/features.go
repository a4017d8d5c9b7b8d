package bundle

import (
	"encoding/json"
	"slices"

	"splitline/geo"
)

// features reads a FeatureCollection and the properties of its features, strictly.
func features[P any](data []byte) ([]feature[P], error) {
	if err := onlyKnownMembers(data); err != nil {
		return nil, err
	}
	parsed, err := geo.ParseFeatureCollection(data)
	if err != nil {
		return nil, err
	}
	read := make([]feature[P], len(parsed))
	for i, p := range parsed {
		read[i].ParsedFeature = p
		if err := decode(p.Properties, &read[i].properties); err != nil {
			return nil, in(err, "features[%d].properties", i)
		}
	}
	return read, nil
}

// feature is a GeoJSON feature whose properties have been read.
type feature[P any] struct {
	geo.ParsedFeature
	properties P
}

// onlyKnownMembers refuses foreign members of a collection and its features (RFC 7946 section 6.1 leaves that to the
// reader): in a file written for this program they are mistakes.
func onlyKnownMembers(data []byte) error {
	var collection struct {
		Type     json.RawMessage   `json:"type"`
		BBox     json.RawMessage   `json:"bbox"`
		Features []json.RawMessage `json:"features"`
	}
	if err := decode(data, &collection); err != nil {
		return err
	}
	for i, raw := range collection.Features {
		var members struct {
			Type       json.RawMessage `json:"type"`
			ID         json.RawMessage `json:"id"`
			BBox       json.RawMessage `json:"bbox"`
			Geometry   json.RawMessage `json:"geometry"`
			Properties json.RawMessage `json:"properties"`
		}
		if err := decode(raw, &members); err != nil {
			return in(err, "features[%d]", i)
		}
		if len(members.Properties) == 0 || slices.Equal(members.Properties, []byte("null")) {
			return invalidf("features[%d].properties: must be given", i)
		}
	}
	return nil
}
