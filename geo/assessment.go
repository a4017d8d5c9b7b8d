package geo

import "math"

// AssessmentLevel says how sure a statement is.
type AssessmentLevel string

// The levels of assessment, surest first.
const (
	Confirmed AssessmentLevel = "confirmed"
	Assessed  AssessmentLevel = "assessed"
	Reported  AssessmentLevel = "reported"
	Claimed   AssessmentLevel = "claimed"
)

// GeometryQuality says how a shape came to be.
type GeometryQuality string

// The qualities of geometry, best first. Of schematic shapes only rounded shares and the verdict's word are given.
const (
	Surveyed  GeometryQuality = "surveyed"
	Traced    GeometryQuality = "traced"
	Schematic GeometryQuality = "schematic"
)

// Assessment is how sure a statement is and how well its line is placed.
type Assessment struct {
	Level AssessmentLevel
	// AccuracyM is the distance in metres within which the line lies of its true place; 0 is not stated.
	AccuracyM float64
	Quality   GeometryQuality
}

// Validate returns an error of kind [ErrInvalid] if a level or quality is not of the list or the accuracy is negative.
func (a Assessment) Validate() error {
	if err := a.Level.Validate(); err != nil {
		return err
	}
	if !(a.AccuracyM >= 0) || math.IsInf(a.AccuracyM, 1) {
		return invalidf("accuracy_m", "%g must be a distance in metres, 0 or more", a.AccuracyM)
	}
	return a.Quality.Validate()
}

// Validate returns an error of kind [ErrInvalid] if the level is not one of the four.
func (l AssessmentLevel) Validate() error {
	switch l {
	case Confirmed, Assessed, Reported, Claimed:
		return nil
	}
	return invalidf("assessment", "%q must be confirmed, assessed, reported or claimed", string(l))
}

// Validate returns an error of kind [ErrInvalid] if the quality is not one of the three.
func (q GeometryQuality) Validate() error {
	switch q {
	case Surveyed, Traced, Schematic:
		return nil
	}
	return invalidf("geometry_quality", "%q must be surveyed, traced or schematic", string(q))
}
