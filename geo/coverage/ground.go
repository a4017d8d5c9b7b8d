package coverage

import (
	"github.com/paulmach/orb"

	"splitline/geo"
)

// ground is a polygon on the grid, ready to be compared with others.
type ground struct {
	key     Key
	polygon orb.Polygon
	bound   orb.Bound
	areaM2  float64
}

func groundOf(p orb.Polygon, areaM2 float64) *ground {
	return &ground{key: keyOf(p), polygon: p, bound: p.Bound(), areaM2: areaM2}
}

// fewVertices is up to how many vertices noding two polygons is quicker than looking at rasters of them.
const fewVertices = 64

// sharesMost reports whether both have more than half of their ground in common with the other. At most one of any
// disjoint polygons shares most of a given one.
func (g *ground) sharesMost(h *ground) bool {
	if g.key == h.key {
		return true
	}
	if 2*min(g.areaM2, h.areaM2) <= max(g.areaM2, h.areaM2) || !g.bound.Intersects(h.bound) {
		return false
	}
	if len(g.polygon[0])+len(h.polygon[0]) > fewVertices {
		if shares, known := sharesMostOf(g.polygon, h.polygon); known {
			return shares
		}
	}
	shared, area, other, err := sharedArea2(g.polygon, h.polygon)
	return err == nil && shared > area-shared && shared > other-shared
}

// sharedArea2 returns the doubled area in grid units that two polygons have in common, and those of the two. The
// places where they cross are rounded to the grid. Links that both have cancel, so that what is left to node is only
// where they differ.
func sharedArea2(p, q orb.Polygon) (shared, areaP, areaQ int64, err error) {
	w := &work{base: &base{frame: frameOf(p.Bound().Union(q.Bound()))}, region: emptyBox()}
	for _, polygon := range [2]orb.Polygon{p, q} {
		if err := w.addArea(Area{Geometry: orb.MultiPolygon{polygon}}, true); err != nil {
			return 0, 0, 0, err
		}
	}
	for _, s := range w.strands {
		area2 := s.area2()
		if s.layer == 0 {
			areaP += area2
		} else {
			areaQ += area2
		}
	}
	different, err := w.differenceArea2()
	return (areaP + areaQ - different) / 2, areaP, areaQ, err
}

// area2 is what the strand adds to the doubled area of the ring it comes from.
func (s *strand) area2() int64 {
	area2 := int64(s.from.x)*int64(s.to.y) - int64(s.to.x)*int64(s.from.y)
	if s.turned {
		return -area2
	}
	return area2
}

// differenceArea2 returns the doubled area of the ground that an odd number of the areas cover.
func (w *work) differenceArea2() (int64, error) {
	count := make(map[[2]point]int, len(w.strands))
	for _, s := range w.strands {
		count[[2]point{s.source.a, s.source.b}]++
	}
	var kept []strand
	for _, s := range w.strands {
		if e := [2]point{s.source.a, s.source.b}; count[e]%2 == 1 {
			count[e] = 0
			s.layer = 0
			kept = append(kept, s)
		}
	}
	w.strands = kept
	a, err := w.arrange()
	if err != nil {
		return 0, err
	}
	var sum int64
	for c, cycle := range a.cycles {
		if len(a.covers[a.face[c]]) == 1 {
			sum += cycle.area2
		}
	}
	return sum, nil
}

// row is a zone row that is being given an id.
type row struct {
	zone   geo.Zone
	ground *ground
	// The rows that it takes its id from and hands it to, by the rule.
	before, after *row
	// own is the id of the recorded row that it begins as, or 0.
	own geo.ZoneID
	// pinned tells that it is a recorded row that stays as it is.
	pinned bool
}

// face names the ground and the label of the row.
func (r *row) face() faceName { return faceName{r.ground.key, r.zone.Label} }

// alike reports whether both rows are the same ground under the same label.
func (r *row) alike(s *row) bool {
	return r.face() == s.face()
}

// succeeds reports whether the rule lets one row have the other's id: one label, and more than half of both shared.
func (r *row) succeeds(s *row) bool {
	return r.zone.Label == s.zone.Label && r.ground.sharesMost(s.ground)
}

// share reports whether two intervals have an instant in common.
func share(i, j geo.Interval) bool {
	return (i.Open() || j.From.Before(i.To)) && (j.Open() || i.From.Before(j.To))
}
