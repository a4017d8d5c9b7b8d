package bundle_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
	"time"

	"splitline/geo"
	"splitline/geo/coverage"
)

// statedShares returns the shares in per cent that the README of the data states: series, date, controller, share.
func statedShares(t *testing.T) map[[3]string]int {
	t.Helper()
	readme, err := os.ReadFile("../../../data/README.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\| (\\d{4}-\\d{2}-\\d{2}) \\| ([a-z-]+) \\| (\\d+) % \\|")
	stated := make(map[[3]string]int)
	for _, m := range row.FindAllStringSubmatch(string(readme), -1) {
		percent, err := strconv.Atoi(m[4])
		if err != nil {
			t.Fatal(err)
		}
		stated[[3]string{m[1], m[2], m[3]}] = percent
	}
	if len(stated) == 0 {
		t.Fatal("the README states no share")
	}
	return stated
}

func TestTheSharesOfTheSampleAreThoseItsREADMEStates(t *testing.T) {
	b := readSample(t)
	location, err := b.Enclave.Location()
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[[3]string]int)
	for _, series := range b.Series {
		states, err := coverage.Fold(t.Context(), b.Boundary.Geometry, numbered(series.Updates), nil)
		if err != nil {
			t.Fatalf("%s: %v", series.Series.Ref, err)
		}
		for _, state := range states {
			zones := geo.Snapshot{Zones: zonesOf(state)}
			if err := coverage.CheckSnapshot(b.Boundary.Geometry, zones.Zones); err != nil {
				t.Errorf("%s at %s: %v", series.Series.Ref, state.From, err)
			}
			if relative := math.Abs(zones.AreaM2()/b.Boundary.AreaM2 - 1); relative > 1e-7 {
				t.Errorf("%s at %s: the zones are %g more or less than the outline", series.Series.Ref, state.From, relative)
			}
			day := geo.DayOf(state.From, location).String()
			for controller, area := range zones.AreaByController() {
				key := [3]string{string(series.Series.Ref.Series), day, string(controller)}
				got[key] = int(math.Round(100 * area / b.Boundary.AreaM2))
			}
		}
	}
	stated := statedShares(t)
	for key, percent := range got {
		if stated[key] != percent {
			t.Errorf("%v: drawn %d %%, stated %d %%", key, percent, stated[key])
		}
	}
	if len(got) != len(stated) {
		t.Errorf("%d shares are drawn, %d stated", len(got), len(stated))
	}
}

func TestSharesOfTheSampleLieNearThoseReported(t *testing.T) {
	reported := map[[3]string]float64{
		{"reported", "2025-10-10", "israeli-held"}: 53, {"reported", "2026-04-29", "contested"}: 11,
		{"idf-map", "2025-10-19", "israeli-held"}: 53, {"plan", "2025-09-29", "israeli-held"}: 55,
		{"plan", "2026-01-01", "israeli-held"}: 37, {"plan", "2027-01-01", "israeli-held"}: 18,
	}
	stated := statedShares(t)
	for key, share := range reported {
		if drawn, found := stated[key]; !found || math.Abs(float64(drawn)-share) > 3 {
			t.Errorf("%v: drawn %d %%, reported %g %%", key, drawn, share)
		}
	}
}

// numbered gives updates the ids and places that a store would give.
func numbered(updates []geo.Update) []geo.Update {
	given := make([]geo.Update, len(updates))
	for i, u := range updates {
		u.ID, u.Place, u.Recorded = geo.UpdateID(i+1), int64(i+1), geo.Interval{From: time.Unix(0, 0)}
		given[i] = u
	}
	return given
}

// zonesOf returns the faces of a state as zones.
func zonesOf(state coverage.State) []geo.Zone {
	faces := state.Coverage.Faces()
	zones := make([]geo.Zone, len(faces))
	for i, f := range faces {
		zones[i] = geo.Zone{ID: geo.ZoneID(i + 1), Label: f.Label, Polygon: f.Polygon, AreaM2: geo.PolygonAreaM2(f.Polygon)}
	}
	return zones
}
