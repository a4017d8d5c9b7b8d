package tally_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/geo/split"
	"splitline/geo/tally"
)

// The enclave of the tests reaches from 34 to 34.1 east and from 31 to 31.1 north.
const (
	west, south, east, north = 34.0, 31.0, 34.1, 31.1
	halfway                  = 34.05
)

func rectangle(w, s, e, n float64) orb.Polygon {
	return orb.Polygon{{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}}
}

func zone(id geo.ZoneID, holder geo.ControllerID, p orb.Polygon) geo.Zone {
	assessment := geo.Assessment{Level: geo.Reported, AccuracyM: 100, Quality: geo.Traced}
	return geo.Zone{ID: id, Label: geo.Label{Controller: holder, Assessment: assessment, Basis: geo.Stated}, Polygon: p, AreaM2: geo.PolygonAreaM2(p)}
}

// halves are Hamas-held ground in the west and Israeli-held ground in the east.
func halves() []geo.Zone {
	return []geo.Zone{
		zone(1, geo.HamasHeld, rectangle(west, south, halfway, north)),
		zone(2, geo.IsraeliHeld, rectangle(halfway, south, east, north)),
	}
}

func area(code string, p ...orb.Polygon) geo.NamedArea {
	ground := orb.MultiPolygon(p)
	return geo.NamedArea{Code: code, Name: geo.English(code), Geometry: ground, AreaM2: geo.AreaM2(ground)}
}

func population() geo.ReferenceColumn {
	return geo.ReferenceColumn{Name: "population", Unit: "people", Source: geo.Source{Title: "Census", Grade: geo.NotJudged}}
}

func quarters() geo.ReferenceSet {
	return geo.ReferenceSet{Kind: geo.ReferenceAreas, ID: "quarters", Columns: []geo.ReferenceColumn{population()}}
}

