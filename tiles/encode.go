package tiles

import (
	"context"
	"encoding/binary"
)

// The field numbers of a tile, MVT 2.1 section 4.1 and its schema.
const (
	tileLayer     = 3
	layerName     = 1
	layerFeature  = 2
	layerKey      = 3
	layerValue    = 4
	layerExtent   = 5
	layerVersion  = 15
	featureID     = 1
	featureTags   = 2
	featureType   = 3
	featureShape  = 4
	schemaVersion = 2
)

// Encode returns the tile at an address as an uncompressed Mapbox Vector Tile, or nil if it has no feature. It returns
// an error of kind [ErrAddress] if there is no such tile, and that of the context if it is done before the zoom is
// prepared; what was prepared by then is kept for the next tile.
func (s *Set) Encode(ctx context.Context, a Address, span Span) ([]byte, error) {
	if err := a.Validate(); err != nil {
		return nil, err
	}
	l, err := s.levelAt(ctx, a.Z)
	if err != nil {
		return nil, err
	}
	w := s.scratch.Get().(*scratch)
	defer s.scratch.Put(w)
	w.begin(a)
	for name := range layerCount {
		w.layer(s, l, name, span)
	}
	if len(w.tile) == 0 {
		return nil, nil
	}
	return append([]byte(nil), w.tile...), nil
}

// scratch is what encoding one tile needs; it is used again for the next.
type scratch struct {
	clipper clipper
	pen     pen
	origin  pt
	// core is the box of the tile without its buffer.
	core                            box
	tile, features, feature, tagged []byte
	// local[v] is the index in the layer of value v, if seen[v] is the layer's turn.
	local, seen []uint32
	turn        uint32
	values      []uint32
}

func newScratch(values int) *scratch {
	return &scratch{local: make([]uint32, values), seen: make([]uint32, values)}
}

// begin starts a tile.
func (w *scratch) begin(a Address) {
	w.tile = w.tile[:0]
	w.origin = pt{int32(a.X) << extentBits, int32(a.Y) << extentBits}
	far := pt{w.origin.X + Extent, w.origin.Y + Extent}
	w.core = box{w.origin, pt{far.X - 1, far.Y - 1}}
	w.clipper.box = tileBox(w.origin)
}

// tileBox returns the box of the tile with a corner, with its buffer.
func tileBox(corner pt) box {
	const far = Extent + Buffer
	return box{pt{corner.X - Buffer, corner.Y - Buffer}, pt{corner.X + far, corner.Y + far}}
}

// layer appends a layer, if it has a feature.
func (w *scratch) layer(s *Set, l *level, name layer, span Span) {
	w.turn++
	w.features, w.values = w.features[:0], w.values[:0]
	list := l.layers[name]
	switch {
	case name == enclaveLayer:
		i := s.inForce(span)
		w.list(list[i:i+1], name, AllDates())
	case span.dated || name == observationsLayer:
		w.list(list, name, span)
	case name == zonesLayer:
		w.held(l.held)
	case name == frontlinesLayer:
		w.fronts(list, &l.fronts)
	case name == labelsLayer:
		w.list(l.heldLabels, name, span)
	}
	if len(w.features) > 0 {
		w.finishLayer(s.values, name)
	}
}

// list appends the features that answer the span and meet the tile.
func (w *scratch) list(list []drawn, name layer, span Span) {
	for i := range list {
		d := &list[i]
		if span.answers(d.from, d.to) && d.bounds.meets(w.clipper.box) {
			w.drawn(d, name)
		}
	}
}

// held appends the ground of zones in a tile of all dates.
func (w *scratch) held(g *ground) {
	parts := g.index.of(w.origin)
	for i := 0; i < len(parts); {
		number := parts[i].feature
		w.pen.begin(w.origin)
		for ; i < len(parts) && parts[i].feature == number; i++ {
			p := &g.patches[parts[i].piece]
			if w.clipper.box.holds(p.bounds) {
				w.pen.patch(g, p)
			} else if p.bounds.meets(w.clipper.box) {
				w.rings(w.clipper.polygon(*p.outline))
			}
		}
		w.finishFeature(&g.features[number], polygonType)
	}
}

