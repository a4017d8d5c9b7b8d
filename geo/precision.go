package geo

import "time"

// Precision is the width within which the start of an update is known.
type Precision string

// The precisions of valid_from.
const (
	ToInstant Precision = "instant"
	ToDay     Precision = "day"
	ToWeek    Precision = "week"
	ToMonth   Precision = "month"
)

// Validate returns an error of kind [ErrInvalid] if the precision is not one of the four.
func (p Precision) Validate() error {
	switch p {
	case ToInstant, ToDay, ToWeek, ToMonth:
		return nil
	}
	return invalidf("valid_from_precision", "%q must be instant, day, week or month", string(p))
}

// Day is a date without a time, as a calendar shows it in the time zone of an enclave.
type Day struct {
	Year  int
	Month time.Month
	Dom   int
}

// ParseDay reads YYYY-MM-DD (RFC 3339 full-date). It returns an error of kind [ErrInvalid] for anything else and for
// a day that no calendar has.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Day{}, invalidf("date", "%q must be a date written YYYY-MM-DD", s)
	}
	return Day{Year: t.Year(), Month: t.Month(), Dom: t.Day()}, nil
}

// DayOf returns the local day of an instant in the time zone.
func DayOf(at time.Time, zone *time.Location) Day {
	year, month, dom := at.In(zone).Date()
	return Day{Year: year, Month: month, Dom: dom}
}

// String returns YYYY-MM-DD.
func (d Day) String() string {
	return time.Date(d.Year, d.Month, d.Dom, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// Next returns the day after.
func (d Day) Next() Day {
	return DayOf(time.Date(d.Year, d.Month, d.Dom+1, 12, 0, 0, 0, time.UTC), time.UTC)
}

// First returns the first second of the local day. Where clocks go forward at midnight that day begins at 01:00.
func (d Day) First(zone *time.Location) time.Time {
	noon := time.Date(d.Year, d.Month, d.Dom, 12, 0, 0, 0, zone)
	lowest, highest := noon.Add(-36*time.Hour).Unix(), noon.Unix()
	for lowest+1 < highest {
		middle := lowest + (highest-lowest)/2
		if d.after(DayOf(time.Unix(middle, 0), zone)) {
			lowest = middle
		} else {
			highest = middle
		}
	}
	return time.Unix(highest, 0).UTC()
}

// Last returns the last second of the local day.
func (d Day) Last(zone *time.Location) time.Time {
	return d.Next().First(zone).Add(-time.Second)
}

// after reports whether d is a later day than e.
func (d Day) after(e Day) bool {
	if d.Year != e.Year {
		return d.Year > e.Year
	}
	if d.Month != e.Month {
		return d.Month > e.Month
	}
	return d.Dom > e.Dom
}
