package trend

import (
	"slices"
	"time"

	"splitline/geo"
)

// PhaseWord is how far a phase of a plan is.
type PhaseWord string

// The words, in their order.
const (
	NotAnnounced PhaseWord = "not announced"
	Announced    PhaseWord = "announced"
	UnderWay     PhaseWord = "under way"
	Done         PhaseWord = "done"
)

// Plan is how far a plan is carried out. Its JSON is the wire form.
type Plan struct {
	Series geo.SeriesID `json:"series"`
	// Headline says in plain English which phases are reached and what is still to hand over for the next.
	Headline string `json:"headline"`
	// Phases stand in the order of the plan, each by controller.
	Phases []Phase `json:"phases"`
}

// Phase is what one controller has to do with one phase of a plan. Shares are of the enclave unless they say otherwise.
type Phase struct {
	Phase string    `json:"phase"`
	Word  PhaseWord `json:"word"`
	// Stalled says that less is done than makes a phase under way, long enough after it was announced.
	Stalled bool `json:"stalled"`
	// AnnouncedAt is when the phase was announced, as exactly as AnnouncedPrecision says; zero and "" if it is not. Days
	// are the whole days that have passed since at least: a month is over before they begin.
	AnnouncedAt        time.Time     `json:"announced_at,omitzero"`
	AnnouncedPrecision geo.Precision `json:"announced_precision,omitempty"`
	Days               *int          `json:"days,omitempty"`
	// CountedFrom is from when on ground handed over is counted: from the announcement, or from the first update of the
	// series if that is later; zero if the phase is not announced.
	CountedFrom time.Time        `json:"counted_from,omitzero"`
	Controller  geo.ControllerID `json:"controller"`
	// ToHandOver is ground that the controller holds and that is not its own in this phase. ToHandOverKm2 and ReverseKm2
	// are nil on schematic shapes.
	ToHandOverShare float64  `json:"to_hand_over_share"`
	ToHandOverKm2   *float64 `json:"to_hand_over_km2,omitempty"`
	// DoneShare is the share of what was to hand over when the phase was announced that has been; nil if it is not
	// announced.
	DoneShare *float64 `json:"done_share,omitempty"`
	// Reverse is ground that the controller has taken since, though it is not its own in this phase; nil if the phase is
	// not announced.
	ReverseShare *float64 `json:"reverse_share,omitempty"`
	ReverseKm2   *float64 `json:"reverse_km2,omitempty"`
}

// PlanInput is what a plan is held against.
type PlanInput struct {
	Series geo.SeriesID
	// At is the instant asked about, Zone the time zone of dates, UTC if nil.
	At   time.Time
	Zone *time.Location
	// EnclaveM2 is the area of the enclave in square metres.
	EnclaveM2  float64
	Milestones []geo.Milestone
	Thresholds geo.Thresholds
	Decimals   int
	Schematic  bool
	// Ground is what each controller with ground in both the series and the plan has to do with each phase, in the order
	// of the phases.
	Ground []PhaseGround
}

// PhaseGround is the ground of a controller held against a phase of a plan, in square metres.
type PhaseGround struct {
	// Phase is the name of the phase: 1 for the first state of the plan, and so on.
	Phase      string
	Controller geo.ControllerID
	// ToHandOverM2 is the ground that the controller holds and the phase does not leave to it.
	ToHandOverM2 float64
	// The rest is for a phase that is announced. BaseM2 is what was to hand over at CountedFrom, HandedM2 how much of it
	// the controller holds no more, and ReverseM2 what it has taken since of ground that the phase does not leave to it.
	CountedFrom                 time.Time
	BaseM2, HandedM2, ReverseM2 float64
}

// AnnouncedBy returns the milestone that announces a phase by an instant, the first if there are several.
func AnnouncedBy(milestones []geo.Milestone, phase string, at time.Time) (first geo.Milestone, found bool) {
	for _, m := range milestones {
		if m.Phase == phase && !m.At.After(at) && (!found || m.At.Before(first.At)) {
			first, found = m, true
		}
	}
	return first, found
}

