package geo

import "time"

// Interval is a half-open span of time [From, To). A zero To is an open end. The same type serves valid time (whole
// seconds) and recorded time (whole microseconds); see [ValidInterval] and [Interval.Validate].
type Interval struct {
	From time.Time
	To   time.Time
}

// Relation is one of the thirteen ways two intervals can lie to each other.
type Relation string

// The relations of Allen, Maintaining knowledge about temporal intervals, Communications of the ACM 26(11), 1983,
// in the words of ISO 19108 section 5.2.3.5 (TM_RelativePosition).
const (
	Before       Relation = "before"
	Meets        Relation = "meets"
	Overlaps     Relation = "overlaps"
	Begins       Relation = "begins"
	During       Relation = "during"
	Ends         Relation = "ends"
	Equals       Relation = "equals"
	EndedBy      Relation = "ended-by"
	ContainsSpan Relation = "contains"
	BegunBy      Relation = "begun-by"
	OverlappedBy Relation = "overlapped-by"
	MetBy        Relation = "met-by"
	After        Relation = "after"
)

// ValidInterval returns the interval of valid time from and to, in UTC and cut to whole seconds. A zero to is an open
// end. It returns an error of kind [ErrInvalid] if from is zero or not before to.
func ValidInterval(from, to time.Time) (Interval, error) {
	i := Interval{From: from.UTC().Truncate(time.Second)}
	if !to.IsZero() {
		i.To = to.UTC().Truncate(time.Second)
	}
	return i, i.Validate()
}

// Validate returns an error of kind [ErrInvalid] if the start is missing or not before the end, or if a bound lies
// outside the years 0000 to 9999, which is what RFC 3339 can write.
func (i Interval) Validate() error {
	if i.From.IsZero() {
		return invalidf("from", "must be given")
	}
	if !writable(i.From) || !writable(i.To) {
		return invalidf("from", "years must lie between 0000 and 9999")
	}
	if !i.Open() && !i.From.Before(i.To) {
		return invalidf("to", "%s must be after from %s", i.To.Format(time.RFC3339Nano), i.From.Format(time.RFC3339Nano))
	}
	return nil
}

// Open reports whether the interval has no end.
func (i Interval) Open() bool { return i.To.IsZero() }

// Contains reports whether the instant lies in the interval: From included, To excluded.
func (i Interval) Contains(at time.Time) bool {
	return !at.Before(i.From) && (i.Open() || at.Before(i.To))
}

// Intersects reports whether the interval answers the closed question [a, b]: From ≤ b and To > a. A zero a is open
// to the past, a zero b to the future.
func (i Interval) Intersects(a, b time.Time) bool {
	startsInTime := b.IsZero() || !i.From.After(b)
	endsInTime := i.Open() || a.IsZero() || i.To.After(a)
	return startsInTime && endsInTime
}

// Equal reports whether both intervals have the same start and the same end.
func (i Interval) Equal(j Interval) bool { return i.From.Equal(j.From) && i.To.Equal(j.To) }

// Relation returns how the interval lies to j. Both must be valid.
func (i Interval) Relation(j Interval) Relation {
	switch {
	case !i.Open() && i.To.Before(j.From):
		return Before
	case !i.Open() && i.To.Equal(j.From):
		return Meets
	case !j.Open() && j.To.Before(i.From):
		return After
	case !j.Open() && j.To.Equal(i.From):
		return MetBy
	}
	return sharedRelation(i.From.Compare(j.From), compareEnds(i, j))
}

// sharedRelation names the relation of two intervals that share time, by the order of their starts and of their ends.
func sharedRelation(starts, ends int) Relation {
	relations := [3][3]Relation{
		{Overlaps, EndedBy, ContainsSpan},
		{Begins, Equals, BegunBy},
		{During, Ends, OverlappedBy},
	}
	return relations[starts+1][ends+1]
}

// compareEnds orders two intervals by their ends, an open end last.
func compareEnds(i, j Interval) int {
	switch {
	case i.Open() && j.Open():
		return 0
	case i.Open():
		return 1
	case j.Open():
		return -1
	}
	return i.To.Compare(j.To)
}
