package answer

import (
	"slices"
	"sort"
	"time"

	"splitline/geo"
)

// Span is a question in terms of the moments at which a state changes: From and To are the indexes of the moments in
// force at its two ends, [BeforeFirst] among them, and Question is the earliest question with the same answer. All
// questions of equal indexes have one answer, so that an answer can be kept by them.
type Span struct {
	From, To int
	Question geo.Question
}

// Moments returns the span of a question about zones and observations.
func (st *State) Moments(asked geo.Question) Span {
	span := Span{From: BeforeFirst, To: len(st.moments) - 1}
	if !asked.From.IsZero() {
		span.From = indexAt(st.moments, asked.From)
	}
	if !asked.To.IsZero() {
		span.To = indexAt(st.moments, asked.To)
	}
	if _, instant := asked.Instant(); instant {
		span.Question = geo.AskInstant(st.moment(span.To))
		return span
	}
	span.Question = geo.Question{From: st.moment(span.From), To: st.moment(span.To)}
	return span
}

// moment returns a moment by its index; before the first it is a second before the first.
func (st *State) moment(index int) time.Time {
	switch {
	case len(st.moments) == 0:
		return time.Unix(0, 0).UTC()
	case index == BeforeFirst:
		return st.moments[0].Add(-time.Second)
	}
	return st.moments[index]
}

// momentsOf returns the instants at which the zones or the observations of a state change, ascending.
func momentsOf(st *State) []time.Time {
	moments := slices.Clone(st.Changes)
	for _, o := range st.Observations {
		moments = append(moments, o.Valid.From)
		if !o.Valid.Open() {
			moments = append(moments, o.Valid.To)
		}
	}
	slices.SortFunc(moments, time.Time.Compare)
	return slices.CompactFunc(moments, time.Time.Equal)
}

// indexAt returns the index of the last of the ascending times that is not after at, or [BeforeFirst].
func indexAt(times []time.Time, at time.Time) int {
	return sort.Search(len(times), func(i int) bool { return times[i].After(at) }) - 1
}
