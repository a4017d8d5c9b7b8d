package answer

import (
	"context"
	"math"
	"time"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/geo/split"
)

// Turnover is the ground that changed hands, summed from change to change and not end to end: ground that goes and
// returns counts twice.
type Turnover struct {
	// Share is the share of the enclave; on schematic shapes it is rounded to whole percentages and the rest is left out.
	Share   float64  `json:"share"`
	AreaKm2 *float64 `json:"area_km2,omitempty"`
	// Per30DaysShare is the share of the enclave in 30 days at the pace of the time it is about.
	Per30DaysShare *float64 `json:"per_30_days_share,omitempty"`
}

// turnoverDays is the time that a pace of turnover is told for.
const turnoverDays = 30

// turnover returns what so much ground means for the enclave.
func (st *State) turnover(changedM2 float64, from, to time.Time, schematic bool) *Turnover {
	share := changedM2 / st.Boundary.AreaM2
	if schematic {
		return &Turnover{Share: math.Round(share*100) / 100}
	}
	made := &Turnover{Share: share, AreaKm2: new(geo.Km2(changedM2))}
	if days := to.Sub(from).Hours() / 24; days > 0 {
		made.Per30DaysShare = new(share / days * turnoverDays)
	}
	return made
}

// step is what changed from one snapshot to the next, as it is kept.
type step struct {
	// ChangedM2 is the ground that changed hands, in m².
	ChangedM2 float64        `json:"changed_m2"`
	Events    []change.Event `json:"events,omitempty"`
}

// stepKeys returns the key of the step to each change but the first: what it depends on besides the program and the rule.
func (s *Service) stepKeys(st *State) []string {
	keys := make([]string, 0, len(st.Changes))
	for i := 1; i < len(st.hashes); i++ {
		keys = append(keys, "step "+split.Rule+" "+s.version+" "+st.parameters+" "+st.hashes[i-1]+" "+st.hashes[i])
	}
	return keys
}

// measureStep measures the step to a change.
func (s *Service) measureStep(ctx context.Context, st *State, index int) (step, error) {
	before, after := st.Snapshot(index-1), st.Snapshot(index)
	answer, err := s.compare(ctx, st, before, after)
	if err != nil {
		return step{}, err
	}
	made := step{ChangedM2: answer.ChangedShare * st.Boundary.AreaM2, Events: answer.Events}
	if !answer.Schematic { // else the share is rounded
		return made, nil
	}
	matrix, err := change.Transfers(ctx, before.Zones, after.Zones)
	made.ChangedM2 = matrix.ChangedM2()
	return made, err
}
