package trend

import (
	"context"
	"math"
	"time"
)

// tolerance is how far a value may miss its threshold and still be taken to be equal to it: what floating-point sums
// leave.
const tolerance = 1e-9

// triedInTurn is the number of instants up to which each is tried for the beginning of a standstill. Of more, halving
// finds one: farther back a line differs more.
const triedInTurn = 24

// stillness is what was found of a line that may stand still.
type stillness struct {
	// since is the earliest instant from which it does; zero if not for as long as it takes to be called frozen.
	since time.Time
	// watchedDays and wordDays are for how long it was observed throughout and the word is unchanged.
	watchedDays, wordDays float64
	// turnover is the most that changed hands within one period, and line the least share of the line that kept its place,
	// since then; nil if the series does not reach so far back.
	turnover float64
	line     *float64
}

// still looks for the earliest instant from which the word is unchanged, the series was observed throughout, no more
// changed hands within any period than a frozen line allows, and the line kept its place.
func (h *History) still(ctx context.Context, w watch) (s stillness, err error) {
	t := h.Thresholds
	begin, word := h.At.Add(-days(t.FrozenDays)), h.wordSince()
	s.wordDays = inDays(h.At.Sub(word))
	if !w.since.IsZero() {
		s.watchedDays = inDays(h.At.Sub(w.since))
	}
	if s.turnover, err = h.mostTurnover(ctx, begin); err != nil {
		return s, err
	}
	if h.indexAt(begin) < 0 {
		return s, nil
	}
	earliest := later(word, w.since)
	possible := !w.since.IsZero() && !earliest.After(begin) && s.turnover <= t.FrozenTurnoverShare+tolerance
	if !possible {
		share, err := h.line(ctx, h.indexAt(begin), h.last())
		s.line = &share
		return s, err
	}
	if earliest, err = h.afterTurnover(ctx, earliest); err != nil {
		return s, err
	}
	return s, h.standstill(ctx, &s, earliest, begin)
}

// standstill tries the instants from earliest to begin at which a state begins, and earliest itself.
func (h *History) standstill(ctx context.Context, s *stillness, earliest, begin time.Time) error {
	first, last := h.indexAt(earliest), h.indexAt(begin)
	if last-first >= triedInTurn {
		var err error
		if first, err = h.halve(ctx, first, last); err != nil {
			return err
		}
	}
	for i := first; i <= last; i++ {
		share, err := h.leastLine(ctx, i)
		if err != nil {
			return err
		}
		s.line = &share
		if !reaches(share, h.Thresholds.FrozenLineShare) {
			continue
		}
		s.since = later(earliest, h.States[i].From)
		s.turnover, err = h.mostTurnover(ctx, s.since)
		return err
	}
	return nil
}

// halve returns the earliest of the states from first to last at which the present line had its place, as far as halving
// finds it, or last.
func (h *History) halve(ctx context.Context, first, last int) (int, error) {
	for first < last {
		middle := (first + last) / 2
		share, err := h.line(ctx, middle, h.last())
		if err != nil {
			return 0, err
		}
		if reaches(share, h.Thresholds.FrozenLineShare) {
			last = middle
		} else {
			first = middle + 1
		}
	}
	return last, nil
}

// leastLine returns the least share of the line of any later state that had its place at state i. It ends at the first
// that is too small; the present line comes first, since it most likely differs most.
func (h *History) leastLine(ctx context.Context, i int) (float64, error) {
	least := 1.0
	for j := h.last(); j > i; j-- {
		share, err := h.line(ctx, i, j)
		if err != nil {
			return 0, err
		}
		if least = math.Min(least, share); !reaches(least, h.Thresholds.FrozenLineShare) {
			break
		}
	}
	return least, nil
}

// line returns the share of the line of state j that has its place at state i.
func (h *History) line(ctx context.Context, i, j int) (float64, error) {
	if i == j || h.States[i].Ground == h.States[j].Ground {
		return 1, nil
	}
	return h.Line(ctx, i, j)
}

// turnover returns the share of the enclave that changes hands between state i-1 and state i.
func (h *History) turnover(ctx context.Context, i int) (float64, error) {
	if h.States[i-1].Ground == h.States[i].Ground {
		return 0, nil
	}
	return h.Turnover(ctx, i)
}

// afterTurnover returns the earliest instant, not before from, after which no more changed hands within any period than a
// frozen line allows.
func (h *History) afterTurnover(ctx context.Context, from time.Time) (time.Time, error) {
	sums := h.newWindow()
	for i := h.last(); i > 0 && h.States[i].From.After(from); i-- {
		if err := sums.add(ctx, i); err != nil {
			return from, err
		}
		if sums.sum > h.Thresholds.FrozenTurnoverShare+tolerance {
			return h.States[i].From, nil
		}
	}
	return from, nil
}

// mostTurnover returns the most that changed hands within one period after from.
func (h *History) mostTurnover(ctx context.Context, from time.Time) (most float64, err error) {
	sums := h.newWindow()
	for i := h.last(); i > 0 && h.States[i].From.After(from); i-- {
		if err := sums.add(ctx, i); err != nil {
			return 0, err
		}
		most = math.Max(most, sums.sum)
	}
	return most, nil
}

// window sums the turnover of the steps of one period, which it moves back in time.
type window struct {
	h *History
	// last is the latest step of the period, and steps are the turnovers of those before it, latest first.
	last  int
	steps []float64
	sum   float64
}

func (h *History) newWindow() *window { return &window{h: h, last: h.last()} }

// add moves the period back so that it begins with step i, the one before those that were added.
func (w *window) add(ctx context.Context, i int) error {
	share, err := w.h.turnover(ctx, i)
	if err != nil {
		return err
	}
	w.steps = append(w.steps, share)
	period := days(w.h.Thresholds.FrozenTurnoverDays)
	for len(w.steps) > 1 && w.h.States[w.last].From.Sub(w.h.States[i].From) >= period {
		w.steps, w.last = w.steps[1:], w.last-1
	}
	w.sum = 0
	for _, step := range w.steps {
		w.sum += step
	}
	return nil
}

func reaches(value, threshold float64) bool { return value >= threshold-tolerance }

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
