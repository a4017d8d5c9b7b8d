package answer

import (
	"context"
	"errors"
	"time"

	"splitline/geo/split"
	"splitline/geo/trend"
)

// SplitSoon is [Service.Split], but waits for the dates before no longer than it is told. After that it answers about the
// snapshot alone, as pending, and goes on measuring.
func (s *Service) SplitSoon(ctx context.Context, st *State, at time.Time, wait time.Duration) (Split, error) {
	waiting, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	made, err := s.Split(waiting, st, at)
	if err == nil || ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded) {
		return made, err
	}
	_ = s.complete(waiting, st) // begun for the next who asks: the time of this one is over
	return s.splitAlone(ctx, st, at)
}

// splitAlone answers about an instant without what comes of the dates before.
func (s *Service) splitAlone(ctx context.Context, st *State, at time.Time) (Split, error) {
	index, err := st.At(at)
	if err != nil {
		return Split{}, err
	}
	measured, err := s.measure(ctx, st, index)
	if err != nil {
		return Split{}, err
	}
	answers := []split.Answer{measured}
	st.dateFrom(index, answers)
	answers[0].Datetime = at.UTC()
	if answers[0].Verdict.Since = (time.Time{}); answers[0].BySide != nil {
		answers[0].BySide.Verdict.Since = time.Time{}
	}
	made := st.splitAt(index, at, answers[0])
	made.Pending = true
	made.Trend.Trend = trend.Trend{Word: trend.Unknown, Headline: notMeasured, Conditions: []trend.Condition{}}
	return made, nil
}
