package answer

import (
	"context"
	"sync"
	"time"

	"splitline/geo"
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
}

// Timeline is the dates of change of a series, each with its measures, and the updates behind them.
type Timeline struct {
	Enclave         geo.EnclaveID       `json:"enclave"`
	Series          geo.SeriesID        `json:"series"`
	Revision        geo.Revision        `json:"revision"`
	SettingsVersion geo.SettingsVersion `json:"settings_version"`
	AsOf            Time                `json:"as_of,omitzero"`
	Rule            string              `json:"rule"`
	Boundary        BoundaryRef         `json:"boundary"`
	First           Time                `json:"first,omitzero"`
	LastUpdate      Time                `json:"last_update,omitzero"`
	LastObserved    Time                `json:"last_observed,omitzero"`
	Changes         []Change            `json:"changes"`
	Updates         []Update            `json:"updates"`
}

// Change is the state from one instant of change to the next.
type Change struct {
	From        Time              `json:"from"`
	To          Time              `json:"to,omitzero"`
	Schematic   bool              `json:"schematic"`
	Verdict     Verdict           `json:"verdict"`
	Measures    split.Measures    `json:"measures"`
	Controllers []Holding         `json:"controllers"`
	Updates     []geo.UpdateID    `json:"updates"`
	Frontlines  []split.Frontline `json:"frontlines,omitempty"`
}

// Verdict is the word of a change; its conditions stand in the answer of split.
type Verdict struct {
	Word     split.Word `json:"word"`
	Headline string     `json:"headline"`
	Since    Time       `json:"since,omitzero"`
	// Cuts say whose ground is cut and where.
	Cuts []split.CutGround `json:"cuts,omitempty"`
}

// Holding is what one controller holds; Parts is the number of parts that count, Percent the share as it is shown.
type Holding struct {
	ID      geo.ControllerID `json:"id"`
	AreaKm2 float64          `json:"area_km2,omitempty"`
	Share   float64          `json:"share"`
	Percent float64          `json:"percent"`
	Parts   int              `json:"parts"`
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
	interval := st.Interval(index)
	made := Split{Answer: answer, From: At(interval.From), To: At(interval.To)}
	for i := range st.Updates {
		from := st.Updates[i].Valid.From
		if from.After(made.LastUpdate.Time) && !from.After(at) {
			made.LastUpdate = At(from)
		}
	}
	return made, nil
}

// Timeline answers about every date of change. A series without updates has none.
func (s *Service) Timeline(ctx context.Context, st *State) (Timeline, error) {
	answers, err := s.chained(ctx, st, len(st.Changes)-1)
	if err != nil {
		return Timeline{}, err
	}
	timeline := st.timeline()
	timeline.Changes, timeline.Updates = make([]Change, len(answers)), each(st.Updates, wireUpdate)
	touching := st.updatesAt()
	for i, a := range answers {
		timeline.Changes[i] = wireChange(a, st.Interval(i), touching[st.Changes[i].Unix()])
	}
	return timeline, nil
}

// timeline returns the timeline without its changes and updates.
func (st *State) timeline() Timeline {
	timeline := Timeline{
		Enclave: st.Series.Ref.Enclave, Series: st.Series.Ref.Series, Revision: st.Revision,
		SettingsVersion: st.Settings.Version, AsOf: At(st.AsOf()), Rule: split.Rule,
		Boundary: wireBoundaryRef(st.Boundary), LastUpdate: At(st.LastUpdate()), LastObserved: At(st.LastObserved()),
		Changes: []Change{}, Updates: []Update{},
	}
	if len(st.Changes) > 0 {
		timeline.First = At(st.Changes[0])
	}
	return timeline
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
func (st *State) date(answers []split.Answer) {
	for i := range answers {
		a := &answers[i]
		a.Enclave, a.Series = st.Series.Ref.Enclave, st.Series.Ref.Series
		a.Datetime, a.ZonesSince = st.Changes[i].UTC(), st.Changes[i].UTC()
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

// updatesAt returns the updates that begin or end at each instant, by its Unix second.
func (st *State) updatesAt() map[int64][]geo.UpdateID {
	touching := make(map[int64][]geo.UpdateID)
	for _, u := range st.Updates {
		touching[u.Valid.From.Unix()] = append(touching[u.Valid.From.Unix()], u.ID)
		if !u.Valid.Open() {
			touching[u.Valid.To.Unix()] = append(touching[u.Valid.To.Unix()], u.ID)
		}
	}
	return touching
}

func wireChange(a split.Answer, interval geo.Interval, updates []geo.UpdateID) Change {
	return Change{
		From: At(interval.From), To: At(interval.To), Schematic: a.Schematic, Measures: a.Measures,
		Verdict:     Verdict{Word: a.Verdict.Word, Headline: a.Verdict.Headline, Since: At(a.Verdict.Since), Cuts: a.Verdict.Cuts},
		Controllers: each(a.Controllers, wireHolding),
		Frontlines:  a.Frontlines,
		Updates:     append([]geo.UpdateID{}, updates...),
	}
}

func wireHolding(c split.Controller) Holding {
	return Holding{ID: c.ID, AreaKm2: c.AreaKm2, Share: c.Share, Percent: c.Percent, Parts: c.PartCount}
}
