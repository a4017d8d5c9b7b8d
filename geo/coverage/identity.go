package coverage

import (
	"slices"

	"splitline/geo"
)

// Identify returns the zone rows of consecutive states, ordered by their start, and the next id that is free.
//
// A face that stays the same ring for ring under the same label is one row, which rests on the updates it began with.
// The last state has no end. A zone hands its id to the following zone of the same label if they share more than half
// of the ground of both; else a new id is given, from next on.
//
// Current are the rows of the series that are recorded now. A row that is among them keeps its id. Other rows take
// theirs, in this order, from a current row that is the same ground at a time in common, from the row they follow or
// hand over to, from a current row at a time in common that the rule lets them follow, and from next. No id is given
// to two rows at one time.
func Identify(states []State, current []geo.Zone, next geo.ZoneID) (zones []geo.Zone, newNext geo.ZoneID) {
	n := newNamer(rowsOf(states), current, next)
	n.keep()
	n.nameRest()
	return n.zones(), n.next
}

// nameRest gives every row that is not among the current ones its id.
func (n *namer) nameRest() {
	n.follow()
	n.claim(func(r *row) []int { return n.byFace[r.face()] }, (*row).alike)
	n.follow()
	n.claim(func(r *row) []int { return n.byLabel[r.zone.Label] }, (*row).succeeds)
	n.follow()
	n.invent()
}

// zones returns the rows with their ids.
func (n *namer) zones() []geo.Zone {
	zones := make([]geo.Zone, len(n.rows))
	for i, r := range n.rows {
		zones[i] = r.zone
	}
	return zones
}

// namer gives ids to rows.
type namer struct {
	rows    []*row
	current []*row
	// The current rows by their ground and label, and by their label.
	byFace  map[faceName][]int
	byLabel map[geo.Label][]int
	claimed []bool // by current row: a wanted row has its id
	used    map[geo.ZoneID]*spans
	next    geo.ZoneID
	// unsure tells that a row of its own id was to have another, which some row that is not looked at may have.
	unsure bool
}

func newNamer(rows []*row, current []geo.Zone, next geo.ZoneID) *namer {
	n := &namer{
		rows:    rows,
		byFace:  make(map[faceName][]int),
		byLabel: make(map[geo.Label][]int),
		claimed: make([]bool, len(current)),
		used:    make(map[geo.ZoneID]*spans),
		next:    next,
	}
	for i, z := range current {
		r := &row{zone: z, ground: groundOf(z.Polygon, z.AreaM2)}
		n.current = append(n.current, r)
		n.byFace[r.face()] = append(n.byFace[r.face()], i)
		n.byLabel[z.Label] = append(n.byLabel[z.Label], i)
		n.next = max(n.next, z.ID+1)
	}
	return n
}

// name gives the id to the row unless it has one or another row has that id at a time in common.
func (n *namer) name(r *row, id geo.ZoneID) bool {
	if r.zone.ID != 0 {
		return false
	}
	n.unsure = n.unsure || r.own != 0 && r.own != id
	if !n.use(id, r.zone.Valid) {
		return false
	}
	r.zone.ID = id
	return true
}

// use notes that a row has the id through an interval. It reports false if another has it at a time in common.
func (n *namer) use(id geo.ZoneID, valid geo.Interval) bool {
	s := n.used[id]
	if s == nil {
		s = new(spans)
		n.used[id] = s
	}
	return s.add(valid)
}

// keep gives every row that is among the current ones its id.
func (n *namer) keep() {
	for _, r := range n.rows {
		for _, i := range n.byFace[r.face()] {
			if n.current[i].zone.Valid.Equal(r.zone.Valid) && n.name(r, n.current[i].zone.ID) {
				n.claimed[i] = true
			}
		}
	}
}

// claim gives rows the id of a current row that holds at a time in common and passes the test, the earliest first.
// Each current row gives its id to one row.
func (n *namer) claim(candidates func(r *row) []int, passes func(r, current *row) bool) {
	for _, r := range n.rows {
		if r.zone.ID != 0 {
			continue
		}
		for _, i := range candidates(r) {
			c := n.current[i]
			if !n.claimed[i] && share(r.zone.Valid, c.zone.Valid) && passes(r, c) && n.name(r, c.zone.ID) {
				n.claimed[i] = true
				break
			}
		}
	}
}

// follow hands ids on: forwards in time first, then backwards.
func (n *namer) follow() {
	for _, r := range n.rows {
		if r.before != nil && r.before.zone.ID != 0 {
			n.name(r, r.before.zone.ID)
		}
	}
	for _, r := range slices.Backward(n.rows) {
		if r.after != nil && r.after.zone.ID != 0 {
			n.name(r, r.after.zone.ID)
		}
	}
}

// invent gives a new id to what has none, and hands it on.
func (n *namer) invent() {
	for _, r := range n.rows {
		if r.zone.ID != 0 || r.before != nil && n.name(r, r.before.zone.ID) {
			continue
		}
		n.name(r, n.next)
		n.next++
	}
}

// Diff compares the current rows of a series with those wanted. It returns the current rows that are to be closed in
// recorded time and the wanted rows that are to be added; rows that are in both stay: the same id, rings, label, valid
// interval and updates.
func Diff(current, wanted []geo.Zone) (closed, added []geo.Zone) {
	return without(current, wanted), without(wanted, current)
}

// without returns the zones that are not among the others.
func without(zones, others []geo.Zone) []geo.Zone {
	type name struct {
		id       geo.ZoneID
		from, to int64
	}
	nameOf := func(z geo.Zone) name { return name{z.ID, z.Valid.From.Unix(), z.Valid.To.Unix()} }
	known := make(map[name]geo.Zone, len(others))
	for _, z := range others {
		known[nameOf(z)] = z
	}
	var rest []geo.Zone
	for _, z := range zones {
		if other, found := known[nameOf(z)]; !found || !sameRow(z, other) {
			rest = append(rest, z)
		}
	}
	return rest
}

// sameRow reports whether two rows of the same id and interval are alike otherwise.
func sameRow(a, b geo.Zone) bool {
	return a.Label == b.Label && a.Updates.Equal(b.Updates) && a.Polygon.Equal(b.Polygon)
}
