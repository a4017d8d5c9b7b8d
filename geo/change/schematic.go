package change

import (
	"math"

	"splitline/geo/split"
)

// withheld names what an answer about schematic shapes leaves out, by JSON name.
func withheld() []string {
	return []string{
		"area_km2", "from_area_km2", "to_area_km2", "gained_km2", "lost_km2", "lon", "lat", "displacement", "moved",
	}
}

// withhold leaves of an answer what schematic shapes bear: transfers and shares in whole percent, events without areas
// and places, and the ground that changed hands as it was drawn.
func (a *Answer) withhold() {
	a.NotGiven, a.NotGivenReason = withheld(), split.SchematicReason
	a.ChangedShare = wholePercent(a.ChangedShare)
	a.Displacement = []Displacement{}
	withholdAreas(a.Transfers, a.Controllers, a.Events)
	a.Geometry.withholdFigures()
	if a.BySide != nil {
		a.BySide.ChangedShare = wholePercent(a.BySide.ChangedShare)
		a.BySide.Displacement = []Displacement{}
		withholdAreas(a.BySide.Transfers, a.BySide.Sides, a.BySide.Events)
	}
}

func withholdAreas(transfers []Transfer, holders []Controller, events []Event) {
	shares := make([]float64, len(transfers))
	for i, t := range transfers {
		shares[i] = t.Share
	}
	for i, percent := range split.Percent(shares, 0) {
		transfers[i].AreaKm2, transfers[i].Share = 0, percent/100
	}
	from, to := make([]float64, len(holders)), make([]float64, len(holders))
	for i, h := range holders {
		from[i], to[i] = h.FromShare, h.ToShare
	}
	from, to = split.Percent(from, 0), split.Percent(to, 0)
	for i, h := range holders {
		holders[i] = Controller{ID: h.ID, FromShare: from[i] / 100, ToShare: to[i] / 100, NetPoints: math.Round(h.NetPoints)}
	}
	for i, e := range events {
		events[i] = Event{Holder: e.Holder, Event: e.Event, FromParts: e.FromParts, ToParts: e.ToParts}
	}
}

func wholePercent(share float64) float64 { return math.Round(share*100) / 100 }
