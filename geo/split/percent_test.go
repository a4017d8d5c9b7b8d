package split_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"splitline/geo/split"
)

func TestPercent(t *testing.T) {
	cases := []struct {
		name     string
		shares   []float64
		decimals int
		want     []float64
	}{
		{"no shares give no percentages", nil, 1, []float64{}},
		{"shares that need no rounding stay", []float64{0.53, 0.47}, 1, []float64{53, 47}},
		{"three thirds add up to a hundred", []float64{1. / 3, 1. / 3, 1. / 3}, 1, []float64{33.4, 33.3, 33.3}},
		{"three thirds in whole percentages", []float64{1. / 3, 1. / 3, 1. / 3}, 0, []float64{34, 33, 33}},
		{"the largest remainder is rounded up", []float64{0.5306, 0.4694}, 1, []float64{53.1, 46.9}},
		{"of equal remainders the larger share is rounded up", []float64{0.325, 0.675}, 0, []float64{32, 68}},
		{"a sliver is shown as nothing", []float64{0.0004, 0.5306, 0.4690}, 1, []float64{0, 53.1, 46.9}},
		{"a single share is rounded", []float64{0.104}, 0, []float64{10}},
		{"shares that fall short of the whole by noding add up to it", []float64{0.5306 - 1e-7, 0.4694}, 1, []float64{53.1, 46.9}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, split.Percent(c.shares, c.decimals)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestPercentagesOfAWholeAddUpAndStayNear(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		weights := rapid.SliceOfN(rapid.Float64Range(0.001, 1), 1, 12).Draw(r, "weights")
		decimals := rapid.IntRange(0, 2).Draw(r, "decimals")
		var sum, total float64
		for _, w := range weights {
			sum += w
		}
		for i := range weights {
			weights[i] /= sum
		}
		unit := math.Pow10(-decimals)
		for i, p := range split.Percent(weights, decimals) {
			total += p
			if math.Abs(p-100*weights[i]) >= unit+1e-6 {
				r.Errorf("%v is shown as %v", 100*weights[i], p)
			}
		}
		if math.Abs(total-100) > 1e-9 {
			r.Errorf("the percentages add up to %v", total)
		}
	})
}

func TestDecimals(t *testing.T) {
	cases := []struct {
		name  string
		error float64
		want  int
	}{
		{"an error that is not stated leaves one decimal", 0, 1},
		{"an error of 0.29 points leaves one decimal", 0.0029, 1},
		{"an error of 0.3 points leaves none", 0.003, 0},
		{"100 m over 50 km of 365 km² leave none", 0.1 * 50 / 365, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := split.Decimals(c.error); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

func ExamplePercent() {
	fmt.Println(split.Percent([]float64{0.5306, 0.3689, 0.1005}, 1))
	// Output: [53.1 36.9 10]
}
