package tiles_test

import (
	"context"
	"math"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/tiles"
)

func TestZonesOfATileCoverTheEnclaveAtEveryZoomAndDate(t *testing.T) {
	q := quilt{columns: 4, rows: 5, vertices: 40, dates: 6, moving: 0.4, islands: true, seed: 1}
	set := newSet(t, q.content())
	var dates []time.Time
	for d := range q.dates {
		dates = append(dates, firstDate.AddDate(0, 0, d))
	}
	checkSet(t, set, dates, 40, everyZoom())
}

// fold returns the content that updates make over an outline, and the instants at which it changes.
func fold(t rapid.TB, outline orb.MultiPolygon, updates []geo.Update) (tiles.Content, []time.Time) {
	t.Helper()
	states, err := coverage.Fold(context.Background(), outline, updates, nil)
	if err != nil {
		t.Fatal(err)
	}
	zones, _ := coverage.Identify(states, nil, 1)
	var dates []time.Time
	for _, s := range states {
		dates = append(dates, s.From)
	}
	enclave := geo.Enclave{ID: "field", Name: geo.English("Field")}
	return tiles.Content{Enclave: enclave, Outline: outline, Zones: zones}, dates
}

// paint returns an update of one area, day days after the first date.
func paint(id geo.UpdateID, day int, controller geo.ControllerID, area orb.MultiPolygon) geo.Update {
	return geo.Update{
		ID: id, Place: int64(id), Kind: geo.Paint,
		Valid:      geo.Interval{From: firstDate.AddDate(0, 0, day)},
		Areas:      []geo.Area{{Name: "area", Controller: controller, Geometry: area}},
		Assessment: geo.Assessment{Level: geo.Reported, Quality: geo.Traced},
	}
}

// drawStar draws a ring around a point of the bound, from ten to the power of least to the size of the bound.
func drawStar(t *rapid.T, bound orb.Bound, least float64) orb.Ring {
	width, height := bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1]
	centre := orb.Point{
		bound.Min[0] + width*rapid.Float64Range(-0.1, 1.1).Draw(t, "x"),
		bound.Min[1] + height*rapid.Float64Range(-0.1, 1.1).Draw(t, "y"),
	}
	size := math.Pow(10, rapid.Float64Range(least, -0.2).Draw(t, "size"))
	flat := math.Pow(10, rapid.Float64Range(least/2, 0).Draw(t, "flat"))
	n := rapid.IntRange(3, 30).Draw(t, "corners")
	var ring orb.Ring
	for k := range n {
		angle := 2 * math.Pi * float64(k) / float64(n)
		radius := size * rapid.Float64Range(0.3, 1).Draw(t, "radius")
		ring = append(ring, orb.Point{centre[0] + width*radius*math.Cos(angle), centre[1] + height*flat*radius*math.Sin(angle)})
	}
	return append(ring, ring[0])
}

// shifted returns an area moved eastward by ten to the power of exponent degrees, which leaves slivers beside the
// first.
func shifted(area orb.MultiPolygon, exponent float64) orb.MultiPolygon {
	moved := area.Clone()
	for _, r := range moved[0] {
		for i := range r {
			r[i][0] += math.Pow(10, exponent)
		}
	}
	return moved
}

func TestZonesOfPaintedCoveragesCoverTheEnclave(t *testing.T) {
	controllers := []geo.ControllerID{"contested", "hamas-held", "israeli-held"}
	rapid.Check(t, func(t *rapid.T) {
		bound := orb.Bound{Min: orb.Point{34.2, 31.2}, Max: orb.Point{34.2 + rapid.SampledFrom([]float64{0.01, 0.4, 8}).Draw(t, "extent"), 31.5}}
		outline := orb.MultiPolygon{{drawStar(t, bound, -0.5)}}
		var updates []geo.Update
		for i := range rapid.IntRange(1, 8).Draw(t, "updates") {
			controller := rapid.SampledFrom(controllers).Draw(t, "controller")
			area := orb.MultiPolygon{{drawStar(t, outline.Bound(), -4)}}
			if i > 0 && rapid.Bool().Draw(t, "again") {
				area = shifted(updates[i-1].Areas[0].Geometry, rapid.Float64Range(-6.5, -3).Draw(t, "shift"))
			}
			updates = append(updates, paint(geo.UpdateID(i+1), i/2, controller, area))
		}
		content, dates := fold(t, outline, updates)
		zoom := tiles.Zoom(rapid.IntRange(0, 10).Draw(t, "zoom"))
		set := newSet(t, content)
		checkSet(t, set, dates, 3, []tiles.Zoom{zoom, zoom + 2, zoom + 4})
		checkHeldSet(t, set, dates, 3, []tiles.Zoom{zoom, zoom + 2, zoom + 4})
		checkLabels(t, set, dates, zoom)
	})
}
