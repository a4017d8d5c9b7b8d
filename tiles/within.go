package tiles

// within reports whether a point lies inside a polygon or on its edge.
func within(rings [][]pt, p pt) bool {
	inside := false
	for _, r := range rings {
		a := r[len(r)-1]
		for _, b := range r {
			turn := cross(a, b, p)
			if turn == 0 && boxOf([]pt{a, b}).holds(box{p, p}) {
				return true
			}
			if (a.Y > p.Y) != (b.Y > p.Y) && (turn > 0) == (b.Y > a.Y) {
				inside = !inside
			}
			a = b
		}
	}
	return inside
}

// labelWithin returns a point if it lies in the area of a drawn zone, else one that does: the pole of its largest
// polygon, or a vertex of it where the polygon is too thin to have a grid point inside.
func labelWithin(d *drawn, p pt) pt {
	var largest outline
	var most int64
	for _, o := range d.polygons {
		if within(o.rings, p) {
			return p
		}
		if area := area2(o.rings[0]); area > most {
			largest, most = o, area
		}
	}
	if pole := labelPoint(largest.rings); within(largest.rings, pole) {
		return pole
	}
	return largest.rings[0][0]
}
