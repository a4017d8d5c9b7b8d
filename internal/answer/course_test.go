package answer

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
	"splitline/geo/split"
)

func TestSinceWhenAWordHoldsIsNotToldWhereTheDateBeforeIsNotMeasured(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2025, 10, n, 0, 0, 0, 0, time.UTC) }
	tests := []struct {
		name  string
		words []split.Word // "" is not measured
		since []int        // day of October, 0 for not told
	}{
		{"all are measured", []split.Word{split.TwoZone, split.TwoZone, split.Belt}, []int{1, 1, 3}},
		{"the first is not", []split.Word{"", split.TwoZone, split.TwoZone, split.Belt}, []int{0, 0, 0, 4}},
		{"one in the middle is not", []split.Word{split.TwoZone, "", split.TwoZone, split.TwoZone}, []int{1, 0, 0, 0}},
		{"the last is not", []split.Word{split.TwoZone, split.TwoZone, ""}, []int{1, 1, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := &course{state: &State{Series: geo.Series{}}}
			for i, word := range tt.words {
				c.state.Changes = append(c.state.Changes, day(i+1))
				c.pending = append(c.pending, word == "")
				if word == "" {
					word = split.Unknown
				}
				c.answers = append(c.answers, split.Answer{Verdict: split.Verdict{Word: word}})
			}
			c.dateSome()
			got := make([]int, len(tt.since))
			for i, a := range c.answers {
				if !c.pending[i] && !a.Verdict.Since.IsZero() {
					got[i] = a.Verdict.Since.Day()
				}
			}
			if diff := cmp.Diff(tt.since, got); diff != "" {
				t.Errorf("since (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheErrorOfAShareIsRoundedUp(t *testing.T) {
	tests := []struct {
		name     string
		share    float64
		decimals int
		want     float64
	}{
		{"a hundred metres on fifty kilometres of line", 0.0137, 0, 2},
		{"with a decimal", 0.0021, 1, 0.3},
		{"a whole digit stays", 0.02, 0, 2},
		{"not stated", 0, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := PercentError(tt.share, tt.decimals); got != tt.want {
				t.Errorf("got %g, want %g", got, tt.want)
			}
		})
	}
}

func TestTheNameOfABoundary(t *testing.T) {
	tests := []struct {
		name, text string
		want       geo.BoundaryRef
		refused    bool
	}{
		{"its newest version", "outline", geo.BoundaryRef{ID: "outline"}, false},
		{"a version", "outline:3", geo.BoundaryRef{ID: "outline", Version: 3}, false},
		{"version 0 is none", "outline:0", geo.BoundaryRef{ID: "outline"}, true},
		{"no version after the colon", "outline:", geo.BoundaryRef{ID: "outline"}, true},
		{"not an id", "Out line", geo.BoundaryRef{ID: "Out line"}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ParseBoundary(tt.text)
			if (err != nil) != tt.refused || got != tt.want {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}
