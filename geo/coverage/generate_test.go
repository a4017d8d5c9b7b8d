package coverage_test

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/coverage"
)

// scene draws shapes around one place. Its scale is how many grid units it spans: in a small one everything lies on or
// a hair beside everything else, in a large one lines are long and cross at shallow angles.
type scene struct {
	scale float64
	// drawn are the shapes so far; later ones take edges from them.
	drawn []orb.Polygon
}

func drawScene(t *rapid.T) *scene {
	return &scene{scale: rapid.SampledFrom([]float64{12, 40, 400, 20000, 5e6}).Draw(t, "scale")}
}

// at returns the point at x and y grid units from the middle of the scene.
func (s *scene) at(x, y float64) orb.Point {
	const lon, lat = 344000000, 314000000
	return orb.Point{(lon + x) / geo.GridPerDegree, (lat + y) / geo.GridPerDegree}
}

// point draws a point: on the grid, half-way between grid points, or anywhere.
func (s *scene) point(t *rapid.T) orb.Point {
	half := int(s.scale / 2)
	x := float64(rapid.IntRange(-half, half).Draw(t, "x"))
	y := float64(rapid.IntRange(-half, half).Draw(t, "y"))
	switch rapid.IntRange(0, 4).Draw(t, "fraction") {
	case 0:
		x += 0.5
	case 1:
		x, y = x+rapid.Float64Range(-1, 1).Draw(t, "dx"), y+rapid.Float64Range(-1, 1).Draw(t, "dy")
	}
	return s.at(x, y)
}

// polygon draws a polygon of some kind and remembers it.
func (s *scene) polygon(t *rapid.T) orb.Polygon {
	kinds := []func(*rapid.T) orb.Polygon{s.scribble, s.star, s.rectangle, s.ringed, s.sliver, s.copied, s.far}
	p := kinds[rapid.IntRange(0, len(kinds)-1).Draw(t, "kind")](t)
	s.drawn = append(s.drawn, p)
	return p
}

// simple draws a polygon that is valid as it stands, for oracles that read invalid ones in other ways.
func (s *scene) simple(t *rapid.T) orb.Polygon {
	if rapid.Bool().Draw(t, "rectangle") {
		return s.rectangle(t)
	}
	middle := s.point(t)
	outer, inner := s.wheel(t, middle, 0.2, 0.5), s.wheel(t, middle, 0.05, 0.1)
	if rapid.Bool().Draw(t, "hole") {
		return orb.Polygon{outer, inner}
	}
	return orb.Polygon{outer}
}

// wheel is a ring around a middle at distances from it that are shares of the scale.
func (s *scene) wheel(t *rapid.T, middle orb.Point, least, most float64) orb.Ring {
	n := rapid.IntRange(8, 14).Draw(t, "points")
	var r orb.Ring
	for i := range n {
		length := rapid.Float64Range(least, most).Draw(t, "radius") * s.scale / geo.GridPerDegree
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		r = append(r, orb.Point{middle[0] + length*cos, middle[1] + length*sin})
	}
	return append(r, r[0])
}

// scribble is a ring through any points, which may cross itself, touch itself and run back on itself.
func (s *scene) scribble(t *rapid.T) orb.Polygon {
	var r orb.Ring
	for range rapid.IntRange(3, 9).Draw(t, "corners") {
		r = append(r, s.point(t))
	}
	return orb.Polygon{append(r, r[0])}
}

// star is a ring around a middle that it may pass through.
func (s *scene) star(t *rapid.T) orb.Polygon {
	n := rapid.IntRange(3, 14).Draw(t, "points")
	middle := s.point(t)
	var r orb.Ring
	for i := range n {
		length := rapid.SampledFrom([]float64{0, 0.05, 0.2, 0.5}).Draw(t, "length") * s.scale / geo.GridPerDegree
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		r = append(r, orb.Point{middle[0] + length*cos, middle[1] + length*sin})
	}
	return orb.Polygon{append(r, r[0])}
}

