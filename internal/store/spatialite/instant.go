package spatialite

import (
	"fmt"
	"time"

	"splitline/geo"
)

// Times are text of fixed width, so that the order of the text is the order of the times.
const (
	validLayout    = "2006-01-02T15:04:05Z"
	recordedLayout = "2006-01-02T15:04:05.000000Z"
)

// validText returns an instant of valid time, cut to the second, or NULL if it is zero.
func validText(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	return at.UTC().Format(validLayout)
}

// recordedText returns an instant cut to the microsecond, or NULL if it is zero.
func recordedText(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	return at.UTC().Format(recordedLayout)
}

// instantInto scans either kind of text into a time; NULL is zero.
type instantInto struct{ at *time.Time }

func instant(at *time.Time) instantInto { return instantInto{at} }

// Scan implements [sql.Scanner].
func (i instantInto) Scan(column any) error {
	*i.at = time.Time{}
	switch text := column.(type) {
	case nil:
		return nil
	case string:
		layout := recordedLayout
		if len(text) == len(validLayout) {
			layout = validLayout
		}
		at, err := time.Parse(layout, text)
		*i.at = at
		return err
	}
	return fmt.Errorf("%T is not the text of a time", column)
}

// hideAfter opens the end of a recorded interval that lies after the instant asked for: what was said as of then did
// not know it.
func hideAfter(recorded *geo.Interval, asOf time.Time) {
	if !asOf.IsZero() && recorded.To.After(asOf) {
		recorded.To = time.Time{}
	}
}

// cutValid returns the interval in whole seconds, or an error of kind [geo.ErrInvalid] if it is empty then or a year
// does not have four digits.
func cutValid(field string, valid geo.Interval) (geo.Interval, error) {
	cut, err := geo.ValidInterval(valid.From, valid.To)
	if err != nil {
		return geo.Interval{}, fmt.Errorf("%s.%w", field, err)
	}
	for _, at := range []time.Time{cut.From, cut.To} {
		if err := checkYear(field, at); err != nil {
			return geo.Interval{}, err
		}
	}
	return cut, nil
}

// checkYear returns an error of kind [geo.ErrInvalid] if the text of a time would not have its fixed width.
func checkYear(field string, at time.Time) error {
	if year := at.UTC().Year(); !at.IsZero() && (year < 0 || year > 9999) {
		return invalid(field, "year %d must lie between 0 and 9999", year)
	}
	return nil
}
