package change

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// Matrix says how much ground went from whom to whom between two coverages: T(k→l) is the area of what k held in the
// first and l holds in the second. It is immutable. The zero value is the matrix of no ground.
type Matrix struct {
	// areas holds square metres; a controller "" is ground outside one of the two.
	areas map[[2]geo.ControllerID]float64
	ids   []geo.ControllerID
}

// Transfers returns the transfers between the zones of two coverages of one enclave.
//
// Each row adds up to what the controller held in the first, each column to what it holds in the second, as far as the two
// coverages have one outline: noding bends it by half a grid unit where a front reaches it, and what lies on one side of
// that alone is told by [Matrix.OutsideM2]. Crossings are not snapped; only linework that differs is overlaid.
//
// It returns an error of kind [ErrOverlap] if zones of one coverage overlap along an edge, of kind [geo.ErrInvalid] if
// they span more than 107 degrees, and that of the context.
func Transfers(ctx context.Context, from, to []geo.Zone) (Matrix, error) {
	c := newComparison(from, to)
	if err := c.lay(ctx); err != nil {
		return Matrix{}, fmt.Errorf("transfers: %w", err)
	}
	return c.matrix(), nil
}

// Area returns the area in square metres that one controller held and another holds; of equal ones what was kept.
func (m Matrix) Area(from, to geo.ControllerID) float64 {
	return m.areas[[2]geo.ControllerID{from, to}]
}

// Controllers returns the controllers that hold ground in one of the two, in alphabetical order.
func (m Matrix) Controllers() []geo.ControllerID { return slices.Clone(m.ids) }

// FromM2 returns the area in square metres that a controller held in the first coverage.
func (m Matrix) FromM2(id geo.ControllerID) float64 {
	return m.sum(func(p [2]geo.ControllerID) bool { return p[0] == id })
}

// ToM2 returns the area in square metres that a controller holds in the second coverage.
func (m Matrix) ToM2(id geo.ControllerID) float64 {
	return m.sum(func(p [2]geo.ControllerID) bool { return p[1] == id })
}

// ChangedM2 returns the area in square metres that went from one controller to another.
func (m Matrix) ChangedM2() float64 {
	return m.sum(func(p [2]geo.ControllerID) bool { return p[0] != p[1] && p[0] != "" && p[1] != "" })
}

// OutsideM2 returns the area in square metres that lies in one of the two coverages alone.
func (m Matrix) OutsideM2() float64 {
	return m.sum(func(p [2]geo.ControllerID) bool { return p[0] == "" || p[1] == "" })
}

// sum adds in an order of its own, so that the same matrix has the same sums.
func (m Matrix) sum(counts func([2]geo.ControllerID) bool) float64 {
	var sum float64
	ids := append([]geo.ControllerID{""}, m.ids...)
	for _, k := range ids {
		for _, l := range ids {
			if p := [2]geo.ControllerID{k, l}; counts(p) {
				sum += m.areas[p]
			}
		}
	}
	return sum
}

// grouped returns the matrix with the controllers under other names; what several controllers under one name passed
// among themselves was kept.
func (m Matrix) grouped(nameOf func(geo.ControllerID) geo.ControllerID) Matrix {
	g := Matrix{areas: make(map[[2]geo.ControllerID]float64, len(m.areas))}
	named := map[geo.ControllerID]geo.ControllerID{"": ""}
	for _, id := range m.ids {
		named[id] = nameOf(id)
		if !slices.Contains(g.ids, named[id]) {
			g.ids = append(g.ids, named[id])
		}
	}
	slices.Sort(g.ids)
	ids := append([]geo.ControllerID{""}, m.ids...)
	for _, k := range ids {
		for _, l := range ids {
			if area, known := m.areas[[2]geo.ControllerID{k, l}]; known {
				g.areas[[2]geo.ControllerID{named[k], named[l]}] += area
			}
		}
	}
	return g
}

// comparison is two lists of zones of one enclave and the overlay of what differs.
type comparison struct {
	from, to []geo.Zone
	ids      []geo.ControllerID
	labels   map[geo.ControllerID]label
	*overlay
}

func newComparison(from, to []geo.Zone) *comparison {
	c := &comparison{from: from, to: to, labels: make(map[geo.ControllerID]label)}
	for _, zones := range [2][]geo.Zone{from, to} {
		for _, z := range zones {
			c.labels[z.Label.Controller] = nobody
		}
	}
	c.ids = slices.Sorted(maps.Keys(c.labels))
	for i, id := range c.ids {
		c.labels[id] = label(i + 1)
	}
	return c
}

// lay overlays the zones that are not the same ring for ring under one controller in both: those keep their ground.
func (c *comparison) lay(ctx context.Context) error {
	kept := make(map[zoneKey]orb.Polygon, len(c.from))
	for _, z := range c.from {
		kept[keyOf(z)] = z.Polygon
	}
	both := make(map[zoneKey]bool)
	for _, z := range c.to {
		if p, known := kept[keyOf(z)]; known && p.Equal(z.Polygon) {
			both[keyOf(z)] = true
		}
	}
	var err error
	c.overlay, err = lay(ctx, c.held(c.from, both), c.held(c.to, both))
	return err
}

// zoneKey tells zones apart that are not alike.
type zoneKey struct {
	controller geo.ControllerID
	first      orb.Point
	vertices   int
	areaM2     float64
}

func keyOf(z geo.Zone) zoneKey {
	k := zoneKey{controller: z.Label.Controller, areaM2: z.AreaM2}
	if len(z.Polygon) > 0 && len(z.Polygon[0]) > 0 {
		k.first, k.vertices = z.Polygon[0][0], len(z.Polygon[0])
	}
	return k
}

func (c *comparison) held(zones []geo.Zone, but map[zoneKey]bool) []held {
	var list []held
	for _, z := range zones {
		if !but[keyOf(z)] {
			list = append(list, held{c.labels[z.Label.Controller], z.Polygon})
		}
	}
	return list
}

// name returns the controller of a label, "" for ground outside.
func (c *comparison) name(l label) geo.ControllerID {
	if l == nobody {
		return ""
	}
	return c.ids[l-1]
}

// matrix returns the transfers: those to others from the overlay, and what was kept as the rest of the row.
func (c *comparison) matrix() Matrix {
	m := Matrix{areas: make(map[[2]geo.ControllerID]float64), ids: c.ids}
	for _, z := range c.from {
		m.areas[[2]geo.ControllerID{z.Label.Controller, z.Label.Controller}] += areaOf(z)
	}
	changed := c.areas(func(p pair) bool { return p.from != p.to })
	for from := range label(len(c.ids) + 1) {
		for to := range label(len(c.ids) + 1) {
			area, known := changed[pair{from, to}]
			if !known {
				continue
			}
			m.areas[[2]geo.ControllerID{c.name(from), c.name(to)}] = area
			if from != nobody {
				m.areas[[2]geo.ControllerID{c.name(from), c.name(from)}] -= area
			}
		}
	}
	return m
}

func areaOf(z geo.Zone) float64 {
	if z.AreaM2 == 0 {
		return geo.PolygonAreaM2(z.Polygon)
	}
	return z.AreaM2
}
