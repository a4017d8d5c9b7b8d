package coverage

import (
	"splitline/geo"
)

// rowsOf returns the rows of the states, ordered by their start: a face that is the same in consecutive states is one
// row. Rows are linked to those they hand their id to.
func rowsOf(states []State) []*row {
	var rows []*row
	var open map[faceName]*row
	for _, state := range states {
		next := make(map[faceName]*row, len(state.Coverage.faces))
		var begun []*row
		for _, f := range state.Coverage.faces {
			name := faceName{f.Key, f.Label}
			if r := open[name]; r != nil {
				next[name] = r
				continue
			}
			r := newRow(state, f)
			next[name], begun = r, append(begun, r)
		}
		var ended []*row
		for name, r := range open {
			if next[name] == nil {
				r.zone.Valid.To = state.From
				ended = append(ended, r)
			}
		}
		handOver(ended, begun)
		rows, open = append(rows, begun...), next
	}
	return rows
}

// faceName is what makes a face in one state the same as one in the next.
type faceName struct {
	key   Key
	label geo.Label
}

func newRow(state State, f *Face) *row {
	return &row{
		zone: geo.Zone{
			Label:   f.Label,
			Valid:   geo.Interval{From: state.From},
			Polygon: f.Polygon,
			AreaM2:  f.AreaM2,
			Updates: f.Updates,
		},
		ground: &ground{key: f.Key, polygon: f.Polygon, bound: f.Polygon.Bound(), areaM2: f.AreaM2},
	}
}

// handOver links the rows that end at an instant to those that begin at it. More than half of both can be shared by
// one pair only, so the order does not matter.
func handOver(ended, begun []*row) {
	for _, r := range begun {
		for _, s := range ended {
			if s.after == nil && r.succeeds(s) {
				r.before, s.after = s, r
				break
			}
		}
	}
}
