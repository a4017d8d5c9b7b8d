package coverage

import "slices"

// axis divides one direction into intervals that hold about as many of the values it was made for.
type axis struct {
	edges []int32 // the value at which each interval but the first begins, ascending
	// A table of even bins that says, for each, how many edges lie in bins before it. It makes finding quick where the
	// values are spread evenly.
	low   float64
	scale float64
	known []int32
}

// newAxis makes at most n intervals for values, which it sorts.
func newAxis(values []int32, n int) axis {
	slices.Sort(values)
	a, before := axis{edges: make([]int32, 0, n)}, values[0]
	for i := 1; i < n; i++ {
		edge := values[i*len(values)/n]
		if edge >= before+leastCell {
			a.edges, before = append(a.edges, edge), edge
		}
	}
	bins := 2 * (len(a.edges) + 1)
	a.low = float64(values[0])
	a.scale = float64(bins) / (float64(values[len(values)-1]) - a.low + 1)
	a.known = make([]int32, bins+1)
	for _, edge := range a.edges {
		a.known[a.bin(float64(edge))+1]++
	}
	for b := range bins {
		a.known[b+1] += a.known[b]
	}
	return a
}

// size is the number of intervals.
func (a *axis) size() int32 { return int32(len(a.edges)) + 1 }

func (a *axis) bin(v float64) int {
	return min(max(int((v-a.low)*a.scale), 0), len(a.known)-2)
}

// find returns the interval of a value, the first or the last for one that lies outside.
func (a *axis) find(v float64) int32 {
	b := a.bin(v)
	low, high := a.known[b], a.known[b+1]
	for low < high {
		if middle := (low + high) / 2; float64(a.edges[middle]) <= v {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// begin returns where an interval other than the first begins.
func (a *axis) begin(i int32) float64 { return float64(a.edges[i-1]) }
