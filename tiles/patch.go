package tiles

import (
	"slices"
	"unsafe"
)

// patch is ground of one feature, with its geometry encoded as far as the tile's corner does not matter to it.
type patch struct {
	bounds box
	// first and last are where the geometry begins and where the pen is after it; encoded is what is written in between.
	first, last pt
	encoded     []byte
	// outline is for tiles that do not hold all of the patch; where a block is a tile there are none.
	outline outline
}

func newPatch(rings [][]pt) patch {
	p := patch{bounds: emptyBox(), first: rings[0][0]}
	var w pen
	w.begin(p.first)
	for _, r := range rings {
		w.ring(r)
		p.bounds.addBox(boxOf(r))
	}
	// The pen began at the first point, so its move there took three bytes: the command and two zeros.
	p.last, p.encoded = w.at, slices.Clone(w.out[3:])
	return p
}

// patch writes a patch that lies wholly within the tile.
func (p *pen) patch(o *patch) {
	p.command(moveTo, 1)
	p.to(o.first)
	p.out = append(p.out, o.encoded...)
	p.at = o.last
}

// ground is what zones hold on a zoom, each piece with the time through which a zone holds it: for tiles of all dates.
type ground struct {
	// features has one for each block in which a holding has ground, so that none has two polygons with a common edge.
	features []feature
	patches  []patch
	index    blockIndex
	clipper  clipper
}

func newGround(bits uint) *ground { return &ground{index: newBlockIndex(bits)} }

// add adds the ground of strips, put together within each block, as features like one.
func (g *ground) add(f feature, strips []strip) {
	for _, within := range byBlock(strips, g.index.bits) {
		number := int32(len(g.features))
		g.features = append(g.features, f)
		for _, p := range dissolve(within) {
			o := newOutline(p)
			if g.index.bits > extentBits {
				patch := newPatch(p)
				patch.outline = o
				g.index.add(g.keep(number, patch), o.bounds)
				continue
			}
			g.addTiles(number, o)
		}
	}
}

// addTiles adds ground within one tile to that tile, and what lies in the buffers of others to those.
func (g *ground) addTiles(number int32, o outline) {
	own := g.index.blockOf(o.bounds.min)
	g.index.eachBlock(o.bounds, func(at cell) {
		rings := [][]pt(o.rings)
		if at != own {
			g.clipper.box = tileBox(pt{at.column << extentBits, at.row << extentBits})
			rings = g.clipper.polygon(o)
		}
		if len(rings) > 0 {
			g.index.parts[at] = append(g.index.parts[at], g.keep(number, newPatch(rings)))
		}
	})
}

// keep keeps a patch as a part of a feature.
func (g *ground) keep(number int32, p patch) part {
	g.patches = append(g.patches, p)
	return part{number, int32(len(g.patches) - 1)}
}

func (g *ground) bytes() int {
	total := g.index.bytes()
	for i := range g.features {
		total += g.features[i].bytes()
	}
	for i := range g.patches {
		p := &g.patches[i]
		total += int(unsafe.Sizeof(*p)) + len(p.encoded) + p.outline.bytes()
	}
	return total
}
