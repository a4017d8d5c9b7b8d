package ingest

import (
	"fmt"
	"slices"
	"strings"

	"splitline/geo"
	"splitline/internal/ingest/geojson"
)

// Options say what the areas of imported files mean.
type Options struct {
	Dating
	// Controller holds every area, or those without a value under ControllerProperty.
	Controller geo.ControllerID
	// ControllerProperty is the property that names the controller of a feature, in the words of ControllerMap or as an
	// id of the legend.
	ControllerProperty string
	ControllerMap      map[string]geo.ControllerID
	// Remainder, if given, makes each update a replace: what its areas leave uncovered goes to this controller.
	Remainder geo.ControllerID
	// CloseToBoundaryM, if positive, gives strips of remainder narrower than this along the boundary to their
	// neighbour; see [Strip].
	CloseToBoundaryM float64
	// Source is the source of every update. Without a title it is the file's name; without a grade F6.
	Source     geo.Source
	Assessment geo.Assessment
	// Note goes into every update.
	Note string
	// EditionTitle names the edition that the call publishes; empty is the name of the file or their count.
	EditionTitle string
	// DryRun folds and reports, and stores nothing.
	DryRun bool
	// Limits bound each file; the zero value stands for geojson.DefaultLimits.
	Limits geojson.Limits
}

// Dating says where the times of features come from.
type Dating struct {
	// ValidFrom is from when every feature holds, or those that ValidFromProperty leaves without a date.
	ValidFrom *geo.Moment
	// ValidFromProperty is the property that has a feature's start; see geo.ParseForeignMoment.
	ValidFromProperty string
	// ValidFromFilename takes the start from the date in the file's name; see [DayOfFileName].
	ValidFromFilename bool
	// ValidTo is until when every feature holds, or those that ValidToProperty leaves without a date; open if nil.
	ValidTo         *geo.Moment
	ValidToProperty string
}

// withDefaults fills in what design and vocabulary have as defaults: reported, traced, F6.
func (o Options) withDefaults() Options {
	if o.Assessment.Level == "" {
		o.Assessment.Level = geo.Reported
	}
	if o.Assessment.Quality == "" {
		o.Assessment.Quality = geo.Traced
	}
	if o.Source.Grade == "" {
		o.Source.Grade = geo.NotJudged
	}
	if o.Limits == (geojson.Limits{}) {
		o.Limits = geojson.DefaultLimits()
	}
	return o
}

// validate returns an error of kind geo.ErrInvalid if the options contradict each other or name a controller that is
// not in the legend.
func (o Options) validate(legend []geo.Controller) error {
	if err := o.Dating.validate(); err != nil {
		return err
	}
	if o.Controller == "" && o.ControllerProperty == "" {
		return fmt.Errorf("controller: must be given, or the property that names it: %w", geo.ErrInvalid)
	}
	if len(o.ControllerMap) > 0 && o.ControllerProperty == "" {
		return fmt.Errorf("controller map: needs the property whose values it maps: %w", geo.ErrInvalid)
	}
	named := map[string]geo.ControllerID{"controller": o.Controller, "remainder": o.Remainder, "affiliation": o.Source.Affiliation}
	for value, id := range o.ControllerMap {
		if id == "" {
			return fmt.Errorf("controller map %q: must name a controller: %w", value, geo.ErrInvalid)
		}
		named[fmt.Sprintf("controller map %q", value)] = id
	}
	for field, id := range named {
		if id != "" && !inLegend(legend, id) {
			return unknownController(field, id, legend)
		}
	}
	if o.CloseToBoundaryM < 0 {
		return fmt.Errorf("close to boundary: %g m must not be negative: %w", o.CloseToBoundaryM, geo.ErrInvalid)
	}
	if o.CloseToBoundaryM > 0 && o.Remainder == "" {
		return fmt.Errorf("close to boundary: needs a remainder, whose strips it gives away: %w", geo.ErrInvalid)
	}
	return o.Assessment.Validate()
}

func (d Dating) validate() error {
	if d.ValidFrom == nil && d.ValidFromProperty == "" && !d.ValidFromFilename {
		return fmt.Errorf("valid from: must be given, or the property that has it, or that the file name bears it: %w", geo.ErrInvalid)
	}
	if d.ValidFromProperty != "" && d.ValidFromFilename {
		return fmt.Errorf("valid from: cannot come from both a property and the file name: %w", geo.ErrInvalid)
	}
	return nil
}

func inLegend(legend []geo.Controller, id geo.ControllerID) bool {
	return slices.ContainsFunc(legend, func(c geo.Controller) bool { return c.ID == id })
}

// unknownController says that an id is not in the legend, and what is.
func unknownController(field string, id geo.ControllerID, legend []geo.Controller) error {
	return fmt.Errorf("%s: %q is not a controller of the legend, which has %s: %w", field, id, legendNames(legend), geo.ErrInvalid)
}

func legendNames(legend []geo.Controller) string {
	names := make([]string, len(legend))
	for i, c := range legend {
		names[i] = string(c.ID)
	}
	return strings.Join(names, ", ")
}
