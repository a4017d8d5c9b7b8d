package geo

import "fmt"

// Side is a named group of controllers that the verdict takes as one. A controller in no group is a side of its own.
type Side struct {
	ID          SideID
	Label       Text
	Controllers []ControllerID
}

// Thresholds are the conventions of the verdict, rule v1. Shares are 0 to 1.
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
}

// Settings are the conventions of an enclave, versioned in recorded time.
type Settings struct {
	Version       SettingsVersion
	Enclave       EnclaveID
	Thresholds    Thresholds
	Controllers   []Controller
	Sides         []Side
	DefaultSeries SeriesID
	// DefaultSeriesReason says why that series is shown first.
	DefaultSeriesReason Text
	Boundary            BoundaryRef
	Recorded            Interval
}

// DefaultThresholds returns rule v1 as the product ships it.
func DefaultThresholds() Thresholds {
	return Thresholds{
		EpsilonM: 50, MinimumMappingUnitKm2: 0.25,
		UnresolvedShare: 0.25, OneHolderShare: 0.90, SideShare: 0.05,
		BeltShare: 0.25, BeltDepthM: 1500, BeltDepthShare: 0.90, BeltBoundaryShare: 0.50,
		CutPartShare: 0.05, ZoneShare: 0.10,
	}
}

// DefaultSettings returns the settings a new enclave starts with, without boundary or default series.
func DefaultSettings(enclave EnclaveID) Settings {
	return Settings{Enclave: enclave, Thresholds: DefaultThresholds(), Controllers: DefaultControllers()}
}

// Controller returns the controller of the legend with that id.
func (s Settings) Controller(id ControllerID) (Controller, bool) {
	for _, c := range s.Controllers {
		if c.ID == id {
			return c, true
		}
	}
	return Controller{}, false
}

// SideOf returns the side a controller belongs to, and whether it belongs to one: contested and unassigned ground
// does not.
func (s Settings) SideOf(id ControllerID) (SideID, bool) {
	if c, known := s.Controller(id); known && !c.Sided() {
		return "", false
	}
	for _, side := range s.Sides {
		for _, member := range side.Controllers {
			if member == id {
				return side.ID, true
			}
		}
	}
	return SideID(id), true
}

// Validate returns an error of kind [ErrInvalid] if the legend has no or doubled controllers, a side is malformed or
// names an unknown controller or one of another side, or a threshold is out of range.
func (s Settings) Validate() error {
	if err := ValidateID("enclave", s.Enclave); err != nil {
		return err
	}
	if err := s.validateLegend(); err != nil {
		return err
	}
	if err := s.validateSides(); err != nil {
		return err
	}
	return within("thresholds", s.Thresholds.Validate())
}

func (s Settings) validateLegend() error {
	seen := make(map[ControllerID]bool)
	for _, c := range s.Controllers {
		if err := c.Validate(); err != nil {
			return err
		}
		if seen[c.ID] {
			return invalidf("controllers", "%q stands twice", c.ID)
		}
		seen[c.ID] = true
	}
	if !seen[Unassigned] {
		return invalidf("controllers", "the legend must have %q, which every series starts from", Unassigned)
	}
	return nil
}

func (s Settings) validateSides() error {
	owner := make(map[ControllerID]SideID)
	for i, side := range s.Sides {
		field := fmt.Sprintf("sides[%d]", i)
		if err := within(field, ValidateID("id", side.ID)); err != nil {
			return err
		}
		if err := side.Label.Validate(field + ".label"); err != nil {
			return err
		}
		for _, id := range side.Controllers {
			c, known := s.Controller(id)
			if !known || !c.Sided() {
				return invalidf(field, "%q is not a controller that can belong to a side", id)
			}
			if other, taken := owner[id]; taken {
				return invalidf(field, "%q belongs to side %q already", id, other)
			}
			owner[id] = side.ID
		}
	}
	return nil
}

// Validate returns an error of kind [ErrInvalid] if a share is outside 0 to 1 or a length or area is negative.
func (t Thresholds) Validate() error {
	shares := map[string]float64{
		"unresolved_share": t.UnresolvedShare, "one_holder_share": t.OneHolderShare, "side_share": t.SideShare,
		"belt_share": t.BeltShare, "belt_depth_share": t.BeltDepthShare, "belt_boundary_share": t.BeltBoundaryShare,
		"cut_part_share": t.CutPartShare, "zone_share": t.ZoneShare,
	}
	for name, share := range shares {
		if !(share >= 0 && share <= 1) {
			return invalidf(name, "%g must lie between 0 and 1", share)
		}
	}
	sizes := map[string]float64{
		"epsilon_m": t.EpsilonM, "minimum_mapping_unit_km2": t.MinimumMappingUnitKm2, "belt_depth_m": t.BeltDepthM,
	}
	for name, size := range sizes {
		if !(size >= 0) {
			return invalidf(name, "%g must not be negative", size)
		}
	}
	return nil
}
