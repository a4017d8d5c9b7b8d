package geo

import (
	"fmt"
	"regexp"
	"strings"
)

// EnclaveID names an enclave: [a-z0-9-]{1,40}.
type EnclaveID string

// SeriesID names a series within its enclave: [a-z0-9-]{1,40}.
type SeriesID string

// ControllerID names a class of the legend of an enclave: [a-z0-9-]{1,40}.
type ControllerID string

// SideID names a side of an enclave: [a-z0-9-]{1,40}. A controller that belongs to no group is a side of its own
// and has its own id.
type SideID string

// UpdateID names an update within the database. It is given by the store and positive.
type UpdateID int64

// EditionID names an edition within the database. It is given by the store and positive.
type EditionID int64

// ZoneID names a zone of a series through time. It is given by the fold, positive and never reused.
type ZoneID int64

// Revision counts what changed the zones or tiles of a series: 1 after the first change, and one more for each.
type Revision int64

// SettingsVersion counts the versions of an enclave's settings from 1.
type SettingsVersion int64

var idPattern = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)

// ValidateID returns an error of kind [ErrInvalid] naming field if id is not of the form [a-z0-9-]{1,40}.
func ValidateID[T ~string](field string, id T) error {
	if !idPattern.MatchString(string(id)) {
		return invalidf(field, "%q must be 1 to 40 of the characters a-z, 0-9 and -", string(id))
	}
	return nil
}

// SeriesRef names a series together with its enclave, written ENCLAVE/SERIES.
type SeriesRef struct {
	Enclave EnclaveID
	Series  SeriesID
}

// ParseSeriesRef reads ENCLAVE/SERIES. It returns an error of kind [ErrInvalid] if a part is missing or malformed.
func ParseSeriesRef(s string) (SeriesRef, error) {
	enclave, series, found := strings.Cut(s, "/")
	if !found {
		return SeriesRef{}, invalidf("series", "%q must be written ENCLAVE/SERIES", s)
	}
	ref := SeriesRef{Enclave: EnclaveID(enclave), Series: SeriesID(series)}
	return ref, ref.Validate()
}

// String returns ENCLAVE/SERIES.
func (r SeriesRef) String() string { return fmt.Sprintf("%s/%s", r.Enclave, r.Series) }

// Validate returns an error of kind [ErrInvalid] if one of the two ids is malformed.
func (r SeriesRef) Validate() error {
	if err := ValidateID("enclave", r.Enclave); err != nil {
		return err
	}
	return ValidateID("series", r.Series)
}
