package split

import (
	"context"
	"time"
)

// Timeline measures states of one series, oldest first, and fills in since when each word holds; see [Chain] and
// [Measure] for the errors.
func Timeline(ctx context.Context, states []Input, metric Metric) ([]Answer, error) {
	answers := make([]Answer, 0, len(states))
	for _, in := range states {
		answer, err := Measure(ctx, in, metric)
		if err != nil {
			return nil, err
		}
		answers = append(answers, answer)
	}
	Chain(answers)
	return answers, nil
}

// Chain fills in, for the answers about successive states of one series, oldest first and none left out, the earliest
// instant from which each word is unchanged: by controller and, where both neighbours have it, by side. A state begins
// when its zones do. An unknown word has no since.
func Chain(answers []Answer) {
	for i := range answers {
		a := &answers[i]
		var before *Answer
		if i > 0 {
			before = &answers[i-1]
			a.Verdict.follow(&before.Verdict, a.ZonesSince)
		} else {
			a.Verdict.follow(nil, a.ZonesSince)
		}
		if a.BySide == nil {
			continue
		}
		if before != nil && before.BySide != nil {
			a.BySide.Verdict.follow(&before.BySide.Verdict, a.ZonesSince)
		} else {
			a.BySide.Verdict.follow(nil, a.ZonesSince)
		}
	}
}

// follow sets since when the word holds, from the verdict on the state before, which may be nil.
func (v *Verdict) follow(before *Verdict, begins time.Time) {
	switch {
	case v.Word == Unknown:
		v.Since = time.Time{}
	case before != nil && before.Word == v.Word:
		v.Since = before.Since
	default:
		v.Since = begins
	}
}
