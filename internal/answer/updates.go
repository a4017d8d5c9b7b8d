package answer

import (
	"context"

	"splitline/geo"
)

// Updates lists the published updates of a series.
type Updates struct {
	Updates []UpdateWithAreas `json:"updates"`
}

// UpdateWithAreas is an update with what it gives to whom.
type UpdateWithAreas struct {
	Update
	Areas []Area `json:"areas"`
}

// Area is ground that an update gives to a controller; AreaKm2 is its own, unclipped.
type Area struct {
	Name       string           `json:"name,omitempty"`
	Controller geo.ControllerID `json:"controller"`
	AreaKm2    float64          `json:"area_km2"`
}

// Updates answers with the updates in force in a state, in the order of the fold.
func (s *Service) Updates(ctx context.Context, st *State) (Updates, error) {
	answer := Updates{Updates: make([]UpdateWithAreas, 0, len(st.Updates))}
	if st.Revision == 0 {
		return answer, nil
	}
	statements, err := s.statements(ctx, st)
	if err != nil {
		return answer, err
	}
	areas := make(map[geo.UpdateID][]geo.Area, len(statements.updates))
	for _, u := range statements.updates {
		areas[u.ID] = u.Areas
	}
	for _, u := range st.Updates {
		answer.Updates = append(answer.Updates, UpdateWithAreas{Update: wireUpdate(u), Areas: each(areas[u.ID], wireArea)})
	}
	return answer, nil
}

func wireArea(a geo.Area) Area {
	return Area{Name: a.Name, Controller: a.Controller, AreaKm2: geo.Km2(geo.AreaM2(a.Geometry))}
}
