package geo

import (
	"fmt"
	"time"

	"github.com/paulmach/orb"
)

// UpdateKind says what an update does to the ground.
type UpdateKind string

// The kinds of update.
const (
	// Paint gives areas to controllers; the neighbours give way.
	Paint UpdateKind = "paint"
	// Replace states the whole enclave; what its areas leave uncovered goes to a named controller.
	Replace UpdateKind = "replace"
	// Affirm says that somebody looked and nothing had changed.
	Affirm UpdateKind = "affirm"
	// Withdraw takes an earlier update out of the fold from now on in recorded time.
	Withdraw UpdateKind = "withdraw"
)

// Area is ground that an update gives to a controller, unclipped, in degrees.
type Area struct {
	// Name tells people which area is meant: a feature's id or its place in the file.
	Name       string
	Controller ControllerID
	Geometry   orb.MultiPolygon
}

// Update is a dated statement about a series. It is immutable once published.
type Update struct {
	ID     UpdateID
	Series SeriesRef
	Kind   UpdateKind
	// Valid is from when, and until when if Valid.To is given, the statement holds.
	Valid         Interval
	FromPrecision Precision
	// Areas are given for paint and replace alone.
	Areas []Area
	// Remainder is the controller of what a replace leaves uncovered.
	Remainder ControllerID
	// Target is the update that a withdraw takes out.
	Target UpdateID
	// Supersedes is the update this one corrects, or 0; a correction takes its predecessor's place.
	Supersedes UpdateID
	Assessment Assessment
	Sources    []Source
	Note       string
	// Digest identifies the content of an imported file, so that the same file imported again stores nothing; or "".
	Digest string

	// What follows is set by the store at publication.

	// Place orders updates of equal start; it is given at first publication and inherited by corrections.
	Place   int64
	Edition EditionID
	// Recorded ends when the update is superseded or withdrawn.
	Recorded Interval
}

// Edition is several updates reviewed and published together as one revision.
type Edition struct {
	ID       EditionID
	Series   SeriesRef
	Title    string
	Note     Text
	Revision Revision
	// CutOff is the latest time of information that the edition took in; zero if not stated.
	CutOff   time.Time
	Recorded Interval
}

// Validate returns an error of kind [ErrInvalid] if the update is not one that its kind allows. It does not look at
// the shape of the areas; see package coverage.
func (u Update) Validate() error {
	if err := u.Series.Validate(); err != nil {
		return err
	}
	if err := u.validateContent(); err != nil {
		return err
	}
	if len(u.Sources) == 0 {
		return invalidf("sources", "must name at least one source")
	}
	for i, s := range u.Sources {
		if err := within(fmt.Sprintf("sources[%d]", i), s.Validate()); err != nil {
			return err
		}
	}
	return nil
}

func (u Update) validateContent() error {
	switch u.Kind {
	case Paint:
		if len(u.Areas) == 0 {
			return invalidf("areas", "a paint must have at least one area")
		}
		if u.Remainder != "" {
			return invalidf("remainder", "only a replace has a remainder")
		}
	case Replace:
		if err := ValidateID("remainder", u.Remainder); err != nil {
			return err
		}
	case Affirm:
		return u.validateAffirm()
	case Withdraw:
		if u.Target <= 0 {
			return invalidf("target", "a withdraw must name the update it takes out")
		}
		return u.validateNoAreas()
	default:
		return invalidf("kind", "%q must be paint, replace, affirm or withdraw", string(u.Kind))
	}
	return u.validateStatement()
}

// validateStatement checks what paint and replace have in common.
func (u Update) validateStatement() error {
	if err := within("valid", u.Valid.Validate()); err != nil {
		return err
	}
	if err := u.FromPrecision.Validate(); err != nil {
		return err
	}
	for i, a := range u.Areas {
		field := fmt.Sprintf("areas[%d]", i)
		if err := within(field, ValidateID("controller", a.Controller)); err != nil {
			return err
		}
		if len(a.Geometry) == 0 {
			return invalidf(field, "has no polygon")
		}
	}
	return u.Assessment.Validate()
}

func (u Update) validateAffirm() error {
	if err := within("valid", u.Valid.Validate()); err != nil {
		return err
	}
	for _, s := range u.Sources {
		if !s.ObservedAt.IsZero() {
			return u.validateNoAreas()
		}
	}
	return invalidf("sources", "an affirm must have a source with observed_at")
}

func (u Update) validateNoAreas() error {
	if len(u.Areas) > 0 {
		return invalidf("areas", "%s has no areas", u.Kind)
	}
	return nil
}

// Label returns the label that ground of the controller gets from this update.
func (u Update) Label(controller ControllerID, basis Basis) Label {
	return Label{Controller: controller, Assessment: u.Assessment, Basis: basis}
}

// Folds reports whether the update puts ground under controllers, as paint and replace do.
func (u Update) Folds() bool { return u.Kind == Paint || u.Kind == Replace }

// ObservedAt returns the latest time at which a source of the update looked, or zero if none says.
func (u Update) ObservedAt() time.Time {
	var latest time.Time
	for _, s := range u.Sources {
		if s.ObservedAt.After(latest) {
			latest = s.ObservedAt
		}
	}
	return latest
}
