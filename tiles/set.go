package tiles

import (
	"context"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// Set draws the tiles of one revision. It is safe for use by many goroutines. What a zoom needs is prepared when its
// first tile is asked for and kept as long as the set; see [Set.MemoryBytes].
type Set struct {
	frame    frame
	bound    orb.Bound
	calendar calendar
	values   *values
	shapes   []shape
	arcs     []arc
	enclaves []enclaveAt
	// instants are the times at which a zone or observation begins or ends.
	instants []int64
	labels   *lazy[[]pt]
	// simplified and levels hold what is prepared per zoom.
	simplified [MaxZoom + 1]*lazy[[]arc]
	levels     [MaxZoom + 1]*lazy[*level]
	scratch    sync.Pool
}

// NewSet takes in the content of a revision. It returns an error of kind [ErrContent] if there is nothing to draw or
// coordinates lie outside EPSG:3857, and that of the context if it is done first.
func NewSet(ctx context.Context, content Content) (*Set, error) {
	bound, err := content.bound()
	if err != nil {
		return nil, err
	}
	f, err := newFrame(bound)
	if err != nil {
		return nil, err
	}
	b := newSetBuilder(f, content)
	s := &Set{frame: f, bound: bound, calendar: b.calendar, values: b.values, labels: newLazy[[]pt]()}
	for z := range s.levels {
		s.simplified[z], s.levels[z] = newLazy[[]arc](), newLazy[*level]()
	}
	if s.shapes, s.arcs, err = b.build(ctx, content); err != nil {
		return nil, err
	}
	s.instants = instantsOf(s.shapes)
	s.enclaves = b.enclaves(s.shapes, content.Enclave)
	s.scratch.New = func() any { return newScratch(len(b.values.encoded)) }
	return s, nil
}

// Bound returns west, south, east and north of the content in degrees.
func (s *Set) Bound() orb.Bound { return s.bound }

// Prepare makes ready what the tiles of a zoom need, if it is not. Without it the first tile of the zoom waits for it.
// It returns an error of kind [ErrAddress] if the zoom is not drawn, and that of the context if it is done first.
func (s *Set) Prepare(ctx context.Context, z Zoom) error {
	if err := (Address{Z: z}).Validate(); err != nil {
		return err
	}
	_, err := s.levelAt(ctx, z)
	return err
}

// setBuilder turns content into shapes.
type setBuilder struct {
	frame    frame
	calendar calendar
	values   *values
	// next is the next index of dates for shapes that are no zones.
	next int32
	// paths are the lines of all shapes in their order.
	paths []path
}

func newSetBuilder(f frame, c Content) *setBuilder {
	b := &setBuilder{frame: f, calendar: newCalendar(c.Zones), values: newValues()}
	b.next = b.calendar.size()
	// Controllers come first and in the order of the alphabet, so that their value indexes order them.
	var controllers []string
	for _, z := range c.Zones {
		controllers = append(controllers, string(z.Label.Controller))
	}
	slices.Sort(controllers)
	for _, id := range slices.Compact(controllers) {
		b.values.text(id)
	}
	for _, instant := range b.calendar.instants {
		b.values.whole(instant)
	}
	return b
}

// build returns the shapes of the content and the arcs they consist of.
func (b *setBuilder) build(ctx context.Context, c Content) ([]shape, []arc, error) {
	shapes := []shape{b.referenceOutline(c)}
	for _, z := range c.Zones {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		shapes = append(shapes, b.zone(z))
	}
	for _, o := range c.Observations {
		shapes = append(shapes, b.observation(o))
	}
	cutter := newArcBuilder(b.paths)
	next := 0
	for i := range shapes {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		for j := range shapes[i].rings {
			shapes[i].rings[j] = cutter.cut(b.paths[next])
			next++
		}
		for j := range shapes[i].lines {
			shapes[i].lines[j] = cutter.cut(b.paths[next])
			next++
		}
	}
	return shapes, cutter.arcs, nil
}

// ownDates returns dates that no other shape has.
func (b *setBuilder) ownDates() dates {
	b.next++
	return dates{b.next - 1, b.next}
}

// addPolygon takes in the rings of a polygon; those without area are left out.
func (b *setBuilder) addPolygon(s *shape, p orb.Polygon) {
	for i, r := range p {
		points := b.frame.ring(r, i == 0)
		if points == nil {
			continue
		}
		s.rings = append(s.rings, nil)
		b.paths = append(b.paths, path{points: points, closed: true, dates: s.dates})
	}
}

// addLine takes in a line.
func (b *setBuilder) addLine(s *shape, l orb.LineString) {
	if points := b.frame.line(l); len(points) > 1 {
		s.lines = append(s.lines, nil)
		b.paths = append(b.paths, path{points: points, dates: s.dates})
	}
}

func (b *setBuilder) referenceOutline(c Content) shape {
	s := shape{layer: enclaveLayer, dates: b.ownDates()}
	for _, p := range c.Outline {
		b.addPolygon(&s, p)
	}
	return s
}

func (b *setBuilder) zone(z geo.Zone) shape {
	from, to := unixSpan(z.Valid)
	s := shape{layer: zonesLayer, dates: b.calendar.of(from, to)}
	s.feature = feature{id: uint64(z.ID), from: from, to: to}
	s.controller = b.values.text(string(z.Label.Controller))
	s.areaKm2 = roundKm2(geo.Km2(z.AreaM2))
	area := b.values.number(s.areaKm2)
	s.tags = []tag{{0, b.values.whole(int64(z.ID))}, {1, s.controller}, {5, area}}
	if level := z.Label.Assessment.Level; level != "" {
		s.assessment = b.values.text(string(level))
		s.tags = append(s.tags, tag{2, s.assessment})
	}
	s.held = slices.Concat(s.tags[:2], s.tags[3:])
	s.tags = b.times(s.tags, 3, from, to)
	s.label = b.times([]tag{{0, b.values.whole(int64(z.ID))}, {1, s.controller}, {2, area}}, 3, from, to)
	b.addPolygon(&s, z.Polygon)
	return s
}

// times appends from, at the given key, and to, at the next, unless the end is open.
func (b *setBuilder) times(tags []tag, key uint32, from, to int64) []tag {
	tags = append(tags, tag{key, b.values.whole(from)})
	if to != openEnd {
		tags = append(tags, tag{key + 1, b.values.whole(to)})
	}
	return tags
}
