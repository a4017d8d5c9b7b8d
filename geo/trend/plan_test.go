package trend_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
	"splitline/geo/trend"
)

const enclaveM2 = 364.9e6

// announced returns milestones: phase 1 half a year before the instant asked about, phase 2 as given.
func announced(at time.Time, precision geo.Precision) []geo.Milestone {
	return []geo.Milestone{
		{At: ago(100), Precision: geo.ToInstant, Phase: "1"},
		{At: ago(50), Precision: geo.ToDay},
		{At: at, Precision: precision, Phase: "2"},
		{At: ago(-10), Precision: geo.ToDay, Phase: "3"},
	}
}

// three is a plan of three phases of which the first is reached; of the second so many points were to hand over.
func three(base, handed, reverse float64, milestones []geo.Milestone) trend.PlanInput {
	const point = enclaveM2 / 100
	ground := func(phase string, toHandOver float64) trend.PhaseGround {
		return trend.PhaseGround{Phase: phase, Controller: "israeli-held", ToHandOverM2: toHandOver * point, CountedFrom: ago(50)}
	}
	in := trend.PlanInput{
		Series: "plan", At: asked(), EnclaveM2: enclaveM2, Milestones: milestones, Thresholds: geo.DefaultThresholds(),
		Ground: []trend.PhaseGround{ground("1", 0), ground("2", base-handed+reverse), ground("3", base-handed+reverse+20)},
	}
	g := &in.Ground[1]
	g.BaseM2, g.HandedM2, g.ReverseM2 = base*point, handed*point, reverse*point
	return in
}

func TestWordsOfAPhase(t *testing.T) {
	january := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	second := time.Second
	cases := []struct {
		name         string
		base, handed float64
		at           time.Time
		precision    geo.Precision
		asked        time.Time
		want         trend.PhaseWord
		stalled      bool
		days         int
	}{
		{"announced later", 16, 0, ago(-1), geo.ToInstant, asked(), trend.NotAnnounced, false, -1},
		{"announced this instant", 16, 0, asked(), geo.ToInstant, asked(), trend.Announced, false, 0},
		{"less than 10 % done after 29 days", 16, 1.59, ago(29), geo.ToInstant, asked(), trend.Announced, false, 29},
		{"less than 10 % done after exactly 30 days is stalled", 16, 1.59, ago(30), geo.ToInstant, asked(), trend.Announced, true, 30},
		{"less than 10 % done after a second less is not", 16, 1.59, ago(30).Add(second), geo.ToInstant, asked(), trend.Announced, false, 29},
		{"exactly 10 % done is under way and not stalled", 16, 1.6, ago(60), geo.ToInstant, asked(), trend.UnderWay, false, 60},
		{"less than 90 % done is under way", 16, 14.39, ago(60), geo.ToInstant, asked(), trend.UnderWay, false, 60},
		{"exactly 90 % done is done", 16, 14.4, ago(60), geo.ToInstant, asked(), trend.Done, false, 60},
		{"nothing to hand over is done", 0, 0, ago(60), geo.ToInstant, asked(), trend.Done, false, 60},
		{"less than the minimum mapping unit is nothing", 0.06, 0, ago(60), geo.ToInstant, asked(), trend.Done, false, 60},
		{"all but less than the minimum mapping unit is all", 0.4, 0.34, ago(60), geo.ToInstant, asked(), trend.Done, false, 60},
		{
			"a month is over before days are counted", 16, 0, january, geo.ToMonth,
			time.Date(2026, 3, 2, 23, 59, 59, 0, time.UTC), trend.Announced, false, 29,
		},
		{
			"a month and 30 days are stalled", 16, 0, january, geo.ToMonth,
			time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC), trend.Announced, true, 30,
		},
		{
			"a week is over before days are counted", 16, 0, time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), geo.ToWeek,
			time.Date(2026, 1, 12, 0, 0, 0, 0, time.UTC), trend.Announced, false, 0,
		},
		{
			"a day is over before days are counted", 16, 0, time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), geo.ToDay,
			time.Date(2026, 2, 4, 23, 59, 59, 0, time.UTC), trend.Announced, false, 29,
		},
		{"within the month it is announced in", 16, 0, january, geo.ToMonth, asked(), trend.Announced, false, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			in := three(c.base, c.handed, 0, announced(c.at, c.precision))
			in.At = c.asked
			phases := trend.PlanOf(in).Phases
			got := phases[1]
			if got.Word != c.want || got.Stalled != c.stalled {
				t.Errorf("got %q, stalled %t", got.Word, got.Stalled)
			}
			if days := deref(got.Days, -1); days != c.days {
				t.Errorf("got %d days, want %d", days, c.days)
			}
		})
	}
}