// PlanOf returns how far a plan is carried out.
func PlanOf(in PlanInput) Plan {
	p := Plan{Series: in.Series, Phases: []Phase{}}
	var told []toldPhase
	for _, g := range in.takingPart() {
		phase := in.phase(g)
		p.Phases = append(p.Phases, phase)
		if len(told) == 0 || told[len(told)-1].name != g.Phase {
			told = append(told, toldPhase{name: g.Phase})
		}
		told[len(told)-1].add(phase, g)
	}
	p.Headline = in.headline(told)
	if in.Schematic {
		for i := range p.Phases {
			p.Phases[i].withhold()
		}
	}
	return p
}

// takingPart leaves out the controllers that have nothing to hand over in any phase, unless that is all of them.
func (in *PlanInput) takingPart() []PhaseGround {
	handing := make(map[geo.ControllerID]bool)
	for _, g := range in.Ground {
		if !in.nothing(g.ToHandOverM2) || !in.nothing(g.BaseM2) {
			handing[g.Controller] = true
		}
	}
	if len(handing) == 0 {
		return in.Ground
	}
	return slices.DeleteFunc(slices.Clone(in.Ground), func(g PhaseGround) bool { return !handing[g.Controller] })
}

// nothing reports whether an area is too small to count: less than half a point on schematic shapes, and else less than
// the minimum mapping unit.
func (in *PlanInput) nothing(areaM2 float64) bool {
	if in.Schematic {
		return areaM2 < 0.005*in.EnclaveM2
	}
	return geo.Km2(areaM2) < in.Thresholds.MinimumMappingUnitKm2
}

// phase judges the ground of one controller in one phase.
func (in *PlanInput) phase(g PhaseGround) Phase {
	p := Phase{
		Phase: g.Phase, Word: NotAnnounced, Controller: g.Controller,
		ToHandOverShare: g.ToHandOverM2 / in.EnclaveM2, ToHandOverKm2: ptr(geo.Km2(g.ToHandOverM2)),
	}
	m, announced := AnnouncedBy(in.Milestones, g.Phase, in.At)
	if !announced {
		return p
	}
	since := certain(m.At, m.Precision, in.zone())
	p.AnnouncedAt, p.AnnouncedPrecision = m.At.UTC(), m.Precision
	p.CountedFrom = g.CountedFrom.UTC()
	p.Days = ptr(max(0, wholeDays(since, in.At)))
	p.DoneShare = ptr(in.done(g))
	p.ReverseShare, p.ReverseKm2 = ptr(g.ReverseM2/in.EnclaveM2), ptr(geo.Km2(g.ReverseM2))
	p.Word = in.word(*p.DoneShare)
	p.Stalled = p.Word == Announced && !in.At.Before(since.Add(days(in.Thresholds.StalledDays)))
	return p
}

// done returns the share of what was to hand over that has been; all if there is nothing left or never was.
func (in *PlanInput) done(g PhaseGround) float64 {
	if in.nothing(g.ToHandOverM2) || in.nothing(g.BaseM2) {
		return 1
	}
	return min(1, g.HandedM2/g.BaseM2)
}

func (in *PlanInput) word(done float64) PhaseWord {
	switch {
	case reaches(done, in.Thresholds.DoneShare):
		return Done
	case reaches(done, in.Thresholds.UnderWayShare):
		return UnderWay
	default:
		return Announced
	}
}

func (in *PlanInput) zone() *time.Location {
	if in.Zone == nil {
		return time.UTC
	}
	return in.Zone
}

// certain returns the instant by which something has happened for certain that is known to a day, a week or a month.
func certain(at time.Time, precision geo.Precision, zone *time.Location) time.Time {
	local := at.In(zone)
	day := geo.DayOf(at, zone)
	switch precision {
	case geo.ToDay:
		return day.Next().First(zone)
	case geo.ToWeek:
		return geo.DayOf(local.AddDate(0, 0, 6), zone).Next().First(zone)
	case geo.ToMonth:
		return geo.Day{Year: day.Year, Month: day.Month, Dom: daysIn(day.Year, day.Month)}.Next().First(zone)
	default:
		return at
	}
}

// daysIn returns the number of days of a month.
func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 12, 0, 0, 0, time.UTC).Day()
}

// withhold leaves of a phase what schematic shapes bear: shares in whole points.
func (p *Phase) withhold() {
	p.ToHandOverShare = wholePoints(p.ToHandOverShare)
	p.ToHandOverKm2, p.ReverseKm2 = nil, nil
	if p.DoneShare != nil {
		p.DoneShare, p.ReverseShare = ptr(wholePoints(*p.DoneShare)), ptr(wholePoints(*p.ReverseShare))
	}
}
