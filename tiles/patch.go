package tiles

import (
	"slices"
	"unsafe"
)

// patch is ground of one feature, with its geometry encoded as far as the tile's corner does not matter to it.
type patch struct {
	bounds box
	// first and last are where the geometry begins and where the pen is after it. What is written in between is size
	// bytes of the ground's encoded ones from a place.
	first, last pt
	from        int
	size        int32
	// outline is for tiles that do not hold all of the patch; where a block is a tile there are none.
	outline *outline
}

// ground is what zones hold on a zoom, each piece with the time through which a zone holds it: for tiles of all dates.
type ground struct {
	// features has one for each block in which a holding has ground, so that none has two polygons with a common edge.
	features []feature
	patches  []patch
	encoded  []byte
	index    blockIndex
}

// groundBuilder puts the ground of a zoom together.
type groundBuilder struct {
	ground
	dissolver dissolver
	clipper   clipper
	pen       pen
}

func newGroundBuilder(bits uint) *groundBuilder {
	return &groundBuilder{ground: ground{index: newBlockIndex(bits)}}
}

// result returns the ground, in no more memory than it needs.
func (b *groundBuilder) result() *ground {
	g := b.ground
	g.features, g.patches, g.encoded = slices.Clone(g.features), slices.Clone(g.patches), slices.Clone(g.encoded)
	for at, list := range g.index.parts {
		g.index.parts[at] = slices.Clone(list)
	}
	return &g
}

// add adds the ground of strips, put together within each block, as features like one.
func (b *groundBuilder) add(f feature, strips []strip) {
	for _, within := range byBlock(strips, b.index.bits) {
		number := int32(len(b.features))
		b.features = append(b.features, f)
		for _, p := range b.dissolver.dissolve(within) {
			o := newOutline(p)
			if b.index.bits > extentBits {
				kept := b.keep(number, p)
				b.patches[kept.piece].outline = &o
				b.index.add(kept, o.bounds)
				continue
			}
			b.addTiles(number, o)
		}
	}
}

// addTiles adds ground within one tile to that tile, and what lies in the buffers of others to those.
func (b *groundBuilder) addTiles(number int32, o outline) {
	own := b.index.blockOf(o.bounds.min)
	b.index.eachBlock(o.bounds, func(at cell) {
		rings := [][]pt(o.rings)
		if at != own {
			b.clipper.box = tileBox(pt{at.column << extentBits, at.row << extentBits})
			rings = b.clipper.polygon(o)
		}
		if len(rings) > 0 {
			b.index.parts[at] = append(b.index.parts[at], b.keep(number, rings))
		}
	})
}

// keep encodes rings as a part of a feature.
func (b *groundBuilder) keep(number int32, rings [][]pt) part {
	p := patch{bounds: emptyBox(), first: rings[0][0], from: len(b.encoded)}
	b.pen.begin(p.first)
	for _, r := range rings {
		b.pen.ring(r)
		p.bounds.addBox(boxOf(r))
	}
	// The pen began at the first point, so its move there took three bytes: the command and two zeros.
	written := b.pen.out[3:]
	p.last, p.size = b.pen.at, int32(len(written))
	b.encoded = append(b.encoded, written...)
	b.patches = append(b.patches, p)
	return part{number, int32(len(b.patches) - 1)}
}

// patch writes a patch that lies wholly within the tile.
func (p *pen) patch(g *ground, o *patch) {
	p.command(moveTo, 1)
	p.to(o.first)
	p.out = append(p.out, g.encoded[o.from:o.from+int(o.size)]...)
	p.at = o.last
}

func (g *ground) bytes() int {
	total := g.index.bytes() + len(g.encoded) + len(g.patches)*int(unsafe.Sizeof(patch{}))
	for i := range g.features {
		total += g.features[i].bytes()
	}
	for i := range g.patches {
		if o := g.patches[i].outline; o != nil {
			total += int(unsafe.Sizeof(*o)) + o.bytes()
		}
	}
	return total
}
