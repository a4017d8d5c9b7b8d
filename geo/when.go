package geo

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Moment is an instant or a date as a person wrote it. What instant a date means depends on the use: see
// [Moment.Start], [Moment.End] and [Moment.Asked].
type Moment struct {
	instant time.Time
	day     Day
	dated   bool
}

// InstantMoment returns the moment of an instant, cut to microseconds.
func InstantMoment(at time.Time) Moment {
	return Moment{instant: at.UTC().Truncate(time.Microsecond)}
}

// DayMoment returns the moment of a date without a time.
func DayMoment(day Day) Moment { return Moment{day: day, dated: true} }

// dateTime is the shape of RFC 3339 date-time; time.Parse alone would take an hour of one digit and a decimal comma.
var dateTime = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[-+ ]([01]\d|2[0-3]):[0-5]\d)$`)

// ParseMoment reads an RFC 3339 date-time (section 5.6; a lower-case t and z are accepted, as is an offset whose plus
// sign a query string turned into a space), a date written YYYY-MM-DD, or a date with a bare trailing T as one client
// sends it. It returns an error of kind [ErrInvalid] for anything else.
func ParseMoment(s string) (Moment, error) {
	upper := strings.ToUpper(s)
	if day, err := ParseDay(strings.TrimSuffix(upper, "T")); err == nil {
		return DayMoment(day), nil
	}
	if !dateTime.MatchString(upper) {
		return Moment{}, invalidf("datetime", "%q must be a date YYYY-MM-DD or an RFC 3339 date-time", s)
	}
	at, err := time.Parse(time.RFC3339Nano, strings.Replace(upper, " ", "+", 1))
	if err != nil {
		return Moment{}, invalidf("datetime", "%q must be a date YYYY-MM-DD or an RFC 3339 date-time", s)
	}
	return InstantMoment(at), nil
}

// Dated reports whether the moment is a date without a time.
func (m Moment) Dated() bool { return m.dated }

// Precision is ToDay for a date and ToInstant otherwise.
func (m Moment) Precision() Precision {
	if m.dated {
		return ToDay
	}
	return ToInstant
}

// Start returns the instant the moment means as the start of an update: the first second of a local day.
func (m Moment) Start(zone *time.Location) time.Time {
	if m.dated {
		return m.day.First(zone)
	}
	return m.instant
}

// End returns the instant the moment means as the end of an update, exclusive: a date's last second belongs to the
// update, so the end is the first second of the next day.
func (m Moment) End(zone *time.Location) time.Time {
	if m.dated {
		return m.day.Next().First(zone)
	}
	return m.instant
}

// Asked returns the instant the moment means as a question: the last second of a local day.
func (m Moment) Asked(zone *time.Location) time.Time {
	if m.dated {
		return m.day.Last(zone)
	}
	return m.instant
}

// Question is a closed span of time that a reader asks about: [From, To]. A zero bound is open. An instant has equal
// bounds and asks for one snapshot.
type Question struct {
	From, To time.Time
	instant  bool
}

// AskInstant returns the question about one instant.
func AskInstant(at time.Time) Question { return Question{From: at, To: at, instant: true} }

// ParseQuestion reads the datetime parameter of OGC API – Features Part 1 (OGC 17-069r4 section 7.15.4): an instant, a
// date, or a/b where either side may be empty or "..". A date alone asks for its last second; in a/b a date as a is
// its first second and as b its last. It returns an error of kind [ErrInvalid] for an empty, reversed or malformed
// value.
func ParseQuestion(s string, zone *time.Location) (Question, error) {
	left, right, ranged := strings.Cut(s, "/")
	if !ranged {
		m, err := ParseMoment(s)
		if err != nil {
			return Question{}, err
		}
		return AskInstant(m.Asked(zone)), nil
	}
	var q Question
	if left != "" && left != ".." {
		m, err := ParseMoment(left)
		if err != nil {
			return Question{}, err
		}
		q.From = m.Start(zone)
	}
	if right != "" && right != ".." {
		m, err := ParseMoment(right)
		if err != nil {
			return Question{}, err
		}
		q.To = m.Asked(zone)
	}
	return q, q.check(s)
}

func (q Question) check(s string) error {
	if s == "/" {
		return invalidf("datetime", "%q must name an instant or an interval", s)
	}
	if !q.From.IsZero() && !q.To.IsZero() && q.To.Before(q.From) {
		return invalidf("datetime", "%q ends before it begins", s)
	}
	return nil
}

// Instant reports whether the question is about one instant, and which.
func (q Question) Instant() (time.Time, bool) { return q.To, q.instant }

// Answers reports whether something valid in the interval answers the question. At a moment of change an instant is
// answered by the later state alone.
func (q Question) Answers(valid Interval) bool { return valid.Intersects(q.From, q.To) }

// epochMilliseconds is the smallest count taken for milliseconds since 1970 rather than seconds: as seconds it would
// lie after the year 5138.
const epochMilliseconds = 100_000_000_000

// longestTime is how many bytes a time in a foreign file may have. Local words are longer than any form that is read.
const longestTime = 100

// ParseForeignMoment reads a time as files in the wild write it: what [ParseMoment] reads, seconds or milliseconds
// since 1970 (nine digits or more; a count of 10¹¹ or more is milliseconds), or RFC 1123 in GMT or with a numeric
// offset, as HTTP and mail write it. It returns an error of kind [ErrInvalid] for anything else, local words and the
// abbreviations of other time zones among them, and for a time outside the years 0000 to 9999.
func ParseForeignMoment(s string) (Moment, error) {
	s = strings.TrimSpace(s)
	if len(s) > longestTime {
		return Moment{}, invalidf("time", "%q… is longer than any time is written", strings.ToValidUTF8(s[:longestTime], ""))
	}
	if m, err := ParseMoment(s); err == nil {
		return m, nil
	}
	at, ok := parseCount(s)
	if !ok {
		at, ok = parseRFC1123(s)
	}
	if !ok || !writable(at) {
		return Moment{}, invalidf("time", "%q must be RFC 3339, a date YYYY-MM-DD, seconds or milliseconds since 1970, or RFC 1123", s)
	}
	return InstantMoment(at), nil
}

// parseCount reads seconds or milliseconds since 1970. Eight digits and fewer are more likely a date than a count.
func parseCount(s string) (time.Time, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || len(strings.TrimLeft(s, "+-0")) <= 8 {
		return time.Time{}, false
	}
	if n >= epochMilliseconds || n <= -epochMilliseconds {
		return time.UnixMilli(n), true
	}
	return time.Unix(n, 0), true
}

// parseRFC1123 reads the dates of RFC 1123 section 5.2.14. A zone abbreviation other than GMT or UTC is refused, since
// time.Parse takes one that it does not know for UTC.
func parseRFC1123(s string) (time.Time, bool) {
	if at, err := time.Parse(time.RFC1123Z, s); err == nil {
		return at, true
	}
	if !strings.HasSuffix(s, " GMT") && !strings.HasSuffix(s, " UTC") {
		return time.Time{}, false
	}
	at, err := time.ParseInLocation(time.RFC1123, s, time.UTC)
	return at, err == nil
}

// writable reports whether RFC 3339 can write the instant in UTC: years 0000 to 9999.
func writable(at time.Time) bool {
	year := at.UTC().Year()
	return year >= 0 && year <= 9999
}
