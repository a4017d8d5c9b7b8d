package coverage

import (
	"testing"

	"pgregory.net/rapid"
)

func TestTheIndexFindsTheLinkThatLookingAtAllFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Squares in the cells of a lattice, which never touch, some of them on top of one another.
		set := newLinkset(0)
		size := rapid.Int32Range(2, 60).Draw(t, "size")
		for i := range rapid.Int32Range(1, 60).Draw(t, "squares") {
			west := 100 * rapid.Int32Range(0, 8).Draw(t, "column")
			south, tilt := 100*i, rapid.Int32Range(-20, 20).Draw(t, "tilt")
			corners := []point{{west, south}, {west + size, south + tilt}, {west + size, south + tilt + 30}, {west, south + 30}}
			for k, p := range corners {
				q := corners[(k+1)%4]
				set.add(set.id(p), set.id(q), i, oldRank, newSegment(p, q, false))
			}
		}
		g := newGraph(set.points, set.links())
		index := newBelow(g)
		for _, p := range g.points {
			got, found := index.find(p)
			want, exists := g.linkBelow(p)
			if got != want || found != exists {
				t.Fatalf("below %v the index finds %d %v, all links give %d %v", p, got, found, want, exists)
			}
		}
	})
}
