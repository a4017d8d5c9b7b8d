package split

import "math"

// withheld names what an answer about schematic shapes leaves out, by JSON name.
func withheld() []string {
	return []string{
		"area_km2", "parts", "largest_part_share", "share_error", "fragmentation", "enclosure", "polsby_popper",
		"polsby_popper_vertices",
		"splitting_index", "division", "effective_mesh_km2", "effective_holders", "sides_area_km2",
		"neck", "corridors", "frontlines", "displacement",
	}
}

// withhold leaves of an answer what schematic shapes bear: the words with their conditions, shares rounded to whole
// percentages, and the number of parts. The shares of contested and unassigned ground are given as they are shown.
func (a *Answer) withhold(shown Measures) {
	a.NotGiven, a.NotGivenReason = withheld(), SchematicReason
	a.Frontlines = nil
	a.Measures = shown
	a.Verdict.withhold()
	for i := range a.Controllers {
		a.Controllers[i].withhold()
	}
	if a.BySide == nil {
		return
	}
	a.BySide.Frontlines = nil
	a.BySide.Measures = shown
	a.BySide.Verdict.withhold()
	for i := range a.BySide.Sides {
		a.BySide.Sides[i].withhold()
	}
}

func (h *Holding) withhold() {
	*h = Holding{Share: h.Percent / 100, Percent: h.Percent, PartCount: h.PartCount}
}

// withhold rounds the values of the conditions; whether they pass was judged before.
func (v *Verdict) withhold() {
	for i, c := range v.Conditions {
		if c.Value != nil {
			v.Conditions[i].Value = ptr(wholePercent(*c.Value))
		}
	}
}

func wholePercent(share float64) float64 { return math.Round(share*100) / 100 }
