package tiles

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// steady is the share of the depth at which a label was placed that is deep enough for it to stay.
const steady = 0.5

// labelsOf returns the label point of every zone in fine points, by the index of its shape.
func (s *Set) labelsOf(ctx context.Context) ([]pt, error) {
	return s.labels.get(ctx, func() ([]pt, error) { return s.findLabels(ctx) })
}

// findLabels places the label of each zone. It stays from row to row as long as it lies well inside.
func (s *Set) findLabels(ctx context.Context) ([]pt, error) {
	points := make([]pt, len(s.shapes))
	for _, rows := range s.zoneRows(len(s.shapes), func(i int) int32 { return int32(i) }) {
		var at pt
		enough := math.Inf(1)
		for _, i := range rows {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			var rings [][]pt
			for _, r := range s.shapes[i].rings {
				rings = append(rings, ringOf(r, s.arcs))
			}
			if len(rings) == 0 {
				continue
			}
			if depth(rings, at.float()) < enough {
				at = labelPoint(rings)
				enough = steady * depth(rings, at.float())
			}
			points[i] = at
		}
	}
	return points, nil
}

// zoneRows returns the indexes of rows that have the same zone and controller, in the order of time; shapeOf gives the
// shape of a row.
func (s *Set) zoneRows(rows int, shapeOf func(i int) int32) [][]int {
	type zone struct {
		id         uint64
		controller uint32
	}
	place := make(map[zone]int)
	var groups [][]int
	for i := range rows {
		sh := &s.shapes[shapeOf(i)]
		if sh.layer != zonesLayer {
			continue
		}
		key := zone{sh.id, sh.controller}
		g, known := place[key]
		if !known {
			g = len(groups)
			place[key] = g
			groups = append(groups, nil)
		}
		groups[g] = append(groups[g], i)
	}
	for _, g := range groups {
		slices.SortStableFunc(g, func(i, j int) int {
			return cmp.Compare(s.shapes[shapeOf(i)].dates.lo, s.shapes[shapeOf(j)].dates.lo)
		})
	}
	return groups
}

// drawLabels returns a point in each drawn zone.
func (s *Set) drawLabels(z Zoom, zones []drawn, points []pt) []drawn {
	labels := make([]drawn, len(zones))
	for _, rows := range s.zoneRows(len(zones), func(i int) int32 { return zones[i].shape }) {
		var last []pt
		for _, i := range rows {
			zone := &zones[i]
			at := labelWithin(zone, append([]pt{s.frame.floor(points[zone.shape], z)}, last...)...)
			last = []pt{at}
			d := drawn{feature: zone.feature, shape: zone.shape, points: last}
			d.tags = s.shapes[zone.shape].label
			d.finish()
			labels[i] = d
		}
	}
	return labels
}

// heldLabels joins the labels of rows that follow each other where they stand at the same place and the area of the
// zone stays between two powers of two square kilometres. The joined label has the least of the areas.
func (s *Set) heldLabels(labels []drawn) []drawn {
	var all []drawn
	for _, rows := range s.zoneRows(len(labels), func(i int) int32 { return labels[i].shape }) {
		for i := 0; i < len(rows); {
			first := &labels[rows[i]]
			least := &s.shapes[first.shape]
			during := least.dates
			for i++; i < len(rows); i++ {
				next := &s.shapes[labels[rows[i]].shape]
				if next.dates.lo != during.hi || labels[rows[i]].points[0] != first.points[0] ||
					math.Ilogb(next.areaKm2) != math.Ilogb(least.areaKm2) {
					break
				}
				during.hi = next.dates.hi
				if next.areaKm2 < least.areaKm2 {
					least = next
				}
			}
			d := drawn{feature: s.during(least.label[:3], 3, during), shape: first.shape, points: first.points}
			d.id = first.id
			d.finish()
			all = append(all, d)
		}
	}
	return all
}

func (p pt) float() [2]float64 { return [2]float64{float64(p.X), float64(p.Y)} }
