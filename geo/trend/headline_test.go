package trend_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"splitline/geo/split"
	"splitline/geo/trend"
)

func TestHeadlines(t *testing.T) {
	necks := func(width float64) []trend.Holder {
		held := halves(0.53)
		held[1].NeckM = width
		return held
	}
	cases := []struct {
		name string
		h    trend.History
		want string
	}{
		{"nothing is known", trend.History{At: asked()}, "Unknown: no update yet"},
		{"an old observation", history([]time.Time{ago(44)}, state{days: 200}), "No observation since 9 December 2025 (44 days)"},
		{"a line that stands still but is not watched", history([]time.Time{ago(0.5), ago(31)}, state{days: 30}), "Unknown: nothing moved in 30 days, but watched throughout for 0 days only"},
		{
			"no source says when it looked", history(nil, state{days: 44}),
			"Not observed: no source says when it looked; last update 9 December 2025 (44 days)",
		},
		{"a standstill", history(every(10, 41), state{days: 200}), "Frozen for 41 days, since 12 December 2025"},
		{
			"a main part that rose", history(every(10, 20), state{days: 200, held: halves(0.56)}, state{days: 20, moved: 0.03}),
			"Splitting: the second side’s main part rose by 3.0 points in 90 days",
		},
		{
			"a neck that fell", history(every(10, 20), state{days: 200, held: necks(4123)}, state{days: 20, moved: 0.001, held: necks(1850)}),
			"Splitting: the neck of Hamas-held narrowed from 4120 m to 1850 m in 90 days",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, of(t, c.h).Headline); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestPartsInAHeadline(t *testing.T) {
	before := halves(0.53)
	before[1].Parts = []float64{0.41, 0.06}
	h := history(every(10, 20), state{days: 200, held: before}, state{days: 20, moved: 0.001})
	h.Thresholds.TrendShare = 1
	const want = "Rejoining: parts of 5 % of the enclave or more went from 3 to 2 in 90 days"
	if diff := cmp.Diff(want, of(t, h).Headline); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestADateIsThatOfTheEnclave(t *testing.T) {
	h := history([]time.Time{time.Date(2025, 12, 9, 23, 0, 0, 0, time.UTC)}, state{days: 200})
	h.Zone = time.FixedZone("two hours east", 2*60*60)
	const want = "No observation since 10 December 2025 (43 days)"
	if diff := cmp.Diff(want, of(t, h).Headline); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAPlanIsNotObserved(t *testing.T) {
	want := trend.Trend{Word: trend.Unknown, Headline: "Unknown: a plan is not observed", Conditions: []trend.Condition{}}
	if diff := cmp.Diff(want, trend.OfPlan()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSchematicShapesGiveWordsAndWholePoints(t *testing.T) {
	before, then := halves(0.5612), halves(0.5301)
	before[0].NeckM, then[0].NeckM = 4000, 2000
	h := history(every(10, 20), state{days: 200, held: before}, state{days: 20, moved: 0.0311, held: then})
	h.Schematic, h.Decimals = true, 0
	got := of(t, h)
	if got.Word != trend.Splitting || len(got.Signs) != 1 {
		t.Fatalf("got %q with signs %v", got.Word, got.Signs)
	}
	values := map[string]*float64{}
	for _, c := range got.Conditions {
		if c.Word == trend.Frozen || c.Word == trend.Splitting {
			values[c.Name] = c.Value
		}
	}
	want := map[string]*float64{
		"observed_days": new(20.0), "unchanged_word_days": new(200.0), "turnover_share": new(0.03),
		"line_in_place_share": nil, "second_main_part_rise": new(0.03), "neck_fall_share": nil, "parts_appeared": new(0.0),
	}
	if diff := cmp.Diff(want, values); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if from, to := got.Signs[0].From, got.Signs[0].To; from != 0.44 || to != 0.47 {
		t.Errorf("the sign goes from %g to %g, want 0.44 to 0.47", from, to)
	}
	if c := conditionOf(t, got, trend.Splitting, "neck_fall_share"); !c.Pass {
		t.Error("a neck that halved does not count")
	}
}

func TestConditionsOfAMovingLine(t *testing.T) {
	got := of(t, history(every(10, 100), state{days: 200, word: split.Cut}, state{days: 20, moved: 0.015, line: 400}))
	type row struct {
		word  trend.Word
		name  string
		value float64
		pass  bool
	}
	var rows []row
	for _, c := range got.Conditions {
		value := -1.0
		if c.Value != nil {
			value = *c.Value
		}
		rows = append(rows, row{c.Word, c.Name, value, c.Pass})
	}
	want := []row{
		{trend.NotObserved, "days_since_observation", 0, false},
		{trend.Frozen, "observed_days", 100, true},
		{trend.Frozen, "unchanged_word_days", 20, false},
		{trend.Frozen, "turnover_share", 0.015, false},
		{trend.Frozen, "line_in_place_share", 0, false},
		{trend.Splitting, "second_main_part_rise", 0, false},
		{trend.Splitting, "neck_fall_share", -1, false},
		{trend.Splitting, "parts_appeared", 0, false},
		{trend.Rejoining, "second_main_part_fall", 0, false},
		{trend.Rejoining, "neck_rise_share", -1, false},
		{trend.Rejoining, "parts_vanished", 0, false},
		{trend.Moving, "moved_share", 0.015, true},
	}
	if diff := cmp.Diff(want, rows, cmp.AllowUnexported(row{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
