package tiles_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"splitline/geo"
	"splitline/tiles"
)

var update = flag.Bool("update", false, "write the golden files anew")

// village is a small content with a feature of every kind: two zones with a third within, of which one front moves
// on the second day, and observations.
func village() tiles.Content {
	rectangle := func(west, south, east, north float64) orb.Ring {
		return orb.Ring{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}
	}
	second, third := firstDate.AddDate(0, 0, 1), firstDate.AddDate(0, 0, 2)
	zone := func(id geo.ZoneID, controller geo.ControllerID, valid geo.Interval, p orb.Polygon) geo.Zone {
		label := geo.Label{Controller: controller, Basis: geo.Stated, Assessment: geo.Assessment{Level: geo.Reported}}
		if controller == "unassigned" {
			label.Assessment = geo.Assessment{}
		}
		return geo.Zone{ID: id, Label: label, Valid: valid, Polygon: p, AreaM2: geo.PolygonAreaM2(p)}
	}
	open, first, later := geo.Interval{From: firstDate}, geo.Interval{From: firstDate, To: second}, geo.Interval{From: second}
	middle := rectangle(34.24, 31.24, 34.26, 31.26)
	return tiles.Content{
		Enclave: geo.Enclave{ID: "village", Name: geo.English("Village")},
		Outline: orb.MultiPolygon{{rectangle(34.2, 31.2, 34.4, 31.3)}},
		Zones: []geo.Zone{
			zone(1, "hamas-held", first, orb.Polygon{rectangle(34.2, 31.2, 34.3, 31.3), backwards(middle)}),
			zone(2, "israeli-held", first, orb.Polygon{rectangle(34.3, 31.2, 34.4, 31.3)}),
			zone(3, "unassigned", open, orb.Polygon{middle}),
			zone(1, "hamas-held", later, orb.Polygon{rectangle(34.2, 31.2, 34.28, 31.3), backwards(middle)}),
			zone(2, "israeli-held", later, orb.Polygon{rectangle(34.28, 31.2, 34.4, 31.3)}),
		},
		Observations: []geo.Observation{
			{ID: 1, Kind: "crossing", Title: geo.Text{"en": "Gate", "he": "שער"}, Valid: open, Geometry: orb.Point{34.3, 31.25}},
			{ID: 2, Kind: "order", Title: geo.English("Road"), Valid: geo.Interval{From: second, To: third}, Geometry: orb.LineString{{34.21, 31.21}, {34.39, 31.29}}},
			{ID: 3, Kind: "planned-sector", Title: geo.English("Sector"), Valid: open, Geometry: orb.Collection{orb.Point{34.35, 31.21}, rectangle(34.31, 31.22, 34.39, 31.28)}},
		},
	}
}

func TestTilesEqualTheGoldenOnes(t *testing.T) {
	set := newSet(t, village())
	second := firstDate.AddDate(0, 0, 1)
	for _, test := range []struct {
		name string
		at   tiles.Address
		span tiles.Span
	}{
		{"all-dates-zoom-9", tiles.AddressAt(orb.Point{34.25, 31.25}, 9), tiles.AllDates()},
		{"first-day-zoom-9", tiles.AddressAt(orb.Point{34.25, 31.25}, 9), tiles.At(firstDate)},
		{"moment-of-change-zoom-12", tiles.AddressAt(orb.Point{34.25, 31.25}, 12), tiles.At(second)},
		{"before-the-first-zone-zoom-9", tiles.AddressAt(orb.Point{34.25, 31.25}, 9), tiles.At(firstDate.Add(-time.Second))},
	} {
		t.Run(test.name, func(t *testing.T) {
			data, err := set.Encode(context.Background(), test.at, test.span)
			if err != nil {
				t.Fatal(err)
			}
			compareGolden(t, test.name+".txt", test.at.String()+"\n"+describe(t, data))
		})
	}
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Fatalf("%s differs (-want +got):\n%s", name, diff)
	}
}

// describe writes a tile for people: each layer and its features in their order, coordinates in tile units.
func describe(t *testing.T, data []byte) string {
	t.Helper()
	layers, err := mvt.Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, l := range layers {
		fmt.Fprintf(&out, "\n%s (version %d, extent %d)\n", l.Name, l.Version, l.Extent)
		for _, f := range l.Features {
			fmt.Fprintf(&out, "  %v %s\n    %s %v\n", f.ID, describeTags(f), f.Geometry.GeoJSONType(), f.Geometry)
		}
	}
	return out.String()
}

func describeTags(f *geojson.Feature) string {
	var tags []string
	for _, key := range slices.Sorted(maps.Keys(f.Properties)) {
		value := fmt.Sprint(f.Properties[key])
		if n, ok := f.Properties[key].(float64); ok {
			value = strconv.FormatFloat(n, 'f', -1, 64)
		}
		tags = append(tags, key+"="+value)
	}
	return strings.Join(tags, " ")
}
