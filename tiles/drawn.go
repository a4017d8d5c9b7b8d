package tiles

import "slices"

// drawn is a feature on the grid of one zoom.
type drawn struct {
	feature
	// shape is the index of the shape that was drawn; a frontline has none.
	shape    int32
	bounds   box
	polygons []outline
	lines    []stroke
	points   []pt
}

// feature is what a tile says of a geometry.
type feature struct {
	// id is the feature id; 0 is none.
	id uint64
	// from and to are Unix seconds.
	from, to int64
	tags     []tag
}

// outline is a polygon with what clips it quickly.
type outline struct {
	rings  polygon
	bounds box
	blocks [][]box
	// touching says that two of its rings share a vertex.
	touching bool
}

// stroke is a line with what clips it quickly.
type stroke struct {
	points []pt
	bounds box
	blocks []box
	// encoded is the steps from point to point, each beginning at its place in starts.
	encoded []byte
	starts  []uint32
}

// blockSize is the number of edges that are passed over as one where all lie beyond the same side of a tile.
const blockSize = 16

func newOutline(p polygon) outline {
	o := outline{rings: p, bounds: emptyBox(), touching: len(p) > 1 && !simple(p)}
	for _, r := range p {
		o.blocks = append(o.blocks, blocksOf(r, true))
		o.bounds.addBox(boxOf(r))
	}
	return o
}

func newStroke(points []pt) stroke {
	l := stroke{points: points, bounds: boxOf(points), blocks: blocksOf(points, false), starts: make([]uint32, len(points))}
	var w pen
	w.begin(points[0])
	for i, p := range points[1:] {
		w.to(p)
		l.starts[i+1] = uint32(len(w.out))
	}
	l.encoded = slices.Clone(w.out)
	return l
}

// setPolygons gives the feature an area.
func (d *drawn) setPolygons(ps []polygon) {
	for _, p := range ps {
		d.polygons = append(d.polygons, newOutline(p))
	}
}

// setLines gives the feature lines; those of one point are dropped.
func (d *drawn) setLines(lines [][]pt) {
	for _, l := range lines {
		if len(l) > 1 {
			d.lines = append(d.lines, newStroke(l))
		}
	}
}

// finish computes the bounds. It reports whether there is anything to draw.
func (d *drawn) finish() bool {
	d.bounds = boxOf(d.points)
	for _, o := range d.polygons {
		d.bounds.addBox(o.bounds)
	}
	for _, l := range d.lines {
		d.bounds.addBox(l.bounds)
	}
	return len(d.polygons)+len(d.lines)+len(d.points) > 0
}

// area2 is twice the area of the feature's polygons.
func (d *drawn) area2() int64 {
	var sum int64
	for _, o := range d.polygons {
		for _, r := range o.rings {
			sum += area2(r)
		}
	}
	return sum
}

// blocksOf returns the bounds of every blockSize edges; the last edge of a ring closes it.
func blocksOf(points []pt, closed bool) []box {
	edges := len(points) - 1
	if closed {
		edges++
	}
	blocks := make([]box, 0, (edges+blockSize-1)/blockSize)
	for i := 0; i < edges; i += blockSize {
		b := emptyBox()
		for j := i; j <= min(i+blockSize, edges); j++ {
			b.add(points[j%len(points)])
		}
		blocks = append(blocks, b)
	}
	return blocks
}
