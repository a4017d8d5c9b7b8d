package answer

import (
	"context"
	"maps"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/geo/trend"
)

// areaHeld is what one controller holds of one area, in m².
type areaHeld struct {
	// Area is the place of the area in its set.
	Area       int              `json:"area"`
	Controller geo.ControllerID `json:"controller"`
	HeldM2     float64          `json:"held_m2"`
}

// force returns where a force is planned and where it holds ground; it is nil if the legend has none.
func (s *Service) force(ctx context.Context, o *occasion, about *around) (*trend.Force, error) {
	in := trend.ForceInput{
		At: o.at, Observations: o.Observations, EnclaveM2: o.Boundary.AreaM2, HeldM2: make(map[geo.ControllerID]float64),
		Decimals: o.answer().PercentDecimals, Schematic: o.answer().Schematic,
	}
	for _, c := range o.Settings.Controllers {
		if c.Force {
			in.Forces = append(in.Forces, c.ID)
		}
	}
	if len(in.Forces) == 0 {
		return nil, nil //nolint:nilnil // an enclave without a force
	}
	areas := o.Snapshot(o.index).AreaByController()
	for _, id := range in.Forces {
		if areas[id] > 0 {
			in.HeldM2[id] = areas[id]
		}
	}
	var err error
	if len(in.HeldM2) > 0 {
		in.Areas, err = s.heldIn(ctx, o, about, in.Forces)
	}
	made := trend.ForceOf(in)
	return &made, err
}

// heldIn returns what forces hold of each area.
func (s *Service) heldIn(
	ctx context.Context, o *occasion, about *around, forces []geo.ControllerID,
) (map[geo.ControllerID][]trend.AreaGround, error) {
	held := make(map[geo.ControllerID][]trend.AreaGround)
	if len(about.areas) == 0 {
		return held, nil
	}
	shares, err := s.areasHeld(ctx, o, about)
	if err != nil {
		return nil, err
	}
	for _, id := range forces {
		for _, share := range shares {
			if share.Controller == id {
				a := about.areas[share.Area]
				held[id] = append(held[id], trend.AreaGround{Name: a.Name, AreaM2: a.AreaM2, HeldM2: share.HeldM2})
			}
		}
	}
	return held, nil
}

// areasHeld returns who holds how much of each area in a snapshot: kept, or computed.
func (s *Service) areasHeld(ctx context.Context, o *occasion, about *around) ([]areaHeld, error) {
	key := "areas held " + s.version + " " + about.set + " " + o.hashes[o.index]
	return recalled(ctx, s.outlooks.areas, key, func(ctx context.Context) ([]areaHeld, error) {
		grounds := each(about.areas, func(a geo.NamedArea) orb.MultiPolygon { return a.Geometry })
		shares, err := change.Shares(ctx, grounds, o.Snapshot(o.index).Zones)
		if err != nil {
			return nil, err
		}
		made := []areaHeld{}
		for i, held := range shares {
			for _, id := range slices.Sorted(maps.Keys(held)) {
				made = append(made, areaHeld{Area: i, Controller: id, HeldM2: held[id]})
			}
		}
		return made, nil
	})
}
