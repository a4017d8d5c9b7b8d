package tiles_test

import (
	"bytes"
	"cmp"
	"fmt"
	"testing"
	"time"

	"github.com/paulmach/orb/geojson"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/tiles"
)

// ground is the edges of what a zone holds: those along the sides of cells apart, as changes of how many run along a
// line, so that it does not matter where they are cut.
type ground struct {
	edges map[way]int
	sides map[sidePlace]int
	area  int
}

// sidePlace is a place along a horizontal or vertical line.
type sidePlace struct {
	vertical bool
	line, at int
}

func newGround() *ground { return &ground{edges: make(map[way]int), sides: make(map[sidePlace]int)} }

// add adds polygons, with a sign.
func (g *ground) add(t rapid.TB, name string, f *geojson.Feature, sign int) {
	t.Helper()
	for _, p := range polygonsOf(t, f.Geometry) {
		for i, r := range p {
			area := doubledArea(r)
			if area == 0 || (area > 0) != (i == 0) {
				t.Fatalf("%s: ring %d of %v has doubled area %d", name, i, f.Properties, area)
			}
			g.area += sign * area
			seen := make(map[vertex]bool)
			for _, w := range waysOf(r) {
				if seen[w.from] {
					t.Fatalf("%s: a ring passes %v twice", name, w.from)
				}
				seen[w.from] = true
				g.addWay(w, sign)
			}
		}
	}
}

func (g *ground) addWay(w way, sign int) {
	for axis := range 2 {
		line := w.from[axis]
		if line != w.to[axis] || line%tiles.CellSize != 0 && line != -tiles.Buffer && line != tiles.Extent+tiles.Buffer {
			continue
		}
		along := cmp.Compare(w.to[1-axis], w.from[1-axis]) * sign
		from, to := min(w.from[1-axis], w.to[1-axis]), max(w.from[1-axis], w.to[1-axis])
		g.sides[sidePlace{axis == 0, line, from}] += along
		g.sides[sidePlace{axis == 0, line, to}] -= along
		return
	}
	g.edges[w] += sign
}

// nothing reports whether what was added and taken away is the same.
func (g *ground) nothing() bool {
	for _, n := range g.edges {
		if n != 0 {
			return false
		}
	}
	for _, n := range g.sides {
		if n != 0 {
			return false
		}
	}
	return g.area == 0
}

// holdsAt reports whether a feature holds at an instant.
func holdsAt(f *geojson.Feature, at time.Time) bool {
	to := number(f, "to")
	return number(f, "from") <= at.Unix() && (to < 0 || at.Unix() < to)
}

// checkHeld fails unless the zones of a tile of all dates, filtered by a date, are those of the tile of that date: by
// id and label the same ground to the unit, and no vertex on the edge of another but on the sides of cells.
func checkHeld(t rapid.TB, set *tiles.Set, a tiles.Address, dates []time.Time) {
	t.Helper()
	all := features(decode(t, encode(t, set, a, tiles.AllDates())), tiles.ZonesLayer)
	for _, at := range dates {
		differences := make(map[string]*ground)
		name := fmt.Sprintf("%v on %s", a, at.Format(time.DateOnly))
		add := func(f *geojson.Feature, sign int) {
			label := fmt.Sprint(number(f, "id"), f.Properties["controller"], f.Properties["assessment"])
			if differences[label] == nil {
				differences[label] = newGround()
			}
			differences[label].add(t, name, f, sign)
		}
		for _, f := range all {
			if holdsAt(f, at) {
				add(f, 1)
			}
		}
		for _, f := range features(decode(t, encode(t, set, a, tiles.At(at))), tiles.ZonesLayer) {
			add(f, -1)
		}
		for label, d := range differences {
			if !d.nothing() {
				t.Fatalf("%s: the ground of %s in the tile of all dates is not that of the date", name, label)
			}
		}
	}
}

