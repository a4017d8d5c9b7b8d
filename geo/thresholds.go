package geo

import (
	"bytes"
	"encoding/json"
	"math"
)

// Thresholds are the conventions of the verdict, of the trend and of the state of a plan, rule v1. They are this
// product's, not the literature's. Shares are 0 to 1, lengths in metres, periods in days.
type Thresholds struct {
	EpsilonM float64 `json:"epsilon_m"`
	// MinimumMappingUnitKm2 is the smallest part that counts, in km².
	MinimumMappingUnitKm2 float64 `json:"minimum_mapping_unit_km2"`
	// UnresolvedShare is the share of the enclave, contested and unassigned, from which the word is unresolved.
	UnresolvedShare float64 `json:"unresolved_share"`
	// OneHolderShare is the share of H from which one main part makes the word one-holder.
	OneHolderShare float64 `json:"one_holder_share"`
	// SideShare is the share of H from which a side counts for belt and several.
	SideShare float64 `json:"side_share"`
	// BeltShare is the share of H below which the smaller side can be a belt.
	BeltShare float64 `json:"belt_share"`
	// BeltDepthM and BeltDepthShare: that share of the belt lies within that many metres of the boundary.
	BeltDepthM     float64 `json:"belt_depth_m"`
	BeltDepthShare float64 `json:"belt_depth_share"`
	// BeltBoundaryShare is the share of the boundary that a belt touches at least.
	BeltBoundaryShare float64 `json:"belt_boundary_share"`
	// CutPartShare is the share of the enclave from which a part counts for a cut.
	CutPartShare float64 `json:"cut_part_share"`
	// ZoneShare is the share of H from which a main part makes one of two zones.
	ZoneShare float64 `json:"zone_share"`
	// NeckPartShare is the share of a main part that each of two pieces must have for the place between to be a neck.
	NeckPartShare float64 `json:"neck_part_share"`

	// GapDays is the longest time between two observations over which a series counts as observed.
	GapDays float64 `json:"gap_days"`
	// FrozenDays is how long nothing must have moved before a line is called frozen.
	FrozenDays float64 `json:"frozen_days"`
	// FrozenTurnoverShare of the enclave at most changes hands within any FrozenTurnoverDays while a line is frozen.
	FrozenTurnoverShare float64 `json:"frozen_turnover_share"`
	FrozenTurnoverDays  float64 `json:"frozen_turnover_days"`
	// FrozenLineShare of a frozen line lies within FrozenLineM, or the accuracy of either line, of its earlier place.
	FrozenLineShare float64 `json:"frozen_line_share"`
	FrozenLineM     float64 `json:"frozen_line_m"`
	// TrendDays is how far back splitting and rejoining are looked for.
	TrendDays float64 `json:"trend_days"`
	// TrendShare is the share of H by which the second side's main part rises or falls in a trend.
	TrendShare float64 `json:"trend_share"`
	// TrendNeckShare is the share of its width by which a neck falls or rises in a trend.
	TrendNeckShare float64 `json:"trend_neck_share"`

	// UnderWayShare and DoneShare of the ground to hand over make a phase of a plan under way and done.
	UnderWayShare float64 `json:"under_way_share"`
	DoneShare     float64 `json:"done_share"`
	// StalledDays after its announcement a phase that is not under way is stalled.
	StalledDays float64 `json:"stalled_days"`
}

// DefaultThresholds returns rule v1 as the product ships it.
func DefaultThresholds() Thresholds {
	return Thresholds{
		EpsilonM: 50, MinimumMappingUnitKm2: 0.25,
		UnresolvedShare: 0.25, OneHolderShare: 0.90, SideShare: 0.05,
		BeltShare: 0.25, BeltDepthM: 1500, BeltDepthShare: 0.90, BeltBoundaryShare: 0.50,
		CutPartShare: 0.05, ZoneShare: 0.10, NeckPartShare: 0.10,
		GapDays: 14, FrozenDays: 30, FrozenTurnoverShare: 0.01, FrozenTurnoverDays: 30,
		FrozenLineShare: 0.90, FrozenLineM: 250, TrendDays: 90, TrendShare: 0.02, TrendNeckShare: 0.25,
		UnderWayShare: 0.10, DoneShare: 0.90, StalledDays: 30,
	}
}

// UnmarshalJSON reads thresholds by their names. One that is left out has its default, so that settings recorded before
// it existed mean what they meant. A name that is none is an error.
func (t *Thresholds) UnmarshalJSON(data []byte) error {
	type plain Thresholds
	read := plain(DefaultThresholds())
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&read); err != nil {
		return err
	}
	*t = Thresholds(read)
	return nil
}

// Validate returns an error of kind [ErrInvalid] if a share is outside 0 to 1 or a length, an area or a period is
// negative or not finite.
func (t Thresholds) Validate() error {
	for name, share := range t.shares() {
		if !(share >= 0 && share <= 1) {
			return invalidf(name, "%g must lie between 0 and 1", share)
		}
	}
	for name, size := range t.sizes() {
		if !(size >= 0) || math.IsInf(size, 1) {
			return invalidf(name, "%g must not be negative", size)
		}
	}
	return nil
}

func (t Thresholds) shares() map[string]float64 {
	return map[string]float64{
		"unresolved_share": t.UnresolvedShare, "one_holder_share": t.OneHolderShare, "side_share": t.SideShare,
		"belt_share": t.BeltShare, "belt_depth_share": t.BeltDepthShare, "belt_boundary_share": t.BeltBoundaryShare,
		"cut_part_share": t.CutPartShare, "zone_share": t.ZoneShare, "neck_part_share": t.NeckPartShare,
		"frozen_turnover_share": t.FrozenTurnoverShare, "frozen_line_share": t.FrozenLineShare,
		"trend_share": t.TrendShare, "trend_neck_share": t.TrendNeckShare,
		"under_way_share": t.UnderWayShare, "done_share": t.DoneShare,
	}
}

func (t Thresholds) sizes() map[string]float64 {
	return map[string]float64{
		"epsilon_m": t.EpsilonM, "minimum_mapping_unit_km2": t.MinimumMappingUnitKm2, "belt_depth_m": t.BeltDepthM,
		"gap_days": t.GapDays, "frozen_days": t.FrozenDays, "frozen_turnover_days": t.FrozenTurnoverDays,
		"frozen_line_m": t.FrozenLineM, "trend_days": t.TrendDays, "stalled_days": t.StalledDays,
	}
}
