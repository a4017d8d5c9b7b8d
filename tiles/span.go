package tiles

import (
	"math"
	"time"

	"splitline/geo"
)

// Span says of which dates a tile tells: all, one instant, or a closed interval. The zero value is all dates.
type Span struct {
	from, to int64
	dated    bool
}

// AllDates is the span of every row with its interval.
func AllDates() Span { return Span{} }

// At is the span of one instant: at a moment of change, the later state alone.
func At(t time.Time) Span { return Span{from: t.Unix(), to: t.Unix(), dated: true} }

// Asked is the span of a question: an instant, or the closed interval [From, To] with either side open.
func Asked(q geo.Question) Span {
	s := Span{from: math.MinInt64, to: math.MaxInt64, dated: true}
	if !q.From.IsZero() {
		s.from = q.From.Unix()
	}
	if !q.To.IsZero() {
		s.to = q.To.Unix()
	}
	return s
}

// answers reports whether something that holds in [from, to) answers: from ≤ b and to > a. Rows begin and end on
// whole seconds, so cutting a fraction off the question changes nothing.
func (s Span) answers(from, to int64) bool { return !s.dated || from <= s.to && to > s.from }

// openEnd is the Unix time of an end that is not known.
const openEnd = math.MaxInt64

// unixSpan returns an interval in Unix seconds.
func unixSpan(i geo.Interval) (from, to int64) {
	if i.Open() {
		return i.From.Unix(), openEnd
	}
	return i.From.Unix(), i.To.Unix()
}
