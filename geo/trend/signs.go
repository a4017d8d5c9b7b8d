package trend

import (
	"cmp"
	"math"
	"slices"
)

// signs are the figures that tell of splitting and rejoining, between two states.
type signs struct {
	main Sign
	// fall and rise are the necks that fell and rose most, as shares of their width; nil if no side has a neck in both.
	fall, rise *neckSign
	parts      Sign
}

// neckSign is a neck with how much of its width it lost, less than 0 if it gained.
type neckSign struct {
	Sign
	lost float64
}

// signsOf compares two states. A part counts from a share of the enclave on.
func signsOf(from, to State, partShare float64) signs {
	s := signs{
		main:  Sign{Kind: MainPartSign, From: second(from).main, To: second(to).main, Holder: second(to).id, label: second(to).label},
		parts: Sign{Kind: PartsSign, From: float64(countingParts(from, partShare)), To: float64(countingParts(to, partShare))},
	}
	for _, now := range to.Holders {
		i := slices.IndexFunc(from.Holders, func(h Holder) bool { return h.ID == now.ID })
		if i < 0 || now.NeckM <= 0 || from.Holders[i].NeckM <= 0 {
			continue
		}
		before := from.Holders[i].NeckM
		neck := &neckSign{
			Sign: Sign{Kind: NeckSign, Holder: now.ID, label: now.Label, From: before, To: now.NeckM},
			lost: (before - now.NeckM) / before,
		}
		if s.fall == nil || neck.lost > s.fall.lost {
			s.fall = neck
		}
		if s.rise == nil || neck.lost < s.rise.lost {
			s.rise = neck
		}
	}
	return s
}

// mainPart is the main part of a side as a share of the ground of all sides.
type mainPart struct {
	id, label string
	main      float64
}

// second returns the second-largest main part of a side; it is zero if there is one side alone.
func second(s State) mainPart {
	var ground float64
	var mains []mainPart
	for _, h := range s.Holders {
		if !h.Sided || len(h.Parts) == 0 {
			continue
		}
		mains = append(mains, mainPart{id: h.ID, label: h.Label, main: h.Parts[0]})
		for _, part := range h.Parts {
			ground += part
		}
	}
	if len(mains) < 2 {
		return mainPart{}
	}
	slices.SortStableFunc(mains, func(a, b mainPart) int { return cmp.Compare(b.main, a.main) })
	mains[1].main /= ground
	return mains[1]
}

// countingParts returns how many parts of sides are at least a share of the enclave.
func countingParts(s State, share float64) (count int) {
	for _, h := range s.Holders {
		for _, part := range h.Parts {
			if h.Sided && reaches(part, share) {
				count++
			}
		}
	}
	return count
}

// gain is who gained how much.
type gain struct {
	id, label string
	share     float64
}

// mostGained returns who gained most of the enclave between two states, or nothing if nobody gained.
func mostGained(from, to State) (most gain) {
	for _, now := range to.Holders {
		gained := now.Share
		for _, before := range from.Holders {
			if before.ID == now.ID {
				gained -= before.Share
			}
		}
		if gained > math.Max(most.share, tolerance) {
			most = gain{id: now.ID, label: now.Label, share: gained}
		}
	}
	return most
}
