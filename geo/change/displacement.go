package change

import (
	"cmp"
	"context"
	"math"
	"slices"

	"splitline/geo"
	"splitline/geo/split"
)

// displacement measures every front that there is on both dates: the direct ones first. The matrix is of the names that
// the fronts use.
func (w *work) displacement(ctx context.Context, from, to []split.Front, m Matrix) ([]Displacement, []Moved, error) {
	list, moved := []Displacement{}, []Moved{}
	to = slices.Clone(to)
	slices.SortStableFunc(to, func(f, g split.Front) int { return contestedLast(f) - contestedLast(g) })
	for _, later := range to {
		i := slices.IndexFunc(from, func(f split.Front) bool { return f.A == later.A && f.B == later.B })
		if i < 0 {
			continue
		}
		d, lines, err := compareFronts(ctx, from[i], later, w.metric)
		if err != nil {
			return nil, nil, err
		}
		net := m.Area(geo.ControllerID(d.B), geo.ControllerID(d.A)) - m.Area(geo.ControllerID(d.A), geo.ControllerID(d.B))
		d.advance(net, later.LengthM, w.leastM2())
		list = append(list, d)
		if len(lines.Line) > 0 {
			moved = append(moved, lines)
		}
	}
	return list, moved, nil
}

func contestedLast(f split.Front) int {
	if f.Contested {
		return 1
	}
	return 0
}

// advance adds how far A took ground from B, or B from A, along the line.
func (d *Displacement) advance(netM2, lengthM, leastM2 float64) {
	if lengthM == 0 || math.Abs(netM2) <= leastM2 {
		return
	}
	d.NetAdvanceM, d.Advancing = math.Abs(netM2)/lengthM, d.A
	if netM2 < 0 {
		d.Advancing = d.B
	}
}

// compareFronts measures how far the later of two fronts lies from the earlier, but for the net advance.
func compareFronts(ctx context.Context, from, to split.Front, metric Metric) (Displacement, Moved, error) {
	earlier, err := newTrack(ctx, from, metric)
	if err != nil {
		return Displacement{}, Moved{}, err
	}
	later, err := newTrack(ctx, to, metric)
	if err != nil {
		return Displacement{}, Moved{}, err
	}
	forth, farthest := later.against(earlier)
	back, farthestBack := earlier.against(later)
	d := Displacement{
		A: to.A, B: to.B, Contested: to.Contested, LengthKm: to.LengthM / 1000,
		HausdorffM: max(farthest, farthestBack, greatest(forth), greatest(back)),
	}
	moved := Moved{A: to.A, B: to.B, Line: later.moved(forth)}
	d.MedianM, d.P95M = quantile(forth, 0.5), quantile(forth, 0.95)
	return d, moved, nil
}

func greatest(samples []sample) float64 {
	var most float64
	for _, s := range samples {
		most = max(most, s.distanceM)
	}
	return most
}

// quantile returns the least distance such that a share of the length lies no farther. It leaves the samples sorted by
// distance.
func quantile(samples []sample, share float64) float64 {
	slices.SortStableFunc(samples, func(s, t sample) int { return cmp.Compare(s.distanceM, t.distanceM) })
	var whole, passed float64
	for _, s := range samples {
		whole += s.lengthM
	}
	for _, s := range samples {
		if passed += s.lengthM; passed >= share*whole {
			return s.distanceM
		}
	}
	return greatest(samples)
}

// Kept returns the share, 0 to 1, of the length of later fronts that lies within a tolerance in metres of the earlier front
// of the same two holders, or within the accuracy of either front where that is coarser. Contested fronts count if they
// are given. Without a later front it is 1 if there was none before either, else 0. The errors are those of the metric.
func Kept(ctx context.Context, from, to []split.Front, toleranceM float64, metric Metric) (share float64, err error) {
	var whole, kept float64
	for _, f := range to {
		later, err := newTrack(ctx, f, metric)
		if err != nil {
			return 0, err
		}
		var earlier *track
		reach := toleranceM
		if i := slices.IndexFunc(from, func(e split.Front) bool { return e.A == f.A && e.B == f.B }); i < 0 {
			earlier = &track{grid: newCells(0, nil)}
		} else if earlier, err = newTrack(ctx, from[i], metric); err != nil {
			return 0, err
		} else {
			reach = max(toleranceM, f.AccuracyM, from[i].AccuracyM)
		}
		samples, _ := later.against(earlier)
		for _, s := range samples {
			whole += s.lengthM
			if s.distanceM <= reach {
				kept += s.lengthM
			}
		}
	}
	switch {
	case whole > 0:
		return kept / whole, nil
	case len(from) == 0:
		return 1, nil
	}
	return 0, nil
}