func checkHeldSet(t rapid.TB, set *tiles.Set, dates []time.Time, perZoom int, zooms []tiles.Zoom) {
	t.Helper()
	for _, zoom := range zooms {
		for _, a := range tilesOf(set.Bound(), zoom, perZoom) {
			checkHeld(t, set, a, dates)
		}
	}
}

func TestATileOfAllDatesHoldsTheGroundOfEachDate(t *testing.T) {
	for _, q := range []quilt{
		{columns: 4, rows: 5, vertices: 40, dates: 6, moving: 0.2, islands: true, seed: 1},
		{columns: 2, rows: 1, vertices: 200, dates: 12, moving: 0.5, seed: 2},
	} {
		var dates []time.Time
		for d := range q.dates {
			dates = append(dates, firstDate.AddDate(0, 0, d))
		}
		checkHeldSet(t, newSet(t, q.content()), dates, 12, everyZoom())
	}
}

// restated returns content whose rows are each cut into rows of one day, up to a number of days, with ids from newID.
func restated(c tiles.Content, days int, newID func(id geo.ZoneID, day int) geo.ZoneID) tiles.Content {
	var rows []geo.Zone
	for _, z := range c.Zones {
		for day := range days {
			row := z
			row.ID = newID(z.ID, day)
			row.Valid.From = firstDate.AddDate(0, 0, day)
			if day < days-1 {
				row.Valid.To = firstDate.AddDate(0, 0, day+1)
			}
			rows = append(rows, row)
		}
	}
	c.Zones = rows
	return c
}

func TestDatesWithoutAChangeAddNothingToATileOfAllDates(t *testing.T) {
	content := quilt{columns: 4, rows: 5, vertices: 40, dates: 1, islands: true, seed: 1}.content()
	once := newSet(t, content)
	often := newSet(t, restated(content, 12, func(id geo.ZoneID, _ int) geo.ZoneID { return id }))
	for _, zoom := range []tiles.Zoom{0, 6, 9, 12, 14} {
		for _, a := range tilesOf(once.Bound(), zoom, 6) {
			if !bytes.Equal(encode(t, once, a, tiles.AllDates()), encode(t, often, a, tiles.AllDates())) {
				t.Fatalf("%v: the tile of 12 dates is not that of one", a)
			}
		}
	}
}

func TestAFrontlineOutlastsTheIDsOfItsZones(t *testing.T) {
	content := quilt{columns: 4, rows: 5, vertices: 40, dates: 1, seed: 1}.content()
	set := newSet(t, restated(content, 3, func(id geo.ZoneID, day int) geo.ZoneID { return id + geo.ZoneID(1000*day) }))
	a := wholeTile(set.Bound())
	layers := decode(t, encode(t, set, a, tiles.AllDates()))
	lines := features(layers, tiles.FrontlinesLayer)
	for _, f := range lines {
		if from, to := number(f, "from"), number(f, "to"); from != firstDate.Unix() || to != -1 {
			t.Errorf("a frontline from %d to %d, want one from the first date on", from, to)
		}
	}
	if len(lines) == 0 {
		t.Error("there are no frontlines")
	}
}

// TestATileOfAllDatesGrowsWithWhatChanges bounds a tile by its dates: per date of a front of 200 vertices of which five
// move, and of one that is drawn anew.
func TestATileOfAllDatesGrowsWithWhatChanges(t *testing.T) {
	const dates = 200
	for _, test := range []struct {
		name    string
		quilt   quilt
		perDate int
	}{
		{"a few vertices", aFewVertices(dates), 130},
		{"the whole front", theWholeFront(dates), 500},
	} {
		t.Run(test.name, func(t *testing.T) {
			set := newSet(t, test.quilt.content())
			a := wholeTile(set.Bound())
			size := len(brotliOf(t, encode(t, set, a, tiles.AllDates())))
			if size > dates*test.perDate {
				t.Fatalf("%v takes %d compressed bytes, want at most %d", a, size, dates*test.perDate)
			}
		})
	}
}