func (s *scene) rectangle(t *rapid.T) orb.Polygon {
	return orb.MultiPoint{s.point(t), s.point(t)}.Bound().ToPolygon()
}

// ringed is a rectangle with a hole and a smaller one in the hole, which may touch.
func (s *scene) ringed(t *rapid.T) orb.Polygon {
	b := orb.MultiPoint{s.point(t), s.point(t)}.Bound()
	var p orb.Polygon
	for range rapid.IntRange(2, 4).Draw(t, "rings") {
		p = append(p, b.ToPolygon()[0])
		inset := rapid.SampledFrom([]float64{0, 1, 2, s.scale / 20}).Draw(t, "inset") / geo.GridPerDegree
		b.Min[0], b.Min[1], b.Max[0] = b.Min[0]+inset, b.Min[1]+inset, b.Max[0]-inset
	}
	return p
}

// sliver is a long triangle a few grid units wide.
func (s *scene) sliver(t *rapid.T) orb.Polygon {
	a, b := s.point(t), s.point(t)
	width := rapid.Float64Range(0, 3).Draw(t, "width") / geo.GridPerDegree
	c := orb.Point{b[0] + width, b[1] - width/2}
	return orb.Polygon{{a, b, c, a}}
}

// copied is an earlier polygon, moved by nothing or a hair, so that edges lie on or beside one another.
func (s *scene) copied(t *rapid.T) orb.Polygon {
	if len(s.drawn) == 0 {
		return s.rectangle(t)
	}
	p := rapid.SampledFrom(s.drawn).Draw(t, "original").Clone()
	moves := []float64{0, 0, 0.4, 1, -1}
	dx := rapid.SampledFrom(moves).Draw(t, "dx") / geo.GridPerDegree
	dy := rapid.SampledFrom(moves).Draw(t, "dy") / geo.GridPerDegree
	skipped := rapid.IntRange(0, 3).Draw(t, "skipped")
	for i, r := range p {
		for j := range r {
			r[j] = orb.Point{r[j][0] + dx, r[j][1] + dy}
		}
		if len(r) > 5 && skipped > 0 {
			p[i] = append(r[:skipped:skipped], r[skipped+1:]...)
		}
	}
	return p
}

// far reaches outside of everything.
func (s *scene) far(t *rapid.T) orb.Polygon {
	p := s.point(t)
	return orb.Bound{Min: p, Max: s.at(3*s.scale, 2*s.scale)}.ToPolygon()
}

// outline draws an outline: a blob that has a corner of the scene's middle, with a hole or an island at times.
func (s *scene) outline(t *rapid.T) orb.MultiPolygon {
	blob := orb.Polygon{s.wheel(t, s.at(0, 0), 0.3, 0.5)}
	outline := orb.MultiPolygon{blob}
	switch rapid.IntRange(0, 3).Draw(t, "outline") {
	case 0:
		outline[0] = append(outline[0], orb.Bound{Min: s.at(-s.scale/20, -s.scale/20), Max: s.at(s.scale/20, s.scale/20)}.ToPolygon()[0])
	case 1:
		outline = append(outline, orb.Bound{Min: s.at(s.scale*0.6, 0), Max: s.at(s.scale*0.7, s.scale/4)}.ToPolygon())
	}
	s.drawn = append(s.drawn, outline...)
	return outline
}

// areas draws the areas of one update, all of one controller, so that they may overlap.
func (s *scene) areas(t *rapid.T, update geo.UpdateID) []coverage.Area {
	controller := rapid.SampledFrom([]geo.ControllerID{"a", "b", "c"}).Draw(t, "controller")
	areas := make([]coverage.Area, rapid.IntRange(1, 2).Draw(t, "areas"))
	for i := range areas {
		areas[i] = coverage.Area{Name: fmt.Sprint(i), Label: stated(controller), Update: update}
		for range rapid.IntRange(1, 2).Draw(t, "polygons") {
			areas[i].Geometry = append(areas[i].Geometry, s.polygon(t))
		}
	}
	return areas
}
