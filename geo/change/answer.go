package change

import (
	"time"

	"splitline/geo"
	"splitline/geo/split"
)

// Answer is what changed between two snapshots of one enclave. Its JSON is the wire form of the API and of the command
// line. Lists by controller stand in the order of the legend. Everything outside BySide takes every controller for a side
// of its own.
//
// What is not known is left out: areas, places, displacement and the moved line where Schematic is set. Where one of the
// two instants lies before the first update of its series nothing is compared: all lists are empty and ChangedShare means
// nothing. NotGiven names what is missing in either case.
type Answer struct {
	From State `json:"from"`
	To   State `json:"to"`
	// Boundary is the one both were folded over.
	Boundary split.Boundary `json:"boundary"`
	// MetricCRS names the reference system in which distances were measured.
	MetricCRS       string              `json:"metric_crs"`
	SettingsVersion geo.SettingsVersion `json:"settings_version"`
	// Schematic says that a zone of one of the two is schematic; NotGiven lists what is left out, by JSON name, and
	// NotGivenReason says why in English.
	Schematic      bool     `json:"schematic"`
	NotGiven       []string `json:"not_given,omitempty"`
	NotGivenReason string   `json:"not_given_reason,omitempty"`
	// Days is the time between the two instants asked about, negative if the second is the earlier.
	Days float64 `json:"days"`
	// Transfers lists every pair with ground, kept ground too, in the order of the legend.
	Transfers   []Transfer   `json:"transfers"`
	Controllers []Controller `json:"controllers"`
	// ChangedShare is the share of the enclave that has another controller, from end to end.
	ChangedShare float64 `json:"changed_share"`
	Events       []Event `json:"events"`
	// Displacement lists the direct fronts first, then those of contested and unassigned ground.
	Displacement []Displacement `json:"displacement"`
	// BySide is the same with the controllers grouped as the settings say; nil if they name no groups.
	BySide *BySide `json:"by_side,omitempty"`
	// Geometry is the ground that changed hands and the line that moved.
	Geometry Geometry `json:"geometry,omitzero"`
}

// State says which snapshot is meant.
type State struct {
	Enclave geo.EnclaveID `json:"enclave"`
	Series  geo.SeriesID  `json:"series"`
	// Datetime is the instant asked about, AsOf the recorded time, in UTC.
	Datetime time.Time    `json:"datetime"`
	AsOf     time.Time    `json:"as_of,omitzero"`
	Revision geo.Revision `json:"revision"`
	// ZonesSince is the instant from which the zones are as they are.
	ZonesSince time.Time `json:"zones_since,omitzero"`
}

// Transfer is ground that one held and another holds; From and To are alike for what was kept. They are controllers, or
// by side sides and the controllers of contested and unassigned ground.
type Transfer struct {
	From geo.ControllerID `json:"from"`
	To   geo.ControllerID `json:"to"`
	// AreaKm2 is in km² on the ellipsoid, 0 and left out on schematic shapes.
	AreaKm2 float64 `json:"area_km2,omitempty"`
	// Share is the share of the enclave, 0 to 1; in whole percent on schematic shapes.
	Share float64 `json:"share"`
}

// Controller is one controller, or by side one side, on both dates.
type Controller struct {
	ID geo.ControllerID `json:"id"`
	// FromAreaKm2 and ToAreaKm2 are in km², nil on schematic shapes.
	FromAreaKm2 *float64 `json:"from_area_km2,omitempty"`
	ToAreaKm2   *float64 `json:"to_area_km2,omitempty"`
	FromShare   float64  `json:"from_share"`
	ToShare     float64  `json:"to_share"`
	// NetPoints is the difference of the two shares in percentage points, of unrounded shares.
	NetPoints float64 `json:"net_points"`
	// GainedKm2 and LostKm2 are what it took from others and what others took from it, nil on schematic shapes.
	GainedKm2 *float64 `json:"gained_km2,omitempty"`
	LostKm2   *float64 `json:"lost_km2,omitempty"`
}

// Kind is what became of parts of one holder between two dates.
type Kind string

// The events of STAMP: Robertson, Nelson, Boots and Wulder, Spatial–temporal analysis of moving polygons, Journal of
// Geographical Systems 9, 2007, and for union, division and both Long, Robertson and Nelson, stampr, Journal of Statistical
// Software 84, code snippet 1, 2018.
const (
	// Stable is a part whose ground stayed, but for less than a minimum mapping unit gained and lost.
	Stable Kind = "stable"
	// Expansion and Contraction are a part that gained more than it lost, or lost more than it gained.
	Expansion   Kind = "expansion"
	Contraction Kind = "contraction"
	// Generation is a part where the holder had none, Disappearance one where the holder has none any more.
	Generation    Kind = "generation"
	Disappearance Kind = "disappearance"
	// Union is several parts that are one now, Division one part that is several now, Both several that are several
	// others now.
	Union    Kind = "union"
	Division Kind = "division"
	Both     Kind = "both"
)

// Event is what became of parts of one holder.
type Event struct {
	Holder geo.SideID `json:"holder"`
	Event  Kind       `json:"event"`
	// FromParts and ToParts are the numbers of the parts, from 1, the largest, as the list of parts of split has them.
	FromParts []int `json:"from_parts"`
	ToParts   []int `json:"to_parts"`
	// AreaKm2 is in km²: of a stable part what stayed, of expansion what was gained and of contraction what was lost, of
	// generation and disappearance the part, of union what joined the largest part, of division what the largest part
	// left, of both all parts after but the largest. It is 0 and left out on schematic shapes.
	AreaKm2 float64 `json:"area_km2,omitempty"`
	// Lon and Lat are a point in degrees, to 5 decimals, in the largest piece of the ground that the event is about: gained
	// or lost ground, the part; for union and division the ground across which parts joined or parted, where there is
	// one. They are nil on schematic shapes.
	Lon *float64 `json:"lon,omitempty"`
	Lat *float64 `json:"lat,omitempty"`
}

// Displacement is how far the front of two holders moved, A before B in the alphabet. Distances are those of points of the
// later line to the nearest place of the earlier line of the same two holders, in metres of the metric reference system.
type Displacement struct {
	A geo.SideID `json:"a"`
	B geo.SideID `json:"b"`
	// Contested says that one of the two is contested or unassigned ground, not a side.
	Contested bool `json:"contested,omitempty"`
	// LengthKm is the length of the later line on the ellipsoid.
	LengthKm float64 `json:"length_km"`
	// MedianM and P95M are quantiles by length.
	MedianM float64 `json:"median_m"`
	P95M    float64 `json:"p95_m"`
	// HausdorffM is the greatest distance of a point of either line to the other.
	HausdorffM float64 `json:"hausdorff_m"`
	// NetAdvanceM is the ground that one of the two took from the other, net, over the length of the later line; Advancing
	// says who, "" for neither.
	NetAdvanceM float64    `json:"net_advance_m"`
	Advancing   geo.SideID `json:"advancing,omitempty"`
}

// BySide is the answer with controllers grouped into sides. Ground that the controllers of one side passed among
// themselves was kept.
type BySide struct {
	Transfers    []Transfer     `json:"transfers"`
	Sides        []Controller   `json:"sides"`
	ChangedShare float64        `json:"changed_share"`
	Events       []Event        `json:"events"`
	Displacement []Displacement `json:"displacement"`
}
