package coverage_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/coverage"
)

// stripCells is how many squares the strip has on which sets of updates are held against lists.
const stripCells = 8

// cellsOf returns the ground of squares from (included) to (excluded), counted from the west.
func cellsOf(from, to int) orb.MultiPolygon {
	w, e := 34+0.01*float64(from), 34+0.01*float64(to)
	return orb.MultiPolygon{{{{w, 31}, {e, 31}, {e, 31.01}, {w, 31.01}, {w, 31}}}}
}

// naive is a strip of squares, each with its controller and the updates that its face rests on.
type naive struct {
	controller [stripCells]string
	updates    [stripCells]map[geo.UpdateID]bool
}

// paint gives squares to a controller and joins what faces rest on.
func (n *naive) paint(from, to int, controller string, id geo.UpdateID) {
	for i := from; i < to; i++ {
		n.controller[i], n.updates[i] = controller, map[geo.UpdateID]bool{id: true}
	}
	for i := 0; i < stripCells; {
		joined, j := make(map[geo.UpdateID]bool), i
		for ; j < stripCells && n.controller[j] == n.controller[i]; j++ {
			maps.Copy(joined, n.updates[j])
		}
		for ; i < j; i++ {
			n.updates[i] = joined
		}
	}
}

// lists returns the updates of each face from west to east.
func (n *naive) lists() (lists [][]geo.UpdateID) {
	for i := range stripCells {
		if i == 0 || n.controller[i] != n.controller[i-1] {
			lists = append(lists, slices.Sorted(maps.Keys(n.updates[i])))
		}
	}
	return lists
}

func TestAFaceRestsOnWhatANaiveAccumulationSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, err := coverage.New(cellsOf(0, stripCells), coverage.Unassigned())
		if err != nil {
			t.Fatal(err)
		}
		var n naive
		var id geo.UpdateID
		for range rapid.IntRange(1, 30).Draw(t, "paints") {
			id += geo.UpdateID(rapid.IntRange(1, 50).Draw(t, "ids on"))
			from := rapid.IntRange(0, stripCells-1).Draw(t, "from")
			to := rapid.IntRange(from+1, stripCells).Draw(t, "to")
			controller := rapid.SampledFrom([]string{"a", "b"}).Draw(t, "controller")
			if c, err = c.Paint([]coverage.Area{{Name: "it", Label: stated(geo.ControllerID(controller)), Geometry: cellsOf(from, to), Update: id}}); err != nil {
				t.Fatal(err)
			}
			n.paint(from, to, controller, id)
			var got [][]geo.UpdateID
			for _, f := range c.Faces() {
				got = append(got, slices.Collect(f.Updates.All()))
			}
			if diff := cmp.Diff(n.lists(), got); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
		}
	})
}
