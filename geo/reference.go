package geo

import (
	"encoding/json"
	"fmt"
	"math"
	"time"

	"github.com/paulmach/orb"
)

// ReferenceKind says what a reference set is of.
type ReferenceKind string

// The kinds of reference sets: areas such as municipalities, and points such as towns or clinics.
const (
	ReferenceAreas  ReferenceKind = "areas"
	ReferencePlaces ReferenceKind = "places"
)

// ReferenceID names a reference set within its enclave and kind: [a-z0-9-]{1,40}.
type ReferenceID string

// ReferenceSet is the areas or points of one file, by which the ground of a series is told. Importing another file
// under its id replaces it in recorded time. Areas of a set may overlap and may leave gaps.
type ReferenceSet struct {
	Enclave EnclaveID
	Kind    ReferenceKind
	ID      ReferenceID
	Source  Source
	// Columns are the numbers that the members of the set carry.
	Columns []ReferenceColumn
	// OverlapM2 is the ground in square metres that areas of the set have in common, counted once for each area after
	// the first that has it.
	OverlapM2 float64
	// Digest identifies the content that was imported, so that the same file imported again stores nothing.
	Digest   string
	Recorded Interval
}

// ReferenceColumn is a number that members of a set carry, such as population. Date and source belong to the column.
type ReferenceColumn struct {
	// Name is [a-z0-9-]{1,40}.
	Name string
	// Unit is what is counted or measured: people, households, km2.
	Unit string
	At   time.Time
	// Precision is how exactly At is known.
	Precision Precision
	Source    Source
}

// ReferenceValues are the numbers of one member by the name of the column; what is not known is not there.
type ReferenceValues map[string]float64

// NamedArea is an area of a reference set: a municipality, a governorate, a neighbourhood. The ground that an update
// gives to a controller is an [Area].
type NamedArea struct {
	ID      int64
	Enclave EnclaveID
	Set     ReferenceID
	// Code is what other data knows the area by, a P-code say, or "".
	Code     string
	Name     Text
	Geometry orb.MultiPolygon
	// AreaM2 is the ellipsoidal area in square metres.
	AreaM2 float64
	Values ReferenceValues
	// Properties is the JSON object of all properties that the file gave.
	Properties json.RawMessage
	Recorded   Interval
}

// Validate returns an error of kind [ErrInvalid] if a part is missing or malformed or a column stands twice.
func (s ReferenceSet) Validate() error {
	if err := ValidateID("enclave", s.Enclave); err != nil {
		return err
	}
	if s.Kind != ReferenceAreas && s.Kind != ReferencePlaces {
		return invalidf("kind", "%q must be areas or places", string(s.Kind))
	}
	if err := ValidateID("set", s.ID); err != nil {
		return err
	}
	if s.Digest == "" {
		return invalidf("digest", "must be given")
	}
	if !(s.OverlapM2 >= 0) || math.IsInf(s.OverlapM2, 1) {
		return invalidf("overlap_m2", "%g must be an area in square metres, 0 or more", s.OverlapM2)
	}
	seen := make(map[string]bool)
	for i, c := range s.Columns {
		if err := within(fmt.Sprintf("columns[%d]", i), c.Validate()); err != nil {
			return err
		}
		if seen[c.Name] {
			return invalidf("columns", "%q stands twice", c.Name)
		}
		seen[c.Name] = true
	}
	return within("source", s.Source.Validate())
}

// Validate returns an error of kind [ErrInvalid] if a part is missing or malformed.
func (c ReferenceColumn) Validate() error {
	if err := ValidateID("name", c.Name); err != nil {
		return err
	}
	if c.Unit == "" {
		return invalidf("unit", "must be given")
	}
	if c.At.IsZero() {
		return invalidf("at", "must be given")
	}
	if err := c.Precision.Validate(); err != nil {
		return err
	}
	return within("source", c.Source.Validate())
}

// Column returns the column of that name.
func (s ReferenceSet) Column(name string) (ReferenceColumn, bool) {
	for _, c := range s.Columns {
		if c.Name == name {
			return c, true
		}
	}
	return ReferenceColumn{}, false
}

// Check returns an error of kind [ErrInvalid] if a value is no finite number or its column is none of the set.
func (v ReferenceValues) Check(s ReferenceSet) error {
	for name, value := range v {
		if _, known := s.Column(name); !known {
			return invalidf("values", "%q is not a column of the set", name)
		}
		if math.IsNaN(value) || math.IsInf(value, 0) {
			return invalidf("values."+name, "%g must be a finite number", value)
		}
	}
	return nil
}

// Validate returns an error of kind [ErrInvalid] if a part is missing or malformed.
func (a NamedArea) Validate() error {
	if err := ValidateID("enclave", a.Enclave); err != nil {
		return err
	}
	if err := ValidateID("set", a.Set); err != nil {
		return err
	}
	if err := a.Name.Validate("name"); err != nil {
		return err
	}
	if len(a.Geometry) == 0 {
		return invalidf("geometry", "an area must have at least one polygon")
	}
	if !(a.AreaM2 > 0) || math.IsInf(a.AreaM2, 1) {
		return invalidf("area_m2", "%g must be positive", a.AreaM2)
	}
	return validateProperties(a.Properties)
}

// validateProperties accepts nothing and a JSON object.
func validateProperties(properties json.RawMessage) error {
	if len(properties) == 0 {
		return nil
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(properties, &members); err != nil || members == nil {
		return invalidf("properties", "must be a JSON object")
	}
	return nil
}