func deref[T any](p *T, none T) T {
	if p == nil {
		return none
	}
	return *p
}

func TestPlanHeadlines(t *testing.T) {
	january := announced(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), geo.ToMonth)
	cases := []struct {
		name string
		in   trend.PlanInput
		want string
	}{
		{
			"the example", three(15.9, 0, 0, january),
			"Phase 1 reached. Phase 2, announced in January 2026: 16 points (58 km²) still to hand over; 0 done.",
		},
		{
			"ground handed over and taken", three(16, 4, 1, january),
			"Phase 1 reached. Phase 2, announced in January 2026: 13 points (47 km²) still to hand over; 25 % done; 1 point (3.6 km²) the other way.",
		},
		{
			"a phase that is stalled", three(16, 1, 0, announced(ago(40), geo.ToDay)),
			"Phase 1 reached. Phase 2, announced on 13 December 2025: 15 points (55 km²) still to hand over; 6 % done; stalled.",
		},
		{
			"a week", three(16, 0, 0, announced(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), geo.ToWeek)),
			"Phase 1 reached. Phase 2, announced in the week of 5 January 2026: 16 points (58 km²) still to hand over; 0 done.",
		},
		{"a phase not announced", three(16, 0, 0, announced(ago(-5), geo.ToDay)), "Phase 1 reached. Phase 2 not announced."},
		{
			"ground taken back after a phase was reached", three(0, 0, 3, january),
			"Phase 1 reached. Phase 2 reached; 3 points (11 km²) the other way since. Phase 3 not announced.",
		},
		{"two phases reached", three(16, 16, 0, january), "Phase 1 reached. Phase 2 reached. Phase 3 not announced."},
		{
			"no milestone names a phase", three(16, 0, 0, nil), "Phase 1 not announced.",
		},
		{"no controller in common", trend.PlanInput{Series: "plan", At: asked(), EnclaveM2: enclaveM2}, "No ground in common with the plan."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, trend.PlanOf(c.in).Headline); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAPlanOnSchematicShapesHasWholePointsAlone(t *testing.T) {
	in := three(16.3, 3.1, 0.2, announced(ago(20), geo.ToInstant))
	in.Schematic = true
	got := trend.PlanOf(in)
	const want = "Phase 1 reached. Phase 2, announced on 2 January 2026: 13 points still to hand over; 19 % done."
	if diff := cmp.Diff(want, got.Headline); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	phase := trend.Phase{
		Phase: "2", Word: trend.UnderWay, AnnouncedAt: ago(20), AnnouncedPrecision: geo.ToInstant, Days: new(20), CountedFrom: ago(50),
		Controller: "israeli-held", ToHandOverShare: 0.13, DoneShare: new(0.19), ReverseShare: new(0.0),
	}
	if diff := cmp.Diff(phase, got.Phases[1]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestControllersWithNothingToHandOverAreLeftOut(t *testing.T) {
	in := three(16, 0, 0, announced(ago(20), geo.ToInstant))
	in.Ground = append(in.Ground, trend.PhaseGround{Phase: "1", Controller: "authority"})
	for _, p := range trend.PlanOf(in).Phases {
		if p.Controller != "israeli-held" {
			t.Errorf("the plan lists %q", p.Controller)
		}
	}
}

func TestThePlanCountsTheFirstAnnouncementOfAPhase(t *testing.T) {
	milestones := append(announced(ago(20), geo.ToInstant), geo.Milestone{At: ago(40), Precision: geo.ToInstant, Phase: "2"})
	m, found := trend.AnnouncedBy(milestones, "2", asked())
	if !found || !m.At.Equal(ago(40)) {
		t.Errorf("got %v, %t", m.At, found)
	}
	if _, found := trend.AnnouncedBy(milestones, "3", asked()); found {
		t.Error("a milestone of the future announces a phase")
	}
}
