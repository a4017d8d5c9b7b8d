package tiles

import (
	"github.com/paulmach/orb"

	"splitline/geo"
)

func (b *setBuilder) observation(o geo.Observation) shape {
	from, to := unixSpan(o.Valid)
	s := shape{layer: observationsLayer, dates: b.ownDates()}
	s.feature = feature{id: uint64(o.ID), from: from, to: to}
	s.tags = []tag{{0, b.values.whole(o.ID)}, {1, b.values.text(o.Kind)}}
	if title := o.Title.In("en"); title != "" {
		s.tags = append(s.tags, tag{2, b.values.text(title)})
	}
	s.tags = b.times(s.tags, 3, from, to)
	b.addGeometry(&s, o.Geometry)
	return s
}

// addGeometry takes in any geometry; the parts of a collection too.
func (b *setBuilder) addGeometry(s *shape, g orb.Geometry) {
	switch g := g.(type) {
	case orb.Point:
		s.points = append(s.points, b.frame.at(g))
	case orb.MultiPoint:
		for _, p := range g {
			b.addGeometry(s, p)
		}
	case orb.LineString:
		b.addLine(s, g)
	case orb.MultiLineString:
		for _, l := range g {
			b.addLine(s, l)
		}
	case orb.Ring:
		b.addGeometry(s, orb.Polygon{g})
	case orb.Polygon:
		b.addPolygon(s, g)
	case orb.MultiPolygon:
		for _, p := range g {
			b.addPolygon(s, p)
		}
	case orb.Bound:
		b.addGeometry(s, g.ToPolygon())
	case orb.Collection:
		for _, part := range g {
			b.addGeometry(s, part)
		}
	}
}
