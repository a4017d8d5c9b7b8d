package trend

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"splitline/geo"
)

// PlannedSector is the kind of an observation that says where a force is to go.
const PlannedSector = "planned-sector"

// Force is where a force is planned and where it holds ground. Its JSON is the wire form.
type Force struct {
	// Controller is the force, the first of them if there are several.
	Controller geo.ControllerID `json:"controller"`
	// Headline says both in plain English.
	Headline string `json:"headline"`
	// Planned are the sectors planned at the instant asked about, earliest first.
	Planned []Sector `json:"planned"`
	// Held is the ground of each force that holds some, in the order of the legend.
	Held []Held `json:"held"`
}

// Sector is where a force is to go.
type Sector struct {
	Title geo.Text `json:"title"`
	// Lon and Lat are the place of the sector, the middle of it if it is an area, in degrees.
	Lon       float64   `json:"lon"`
	Lat       float64   `json:"lat"`
	ValidFrom time.Time `json:"valid_from"`
}

// Held is ground of a force.
type Held struct {
	Controller geo.ControllerID `json:"controller"`
	// AreaKm2 is nil on schematic shapes. Share is that of the enclave.
	AreaKm2 *float64 `json:"area_km2,omitempty"`
	Share   float64  `json:"share"`
	// Areas are those in which it holds ground, the most of it first, with its share of each.
	Areas []AreaShare `json:"areas"`
}

// AreaShare is the share of an area that a force holds.
type AreaShare struct {
	Name  geo.Text `json:"name"`
	Share float64  `json:"share"`
	// AreaKm2 is the ground held in it; nil on schematic shapes.
	AreaKm2 *float64 `json:"area_km2,omitempty"`
}

// ForceInput is what is known of a force.
type ForceInput struct {
	// At is the instant asked about.
	At time.Time
	// Forces are the controllers that are forces, in the order of the legend.
	Forces       []geo.ControllerID
	Observations []geo.Observation
	// EnclaveM2 is the area of the enclave, and HeldM2 that of each controller that holds ground, in square metres.
	EnclaveM2 float64
	HeldM2    map[geo.ControllerID]float64
	// Areas are what a force holds of named areas.
	Areas     map[geo.ControllerID][]AreaGround
	Decimals  int
	Schematic bool
}

// AreaGround is ground held in a named area, in square metres.
type AreaGround struct {
	Name           geo.Text
	AreaM2, HeldM2 float64
}

// ForceOf returns where a force is planned and where it holds ground. Forces must name at least one.
func ForceOf(in ForceInput) Force {
	f := Force{Controller: in.Forces[0], Planned: in.planned(), Held: []Held{}}
	for _, id := range in.Forces {
		if heldM2 := in.HeldM2[id]; heldM2 > 0 {
			f.Held = append(f.Held, in.held(id, heldM2))
		}
	}
	f.Headline = plannedHeadline(f.Planned) + " " + in.heldHeadline(f.Held)
	return f
}

// planned returns the sectors that are planned at the instant asked about.
func (in *ForceInput) planned() []Sector {
	sectors := []Sector{}
	for _, o := range in.Observations {
		if o.Kind != PlannedSector || !o.Valid.Contains(in.At) {
			continue
		}
		at := middle(o.Geometry)
		sectors = append(sectors, Sector{Title: o.Title, Lon: at[0], Lat: at[1], ValidFrom: o.Valid.From.UTC()})
	}
	slices.SortStableFunc(sectors, func(a, b Sector) int { return a.ValidFrom.Compare(b.ValidFrom) })
	return sectors
}

// middle returns a point, or the middle of a line or an area.
func middle(g orb.Geometry) orb.Point {
	if p, isPoint := g.(orb.Point); isPoint {
		return p
	}
	centre, _ := planar.CentroidArea(g)
	return centre
}

// held returns the ground of one force by area.
func (in *ForceInput) held(id geo.ControllerID, heldM2 float64) Held {
	h := Held{Controller: id, Share: heldM2 / in.EnclaveM2, Areas: []AreaShare{}}
	grounds := slices.DeleteFunc(slices.Clone(in.Areas[id]), func(g AreaGround) bool { return g.HeldM2 <= 0 || g.AreaM2 <= 0 })
	slices.SortStableFunc(grounds, func(a, b AreaGround) int { return cmp.Compare(b.HeldM2, a.HeldM2) })
	for _, g := range grounds {
		share := AreaShare{Name: g.Name, Share: g.HeldM2 / g.AreaM2}
		if in.Schematic {
			share.Share = wholePoints(share.Share)
		} else {
			share.AreaKm2 = ptr(geo.Km2(g.HeldM2))
		}
		h.Areas = append(h.Areas, share)
	}
	if in.Schematic {
		h.Share = wholePoints(h.Share)
	} else {
		h.AreaKm2 = ptr(geo.Km2(heldM2))
	}
	return h
}

// plannedHeadline names the sectors in the order in which they are planned.
func plannedHeadline(sectors []Sector) string {
	if len(sectors) == 0 {
		return "No sector planned."
	}
	var steps []string
	for i := 0; i < len(sectors); {
		var names []string
		from := sectors[i].ValidFrom
		for ; i < len(sectors) && sectors[i].ValidFrom.Equal(from); i++ {
			names = append(names, nameOf(sectors[i].Title.In("en")))
		}
		steps = append(steps, joined(names))
	}
	return "Planned: " + steps[0] + " first" + strings.Join(prefixed(", then ", steps[1:]), "") + "."
}

// nameOf returns the name in a title like "Planned sector: Rafah".
func nameOf(title string) string {
	if _, name, found := strings.Cut(title, ": "); found {
		return name
	}
	return title
}

// heldHeadline says how much ground is recorded, and in which areas most of it lies.
func (in *ForceInput) heldHeadline(held []Held) string {
	if len(held) == 0 {
		return "Ground recorded: none."
	}
	var sentences []string
	for _, h := range held {
		text := percent(h.Share, in.Decimals)
		if h.AreaKm2 != nil {
			text += fmt.Sprintf(" (%s)", km2(*h.AreaKm2*1e6))
		}
		if len(h.Areas) > 0 {
			var names []string
			for _, a := range h.Areas[:min(len(h.Areas), 3)] {
				names = append(names, fmt.Sprintf("%s %s", a.Name.In("en"), percent(a.Share, in.Decimals)))
			}
			text += ": " + strings.Join(names, ", ")
		}
		sentences = append(sentences, text)
	}
	return "Ground recorded: " + strings.Join(sentences, "; ") + "."
}

// joined lists names: "A, B and C".
func joined(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func prefixed(prefix string, texts []string) []string {
	var all []string
	for _, text := range texts {
		all = append(all, prefix+text)
	}
	return all
}
