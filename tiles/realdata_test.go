package tiles_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"splitline/geo"
	"splitline/tiles"
)

// sharedFolder holds real files that are no part of the repository.
const sharedFolder = "../../shared/data"

// readShared returns the polygons of a file, or skips where the folder is absent.
func readShared(t testing.TB, name string) orb.MultiPolygon {
	t.Helper()
	if _, err := os.Stat(sharedFolder); err != nil {
		t.Skip("shared data absent")
	}
	data, err := os.ReadFile(filepath.Join(sharedFolder, name))
	if err != nil {
		t.Fatal(err)
	}
	collection, err := geojson.UnmarshalFeatureCollection(data)
	if err != nil {
		t.Fatal(err)
	}
	var all orb.MultiPolygon
	for _, f := range collection.Features {
		switch g := f.Geometry.(type) {
		case orb.Polygon:
			all = append(all, g)
		case orb.MultiPolygon:
			all = append(all, g...)
		}
	}
	return all
}

func TestTheYellowLineIsDrawnWithoutGapOrOverlap(t *testing.T) {
	outline := readShared(t, "gaza/municipalities_ocha_2019.geojson")
	update := paint(1, 0, "israeli-held", readShared(t, "gaza/yellow_line_2025-10-19.geojson"))
	update.Kind, update.Remainder = geo.Replace, "hamas-held"
	content, dates := fold(t, outline, []geo.Update{update})
	checkSet(t, newSet(t, content), dates, 100, everyZoom())
}

// deepState returns the content of every step-th day of the front.
func deepState(t testing.TB, step int) (tiles.Content, []time.Time) {
	t.Helper()
	var updates []geo.Update
	var bound orb.Bound
	for day := 0; day < 92; day += step {
		date := time.Date(2025, 8, 1+day, 0, 0, 0, 0, time.UTC)
		area := readShared(t, "deepstate/deepstatemap_data_"+date.Format("20060102")+".geojson")
		update := paint(geo.UpdateID(day+1), 0, "held", area)
		update.Valid.From, update.Kind, update.Remainder = date, geo.Replace, "free"
		updates = append(updates, update)
		if day == 0 {
			bound = area.Bound()
		}
		bound = bound.Union(area.Bound())
	}
	return fold(t, orb.MultiPolygon{bound.Pad(0.01).ToPolygon()}, updates)
}

func TestTheDaysOfAFrontAreDrawnWithoutGapOrOverlap(t *testing.T) {
	content, dates := deepState(t, 23)
	checkSet(t, newSet(t, content), dates, 8, everyZoom())
}

func TestAreasOfOrdersAreDrawnAsObservations(t *testing.T) {
	content := tiles.Content{Enclave: geo.Enclave{ID: "gaza"}}
	for i, p := range readShared(t, "gaza/evacuation_order_2025-09-09.geojson") {
		content.Observations = append(content.Observations, geo.Observation{
			ID: int64(i + 1), Kind: "order", Title: geo.English("Order"),
			Valid: geo.Interval{From: firstDate}, Geometry: p,
		})
	}
	set := newSet(t, content)
	drawn := make(map[int64]bool)
	for _, a := range tilesOf(set.Bound(), 13, 1000) {
		for _, f := range features(decode(t, encode(t, set, a, tiles.At(firstDate))), tiles.ObservationsLayer) {
			drawn[number(f, "id")] = true
			for _, p := range polygonsOf(t, f.Geometry) {
				if doubledArea(p[0]) <= 0 {
					t.Errorf("%v: the area of order %d winds the wrong way", a, number(f, "id"))
				}
			}
		}
	}
	if len(drawn) != len(content.Observations) {
		t.Errorf("%d areas are drawn, want %d", len(drawn), len(content.Observations))
	}
}
