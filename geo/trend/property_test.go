package trend_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"splitline/geo/split"
	"splitline/geo/trend"
)

// drawHistory draws observations and a history of up to twelve states in the last 200 days.
func drawHistory(t *rapid.T) trend.History {
	rows := []state{{days: 200}}
	for range rapid.IntRange(0, 11).Draw(t, "states") {
		before := rows[len(rows)-1]
		if before.days <= 1 {
			break
		}
		rows = append(rows, state{
			days: before.days - float64(rapid.IntRange(1, 60).Draw(t, "days")), moved: rapid.Float64Range(0, 0.02).Draw(t, "moved"),
			line: before.line + float64(rapid.IntRange(-200, 200).Draw(t, "metres")),
			word: rapid.SampledFrom([]split.Word{split.TwoZone, split.TwoZone, split.TwoZone, split.Cut}).Draw(t, "word"),
		})
		if rows[len(rows)-1].days < 0 {
			rows = rows[:len(rows)-1]
			break
		}
	}
	var looks []time.Time
	for d := float64(rapid.IntRange(0, 20).Draw(t, "latest")); d < 200; d += float64(rapid.IntRange(1, 16).Draw(t, "gap")) {
		looks = append(looks, ago(d))
	}
	return history(looks, rows...)
}

// still reports by brute force whether a line stands still from an instant on, as the rule says.
func still(t *rapid.T, h trend.History, from time.Time) bool {
	look, seen := from, false
	for _, at := range slices.Backward(h.Observed) { // drawn from the latest to the earliest
		switch {
		case !at.After(from):
			seen, look = true, at
		case at.Sub(look) > 14*24*time.Hour:
			return false
		default:
			look = at
		}
	}
	if !seen || h.At.Sub(look) > 14*24*time.Hour {
		return false
	}
	first := 0
	for i, s := range h.States {
		if !s.From.After(from) {
			first = i
		}
	}
	for i := first + 1; i < len(h.States); i++ {
		var sum float64
		for j := i; j < len(h.States) && h.States[j].From.Sub(h.States[i].From) < 30*24*time.Hour; j++ {
			share, _ := h.Turnover(t.Context(), j)
			sum += share
		}
		line, _ := h.Line(t.Context(), first, i)
		if sum > 0.01 || line < 0.9 || h.States[i].Word != h.States[first].Word {
			return false
		}
	}
	return true
}

func TestFrozenIsSaidExactlySinceTheEarliestInstantOfTheRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		made, err := trend.Of(t.Context(), h)
		if err != nil {
			t.Fatal(err)
		}
		earliest := -1
		for d := 200; d >= 30; d-- {
			if still(t, h, ago(float64(d))) {
				earliest = d
				break
			}
		}
		switch {
		case made.Word == trend.NotObserved:
		case earliest < 0 && made.Word == trend.Frozen:
			t.Fatalf("%s, but no day fulfils the rule", made.Headline)
		case earliest >= 0 && (made.Word != trend.Frozen || *made.Days != earliest):
			t.Fatalf("%s, want frozen for %d days", made.Headline, earliest)
		}
	})
}

func TestEveryConditionIsReportedWhateverTheWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		made, err := trend.Of(t.Context(), h)
		if err != nil {
			t.Fatal(err)
		}
		if len(made.Conditions) != 12 {
			t.Fatalf("there are %d conditions", len(made.Conditions))
		}
		frozen := true
		for _, c := range made.Conditions {
			frozen = frozen && (c.Word != trend.Frozen || c.Pass)
		}
		if made.Word == trend.Frozen && !frozen {
			t.Fatal("frozen, and a condition of it fails")
		}
	})
}

func TestSilenceIsNeverStillness(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		h.Observed = nil
		made, err := trend.Of(t.Context(), h)
		if err != nil {
			t.Fatal(err)
		}
		if made.Word != trend.NotObserved {
			t.Fatalf("got %q without an observation", made.Word)
		}
	})
}
