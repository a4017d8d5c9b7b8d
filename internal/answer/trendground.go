package answer

import (
	"context"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/geo/trend"
)

// grounds is who holds what of a schematic snapshot, of which the answer of package split gives no figures.
type grounds struct {
	Controllers []ground `json:"controllers"`
	Sides       []ground `json:"sides,omitempty"`
}

// ground is what one holder has, in m²: all of it, and its parts, largest first.
type ground struct {
	ID      string    `json:"id"`
	AreaM2  float64   `json:"area_m2"`
	PartsM2 []float64 `json:"parts_m2,omitempty"`
}

// holders returns who holds what at a change.
func (s *Service) holders(ctx context.Context, o *occasion, index int, by grouping) ([]trend.Holder, error) {
	if !o.answers[index].Schematic {
		return o.measuredHolders(&o.answers[index], by), nil
	}
	key := "trend grounds " + s.version + " " + o.parameters + " " + o.hashes[index]
	known, missing := s.outlooks.grounds.found(ctx, []string{key})
	kept := known[0]
	if len(missing) > 0 {
		var err error
		kept, err = s.outlooks.grounds.one(ctx, key, func(ctx context.Context) (grounds, error) { return s.groundsAt(ctx, o.State, index) })
		if err != nil {
			return nil, err
		}
	}
	list := kept.Controllers
	if by == bySides {
		list = kept.Sides
	}
	holders := make([]trend.Holder, 0, len(list))
	for _, g := range list {
		h := trend.Holder{ID: g.ID, Label: o.labelOf(g.ID), Sided: o.sided(g.ID), Share: g.AreaM2 / o.Boundary.AreaM2}
		for _, partM2 := range g.PartsM2 {
			h.Parts = append(h.Parts, partM2/o.Boundary.AreaM2)
		}
		holders = append(holders, h)
	}
	return holders, nil
}

// measuredHolders takes the holders from an answer of package split.
func (o *occasion) measuredHolders(a *split.Answer, by grouping) (holders []trend.Holder) {
	add := func(id string, h split.Holding) {
		made := trend.Holder{ID: id, Label: o.labelOf(id), Sided: o.sided(id), Share: h.Share}
		for _, part := range h.Parts {
			made.Parts = append(made.Parts, part.AreaKm2*1e6/o.Boundary.AreaM2)
		}
		if h.Neck != nil {
			made.NeckM = h.Neck.WidthM
		}
		holders = append(holders, made)
	}
	if by == bySides && a.BySide != nil {
		for _, side := range a.BySide.Sides {
			add(string(side.ID), side.Holding)
		}
	}
	for _, c := range a.Controllers {
		if by == byController || c.Side == "" {
			add(string(c.ID), c.Holding)
		}
	}
	return holders
}

// groundsAt measures who holds what at a change.
func (s *Service) groundsAt(ctx context.Context, st *State, index int) (made grounds, err error) {
	in := split.Input{Snapshot: st.Snapshot(index), Boundary: st.Boundary, Settings: st.Settings}
	metric := s.metric(st.Boundary.Geometry.Bound())
	parts, err := split.PartsOf(ctx, in, metric)
	if err != nil {
		return made, err
	}
	made.Controllers = groundOf(in.Snapshot, parts, func(id geo.ControllerID) string { return string(id) })
	if len(st.Settings.Sides) == 0 {
		return made, nil
	}
	if parts, err = split.PartsOfSides(ctx, in, metric); err != nil {
		return made, err
	}
	made.Sides = groundOf(in.Snapshot, parts, st.holderOf)
	return made, nil
}

// groundOf gathers the ground and the parts of each holder.
func groundOf(snapshot geo.Snapshot, parts []split.PartGround, holderOf func(geo.ControllerID) string) (list []ground) {
	place := make(map[string]int)
	areas := snapshot.AreaByController()
	for _, id := range snapshot.Controllers() {
		holder := holderOf(id)
		if _, known := place[holder]; !known {
			place[holder] = len(list)
			list = append(list, ground{ID: holder})
		}
		list[place[holder]].AreaM2 += areas[id]
	}
	for _, p := range parts {
		if i, known := place[string(p.Holder)]; known {
			list[i].PartsM2 = append(list[i].PartsM2, p.AreaM2)
		}
	}
	return list
}

// holderOf returns the side of a controller, or the controller itself if it has none.
func (st *State) holderOf(id geo.ControllerID) string {
	if side, sided := st.Settings.SideOf(id); sided {
		return string(side)
	}
	return string(id)
}

// sided reports whether a holder is a side, and not contested or unassigned ground.
func (st *State) sided(holder string) bool {
	c, known := st.Settings.Controller(geo.ControllerID(holder))
	return !known || c.Sided()
}

// labelOf returns the English name of a side or of a controller.
func (st *State) labelOf(holder string) string {
	for _, side := range st.Settings.Sides {
		if string(side.ID) == holder {
			return side.Label.In("en")
		}
	}
	if c, known := st.Settings.Controller(geo.ControllerID(holder)); known {
		return c.Label.In("en")
	}
	return holder
}
