package answer

import (
	"context"
	"fmt"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/geo/split"
)

// transfers is the ground that went from one controller to another between two snapshots; what was kept is left out.
type transfers []transfer

// transfer is ground in m².
type transfer struct {
	From   geo.ControllerID `json:"from"`
	To     geo.ControllerID `json:"to"`
	AreaM2 float64          `json:"area_m2"`
}

// changedM2 sums the ground that changed hands; by side not what controllers of one side passed among themselves.
func (t transfers) changedM2(st *State, by grouping) (sum float64) {
	for _, one := range t {
		if by == byController || st.holderOf(one.From) != st.holderOf(one.To) {
			sum += one.AreaM2
		}
	}
	return sum
}

// transferred returns the ground that changed hands between the snapshots at two changes: kept, or computed.
func (s *Service) transferred(ctx context.Context, st *State, from, to int) (transfers, error) {
	key := s.transfersKey(st, from, to)
	return recalled(ctx, s.outlooks.transfers, key, func(ctx context.Context) (transfers, error) {
		return transfersOf(ctx, st.Snapshot(from).Zones, st.Snapshot(to).Zones)
	})
}

func (s *Service) transfersKey(st *State, from, to int) string {
	return "transfers " + s.version + " " + st.hashes[from] + " " + st.hashes[to]
}

// recallTransfers brings what is kept of the steps up to a change into memory, all in one query, if the last is not there.
func (s *Service) recallTransfers(ctx context.Context, st *State, index int) {
	if index == 0 {
		return
	}
	if _, found := s.outlooks.transfers.memory.Get(s.transfersKey(st, index-1, index)); found {
		return
	}
	keys := make([]string, index)
	for i := range keys {
		keys[i] = s.transfersKey(st, i, i+1)
	}
	s.outlooks.transfers.found(ctx, keys)
}

func transfersOf(ctx context.Context, from, to []geo.Zone) (transfers, error) {
	matrix, err := change.Transfers(ctx, from, to)
	if err != nil {
		return nil, err
	}
	made := transfers{}
	ids := matrix.Controllers()
	for _, k := range ids {
		for _, l := range ids {
			if area := matrix.Area(k, l); k != l && area > 0 {
				made = append(made, transfer{k, l, area})
			}
		}
	}
	return made, nil
}

// recalled returns what is kept under a key, in memory or in the store, or makes it.
func recalled[V any](ctx context.Context, h *shelf[V], key string, make func(context.Context) (V, error)) (V, error) {
	known, missing := h.found(ctx, []string{key})
	if len(missing) == 0 {
		return known[0], nil
	}
	return h.one(ctx, key, make)
}

// lineKept returns the share of the line at one change that has its place at an earlier one.
func (s *Service) lineKept(ctx context.Context, st *State, from, to int, by grouping) (float64, error) {
	key := "line by " + by.String() + " " + s.version + " " + st.parameters + " " + st.hashes[from] + " " + st.hashes[to]
	return recalled(ctx, s.outlooks.lines, key, func(ctx context.Context) (float64, error) {
		metric, projects := s.metric(st.Boundary.Geometry.Bound()).(change.Metric)
		if !projects {
			return 0, fmt.Errorf("line of %s: %w", st.Series.Ref, errNoLines)
		}
		earlier, err := s.frontsAt(ctx, st, from, by)
		if err != nil {
			return 0, err
		}
		later, err := s.frontsAt(ctx, st, to, by)
		if err != nil {
			return 0, err
		}
		return change.Kept(ctx, earlier, later, st.Settings.Thresholds.FrozenLineM, metric)
	})
}

// frontsAt returns the fronts of the snapshot at a change.
func (s *Service) frontsAt(ctx context.Context, st *State, index int, by grouping) ([]split.Front, error) {
	key := by.String() + " " + st.parameters + " " + st.hashes[index]
	return s.outlooks.fronts.Do(ctx, key, func(context.Context) ([]split.Front, error) {
		in := split.Input{Snapshot: st.Snapshot(index), Boundary: st.Boundary, Settings: st.Settings}
		if by == bySides {
			return split.FrontsOfSides(in)
		}
		return split.FrontsOf(in)
	})
}

// frontBytes estimates the memory that fronts take.
func frontBytes(fronts []split.Front) int64 {
	const perFront, perVertex = 200, 16
	size := int64(perFront * len(fronts))
	for _, f := range fronts {
		for _, line := range f.Lines {
			size += int64(len(line)) * perVertex
		}
	}
	return size
}
