package report

import (
	"math"
	"slices"
)

// Samples are the values of one quantity, one a round, in the order they were taken.
type Samples []float64

// Median returns the middle value, or the mean of the two in the middle; NaN of none.
func (s Samples) Median() float64 {
	if len(s) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(s))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// Least returns the smallest value; NaN of none.
func (s Samples) Least() float64 { return s.Quantile(0) }

// Greatest returns the largest value; NaN of none.
func (s Samples) Greatest() float64 { return s.Quantile(1) }

// Quantile returns the smallest value that at least the share q of all values does not exceed (the nearest rank); NaN
// of none.
func (s Samples) Quantile(q float64) float64 {
	if len(s) == 0 {
		return math.NaN()
	}
	rank := int(math.Ceil(q*float64(len(s)))) - 1
	return slices.Sorted(slices.Values(s))[min(max(rank, 0), len(s)-1)]
}

// Ratios returns a divided by b, round by round; rounds that only one of them has are left out.
func Ratios(a, b Samples) Samples {
	ratios := make(Samples, min(len(a), len(b)))
	for i := range ratios {
		ratios[i] = a[i] / b[i]
	}
	return ratios
}
