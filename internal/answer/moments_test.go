package answer

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"splitline/geo"
)

// at returns an instant of a short day, so that drawn times often meet.
func at(second int) time.Time { return time.Date(2025, 10, 10, 0, 0, second, 0, time.UTC) }

// drawState draws a state of zones and observations with intervals, and no ground.
func drawState(t *rapid.T) *State {
	interval := rapid.Custom(func(t *rapid.T) geo.Interval {
		from := rapid.IntRange(0, 30).Draw(t, "from")
		i := geo.Interval{From: at(from)}
		if rapid.Bool().Draw(t, "ends") {
			i.To = at(rapid.IntRange(from+1, 40).Draw(t, "to"))
		}
		return i
	})
	state := &State{}
	for _, i := range rapid.SliceOfN(interval, 0, 6).Draw(t, "zones") {
		state.Zones = append(state.Zones, geo.Zone{Valid: i})
		state.Changes = append(state.Changes, i.From)
		if !i.Open() {
			state.Changes = append(state.Changes, i.To)
		}
	}
	slices.SortFunc(state.Changes, time.Time.Compare)
	state.Changes = slices.CompactFunc(state.Changes, time.Time.Equal)
	for _, i := range rapid.SliceOfN(interval, 0, 4).Draw(t, "observations") {
		state.Observations = append(state.Observations, geo.Observation{Valid: i})
	}
	state.moments = momentsOf(state)
	return state
}

func drawQuestion(t *rapid.T) geo.Question {
	a := rapid.IntRange(-5, 45).Draw(t, "a")
	switch rapid.IntRange(0, 3).Draw(t, "form") {
	case 0:
		return geo.AskInstant(at(a))
	case 1:
		return geo.Question{From: at(a)}
	case 2:
		return geo.Question{To: at(a)}
	}
	return geo.Question{From: at(a), To: at(rapid.IntRange(a, 45).Draw(t, "b"))}
}

// TestTheEarliestQuestionHasTheSameAnswer holds what tiles are kept by: all questions of equal indexes are answered by
// the same zones and observations.
func TestTheEarliestQuestionHasTheSameAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		state, asked := drawState(t), drawQuestion(t)
		canonical := state.Moments(asked).Question
		for _, z := range state.Zones {
			if asked.Answers(z.Valid) != canonical.Answers(z.Valid) {
				t.Fatalf("a zone of %v answers %v otherwise than %v", z.Valid, asked, canonical)
			}
		}
		for _, o := range state.Observations {
			if asked.Answers(o.Valid) != canonical.Answers(o.Valid) {
				t.Fatalf("an observation of %v answers %v otherwise than %v", o.Valid, asked, canonical)
			}
		}
		if _, instant := asked.Instant(); instant {
			if _, still := canonical.Instant(); !still {
				t.Fatalf("the instant %v became the interval %v", asked, canonical)
			}
		}
	})
}

func TestTheChangeInForce(t *testing.T) {
	state := &State{Changes: []time.Time{at(10), at(20)}}
	tests := []struct {
		name   string
		second int
		want   int
	}{
		{"before the first there is none", 9, BeforeFirst},
		{"at a change it is that change", 10, 0},
		{"until the second before the next", 19, 0},
		{"at the next it is the next", 20, 1},
		{"after the last it is the last", 99, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := state.Index(at(tt.second)); got != tt.want {
				t.Errorf("index %d, want %d", got, tt.want)
			}
		})
	}
	if got := state.Interval(0); !got.Equal(geo.Interval{From: at(10), To: at(20)}) {
		t.Errorf("the first interval is %v", got)
	}
	if got := state.Interval(1); !got.Open() {
		t.Errorf("the last interval is %v", got)
	}
}
