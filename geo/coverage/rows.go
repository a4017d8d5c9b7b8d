package coverage

import (
	"time"

	"splitline/geo"
)

// rowsOf returns the rows of the states, ordered by their start: a face that is the same in consecutive states is one
// row. Rows are linked to those they hand their id to.
func rowsOf(states []State) []*row {
	var m rowMaker
	for _, state := range states {
		m.add(state)
	}
	return m.rows
}

// rowMaker makes rows of states as they come. It keeps no coverage but the last.
type rowMaker struct {
	rows []*row
	last *Coverage
	open map[faceName]*row
}

// faceName is what makes a face in one state the same as one in the next.
type faceName struct {
	key   Key
	label geo.Label
}

// add takes in the next state and reports whether it differs from the one before.
func (m *rowMaker) add(state State) bool {
	if m.last != nil && m.last.Equal(state.Coverage) {
		m.last = state.Coverage
		return false
	}
	m.last = state.Coverage
	next := make(map[faceName]*row, len(state.Coverage.faces))
	var begun []*row
	for _, f := range state.Coverage.faces {
		name := faceName{f.Key, f.Label}
		if r := m.open[name]; r != nil {
			next[name] = r
			continue
		}
		r := newRow(state.From, f)
		next[name], begun = r, append(begun, r)
	}
	var ended []*row
	for name, r := range m.open {
		if next[name] == nil {
			r.zone.Valid.To = state.From
			ended = append(ended, r)
		}
	}
	handOver(ended, begun)
	m.rows, m.open = append(m.rows, begun...), next
	return true
}

// resume begins with a coverage and the recorded rows that hold it. It returns errOtherRows if they do not.
func (m *rowMaker) resume(c *Coverage, held []geo.Zone) error {
	m.last, m.open = c, make(map[faceName]*row, len(c.faces))
	recorded := byFace(held)
	if len(held) != len(c.faces) || len(recorded) != len(c.faces) {
		return errOtherRows
	}
	for _, f := range c.faces {
		name := faceName{f.Key, f.Label}
		z, found := recorded[name]
		if !found {
			return errOtherRows
		}
		r := newRow(z.Valid.From, f)
		r.zone.Updates, r.own = z.Updates, z.ID
		m.rows, m.open[name] = append(m.rows, r), r
	}
	return nil
}

// release gives the rows that hold last the ends of the recorded ones that hold then. It returns errOtherRows if those
// are not the same ground.
func (m *rowMaker) release(held []geo.Zone) error {
	recorded := byFace(held)
	if len(held) != len(m.open) || len(recorded) != len(m.open) {
		return errOtherRows
	}
	for name, r := range m.open {
		z, found := recorded[name]
		if !found {
			return errOtherRows
		}
		r.zone.Valid.To = z.Valid.To
	}
	return nil
}

func byFace(zones []geo.Zone) map[faceName]geo.Zone {
	named := make(map[faceName]geo.Zone, len(zones))
	for _, z := range zones {
		named[faceName{keyOf(z.Polygon), z.Label}] = z
	}
	return named
}

func newRow(from time.Time, f *Face) *row {
	return &row{
		zone: geo.Zone{
			Label:   f.Label,
			Valid:   geo.Interval{From: from},
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
