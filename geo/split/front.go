package split

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// Front is the edge that the ground of two holders shares in the exact coverage, one of them at least a side.
type Front struct {
	// A stands before B in the alphabet.
	A, B geo.SideID
	// Contested says that one of the two is no side: the edge of contested or unassigned ground.
	Contested bool
	// Lines are in degrees, joined as far as no third holder touches them.
	Lines orb.MultiLineString
	// LengthM is the length on the ellipsoid in metres, AccuracyM the coarsest accuracy of the zones along it, 0 if that
	// of any of them is not stated.
	LengthM, AccuracyM float64
}

// FrontsOf returns the fronts of a snapshot by controller, in the order of their names. The errors are those of
// [Measure].
func FrontsOf(in Input) ([]Front, error) { return frontsOf(in, controllerGrouping) }

// FrontsOfSides is [FrontsOf] with the controllers grouped as the settings say.
func FrontsOfSides(in Input) ([]Front, error) { return frontsOf(in, sideGrouping) }

func frontsOf(in Input, by func(geo.Settings, *mesh) grouping) ([]Front, error) {
	s, err := newSurvey(in, nil)
	if err != nil {
		return nil, fmt.Errorf("fronts of %s: %w", in.Snapshot.Series, err)
	}
	if s.mesh == nil {
		return nil, nil
	}
	g := by(s.Settings, s.mesh)
	drafts := make(map[[2]int]*frontDraft)
	for _, e := range s.mesh.edges {
		if e.left == outside || e.right == outside || g.ownerOf[e.left] == g.ownerOf[e.right] {
			continue
		}
		a, b := g.ownerOf[e.left], g.ownerOf[e.right]
		if !g.holders[a].sided && !g.holders[b].sided {
			continue
		}
		if g.holders[a].id > g.holders[b].id {
			a, b = b, a
		}
		draft, known := drafts[[2]int{a, b}]
		if !known {
			draft = &frontDraft{front: newFront(g.holders[a], g.holders[b])}
			drafts[[2]int{a, b}] = draft
		}
		draft.add(e, s.mesh)
	}
	fronts := make([]Front, 0, len(drafts))
	for _, draft := range drafts {
		fronts = append(fronts, draft.finish())
	}
	slices.SortFunc(fronts, func(f, k Front) int { return cmp.Or(cmp.Compare(f.A, k.A), cmp.Compare(f.B, k.B)) })
	return fronts, nil
}

func newFront(a, b holder) Front {
	return Front{A: geo.SideID(a.id), B: geo.SideID(b.id), Contested: !a.sided || !b.sided}
}

// frontDraft gathers the edges of a front.
type frontDraft struct {
	front    Front
	edges    [][2]node
	unstated bool
}

func (d *frontDraft) add(e edge, m *mesh) {
	d.edges = append(d.edges, [2]node{e.a, e.b})
	d.front.LengthM += e.lengthM
	left, right := m.faces[e.left].accuracyM, m.faces[e.right].accuracyM
	d.unstated = d.unstated || left == 0 || right == 0
	d.front.AccuracyM = math.Max(d.front.AccuracyM, math.Max(left, right))
}

func (d *frontDraft) finish() Front {
	if d.unstated {
		d.front.AccuracyM = 0
	}
	d.front.Lines = joinEdges(d.edges)
	return d.front
}

// joinEdges joins edges into lines that are as long as they can be without passing a vertex where more than two meet.
// They begin at the smallest vertex that can begin one.
func joinEdges(edges [][2]node) orb.MultiLineString {
	around := make(map[node][]node)
	for _, e := range edges {
		around[e[0]] = append(around[e[0]], e[1])
		around[e[1]] = append(around[e[1]], e[0])
	}
	passing := make(map[node]bool)
	var ends, rest []node
	for n, others := range around {
		if passing[n] = len(others) == 2; passing[n] {
			rest = append(rest, n)
		} else {
			ends = append(ends, n)
		}
	}
	var lines orb.MultiLineString
	for _, nodes := range [][]node{ends, rest} {
		slices.SortFunc(nodes, func(a, b node) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y)) })
		for _, start := range nodes {
			for len(around[start]) > 0 {
				lines = append(lines, followLine(around, passing, start))
			}
		}
	}
	return lines
}

// followLine takes out the edges of one line that begins at a vertex and runs on through those that it can pass.
func followLine(around map[node][]node, passing map[node]bool, start node) orb.LineString {
	line := orb.LineString{start.point()}
	at, next := start, around[start][0]
	for {
		around[at] = without(around[at], next)
		around[next] = without(around[next], at)
		line = append(line, next.point())
		if !passing[next] || len(around[next]) == 0 {
			return line
		}
		at, next = next, around[next][0]
	}
}

func without(nodes []node, n node) []node {
	i := slices.Index(nodes, n)
	return slices.Delete(nodes, i, i+1)
}
