package answer

import (
	"context"
	"time"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/geo/trend"
	"splitline/internal/memo"
)

// Outlook is what the history of a series says about an instant, beside what its snapshot says.
type Outlook struct {
	// Trend is whether the line moves.
	Trend Trends `json:"trend"`
	// Plan is how far the first planned series of the enclave is carried out; nil if there is none and for a plan itself.
	Plan *trend.Plan `json:"plan,omitempty"`
	// Force is where a force is planned and where it holds ground; nil if the legend has none, and for a plan.
	Force *trend.Force `json:"force,omitempty"`

	// asOf is the recorded time of the newest of what plan and force were told from; zero if there was nothing.
	asOf time.Time
}

// Trends is the trend by controller, and by side where the settings name groups.
type Trends struct {
	trend.Trend
	BySide *trend.Trend `json:"by_side,omitempty"`
}

// outlooks keeps what outlooks are made from, by what it was computed from, and those that were asked for.
type outlooks struct {
	transfers *shelf[transfers]
	lines     *shelf[float64]
	grounds   *shelf[grounds]
	handovers *shelf[[]handover]
	areas     *shelf[[]areaHeld]
	fronts    *memo.Memo[string, []split.Front]
	around    *memo.Memo[aroundKey, *around]
	made      *memo.Memo[outlookKey, Outlook]
}

const (
	// pairsKept is the number of pairs of snapshots, and outlooksKept that of answers, that stay in memory.
	pairsKept    = 50_000
	outlooksKept = 5_000
	// frontsBytes bounds the lines that are kept to be compared with others.
	frontsBytes = 32 << 20
	// aroundsKept is the number of states of plans and milestones that stay in memory.
	aroundsKept = 100
)

func newOutlooks(s *Service, config Config) *outlooks {
	return &outlooks{
		transfers: newShelf(s, config, pairsKept, one[transfers]),
		lines:     newShelf(s, config, pairsKept, one[float64]),
		grounds:   newShelf(s, config, measuresKept, one[grounds]),
		handovers: newShelf(s, config, pairsKept, one[[]handover]),
		areas:     newShelf(s, config, measuresKept, one[[]areaHeld]),
		fronts:    memo.New[string](frontsBytes, config.Patience, frontBytes),
		around:    memo.New[aroundKey](aroundsKept, config.Patience, one[*around]),
		made:      memo.New[outlookKey](outlooksKept, config.Patience, one[Outlook]),
	}
}

// close cancels what is being made and waits for it.
func (t *outlooks) close() {
	t.made.Close()
	t.around.Close()
	t.fronts.Close()
	t.areas.memory.Close()
	t.handovers.memory.Close()
	t.grounds.memory.Close()
	t.lines.memory.Close()
	t.transfers.memory.Close()
}

// outlookKey names what an outlook depends on.
type outlookKey struct {
	state  stateKey
	around aroundKey
	at     int64 // in seconds
}

// outlookAt returns what the history of a state up to an instant says, whose change in force is at index. It is made once
// for all who ask and goes on when they hang up; answers are those of the changes up to index.
func (s *Service) outlookAt(ctx context.Context, st *State, index int, at time.Time, answers []split.Answer) (Outlook, error) {
	around, err := s.aroundKey(ctx, st)
	if err != nil {
		return Outlook{}, err
	}
	key := outlookKey{st.key(), around, at.Unix()}
	return s.outlooks.made.Do(ctx, key, func(ctx context.Context) (Outlook, error) {
		defer s.keepSoon(ctx)
		return s.makeOutlook(ctx, st, around, occasion{st, index, at, answers})
	})
}

// occasion is a state at an instant.
type occasion struct {
	*State
	index int
	at    time.Time
	// answers are those of the changes up to index.
	answers []split.Answer
}

// answer is what package split says about the snapshot.
func (o *occasion) answer() *split.Answer { return &o.answers[o.index] }

func (s *Service) makeOutlook(ctx context.Context, st *State, key aroundKey, o occasion) (c Outlook, err error) {
	if st.Series.Kind == geo.PlannedSeries {
		return Outlook{Trend: Trends{Trend: trend.OfPlan()}}, nil
	}
	if c.Trend, err = s.trendsOf(ctx, &o); err != nil {
		return c, err
	}
	about, err := s.aroundOf(ctx, key)
	if err != nil {
		return c, err
	}
	if c.Plan, err = s.plan(ctx, &o, about); err != nil {
		return c, err
	}
	c.asOf = about.asOf
	c.Force, err = s.force(ctx, &o, about)
	return c, err
}

// trendsOf returns the trend by controller, with that by side where there are groups.
func (s *Service) trendsOf(ctx context.Context, o *occasion) (made Trends, err error) {
	s.recallTransfers(ctx, o.State, o.index)
	if made.Trend, err = s.trendOf(ctx, o, byController); err != nil || o.answer().BySide == nil {
		return made, err
	}
	bySide, err := s.trendOf(ctx, o, bySides)
	made.BySide = &bySide
	return made, err
}

// grouping says whether controllers are taken alone or by side.
type grouping bool

const (
	byController grouping = false
	bySides      grouping = true
)

// String names the grouping in keys.
func (g grouping) String() string {
	if g {
		return "side"
	}
	return "controller"
}

// trendOf returns the trend under one grouping.
func (s *Service) trendOf(ctx context.Context, o *occasion, by grouping) (trend.Trend, error) {
	h := trend.History{
		At: o.at, Observed: trend.Observations(o.Updates, o.at), LastUpdate: o.lastUpdate(), States: o.states(by),
		Thresholds: o.Settings.Thresholds, Zone: o.Zone, Decimals: o.answer().PercentDecimals, Schematic: o.schematic(),
		Turnover: func(ctx context.Context, i int) (float64, error) {
			moved, err := s.transferred(ctx, o.State, i-1, i)
			return moved.changedM2(o.State, by) / o.Boundary.AreaM2, err
		},
		Line: func(ctx context.Context, from, to int) (float64, error) {
			return s.lineKept(ctx, o.State, from, to, by)
		},
	}
	t := o.Settings.Thresholds
	for _, days := range []float64{0, t.TrendDays, t.FrozenTurnoverDays} {
		i := max(0, o.Index(o.at.Add(-time.Duration(days*float64(24*time.Hour)))))
		if h.States[i].Holders != nil {
			continue
		}
		var err error
		if h.States[i].Holders, err = s.holders(ctx, o, i, by); err != nil {
			return trend.Trend{}, err
		}
	}
	return trend.Of(ctx, h)
}

// states lists the states up to the one in force, without their holders.
func (o *occasion) states(by grouping) []trend.State {
	states := make([]trend.State, o.index+1)
	for i := range states {
		states[i] = trend.State{From: o.Changes[i], Ground: o.hashes[i], Word: o.answers[i].Verdict.Word}
		if by == bySides && o.answers[i].BySide != nil {
			states[i].Word = o.answers[i].BySide.Verdict.Word
		}
	}
	return states
}

// schematic reports whether a state that the trend looks at is schematic.
func (o *occasion) schematic() bool {
	first := max(0, o.Index(o.at.Add(-time.Duration(o.Settings.Thresholds.TrendDays*float64(24*time.Hour)))))
	for i := first; i <= o.index; i++ {
		if o.answers[i].Schematic {
			return true
		}
	}
	return false
}

// lastUpdate returns the latest instant, not after the one asked about, from which an update is valid.
func (o *occasion) lastUpdate() (latest time.Time) {
	for i := range o.Updates {
		if from := o.Updates[i].Valid.From; from.After(latest) && !from.After(o.at) {
			latest = from
		}
	}
	return latest
}
