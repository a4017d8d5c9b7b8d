package split

import (
	"context"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// pair is two sides, the first before the second in the alphabet.
type pair [2]geo.SideID

func pairOf(a, b holder) pair {
	return pair{geo.SideID(min(a.id, b.id)), geo.SideID(max(a.id, b.id))}
}

// throughContested returns, for each two sides, the length in metres of the line through contested ground that lies as
// far from the one as from the other and no nearer to a third: the median line of the law of the sea, every point of
// which is equidistant from the nearest points of both shores (United Nations Convention on the Law of the Sea, 1982,
// article 15). It is taken within each connected piece of contested ground, between the edges that this piece shares
// with each side, and only as far as it runs in the piece.
func (a *analysis) throughContested(ctx context.Context) (map[pair]float64, error) {
	lengths := make(map[pair]float64)
	for _, p := range newPieces(a.mesh, a.contestedOwners()) {
		if !a.holders[a.ownerOf[p.faces[0]]].contested {
			continue
		}
		belt, sides := a.shoresOf(p)
		if len(sides) < 2 {
			continue
		}
		if err := belt.project(ctx, a.metric); err != nil {
			return nil, fmt.Errorf("project contested ground: %w", err)
		}
		for between, metres := range belt.medianLines() {
			lengths[pairOf(a.holders[sides[between[0]]], a.holders[sides[between[1]]])] += metres * belt.scale()
		}
	}
	return lengths, nil
}

// contestedOwners returns the owner of each face with all contested ground under one.
func (a *analysis) contestedOwners() []int {
	owners := make([]int, len(a.ownerOf))
	for f, owner := range a.ownerOf {
		owners[f] = owner
		if a.holders[owner].contested {
			owners[f] = len(a.holders)
		}
	}
	return owners
}

// contestedGround is a connected piece of contested ground.
type contestedGround struct {
	// shores are its edges by the side that they are shared with, rest its other edges: first lines in degrees, then
	// segments in metres.
	shoreLines []orb.MultiLineString
	restLines  orb.MultiLineString
	shores     []banks
	rest       banks
	// shoreM is the length of the shores on the ellipsoid.
	shoreM float64
}

// shoresOf returns the edges of a piece of contested ground and the holders of its shores.
func (a *analysis) shoresOf(p *piece) (*contestedGround, []int) {
	inside := make(map[int]bool, len(p.faces))
	for _, f := range p.faces {
		inside[f] = true
	}
	belt := &contestedGround{}
	edges := make(map[int][][2]node)
	var sides []int
	for _, f := range p.faces {
		for _, i := range a.mesh.around[f] {
			e := a.mesh.edges[i]
			other := e.left + e.right - f
			if inside[other] {
				continue
			}
			owner := outside
			if other != outside && a.holders[a.ownerOf[other]].sided {
				owner = a.ownerOf[other]
				belt.shoreM += e.lengthM
			}
			if _, known := edges[owner]; !known && owner != outside {
				sides = append(sides, owner)
			}
			edges[owner] = append(edges[owner], [2]node{e.a, e.b})
		}
	}
	for _, side := range sides {
		belt.shoreLines = append(belt.shoreLines, joinEdges(edges[side]))
	}
	belt.restLines = joinEdges(edges[outside])
	return belt, sides
}

// project turns all lines into metres at once.
func (g *contestedGround) project(ctx context.Context, metric Metric) error {
	all := append(orb.MultiLineString{}, g.restLines...)
	for _, lines := range g.shoreLines {
		all = append(all, lines...)
	}
	projected, err := metric.ProjectLines(ctx, all)
	if err != nil {
		return err
	}
	take := func(n int) banks {
		var b banks
		for _, line := range projected[:n] {
			for i := 1; i < len(line); i++ {
				b = append(b, segment{line[i-1], line[i]})
			}
		}
		projected = projected[n:]
		return b
	}
	g.rest = take(len(g.restLines))
	for _, lines := range g.shoreLines {
		g.shores = append(g.shores, take(len(lines)))
	}
	g.partShores()
	return nil
}

// partedM is how far shores that meet at a vertex are drawn apart: from there all ground in the angle between them
// would be as far from the one as from the other.
const partedM = 0.1

// partShores draws shores apart where they meet.
func (g *contestedGround) partShores() {
	shoreAt := make(map[orb.Point]int)
	for i, shore := range g.shores {
		for _, s := range shore {
			for _, p := range s {
				if other, known := shoreAt[p]; known && other != i {
					shoreAt[p] = outside
				} else {
					shoreAt[p] = i
				}
			}
		}
	}
	for _, shore := range g.shores {
		for i, s := range shore {
			back := math.Min(0.25, partedM/math.Max(partedM, distance(s[0], s[1])))
			from, to := 0.0, 1.0
			if shoreAt[s[0]] == outside {
				from = back
			}
			if shoreAt[s[1]] == outside {
				to = 1 - back
			}
			shore[i] = s.piece(from, to)
		}
	}
}

// scale returns the metres on the ellipsoid in a metre of the projection, along the shores.
func (g *contestedGround) scale() float64 {
	var planar float64
	for _, shore := range g.shores {
		for _, s := range shore {
			planar += distance(s[0], s[1])
		}
	}
	return g.shoreM / planar
}
