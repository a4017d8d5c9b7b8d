package tiles

// within reports whether a point lies inside a polygon and on none of its edges.
func within(rings [][]pt, p pt) bool {
	inside := false
	for _, r := range rings {
		a := r[len(r)-1]
		for _, b := range r {
			turn := cross(a, b, p)
			if turn == 0 && boxOf([]pt{a, b}).holds(box{p, p}) {
				return false
			}
			if (a.Y > p.Y) != (b.Y > p.Y) && (turn > 0) == (b.Y > a.Y) {
				inside = !inside
			}
			a = b
		}
	}
	return inside
}

// labelWithin returns the first of some points that lies inside a drawn zone. If none does it is the pole of the zone's
// largest polygon, or a vertex of it where the polygon is too thin to have a grid point inside.
func labelWithin(d *drawn, points ...pt) pt {
	for _, p := range points {
		if d.inside(p) {
			return p
		}
	}
	largest := d.largest()
	if pole := labelPoint(largest.rings); within(largest.rings, pole) {
		return pole
	}
	return largest.rings[0][0]
}

// inside reports whether a point lies inside one of the feature's polygons.
func (d *drawn) inside(p pt) bool {
	for _, o := range d.polygons {
		if o.bounds.holds(box{p, p}) && within(o.rings, p) {
			return true
		}
	}
	return false
}

// largest returns the polygon whose exterior ring holds most ground.
func (d *drawn) largest() outline {
	var largest outline
	var most int64
	for _, o := range d.polygons {
		if area := area2(o.rings[0]); area > most {
			largest, most = o, area
		}
	}
	return largest
}
