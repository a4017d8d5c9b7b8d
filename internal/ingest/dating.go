package ingest

import (
	"fmt"
	"time"

	"splitline/geo"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
)

// dater gives the features of one file their valid time.
type dater struct {
	dating Dating
	zone   *time.Location
	log    report.Log
	// named is the start that the file's name bears, or nil.
	named *geo.Moment
	// undated counts features without a date of their own that take the given one.
	undated int
}

// newDater reads the date of the file's name if it is asked for. It refuses the file if the name bears none and no
// start is given.
func newDater(dating Dating, name string, zone *time.Location, log report.Log) *dater {
	d := &dater{dating: dating, zone: zone, log: log}
	if !dating.ValidFromFilename {
		return d
	}
	day, err := DayOfFileName(name)
	switch {
	case err == nil:
		moment := geo.DayMoment(day)
		d.named = &moment
	case dating.ValidFrom != nil:
		log.Notef(report.RuleTime, "%s; the given start is taken", err.Error())
	default:
		log.Refusef(report.RuleTime, nil, "%s", err.Error())
	}
	return d
}

// valid returns the interval of a feature and how exactly its start is known. It refuses the file, and reports false,
// if the feature has no start, a time that cannot be read, or an end that is not after its start.
func (d *dater) valid(f geojson.Feature) (geo.Interval, geo.Precision, bool) {
	log := d.log.About(f.String())
	from, err := d.from(f)
	if err != nil {
		log.Refusef(report.RuleTime, nil, "%s", err.Error())
		return geo.Interval{}, "", false
	}
	until, err := d.property(f, d.dating.ValidToProperty, d.dating.ValidTo)
	if err != nil {
		log.Refusef(report.RuleTime, nil, "%s", err.Error())
		return geo.Interval{}, "", false
	}
	var end time.Time
	if until != nil {
		end = until.End(d.zone)
	}
	interval, err := geo.ValidInterval(from.Start(d.zone), end)
	if err != nil {
		log.Refusef(report.RuleTime, nil, "%s", err.Error())
		return geo.Interval{}, "", false
	}
	return interval, from.Precision(), true
}

func (d *dater) from(f geojson.Feature) (geo.Moment, error) {
	if d.named != nil {
		return *d.named, nil
	}
	moment, err := d.property(f, d.dating.ValidFromProperty, d.dating.ValidFrom)
	if err != nil {
		return geo.Moment{}, err
	}
	if moment == nil {
		return geo.Moment{}, fmt.Errorf("no date under %q; give the start of features without one", d.dating.ValidFromProperty)
	}
	return *moment, nil
}

// property reads the time under a property of the feature, or returns the given one if there is none. A value that is
// there and cannot be read is an error.
func (d *dater) property(f geojson.Feature, property string, given *geo.Moment) (*geo.Moment, error) {
	if property == "" {
		return given, nil
	}
	text, present := f.Text(property)
	if !present || text == "" {
		if given != nil {
			d.undated++
		}
		return given, nil
	}
	moment, err := geo.ParseForeignMoment(text)
	if err != nil {
		return nil, fmt.Errorf("property %q: %w", property, err)
	}
	return &moment, nil
}

// finish reports how many features took the given date.
func (d *dater) finish() {
	if d.undated > 0 {
		d.log.Notef(report.RuleTime, "times missing: %d; the given one is taken", d.undated)
	}
}
