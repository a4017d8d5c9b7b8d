package split

import (
	"cmp"
	"math"
	"slices"
)

// decimalError is the share below which an error lets a percentage have a decimal: 0.3 points.
const decimalError = 0.003

// Decimals returns how many decimals a percentage may have whose share is known to within an error, 0 to 1: one if the
// error is below 0.3 points, else none. An error of 0 is not stated; the figure then stands as it was measured, with
// one decimal.
func Decimals(shareError float64) int {
	if shareError < decimalError {
		return 1
	}
	return 0
}

// Percent returns shares as percentages of the given number of decimals that add up to their rounded sum, so that
// shares of a whole add to exactly 100. It is the one rounding rule of the product: every share is rounded down, and
// what is missing goes, one last digit each, to the largest remainders (the method of Hamilton), of equal ones to the
// larger share and then to the earlier. The result is at most one last digit from the share.
func Percent(shares []float64, decimals int) []float64 {
	unit := math.Pow10(decimals)
	digits, order := make([]float64, len(shares)), make([]int, len(shares))
	remainders := make([]float64, len(shares))
	var sum, given float64
	for i, share := range shares {
		exact := settle(share * 100 * unit)
		digits[i] = math.Floor(exact)
		remainders[i] = exact - digits[i]
		order[i] = i
		sum += share * 100 * unit
		given += digits[i]
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(remainders[j], remainders[i]), cmp.Compare(shares[j], shares[i]))
	})
	for _, i := range order[:missing(sum, given, len(order))] {
		digits[i]++
	}
	for i := range digits {
		digits[i] /= unit
	}
	return digits
}

// missing returns how many last digits are left to give out, at most one for each share.
func missing(sum, given float64, count int) int {
	return max(0, min(count, int(math.Round(settle(sum))-given)))
}

// settle removes what floating-point sums leave beside a half or a whole digit.
func settle(x float64) float64 { return math.Round(x*1e6) / 1e6 }
