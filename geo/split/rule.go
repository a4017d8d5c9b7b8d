package split

import (
	"context"
	"math"
	"slices"
)

// tolerance is how far a value may miss its threshold and still be taken to be equal to it: what floating-point sums
// leave of an exact quarter or half.
const tolerance = 1e-9

// beltSides, severalSides, cutParts and zoneSides are the counts that rule v1 fixes; its shares are settings.
const (
	beltSides    = 2
	severalSides = 3
	cutParts     = 2
	zoneSides    = 2
)

// verdict applies rule v1: the first word of which every condition holds. Every condition of every word is reported.
func (a *analysis) verdict(ctx context.Context) (Verdict, error) {
	cuts, err := a.cuts(ctx)
	if err != nil {
		return Verdict{}, err
	}
	v := Verdict{Word: Mixed, Cuts: cuts}
	belt, err := a.beltConditions(ctx, len(v.Cuts))
	if err != nil {
		return Verdict{}, err
	}
	t := a.Settings.Thresholds
	unheld := a.unheldShare()
	v.Conditions = slices.Concat(
		[]Condition{
			condition(Unresolved, "contested_and_unassigned_share", &unheld, AtLeast, t.UnresolvedShare),
			condition(OneHolder, "largest_main_part_share", ptr(a.largestMain()), AtLeast, t.OneHolderShare),
		},
		belt,
		[]Condition{
			condition(Several, "sides_with_main_part", ptr(a.mainsFrom(t.SideShare)), AtLeast, severalSides),
			condition(Cut, "most_parts_of_a_side", ptr(a.mostParts()), AtLeast, cutParts),
			condition(TwoZone, "sides_with_main_part", ptr(a.mainsFrom(t.ZoneShare)), Exactly, zoneSides),
		},
	)
	v.Word = firstWord(v.Conditions)
	v.Headline = a.headline(v)
	return v, nil
}

// firstWord returns the first word of which every condition passes, or Mixed. Conditions of one word stand together.
func firstWord(conditions []Condition) Word {
	for len(conditions) > 0 {
		word := conditions[0].Word
		n := slices.IndexFunc(conditions, func(c Condition) bool { return c.Word != word })
		if n < 0 {
			n = len(conditions)
		}
		if !slices.ContainsFunc(conditions[:n], func(c Condition) bool { return !c.Pass }) {
			return word
		}
		conditions = conditions[n:]
	}
	return Mixed
}

// condition holds a value against a threshold. A nil value fails.
func condition(word Word, name string, value *float64, comparison Comparison, threshold float64) Condition {
	c := Condition{Word: word, Name: name, Value: value, Comparison: comparison, Threshold: threshold}
	if value == nil {
		return c
	}
	switch comparison {
	case AtLeast:
		c.Pass = reaches(*value, threshold)
	case Below:
		c.Pass = !reaches(*value, threshold)
	case Exactly:
		c.Pass = math.Abs(*value-threshold) <= tolerance
	}
	return c
}

func reaches(value, threshold float64) bool { return value >= threshold-tolerance }

// unheldShare returns the share of the enclave that belongs to no side.
func (a *analysis) unheldShare() float64 {
	var share float64
	for _, h := range a.holders {
		if !h.sided {
			share += h.exactM2 / a.enclaveM2
		}
	}
	return share
}

// ofGround returns an area as a share of H, 0 where no side has ground.
func (a *analysis) ofGround(areaM2 float64) float64 {
	if a.groundM2 == 0 {
		return 0
	}
	return areaM2 / a.groundM2
}

// largestMain returns the largest main part of a side as a share of H.
func (a *analysis) largestMain() float64 {
	var largest float64
	for _, h := range a.holders {
		if h.sided {
			largest = max(largest, a.ofGround(h.mainM2()))
		}
	}
	return largest
}

// mainsFrom counts the sides whose main part is at least a share of H.
func (a *analysis) mainsFrom(share float64) float64 {
	count := 0
	for _, h := range a.holders {
		if h.sided && h.mainM2() > 0 && reaches(a.ofGround(h.mainM2()), share) {
			count++
		}
	}
	return float64(count)
}

// countingParts returns the parts of a holder that are large enough to count for a cut, largest first.
func (a *analysis) countingParts(h holder) []*piece {
	n := slices.IndexFunc(h.parts, func(p *piece) bool {
		return !reaches(p.areaM2/a.enclaveM2, a.Settings.Thresholds.CutPartShare)
	})
	if n < 0 {
		return h.parts
	}
	return h.parts[:n]
}

// mostParts returns the largest number of parts of one side that count for a cut.
func (a *analysis) mostParts() float64 {
	most := 0
	for _, h := range a.holders {
		if h.sided {
			most = max(most, len(a.countingParts(h)))
		}
	}
	return float64(most)
}
