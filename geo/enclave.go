package geo

import (
	"time"

	"github.com/paulmach/orb"
)

// Enclave is the area studied; the whole of which every share is a part.
type Enclave struct {
	ID   EnclaveID
	Name Text
	// TimeZone is the IANA name of the zone in which dates without a time are read.
	TimeZone string
	Recorded Interval
}

// BoundaryRef names one version of an enclave's boundary.
type BoundaryRef struct {
	ID      string
	Version int
}

// Boundary is a versioned reference outline of an enclave with its source.
type Boundary struct {
	Ref      BoundaryRef
	Enclave  EnclaveID
	Geometry orb.MultiPolygon
	// AreaM2 is the ellipsoidal area in square metres.
	AreaM2   float64
	Source   Source
	Recorded Interval
}

// SeriesKind says whose account a series is.
type SeriesKind string

// The kinds of series.
const (
	AssessedSeries SeriesKind = "assessed"
	ReportedSeries SeriesKind = "reported"
	ClaimedSeries  SeriesKind = "claimed"
	PlannedSeries  SeriesKind = "planned"
)

// Series is one coherent account of control through time.
type Series struct {
	Ref   SeriesRef
	Title Text
	Kind  SeriesKind
	// Description says who gives the account and how it is made; it may be empty.
	Description Text
	// Revision is the newest revision, 0 before the first.
	Revision Revision
	Recorded Interval
}

// Validate returns an error of kind [ErrInvalid] if the id, name or time zone is malformed.
func (e Enclave) Validate() error {
	if err := ValidateID("enclave", e.ID); err != nil {
		return err
	}
	if err := e.Name.Validate("name"); err != nil {
		return err
	}
	_, err := e.Location()
	return err
}

// Location returns the time zone of the enclave. It returns an error of kind [ErrInvalid] if the name is not an IANA
// time zone; the empty name is UTC.
func (e Enclave) Location() (*time.Location, error) {
	zone, err := time.LoadLocation(e.TimeZone)
	if err != nil || e.TimeZone == "Local" {
		return nil, invalidf("time_zone", "%q is not an IANA time zone", e.TimeZone)
	}
	return zone, nil
}

// Validate returns an error of kind [ErrInvalid] if a part is missing or malformed.
func (b Boundary) Validate() error {
	if err := ValidateID("enclave", b.Enclave); err != nil {
		return err
	}
	if err := ValidateID("boundary", b.Ref.ID); err != nil {
		return err
	}
	if len(b.Geometry) == 0 {
		return invalidf("geometry", "a boundary must have at least one polygon")
	}
	return within("source", b.Source.Validate())
}

// Validate returns an error of kind [ErrInvalid] if the id, title or kind is malformed.
func (s Series) Validate() error {
	if err := s.Ref.Validate(); err != nil {
		return err
	}
	if err := s.Title.Validate("title"); err != nil {
		return err
	}
	switch s.Kind {
	case AssessedSeries, ReportedSeries, ClaimedSeries, PlannedSeries:
		return nil
	}
	return invalidf("kind", "%q must be assessed, reported, claimed or planned", string(s.Kind))
}
