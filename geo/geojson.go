package geo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/paulmach/orb"
)

// Feature is a GeoJSON feature to be written (RFC 7946 section 3.2).
type Feature struct {
	// ID is a string or an integer, or nil for a feature without one.
	ID any
	// Geometry may be nil, which is written as null.
	Geometry orb.Geometry
	// Properties are written in their order.
	Properties []Property
}

// Property is one member of a feature's properties. A nil value and a zero time are left out. Times are written as
// RFC 3339 in UTC.
type Property struct {
	Name  string
	Value any
}

// CollectionHead begins a FeatureCollection: features follow, separated by commas, then [CollectionTail].
const CollectionHead = `{"type":"FeatureCollection","features":[`

// CollectionTail ends what [CollectionHead] begins.
const CollectionTail = `]}`

// Get returns the value of a property and whether the feature has it.
func (f Feature) Get(name string) (any, bool) {
	for _, p := range f.Properties {
		if p.Name == name {
			return p.Value, true
		}
	}
	return nil, false
}

// AppendCollection appends a FeatureCollection with the bbox of all its features and returns the longer slice. It
// returns an error as [AppendFeature] does.
func AppendCollection(dst []byte, features []Feature) ([]byte, error) {
	geometries := make(orb.Collection, 0, len(features))
	for _, f := range features {
		if f.Geometry != nil {
			geometries = append(geometries, f.Geometry)
		}
	}
	dst = append(dst, `{"type":"FeatureCollection"`...)
	dst = appendBBox(dst, geometries)
	dst = append(dst, `,"features":[`...)
	for i, f := range features {
		if i > 0 {
			dst = append(dst, ',')
		}
		var err error
		if dst, err = AppendFeature(dst, f); err != nil {
			return nil, err
		}
	}
	return append(dst, CollectionTail...), nil
}

// AppendFeature appends one feature and returns the longer slice: coordinates with at most seven decimals, outer rings
// counter-clockwise and holes clockwise, a bbox, no crs (RFC 7946 sections 3.1.6, 4, 5 and 11.2). It returns an error
// of kind [ErrInvalid] for a coordinate that is not a number and for a value that JSON cannot hold.
func AppendFeature(dst []byte, f Feature) ([]byte, error) {
	dst = append(dst, `{"type":"Feature"`...)
	var err error
	if f.ID != nil {
		dst = append(dst, `,"id":`...)
		if dst, err = appendValue(dst, f.ID); err != nil {
			return nil, within("id", err)
		}
	}
	dst = appendBBox(dst, f.Geometry)
	dst = append(dst, `,"geometry":`...)
	if dst, err = AppendGeometry(dst, f.Geometry); err != nil {
		return nil, err
	}
	dst = append(dst, `,"properties":`...)
	if dst, err = appendProperties(dst, f.Properties); err != nil {
		return nil, err
	}
	return append(dst, '}'), nil
}

func appendProperties(dst []byte, properties []Property) ([]byte, error) {
	dst = append(dst, '{')
	first := true
	for _, p := range properties {
		if absent(p.Value) {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = append(strconv.AppendQuote(dst, p.Name), ':')
		var err error
		if dst, err = appendValue(dst, p.Value); err != nil {
			return nil, within(p.Name, err)
		}
	}
	return append(dst, '}'), nil
}

// absent reports whether a property is not known: such a member is left out, not written as null.
func absent(value any) bool {
	at, isTime := value.(time.Time)
	return value == nil || isTime && at.IsZero()
}

// appendValue appends a JSON value; the kinds that features are full of are written without reflection.
func appendValue(dst []byte, value any) ([]byte, error) {
	switch v := value.(type) {
	case bool:
		return strconv.AppendBool(dst, v), nil
	case int:
		return strconv.AppendInt(dst, int64(v), 10), nil
	case int64:
		return strconv.AppendInt(dst, v, 10), nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, invalidf("number", "%g cannot be written as JSON", v)
		}
		return strconv.AppendFloat(dst, v, 'f', -1, 64), nil
	case time.Time:
		dst = append(dst, '"')
		return append(v.UTC().AppendFormat(dst, time.RFC3339Nano), '"'), nil
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, invalidf("value", "%v", fmt.Errorf("cannot be written as JSON: %w", err))
	}
	return append(dst, bytes.TrimSuffix(buffer.Bytes(), []byte{'\n'})...), nil
}

// roundTo returns the value rounded to a number of decimals, for figures whose further digits say nothing.
func roundTo(value float64, decimals int) float64 {
	factor := math.Pow10(decimals)
	return math.Round(value*factor) / factor
}
