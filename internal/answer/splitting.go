package answer

import (
	"context"
	"sync"
	"time"

	"splitline/geo/split"
)

// Split is the answer about one instant: that of package split, with the interval of the snapshot it is about.
type Split struct {
	split.Answer
	// From and To are the interval of the snapshot; an open end is left out.
	From Time `json:"from"`
	To   Time `json:"to,omitzero"`
	// LastUpdate is the latest instant from which an update of the series is valid, as far as it lies before the
	// instant asked about.
	LastUpdate Time `json:"last_update,omitzero"`
	// Pending says that the dates before are still being measured: since when the word holds, and what the history says,
	// is not known yet. Ask again.
	Pending bool `json:"pending,omitempty"`
	Outlook
}

// Split answers about an instant. It is a fault of kind store.ErrNotFound that names the first date if the series has
// no update by then.
func (s *Service) Split(ctx context.Context, st *State, at time.Time) (Split, error) {
	index, err := st.At(at)
	if err != nil {
		return Split{}, err
	}
	answers, err := s.chained(ctx, st, index)
	if err != nil {
		return Split{}, err
	}
	answer := answers[index]
	answer.Datetime = at.UTC()
	outlook, err := s.outlookAt(ctx, st, index, at, answers)
	if err != nil {
		return Split{}, err
	}
	answer.AsOf = latest(answer.AsOf, outlook.asOf)
	made := st.splitAt(index, at, answer)
	made.Outlook = outlook
	return made, nil
}

// splitAt returns the answer about the snapshot at a change with its interval.
func (st *State) splitAt(index int, at time.Time, answer split.Answer) Split {
	interval := st.Interval(index)
	made := Split{Answer: answer, From: At(interval.From), To: At(interval.To)}
	for i := range st.Updates {
		from := st.Updates[i].Valid.From
		if from.After(made.LastUpdate.Time) && !from.After(at) {
			made.LastUpdate = At(from)
		}
	}
	return made
}

// chain is the answers about the first changes of a state, as far as they were asked for.
type chain struct {
	mu      sync.Mutex
	answers []split.Answer
}

// chained returns the answers about the changes up to index, each with its date and since when its word holds. They are
// shared and must not be changed.
func (s *Service) chained(ctx context.Context, st *State, index int) ([]split.Answer, error) {
	st.chain.mu.Lock()
	known := st.chain.answers
	st.chain.mu.Unlock()
	if index < len(known) {
		return known[:index+1], nil
	}
	answers, err := s.measureTo(ctx, st, index, nil)
	s.keepSoon(ctx)
	if err != nil {
		return nil, err
	}
	st.date(answers)
	st.chain.mu.Lock()
	defer st.chain.mu.Unlock()
	if len(answers) > len(st.chain.answers) {
		st.chain.answers = answers
	}
	return answers, nil
}

// date sets what differs between equal snapshots of different dates, in copies of what is kept.
func (st *State) date(answers []split.Answer) { st.dateFrom(0, answers) }

// dateFrom is date for answers that begin at a change.
func (st *State) dateFrom(first int, answers []split.Answer) {
	for i := range answers {
		a := &answers[i]
		a.Enclave, a.Series = st.Series.Ref.Enclave, st.Series.Ref.Series
		a.Datetime, a.ZonesSince = st.Changes[first+i].UTC(), st.Changes[first+i].UTC()
		a.AsOf, a.Revision, a.SettingsVersion = st.AsOf().UTC(), st.Revision, st.Settings.Version
	}
	for i := range answers {
		if answers[i].BySide != nil {
			bySide := *answers[i].BySide
			answers[i].BySide = &bySide
		}
	}
	split.Chain(answers)
}

// beforeFirst is the fault of asking about a time before the series says anything.
func (st *State) beforeFirst(at time.Time) error {
	if len(st.Changes) == 0 {
		return NotFoundf("series", "Series %q has no updates yet.", st.Series.Ref)
	}
	return NotFoundf("datetime", "Series %q says nothing about %s; its first update is of %s.",
		st.Series.Ref, at.UTC().Format(time.RFC3339), st.Changes[0].UTC().Format(time.RFC3339))
}
