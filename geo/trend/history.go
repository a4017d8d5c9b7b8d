package trend

import (
	"context"
	"slices"
	"sort"
	"time"

	"splitline/geo"
	"splitline/geo/split"
)

// History is what a series says up to an instant, by controller or by side.
type History struct {
	// At is the instant asked about.
	At time.Time
	// Observed are the times at which sources looked, LastUpdate the latest start of an update at or before At.
	Observed   []time.Time
	LastUpdate time.Time
	// States are the successive states of the ground, oldest first; the last is in force at At.
	States []State
	// Turnover returns the share of the enclave that changes hands between States[i-1] and States[i].
	Turnover func(ctx context.Context, i int) (float64, error)
	// Line returns the share of the line of a state that has its place at an earlier one.
	Line func(ctx context.Context, from, to int) (float64, error)

	Thresholds geo.Thresholds
	// Zone is the time zone of dates in the headline; UTC if nil.
	Zone *time.Location
	// Decimals are those of percentages and points, and Schematic says that shapes bear no figures but rounded shares.
	Decimals  int
	Schematic bool
}

// State is the ground from one change to the next.
type State struct {
	// From is the instant at which it begins.
	From time.Time
	// Ground names it: states of equal ground have the same.
	Ground string
	// Word is the verdict on it.
	Word split.Word
	// Holders are those that hold ground.
	Holders []Holder
}

// Holder is what one controller or side holds in a state.
type Holder struct {
	ID    string
	Label string
	// Sided is false for contested and unassigned ground.
	Sided bool
	// Share is that of the enclave, Parts are the shares of the enclave of its parts, largest first.
	Share float64
	Parts []float64
	// NeckM is the width of the neck of the main part in metres, 0 if it has none.
	NeckM float64
}

// Observations returns the times at or before an instant at which the sources of updates looked, ascending.
func Observations(updates []geo.Update, at time.Time) []time.Time {
	var looks []time.Time
	for i := range updates {
		for _, s := range updates[i].Sources {
			if !s.ObservedAt.IsZero() && !s.ObservedAt.After(at) {
				looks = append(looks, s.ObservedAt)
			}
		}
	}
	slices.SortFunc(looks, time.Time.Compare)
	return looks
}

// days returns a number of days of 24 hours as a duration.
func days(n float64) time.Duration { return time.Duration(n * float64(24*time.Hour)) }

// inDays returns a duration in days of 24 hours.
func inDays(d time.Duration) float64 { return d.Hours() / 24 }

// wholeDays returns how many whole days lie between two instants.
func wholeDays(from, to time.Time) int { return int(to.Sub(from) / (24 * time.Hour)) }

// last returns the index of the state in force at the instant asked about.
func (h *History) last() int { return len(h.States) - 1 }

// indexAt returns the index of the state in force at an instant, or -1 before the first.
func (h *History) indexAt(at time.Time) int {
	return sort.Search(len(h.States), func(i int) bool { return h.States[i].From.After(at) }) - 1
}

// back returns the index of the state that was in force some days ago, the first if there was none, and from when on the
// period is known.
func (h *History) back(period float64) (int, time.Time) {
	from := h.At.Add(-days(period))
	if i := h.indexAt(from); i >= 0 {
		return i, from
	}
	return 0, h.States[0].From
}

// wordSince returns the instant from which the word of the last state is unchanged.
func (h *History) wordSince() time.Time {
	i := h.last()
	for i > 0 && h.States[i-1].Word == h.States[i].Word {
		i--
	}
	return h.States[i].From
}

// zone returns the time zone of dates.
func (h *History) zone() *time.Location {
	if h.Zone == nil {
		return time.UTC
	}
	return h.Zone
}