// fronts appends the frontlines of a tile of all dates.
func (w *scratch) fronts(list []drawn, index *blockIndex) {
	parts := index.of(w.origin)
	for i := 0; i < len(parts); {
		d := &list[parts[i].feature]
		w.pen.begin(w.origin)
		for number := parts[i].feature; i < len(parts) && parts[i].feature == number; i++ {
			w.line(&d.lines[parts[i].piece])
		}
		w.finishFeature(&d.feature, lineType)
	}
}

func (w *scratch) line(l *stroke) {
	if l.bounds.meets(w.clipper.box) {
		for _, s := range w.clipper.line(l) {
			w.pen.part(l, s)
		}
	}
}

// drawn appends the feature, once for each type of geometry it has within the tile.
func (w *scratch) drawn(d *drawn, name layer) {
	if len(d.polygons) > 0 {
		w.pen.begin(w.origin)
		w.polygons(d)
		w.finishFeature(&d.feature, polygonType)
	}
	if len(d.lines) > 0 {
		w.pen.begin(w.origin)
		for i := range d.lines {
			w.line(&d.lines[i])
		}
		w.finishFeature(&d.feature, lineType)
	}
	if len(d.points) > 0 {
		w.pen.begin(w.origin)
		w.points(d, name)
		w.finishFeature(&d.feature, pointType)
	}
}

func (w *scratch) polygons(d *drawn) {
	for _, o := range d.polygons {
		if w.clipper.box.holds(o.bounds) {
			w.rings(o.rings)
		} else if o.bounds.meets(w.clipper.box) {
			w.rings(w.clipper.polygon(o))
		}
	}
}

func (w *scratch) rings(rings [][]pt) {
	for _, r := range rings {
		w.pen.ring(r)
	}
}

// points writes the points within the tile: labels without the buffer, so that each is in one tile.
func (w *scratch) points(d *drawn, name layer) {
	within := w.clipper.box
	if name == labelsLayer {
		within = w.core
	}
	var inside []pt
	for _, p := range d.points {
		if within.holds(box{p, p}) {
			inside = append(inside, p)
		}
	}
	if len(inside) > 0 {
		w.pen.command(moveTo, len(inside))
		for _, p := range inside {
			w.pen.to(p)
		}
	}
}

// finishFeature appends the feature whose geometry the pen has written, if it has written one.
func (w *scratch) finishFeature(f *feature, geometry byte) {
	if len(w.pen.out) == 0 {
		return
	}
	w.feature, w.tagged = w.feature[:0], w.tagged[:0]
	if f.id > 0 {
		w.feature = binary.AppendUvarint(append(w.feature, featureID<<3), f.id)
	}
	for _, t := range f.tags {
		w.tagged = appendVarint32(w.tagged, t.key)
		w.tagged = appendVarint32(w.tagged, w.localValue(t.value))
	}
	w.feature = appendField(w.feature, featureTags, w.tagged)
	w.feature = append(w.feature, featureType<<3, geometry)
	w.feature = appendField(w.feature, featureShape, w.pen.out)
	w.features = appendField(w.features, layerFeature, w.feature)
}

// localValue returns the index of a value in the layer.
func (w *scratch) localValue(v uint32) uint32 {
	if w.seen[v] != w.turn {
		w.seen[v], w.local[v] = w.turn, uint32(len(w.values))
		w.values = append(w.values, v)
	}
	return w.local[v]
}

// finishLayer appends the layer to the tile.
func (w *scratch) finishLayer(v *values, name layer) {
	size := len(w.features)
	head := appendField(w.feature[:0], layerName, []byte(name.name()))
	w.tagged = w.tagged[:0]
	for _, key := range name.keys() {
		w.tagged = appendField(w.tagged, layerKey, []byte(key))
	}
	for _, value := range w.values {
		w.tagged = appendField(w.tagged, layerValue, v.encoded[value])
	}
	w.tagged = binary.AppendUvarint(append(w.tagged, layerExtent<<3), Extent)
	w.tagged = append(w.tagged, layerVersion<<3, schemaVersion)
	size += len(head) + len(w.tagged)
	w.tile = binary.AppendUvarint(append(w.tile, tileLayer<<3|bytesWire), uint64(size))
	w.tile = append(w.tile, head...)
	w.tile = append(w.tile, w.features...)
	w.tile = append(w.tile, w.tagged...)
	w.feature = head
}
