package trend

import (
	"slices"
	"time"
)

// watch is how a series was observed up to an instant.
type watch struct {
	// last is the latest observation, zero if there was none.
	last time.Time
	// since is the earliest observation from which there was no longer gap than allowed until the instant; zero if the
	// series is not observed now.
	since time.Time
}

// watched returns how a series was observed up to at, with gaps of at most gapDays.
func watched(observed []time.Time, at time.Time, gapDays float64) (w watch) {
	looks := slices.Clone(observed)
	slices.SortFunc(looks, time.Time.Compare)
	next := at
	for _, look := range slices.Backward(looks) {
		if look.After(at) {
			continue
		}
		if w.last.IsZero() {
			w.last = look
		}
		if next.Sub(look) > days(gapDays) {
			break
		}
		w.since, next = look, look
	}
	return w
}
