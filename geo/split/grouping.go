package split

import (
	"slices"

	"splitline/geo"
)

// grouping puts the faces of a mesh under holders: a controller each, or a side each.
type grouping struct {
	holders []holder
	// ownerOf is the place in holders of the owner of each face.
	ownerOf []int
}

// holder is who ground is put under: a side, or a controller of ground that belongs to none.
type holder struct {
	id string
	// label is the holder's name in English.
	label       string
	controllers []geo.ControllerID
	sided       bool
	// contested marks ground of no side that is fought over, not unassigned.
	contested bool

	// exactM2 is the area in the exact coverage; errorM2 is what the accuracy of the frontlines leaves open, 0 if it
	// is not stated for all of them.
	exactM2, errorM2 float64
	// areaM2 is the area after the cleaning, the sum of the parts, largest first.
	areaM2 float64
	parts  []*piece
}

// mainM2 returns the area of the largest part.
func (h holder) mainM2() float64 {
	if len(h.parts) == 0 {
		return 0
	}
	return h.parts[0].areaM2
}

// controllerGrouping makes every controller with ground a holder, in the order of the legend, those the legend does
// not know after it.
func controllerGrouping(settings geo.Settings, m *mesh) grouping {
	return group(settings, m, func(id geo.ControllerID) holder { return controllerHolder(settings, id) })
}

// sideGrouping makes every side with ground a holder, and every controller of contested or unassigned ground.
func sideGrouping(settings geo.Settings, m *mesh) grouping {
	return group(settings, m, func(id geo.ControllerID) holder {
		side, sided := settings.SideOf(id)
		i := slices.IndexFunc(settings.Sides, func(s geo.Side) bool { return s.ID == side })
		if !sided || i < 0 {
			return controllerHolder(settings, id)
		}
		return holder{id: string(side), label: settings.Sides[i].Label.In("en"), sided: true}
	})
}

func controllerHolder(settings geo.Settings, id geo.ControllerID) holder {
	c, known := settings.Controller(id)
	label := c.Label.In("en")
	if label == "" {
		label = string(id)
	}
	return holder{id: string(id), label: label, sided: !known || c.Sided(), contested: c.Contested}
}

func group(settings geo.Settings, m *mesh, holderOf func(geo.ControllerID) holder) grouping {
	g := grouping{ownerOf: make([]int, len(m.faces))}
	place := make(map[geo.ControllerID]int)
	for _, id := range legendOrder(settings, m) {
		h := holderOf(id)
		i := slices.IndexFunc(g.holders, func(o holder) bool { return o.id == h.id && o.sided == h.sided })
		if i < 0 {
			i = len(g.holders)
			g.holders = append(g.holders, h)
		}
		g.holders[i].controllers = append(g.holders[i].controllers, id)
		place[id] = i
	}
	for f := range m.faces {
		g.ownerOf[f] = place[m.faces[f].controller]
		g.holders[g.ownerOf[f]].exactM2 += m.faces[f].areaM2
	}
	return g
}

// legendOrder returns the controllers that have ground, in the order of the legend and then of the alphabet.
func legendOrder(settings geo.Settings, m *mesh) []geo.ControllerID {
	present := make(map[geo.ControllerID]bool)
	for _, f := range m.faces {
		present[f.controller] = true
	}
	var ids []geo.ControllerID
	for _, c := range settings.Controllers {
		if present[c.ID] {
			ids = append(ids, c.ID)
			delete(present, c.ID)
		}
	}
	known := len(ids)
	for id := range present {
		ids = append(ids, id)
	}
	slices.Sort(ids[known:])
	return ids
}
