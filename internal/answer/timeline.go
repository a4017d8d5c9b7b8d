package answer

import (
	"context"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/geo/split"
)

// Timeline is the dates of change of a series, each with its measures and with what changed since the one before, and
// the updates behind them.
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
	// Observed are the instants at which a source of any update looked, ascending.
	Observed []Time `json:"observed"`
	// Measured is the number of the changes of which everything is known, Of that of all. Where the two differ the rest
	// is being measured: ask again.
	Measured int      `json:"measured"`
	Of       int      `json:"of"`
	Changes  []Change `json:"changes"`
	Updates  []Update `json:"updates"`
}

// Change is the state from one instant of change to the next. Of a change that is not measured yet it has the interval,
// the shares and the updates alone, and its word is unknown.
type Change struct {
	From Time `json:"from"`
	To   Time `json:"to,omitzero"`
	// Pending says that the change is not measured yet.
	Pending     bool              `json:"pending,omitempty"`
	Schematic   bool              `json:"schematic"`
	Verdict     Verdict           `json:"verdict"`
	Measures    split.Measures    `json:"measures"`
	Controllers []Holding         `json:"controllers"`
	Updates     []geo.UpdateID    `json:"updates"`
	Frontlines  []split.Frontline `json:"frontlines,omitempty"`
	// Turnover is the ground that changed hands since the change before, Events what became of the parts. Both are left
	// out of the first change, and until they are measured.
	Turnover *Turnover      `json:"turnover,omitempty"`
	Events   []change.Event `json:"events,omitempty"`
}

// Verdict is the word of a change; its conditions stand in the answer of split.
type Verdict struct {
	Word     split.Word `json:"word"`
	Headline string     `json:"headline"`
	Since    Time       `json:"since,omitzero"`
	// Cuts say whose ground is cut and where.
	Cuts []CutPlaces `json:"cuts,omitempty"`
}

// CutPlaces say whose ground is cut, into how many parts and where; what lies between stands in the answer of split.
type CutPlaces struct {
	Side   geo.SideID    `json:"side"`
	Parts  int           `json:"parts"`
	Places []split.Place `json:"places"`
}

// Holding is what one controller holds; Parts is the number of parts that count, Percent the share as it is shown.
type Holding struct {
	ID      geo.ControllerID `json:"id"`
	AreaKm2 float64          `json:"area_km2,omitempty"`
	Share   float64          `json:"share"`
	Percent float64          `json:"percent"`
	// ShareError is what the stated accuracy leaves open of the share; 0 if it is not stated.
	ShareError float64 `json:"share_error,omitempty"`
	// PercentError is the same in points, rounded up to the digits of Percent.
	PercentError float64 `json:"percent_error,omitempty"`
	Parts        int     `json:"parts"`
	// NeckWidthM is the width of the narrowest place of the main part in metres; left out where it has none.
	NeckWidthM float64 `json:"neck_width_m,omitempty"`
}

// notMeasured is the headline of a change that is not measured yet.
const notMeasured = "Not measured yet"

// Timeline answers about every date of change. A series without updates has none. It waits until all is measured.
func (s *Service) Timeline(ctx context.Context, st *State) (Timeline, error) {
	if err := s.Prepare(ctx, st, nil); err != nil {
		return Timeline{}, err
	}
	c, err := s.course(ctx, st)
	if err != nil {
		return Timeline{}, err
	}
	timeline := st.timeline(c)
	timeline.Changes, timeline.Updates = make([]Change, len(st.Changes)), each(st.Updates, wireUpdate)
	touching := st.updatesAt()
	for i := range st.Changes {
		timeline.Changes[i] = c.change(i, touching[st.Changes[i].Unix()])
	}
	return timeline, nil
}

// timeline returns the timeline without its changes and updates.
func (st *State) timeline(c *course) Timeline {
	timeline := Timeline{
		Enclave: st.Series.Ref.Enclave, Series: st.Series.Ref.Series, Revision: st.Revision,
		SettingsVersion: st.Settings.Version, AsOf: At(st.AsOf()), Rule: split.Rule,
		Boundary: wireBoundaryRef(st.Boundary), LastUpdate: At(st.LastUpdate()), LastObserved: At(st.LastObserved()),
		Observed: each(st.observed(), At), Measured: c.measured(), Of: len(st.Changes),
		Changes: []Change{}, Updates: []Update{},
	}
	if len(st.Changes) > 0 {
		timeline.First = At(st.Changes[0])
	}
	return timeline
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

// change returns what is known of a change.
func (c *course) change(index int, updates []geo.UpdateID) Change {
	st, interval := c.state, c.state.Interval(index)
	if c.pending[index] {
		made := st.roughly(index)
		made.From, made.To, made.Updates = At(interval.From), At(interval.To), append([]geo.UpdateID{}, updates...)
		return made
	}
	made := wireChange(c.answers[index], interval, updates)
	if step := c.steps[index]; step != nil {
		made.Turnover, made.Events = st.turnover(step.ChangedM2, st.Changes[index-1], interval.From, made.Schematic), step.Events
	}
	return made
}

func wireChange(a split.Answer, interval geo.Interval, updates []geo.UpdateID) Change {
	made := Change{
		From: At(interval.From), To: At(interval.To), Schematic: a.Schematic, Measures: a.Measures,
		Verdict: Verdict{
			Word: a.Verdict.Word, Headline: a.Verdict.Headline, Since: At(a.Verdict.Since), Cuts: each(a.Verdict.Cuts, wireCut),
		},
		Controllers: make([]Holding, 0, len(a.Controllers)),
		Frontlines:  a.Frontlines,
		Updates:     append([]geo.UpdateID{}, updates...),
	}
	for _, c := range a.Controllers {
		made.Controllers = append(made.Controllers, wireHolding(c, a.PercentDecimals))
	}
	return made
}

func wireCut(c split.CutGround) CutPlaces {
	return CutPlaces{Side: c.Side, Parts: c.Parts, Places: c.Places}
}

func wireHolding(c split.Controller, decimals int) Holding {
	made := Holding{
		ID: c.ID, AreaKm2: c.AreaKm2, Share: c.Share, Percent: c.Percent, Parts: c.PartCount,
		ShareError: c.ShareError, PercentError: PercentError(c.ShareError, decimals),
	}
	if c.Neck != nil {
		made.NeckWidthM = c.Neck.WidthM
	}
	return made
}

// roughly returns what can be told of a change without measuring it: the shares of its controllers.
func (st *State) roughly(index int) Change {
	snapshot := st.Snapshot(index)
	made := Change{
		Pending: true, Verdict: Verdict{Word: split.Unknown, Headline: notMeasured}, Controllers: []Holding{},
	}
	for _, z := range snapshot.Zones {
		made.Schematic = made.Schematic || z.Label.Assessment.Quality == geo.Schematic
	}
	areas := snapshot.AreaByController()
	var shares []float64
	for _, c := range st.Settings.Controllers {
		if area, holds := areas[c.ID]; holds {
			shares = append(shares, area/st.Boundary.AreaM2)
			made.Controllers = append(made.Controllers, Holding{ID: c.ID, AreaKm2: geo.Km2(area), Share: area / st.Boundary.AreaM2})
		}
	}
	for i, percent := range split.Percent(shares, 0) {
		h := &made.Controllers[i]
		if h.Percent = percent; made.Schematic {
			h.AreaKm2, h.Share = 0, percent/100
		}
	}
	return made
}

// Change returns of the answer about an instant what a timeline tells of the change in force.
func (a Split) Change() Change {
	return wireChange(a.Answer, geo.Interval{From: a.From.Time, To: a.To.Time}, nil)
}