// fronts returns the fronts of zones that cover the enclave.
func fronts(t interface{ Fatal(...any) }, zones []geo.Zone) []split.Front {
	outline := orb.MultiPolygon{rectangle(west, south, east, north)}
	found, err := split.FrontsOf(split.Input{
		Snapshot: geo.Snapshot{Zones: zones}, Boundary: geo.Boundary{Geometry: outline}, Settings: geo.DefaultSettings("strip"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// tell lays areas over zones and tells them.
func tell(t interface{ Fatal(...any) }, zones []geo.Zone, areas ...geo.NamedArea) []tally.AreaTally {
	laid, err := tally.Lay(context.Background(), areas, zones, fronts(t, zones), change.Shares)
	if err != nil {
		t.Fatal(err)
	}
	tallies, err := tally.Areas(quarters(), areas, laid, geo.DefaultControllers())
	if err != nil {
		t.Fatal(err)
	}
	return tallies
}

// shares returns shares by controller, of the outside under "".
func shares(a tally.AreaTally) map[geo.ControllerID]float64 {
	found := map[geo.ControllerID]float64{"": a.OutsideShare}
	for _, h := range a.Held {
		found[h.Controller] = h.Share
	}
	return found
}

func TestAreasAreSharedByController(t *testing.T) {
	middle := rectangle(34.025, 31.02, 34.06, 31.06)
	tests := []struct {
		name string
		area geo.NamedArea
		want map[geo.ControllerID]float64
	}{
		{"an area on one side is that side's", area("a", rectangle(34.01, 31.01, 34.03, 31.03)), map[geo.ControllerID]float64{"": 0, geo.HamasHeld: 1}},
		{"an area across the front is shared", area("b", middle), map[geo.ControllerID]float64{"": 0, geo.HamasHeld: 25.0 / 35, geo.IsraeliHeld: 10.0 / 35}},
		{"the whole enclave is shared by halves", area("c", rectangle(west, south, east, north)), map[geo.ControllerID]float64{"": 0, geo.HamasHeld: 0.5, geo.IsraeliHeld: 0.5}},
		{
			"ground outside is nobody's and stays in the whole", area("d", rectangle(34.05, 31.02, 34.15, 31.06)),
			map[geo.ControllerID]float64{"": 0.5, geo.IsraeliHeld: 0.5},
		},
		{"an area outside is nobody's", area("e", rectangle(34.2, 31.0, 34.3, 31.1)), map[geo.ControllerID]float64{"": 1}},
		{
			"parts of an area on both sides are one area", area("f", rectangle(34.01, 31.01, 34.02, 31.02), rectangle(34.07, 31.01, 34.08, 31.02)),
			map[geo.ControllerID]float64{"": 0, geo.HamasHeld: 0.5, geo.IsraeliHeld: 0.5},
		},
		{
			"a hole is not of the area", area("g", append(rectangle(34.03, 31.01, 34.09, 31.05), rectangle(34.06, 31.02, 34.08, 31.04)[0])),
			map[geo.ControllerID]float64{"": 0, geo.HamasHeld: 8.0 / 20, geo.IsraeliHeld: 12.0 / 20},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tell(t, halves(), tt.area)
			if diff := cmp.Diff(tt.want, shares(got[0]), cmpopts.EquateApprox(0, 1e-4)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestControllersStandInTheOrderOfTheLegend(t *testing.T) {
	got := tell(t, halves(), area("a", rectangle(west, south, east, north)))[0]
	if len(got.Held) != 2 || got.Held[0].Controller != geo.IsraeliHeld || got.Held[1].Controller != geo.HamasHeld {
		t.Errorf("got %+v", got.Held)
	}
}

func TestAnErrorIsTheLengthOfTheFrontTimesItsAccuracy(t *testing.T) {
	across := area("a", rectangle(34.04, 31.02, 34.06, 31.06))
	beside := area("b", rectangle(34.01, 31.02, 34.03, 31.06))
	got := tell(t, halves(), across, beside)
	// Four hundredths of a degree of latitude are 4,435 m here; 100 m of them are the error.
	want := 4435 * 100 / across.AreaM2
	for _, h := range got[0].Held {
		if math.Abs(h.ShareError-want) > 0.01*want {
			t.Errorf("%s may be off by %g, want %g", h.Controller, h.ShareError, want)
		}
	}
	if got[1].Held[0].ShareError != 0 {
		t.Errorf("an area without a front may be off by %g", got[1].Held[0].ShareError)
	}
}

func TestNumbersAreSplitByTheShareOfGround(t *testing.T) {
	a, unknown := area("a", rectangle(34.05, 31.02, 34.15, 31.06)), area("b", rectangle(34.01, 31.01, 34.02, 31.02))
	a.Values = geo.ReferenceValues{"population": 1000}
	got := tell(t, halves(), a, unknown)
	column := got[0].Columns[0]
	if column.Value != 1000 || math.Abs(column.Held[0].Value-500) > 0.1 || math.Abs(column.Outside-500) > 0.1 {
		t.Errorf("got %+v", column)
	}
	if len(got[1].Columns) != 0 {
		t.Errorf("an area without a number has %+v", got[1].Columns)
	}
}

func TestTotalsAreNotGivenWhereAreasOverlap(t *testing.T) {
	a, b := area("a", rectangle(34.0, 31.0, 34.05, 31.1)), area("b", rectangle(34.05, 31.0, 34.1, 31.1))
	a.Values, b.Values = geo.ReferenceValues{"population": 300}, geo.ReferenceValues{"population": 100}
	told := tell(t, halves(), a, b)
	totals := tally.Totals(quarters(), told, geo.DefaultControllers())
	if len(totals) != 1 || totals[0].Value != 400 || totals[0].Held[0].Controller != geo.IsraeliHeld || math.Abs(totals[0].Held[1].Share-0.75) > 1e-4 {
		t.Errorf("got %+v", totals)
	}
	set := quarters()
	set.OverlapM2 = a.AreaM2 / 2
	if got := tally.Totals(set, told, geo.DefaultControllers()); got != nil {
		t.Errorf("of areas that overlap got %+v", got)
	}
}

func TestPointsAreCountedOnceAndSummed(t *testing.T) {
	set := quarters()
	set.Kind = geo.ReferencePlaces
	at := func(lon, lat float64, people ...float64) geo.Place {
		p := geo.Place{Point: orb.Point{lon, lat}}
		if len(people) > 0 {
			p.Values = geo.ReferenceValues{"population": people[0]}
		}
		return p
	}
	points := []geo.Place{
		at(34.01, 31.05, 10), at(34.02, 31.05, 20), at(34.0495, 31.05), // 48 m west of the front
		at(halfway, 31.05, 5), at(34.07, 31.05, 7), at(34.2, 31.05, 1),
	}
	zones := halves()
	got, err := tally.Points(set, points, tally.Locate(points, zones, fronts(t, zones)), geo.DefaultControllers())
	if err != nil {
		t.Fatal(err)
	}
	sum := func(value float64, missing int) []tally.Sum {
		return []tally.Sum{{Column: population(), Value: value, Missing: missing}}
	}
	want := []tally.PointTally{
		{Controller: geo.IsraeliHeld, Count: 1, Sums: sum(7, 0)},
		{Controller: geo.HamasHeld, Count: 4, Uncertain: 2, Sums: sum(35, 1)},
		{Count: 1, Sums: sum(1, 0)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatWasLaidOverOtherAreasIsRefused(t *testing.T) {
	areas := []geo.NamedArea{area("a", rectangle(34.01, 31.01, 34.03, 31.03))}
	if _, err := tally.Areas(quarters(), areas, tally.Laid{}, nil); !errors.Is(err, geo.ErrInvalid) {
		t.Errorf("got error %v", err)
	}
	if _, err := tally.Points(quarters(), []geo.Place{{}}, nil, nil); !errors.Is(err, geo.ErrInvalid) {
		t.Errorf("got error %v", err)
	}
	short := func(context.Context, []orb.MultiPolygon, []geo.Zone) ([]map[geo.ControllerID]float64, error) {
		return nil, nil
	}
	if _, err := tally.Lay(context.Background(), areas, halves(), nil, short); !errors.Is(err, geo.ErrInvalid) {
		t.Errorf("got error %v", err)
	}
}

func TestNothingIsLostOrCountedTwice(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		grid := rapid.IntRange(-40, 140)
		var areas []geo.NamedArea
		for i := range rapid.IntRange(1, 4).Draw(rt, "areas") {
			x, y := grid.Draw(rt, "x"), grid.Draw(rt, "y")
			w, h := rapid.IntRange(1, 80).Draw(rt, "width"), rapid.IntRange(1, 80).Draw(rt, "height")
			at := func(n int) float64 { return float64(n) / 1000 }
			a := area(fmt.Sprint(i), rectangle(34+at(x), 31+at(y), 34+at(x+w), 31+at(y+h)))
			a.Values = geo.ReferenceValues{"population": rapid.Float64Range(0, 1e6).Draw(rt, "people")}
			areas = append(areas, a)
		}
		for i, told := range tell(rt, halves(), areas...) {
			sum, people := told.OutsideShare, told.Columns[0].Outside
			for k, h := range told.Held {
				sum += h.Share
				people += told.Columns[0].Held[k].Value
			}
			if math.Abs(sum-1) > 1e-9 {
				rt.Fatalf("shares of area %d add up to %g", i, sum)
			}
			if want := areas[i].Values["population"]; math.Abs(people-want) > 1e-6*(1+want) {
				rt.Fatalf("%g people became %g", want, people)
			}
		}
	})
}
