package report

import (
	"fmt"
	"math"
)

// Target is what a figure is to reach: a bound of its median, or of the median of its ratios to the baseline.
type Target struct {
	limit  float64
	most   bool
	equal  bool
	ratios bool
}

// AtLeast is a target that the median is not below a limit in the figure's unit.
func AtLeast(limit float64) Target { return Target{limit: limit} }

// AtMost is a target that the median is not above a limit in the figure's unit.
func AtMost(limit float64) Target { return Target{limit: limit, most: true} }

// Exactly is a target that every sample equals a value.
func Exactly(value float64) Target { return Target{limit: value, equal: true} }

// RatioAtLeast is a target that the ratio to the baseline is not below a limit.
func RatioAtLeast(limit float64) Target { return Target{limit: limit, ratios: true} }

// RatioAtMost is a target that the ratio to the baseline is not above a limit.
func RatioAtMost(limit float64) Target { return Target{limit: limit, most: true, ratios: true} }

// judged returns what of the figure the target is about.
func (t Target) judged(f Figure) Samples {
	if t.ratios {
		return f.Ratios()
	}
	return f.Measured
}

// Met reports whether the figure reaches the target. A figure without samples reaches none.
func (t Target) Met(f Figure) bool {
	samples := t.judged(f)
	median := samples.Median()
	switch {
	case math.IsNaN(median):
		return false
	case t.equal:
		return samples.Least() == t.limit && samples.Greatest() == t.limit
	case t.most:
		return median <= t.limit
	default:
		return median >= t.limit
	}
}

// words writes the target in the figure's unit.
func (t Target) words(u Unit) string {
	sign := "≥"
	switch {
	case t.equal:
		sign = "="
	case t.most:
		sign = "≤"
	}
	if t.ratios {
		return fmt.Sprintf("ratio %s %s", sign, Number(t.limit))
	}
	return sign + " " + u.In(t.limit)
}

// verdict says whether the figure reaches the target, and by how much it does not.
func (t Target) verdict(f Figure) string {
	if t.Met(f) {
		return "met"
	}
	median := t.judged(f).Median()
	if math.IsNaN(median) || t.equal || t.limit == 0 {
		return "**missed**"
	}
	if factor := max(median/t.limit, t.limit/median); factor > 2 {
		return fmt.Sprintf("**missed** by a factor of %s", Number(factor))
	}
	return fmt.Sprintf("**missed** by %s %%", Number(math.Ceil(100*math.Abs(median-t.limit)/t.limit)))
}
