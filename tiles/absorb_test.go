package tiles_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"splitline/geo"
	"splitline/tiles"
)

// land is a square of 0.4 degrees, its west painted on the first day; east is what is left.
var land = orb.Bound{Min: orb.Point{34, 31}, Max: orb.Point{34.4, 31.4}}

func westPainted() geo.Update {
	return paint(1, 0, "west", orb.MultiPolygon{orb.Bound{Min: orb.Point{33.9, 30.9}, Max: orb.Point{34.2, 31.5}}.ToPolygon()})
}

func eastPainted() geo.Update {
	return paint(2, 0, "east", orb.MultiPolygon{orb.Bound{Min: orb.Point{34.2, 30.9}, Max: orb.Point{34.5, 31.5}}.ToPolygon()})
}

// spot is ground of about 200 metres that lies on the front, three quarters of it in the west.
func spot() orb.MultiPolygon {
	return orb.MultiPolygon{orb.Bound{Min: orb.Point{34.1984, 31.2}, Max: orb.Point{34.2006, 31.202}}.ToPolygon()}
}

var inSpot = orb.Point{34.1995, 31.201}

// holders returns the controllers of the zones of a tile that hold a point, and the number of all zones.
func holders(t *testing.T, set *tiles.Set, zoom tiles.Zoom, p orb.Point, at time.Time) (found []string, zones int) {
	t.Helper()
	a := tiles.AddressAt(p, zoom)
	data := encode(t, set, a, tiles.At(at))
	checkCoverage(t, a.String(), data)
	b := a.Bound()
	ordinate := func(latitude float64) float64 { return math.Atanh(math.Sin(latitude * math.Pi / 180)) }
	inTile := orb.Point{
		(p[0] - b.Min[0]) / (b.Max[0] - b.Min[0]) * tiles.Extent,
		(ordinate(b.Max[1]) - ordinate(p[1])) / (ordinate(b.Max[1]) - ordinate(b.Min[1])) * tiles.Extent,
	}
	all := features(decode(t, data), tiles.ZonesLayer)
	for _, f := range all {
		if planar.MultiPolygonContains(polygonsOf(t, f.Geometry), inTile) {
			found = append(found, f.Properties["controller"].(string))
		}
	}
	return found, len(all)
}

func TestAZoneBelowAPixelGoesToItsLongestNeighbour(t *testing.T) {
	day := func(n int) time.Time { return firstDate.AddDate(0, 0, n) }
	for _, test := range []struct {
		name    string
		updates []geo.Update
		zoom    tiles.Zoom
		at      time.Time
		want    string
		zones   int
	}{
		{"at a deep zoom it is drawn", []geo.Update{westPainted(), paint(2, 0, "spot", spot())}, 12, day(0), "spot", 3},
		{"at a shallow zoom its ground is the neighbour's", []geo.Update{westPainted(), paint(2, 0, "spot", spot())}, 8, day(0), "west", 2},
		{
			"a spot that changes hands beside a row that stays",
			[]geo.Update{westPainted(), paint(2, 0, "spot", spot()), paint(3, 1, "other", spot())},
			8, day(1), "west", 2,
		},
		{
			"a spot that appears takes its ground back from the row that follows",
			[]geo.Update{westPainted(), paint(2, 1, "spot", spot())},
			8, day(1), "west", 2,
		},
		{
			"a spot that is taken by the east goes to the east's rows, as the west's row outlasts it",
			[]geo.Update{westPainted(), eastPainted(), paint(3, 0, "spot", spot()), paint(4, 1, "east", spot())},
			8, day(0), "east", 2,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			content, _ := fold(t, orb.MultiPolygon{land.ToPolygon()}, test.updates)
			found, zones := holders(t, newSet(t, content), test.zoom, inSpot, test.at)
			if !slices.Equal(found, []string{test.want}) || zones != test.zones {
				t.Fatalf("%d zones, the spot is held by %v; want %d and %s", zones, found, test.zones, test.want)
			}
		})
	}
}

func TestAnEnclaveBelowAPixelIsOneZone(t *testing.T) {
	content, dates := fold(t, orb.MultiPolygon{spot()[0]}, []geo.Update{westPainted()})
	_, zones := holders(t, newSet(t, content), 3, inSpot, dates[0])
	if zones > 1 {
		t.Fatalf("%d zones, want one at most", zones)
	}
}
