package geo

import (
	"encoding/json"
	"math"
	"time"

	"github.com/paulmach/orb"
)

// Figure is a published share without a shape: shown beside the series, never folded.
type Figure struct {
	ID      int64
	Enclave EnclaveID
	// Kind says what the share is of, in the words of who published it ("control", "displacement orders").
	Kind string
	// Share is 0 to 1.
	Share float64
	// AreaM2 is the published area in square metres, or 0.
	AreaM2 float64
	At     time.Time
	// Precision is how exactly At is known.
	Precision Precision
	// Controller is whom the share is about, or "" where it is about none.
	Controller ControllerID
	Source     Source
	// Boundary is what the share is of, if it is known; else the zero value.
	Boundary BoundaryRef
	Note     Text
	Recorded Interval
}

// Observation is a dated point, line or area that is not control: shown, exported and snapped to, never folded.
type Observation struct {
	ID      int64
	Enclave EnclaveID
	// Kind is a word of the enclave's own: marker, position, crossing, planned-sector, order.
	Kind       string
	Title      Text
	Valid      Interval
	Geometry   orb.Geometry
	Assessment Assessment
	Source     Source
	Note       Text
	Recorded   Interval
}

// Milestone is a dated event beside the timeline.
type Milestone struct {
	ID      int64
	Enclave EnclaveID
	Title   Text
	At      time.Time
	// Precision is how exactly At is known.
	Precision Precision
	// Phase names the phase of a plan that begins or is announced here, or is "".
	Phase    string
	Note     Text
	Source   Source
	Recorded Interval
}

// Place is a named point for the map.
type Place struct {
	ID      int64
	Enclave EnclaveID
	Name    Text
	Point   orb.Point
	// Rank orders places by importance, 1 first; map labels give way by it.
	Rank     int
	Source   string
	Recorded Interval
	// Set is the reference set that the place is of, or "" for a place that was named one by one.
	Set ReferenceID `json:",omitempty"`
	// Code is what other data knows the place by, a P-code say, or "".
	Code   string          `json:",omitempty"`
	Values ReferenceValues `json:",omitempty"`
	// Properties is the JSON object of all properties that the file gave; empty for a place without a set.
	Properties json.RawMessage `json:",omitempty"`
}

// Validate returns an error of kind [ErrInvalid] if a part is missing or the share is outside 0 to 1.
func (f Figure) Validate() error {
	if err := ValidateID("enclave", f.Enclave); err != nil {
		return err
	}
	if f.Kind == "" {
		return invalidf("kind", "must be given")
	}
	if !(f.Share >= 0 && f.Share <= 1) {
		return invalidf("share", "%g must lie between 0 and 1", f.Share)
	}
	if !(f.AreaM2 >= 0) || math.IsInf(f.AreaM2, 1) {
		return invalidf("area_m2", "%g must be an area in square metres, 0 or more", f.AreaM2)
	}
	if f.At.IsZero() {
		return invalidf("at", "must be given")
	}
	if err := f.Precision.Validate(); err != nil {
		return err
	}
	if f.Controller != "" {
		if err := ValidateID("controller", f.Controller); err != nil {
			return err
		}
	}
	return within("source", f.Source.Validate())
}

// Validate returns an error of kind [ErrInvalid] if a part is missing or malformed.
func (o Observation) Validate() error {
	if err := ValidateID("enclave", o.Enclave); err != nil {
		return err
	}
	if o.Kind == "" {
		return invalidf("kind", "must be given")
	}
	if err := o.Title.Validate("title"); err != nil {
		return err
	}
	if o.Geometry == nil {
		return invalidf("geometry", "must be given")
	}
	if err := within("valid", o.Valid.Validate()); err != nil {
		return err
	}
	if err := o.Assessment.Validate(); err != nil {
		return err
	}
	return within("source", o.Source.Validate())
}

// Validate returns an error of kind [ErrInvalid] if a part is missing or malformed.
func (m Milestone) Validate() error {
	if err := ValidateID("enclave", m.Enclave); err != nil {
		return err
	}
	if err := m.Title.Validate("title"); err != nil {
		return err
	}
	if m.At.IsZero() {
		return invalidf("at", "must be given")
	}
	if err := m.Precision.Validate(); err != nil {
		return err
	}
	return within("source", m.Source.Validate())
}

// Validate returns an error of kind [ErrInvalid] if a part is missing or malformed.
func (p Place) Validate() error {
	if err := ValidateID("enclave", p.Enclave); err != nil {
		return err
	}
	if err := p.Name.Validate("name"); err != nil {
		return err
	}
	if !onEarth(p.Point) {
		return invalidf("point", "%v must be a longitude and a latitude in degrees", p.Point)
	}
	if p.Rank < 1 {
		return invalidf("rank", "%d must be 1 or more", p.Rank)
	}
	if p.Set == "" && (len(p.Values) > 0 || p.Code != "") {
		return invalidf("set", "a place with a code or values must be of a set")
	}
	if p.Set != "" {
		if err := ValidateID("set", p.Set); err != nil {
			return err
		}
	}
	return validateProperties(p.Properties)
}
