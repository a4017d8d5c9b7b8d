package split

import (
	"time"

	"splitline/geo"
)

// Rule names the version of the verdict's rule.
const Rule = "v1"

// SchematicReason is why an answer about schematic shapes leaves figures out.
const SchematicReason = "schematic shape"

// Answer is what split says about one snapshot: the verdict with its conditions, and the measures behind it. Its JSON
// is the wire form of the API and of the command line. Everything outside BySide takes every controller for a side of
// its own.
//
// What is not known is left out, never 0: measures of later rules, everything but rounded shares, the number of parts
// and the word where Schematic is set (NotGiven names what is missing), and Since until [Chain] has seen the states
// before.
type Answer struct {
	Enclave geo.EnclaveID `json:"enclave"`
	Series  geo.SeriesID  `json:"series"`
	// Datetime is the instant asked about, AsOf the recorded time, in UTC.
	Datetime time.Time    `json:"datetime"`
	AsOf     time.Time    `json:"as_of,omitzero"`
	Revision geo.Revision `json:"revision"`
	// ZonesSince is the instant from which the zones are as they are: the last change at or before Datetime.
	ZonesSince      time.Time           `json:"zones_since,omitzero"`
	SettingsVersion geo.SettingsVersion `json:"settings_version"`
	Rule            string              `json:"rule"`
	Boundary        Boundary            `json:"boundary"`
	// MetricCRS names the reference system in which buffers and distances were computed.
	MetricCRS string `json:"metric_crs"`
	// Schematic says that a zone is schematic; NotGiven lists what is left out for it, by JSON name, and
	// NotGivenReason says why in English.
	Schematic      bool     `json:"schematic"`
	NotGiven       []string `json:"not_given,omitempty"`
	NotGivenReason string   `json:"not_given_reason,omitempty"`
	// PercentDecimals is the number of decimals the accuracy of the zones allows in the percentages; see [Decimals].
	PercentDecimals int      `json:"percent_decimals"`
	Verdict         Verdict  `json:"verdict"`
	Measures        Measures `json:"measures"`
	// Controllers stand in the order of the legend.
	Controllers []Controller `json:"controllers"`
	// Frontlines stand in the order of their names.
	Frontlines []Frontline `json:"frontlines,omitzero"`
	// BySide is the same with the controllers grouped as the settings say; nil if they name no groups.
	BySide *BySide `json:"by_side,omitempty"`
}

// Boundary is the reference outline that the shares are computed against.
type Boundary struct {
	ID      string  `json:"id"`
	Version int     `json:"version"`
	AreaKm2 float64 `json:"area_km2"`
}

// Measures are figures of the whole enclave, after the cleaning.
type Measures struct {
	// SplittingIndex is S = H² / Σ a² (Jaeger 2000): 1 for one piece, 2 for two equal ones.
	SplittingIndex *float64 `json:"splitting_index,omitempty"`
	// Division is D = 1 − Σ (a/H)² (Jaeger 2000): the chance that two places of H lie in different parts.
	Division *float64 `json:"division,omitempty"`
	// EffectiveMeshKm2 is m_eff = Σ a² / H in km² (Jaeger 2000).
	EffectiveMeshKm2 *float64 `json:"effective_mesh_km2,omitempty"`
	// EffectiveHolders is the inverse Simpson index of the sides' shares of the ground of all sides (Laakso and
	// Taagepera 1979): contested and unassigned ground is nobody's, so it counts for no holder.
	EffectiveHolders *float64 `json:"effective_holders,omitempty"`
	// SidesAreaKm2 is H, the ground of all sides in km².
	SidesAreaKm2 *float64 `json:"sides_area_km2,omitempty"`
	// ContestedShare and UnassignedShare are shares of the enclave, from the exact coverage.
	ContestedShare  float64 `json:"contested_share"`
	UnassignedShare float64 `json:"unassigned_share"`
}

// Controller is one controller's ground.
type Controller struct {
	ID geo.ControllerID `json:"id"`
	// Side is the side the controller belongs to; "" for contested and unassigned ground.
	Side geo.SideID `json:"side,omitempty"`
	Holding
}

// Side is the ground of one side, grouped as the settings say.
type Side struct {
	ID          geo.SideID         `json:"id"`
	Controllers []geo.ControllerID `json:"controllers"`
	Holding
}

// BySide is the answer with controllers grouped into sides.
type BySide struct {
	Verdict    Verdict     `json:"verdict"`
	Measures   Measures    `json:"measures"`
	Sides      []Side      `json:"sides"`
	Frontlines []Frontline `json:"frontlines,omitzero"`
}

// Holding is the ground of one holder. AreaKm2 and Share come from the exact coverage, the rest from its cleaned copy.
type Holding struct {
	AreaKm2 float64 `json:"area_km2,omitempty"`
	// Share is the share of the enclave, 0 to 1 (FRAGSTATS PLAND), and Percent the same as it is shown: the
	// percentages of one answer add up to 100.
	Share   float64 `json:"share"`
	Percent float64 `json:"percent"`
	// ShareError is what the stated accuracy of the frontlines leaves open, as a share; 0 if it is not stated.
	ShareError float64 `json:"share_error,omitempty"`
	// PartCount is NP (FRAGSTATS), Parts the parts, largest first.
	PartCount int    `json:"part_count"`
	Parts     []Part `json:"parts,omitempty"`
	// LargestPartShare is LPI (FRAGSTATS) as a share of the enclave.
	LargestPartShare float64 `json:"largest_part_share,omitempty"`
	// Fragmentation is F = A² / Σ a² (Jaeger 2000, by class); 1 is one piece.
	Fragmentation float64 `json:"fragmentation,omitempty"`
	// Neck is the narrowest place of the main part; nil for ground of no side, and where the part has none.
	Neck *Neck `json:"neck,omitempty"`
	// Enclosure is the share of the edge that meets another side rather than the boundary; nil for ground of no side.
	Enclosure *float64 `json:"enclosure,omitempty"`
	// PolsbyPopper is 4πA/P² of the main part (Polsby and Popper 1991) and PolsbyPopperVertices the number of vertices
	// that P was digitised with.
	PolsbyPopper         float64 `json:"polsby_popper,omitempty"`
	PolsbyPopperVertices int     `json:"polsby_popper_vertices,omitempty"`
}

// Part is one connected part of the ground of a holder. Its number is its place in the list, counted from 1.
type Part struct {
	AreaKm2 float64 `json:"area_km2"`
	// Lon and Lat are a point inside the part, about where it is farthest from its edge, in degrees: to five decimals, or
	// seven where the part is too small for that.
	Lon float64 `json:"lon"`
	Lat float64 `json:"lat"`
}

// Frontline is where the ground of two sides meets, A before B in the alphabet, in km on the ellipsoid.
type Frontline struct {
	A geo.SideID `json:"a"`
	B geo.SideID `json:"b"`
	// DirectKm is the length of the edge that they share in the exact coverage.
	DirectKm float64 `json:"direct_km"`
	// ThroughContestedKm is the length of the median line of contested ground between them: all points of it that lie as
	// far from the one side as from the other and no nearer to a third (as in article 15 of the United Nations Convention
	// on the Law of the Sea, 1982).
	ThroughContestedKm float64 `json:"through_contested_km,omitempty"`
}
