package answer

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/geo/coverage"
	"splitline/geo/trend"
)

// handover is what one controller has to do with one phase of a plan, in m².
type handover struct {
	Controller   geo.ControllerID `json:"controller"`
	BaseM2       float64          `json:"base_m2"`
	HandedM2     float64          `json:"handed_m2"`
	ReverseM2    float64          `json:"reverse_m2"`
	ToHandOverM2 float64          `json:"to_hand_over_m2"`
}

// plan holds a state against the plan of its enclave; it is nil if there is none.
func (s *Service) plan(ctx context.Context, o *occasion, about *around) (*trend.Plan, error) {
	if about.plan == nil {
		return nil, nil //nolint:nilnil // an enclave without a plan
	}
	plan, err := s.Against(ctx, about.plan, o.Boundary.Ref)
	if err != nil {
		return nil, err
	}
	in := trend.PlanInput{
		Series: plan.Series.Ref.Series, At: o.at, Zone: o.Zone, EnclaveM2: o.Boundary.AreaM2, Milestones: about.milestones,
		Thresholds: o.Settings.Thresholds, Decimals: o.answer().PercentDecimals, Schematic: o.answer().Schematic || plan.anySchematic(),
	}
	for phase := range plan.Changes {
		name := strconv.Itoa(phase + 1)
		base, from := o.index, time.Time{}
		if m, announced := trend.AnnouncedBy(about.milestones, name, o.at); announced {
			base = max(0, o.Index(m.At))
			from = latest(m.At, o.Changes[0])
			in.Schematic = in.Schematic || o.answers[base].Schematic
		}
		handovers, err := s.handovers(ctx, o.State, base, o.index, plan, phase)
		if err != nil {
			return nil, err
		}
		for _, h := range handovers {
			in.Ground = append(in.Ground, trend.PhaseGround{
				Phase: name, Controller: h.Controller, ToHandOverM2: h.ToHandOverM2, CountedFrom: from,
				BaseM2: h.BaseM2, HandedM2: h.HandedM2, ReverseM2: h.ReverseM2,
			})
		}
	}
	made := trend.PlanOf(in)
	return &made, nil
}

// latest returns the later of two instants.
func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// anySchematic reports whether a zone is schematic.
func (st *State) anySchematic() bool {
	return slices.ContainsFunc(st.Zones, func(z geo.Zone) bool { return z.Label.Assessment.Quality == geo.Schematic })
}

// handovers returns what each controller with ground in both has to do with a phase of a plan: kept, or computed.
func (s *Service) handovers(ctx context.Context, st *State, base, now int, plan *State, phase int) ([]handover, error) {
	key := "handover " + s.version + " " + st.parameters + " " + st.hashes[base] + " " + st.hashes[now] + " " + plan.hashes[phase]
	return recalled(ctx, s.outlooks.handovers, key, func(ctx context.Context) ([]handover, error) {
		h := handing{st: st, base: st.Snapshot(base).Zones, now: st.Snapshot(now).Zones, plan: plan.Snapshot(phase).Zones}
		made := []handover{}
		for _, id := range st.inCommon(h.base, plan.Zones) {
			one, err := h.over(ctx, id)
			if err != nil {
				return nil, err
			}
			made = append(made, one)
		}
		return made, nil
	})
}

// inCommon lists the controllers of sides that hold ground in both, in the order of the legend.
func (st *State) inCommon(zones, plan []geo.Zone) (ids []geo.ControllerID) {
	holds := func(zones []geo.Zone, id geo.ControllerID) bool {
		return slices.ContainsFunc(zones, func(z geo.Zone) bool { return z.Label.Controller == id })
	}
	for _, c := range st.Settings.Controllers {
		if c.Sided() && holds(zones, c.ID) && holds(plan, c.ID) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// handing is the ground of a series at two instants held against one phase of a plan.
type handing struct {
	st              *State
	base, now, plan []geo.Zone
}

// over returns what one controller has to do. The ground that the phase leaves to it is taken out of both, so that the
// transfers of what remains are what was handed over and what was taken.
func (h *handing) over(ctx context.Context, id geo.ControllerID) (handover, error) {
	own := groundUnder(h.plan, id)
	base, err := h.without(h.base, own)
	if err != nil {
		return handover{}, err
	}
	now, err := h.without(h.now, own)
	if err != nil {
		return handover{}, err
	}
	matrix, err := change.Transfers(ctx, base, now)
	if err != nil {
		return handover{}, err
	}
	kept := matrix.Area(id, id)
	made := handover{Controller: id, BaseM2: matrix.FromM2(id), ToHandOverM2: matrix.ToM2(id)}
	made.HandedM2, made.ReverseM2 = max(0, made.BaseM2-kept), max(0, made.ToHandOverM2-kept)
	return made, nil
}

// spared is the label of ground that a phase leaves to a controller; it is no controller of any legend.
const spared geo.ControllerID = "(spared)"

// without returns zones with some ground under the label spared.
func (h *handing) without(zones []geo.Zone, own orb.MultiPolygon) ([]geo.Zone, error) {
	laid, err := coverage.New(h.st.Boundary.Geometry, geo.Label{Controller: spared})
	if err != nil {
		return nil, err
	}
	areas := make(map[geo.ControllerID]orb.MultiPolygon)
	for _, z := range zones {
		areas[z.Label.Controller] = append(areas[z.Label.Controller], z.Polygon)
	}
	var paints []coverage.Area
	for _, id := range (geo.Snapshot{Zones: zones}).Controllers() {
		paints = append(paints, coverage.Area{Name: string(id), Label: geo.Label{Controller: id}, Geometry: areas[id]})
	}
	if laid, err = laid.Paint(paints); err != nil {
		return nil, err
	}
	if len(own) > 0 {
		area := coverage.Area{Name: string(spared), Label: geo.Label{Controller: spared}, Geometry: own}
		if laid, err = laid.Paint([]coverage.Area{area}); err != nil {
			return nil, err
		}
	}
	faces := laid.Faces()
	made := make([]geo.Zone, len(faces))
	for i, f := range faces {
		made[i] = geo.Zone{Label: f.Label, Polygon: f.Polygon, AreaM2: f.AreaM2}
	}
	return made, nil
}

// groundUnder returns the ground of one controller.
func groundUnder(zones []geo.Zone, id geo.ControllerID) (ground orb.MultiPolygon) {
	for _, z := range zones {
		if z.Label.Controller == id {
			ground = append(ground, z.Polygon)
		}
	}
	return ground
}
