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

// widestOffset is more than any zone of the IANA database has ever been from UTC; local time never runs back over it.
const widestOffset = 30 * time.Hour

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

// First returns the first second of the local day: the earliest instant whose local date is this day or a later one.
// Where clocks go forward at midnight the day begins at 01:00; a day that the zone skipped begins with the day after
// it; of two midnights on the day clocks go back, the first counts.
func (d Day) First(zone *time.Location) time.Time {
	midnight := time.Date(d.Year, d.Month, d.Dom, 0, 0, 0, 0, time.UTC)
	at := midnight.Add(-widestOffset)
	for {
		_, offset := at.In(zone).Zone()
		_, end := at.In(zone).ZoneBounds()
		candidate := midnight.Add(-time.Duration(offset) * time.Second)
		if candidate.Before(at) {
			return at
		}
		if end.IsZero() || candidate.Before(end) {
			return candidate
		}
		at = end.UTC()
	}
}

// Last returns the last second of the local day.
func (d Day) Last(zone *time.Location) time.Time {
	return d.Next().First(zone).Add(-time.Second)
}
