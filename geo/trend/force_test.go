package trend_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/trend"
)

func sector(title string, fromDaysAgo float64) geo.Observation {
	return geo.Observation{
		Kind: trend.PlannedSector, Title: geo.English(title), Valid: geo.Interval{From: ago(fromDaysAgo)}, Geometry: orb.Point{34.25, 31.29},
	}
}

func TestForceHeadlines(t *testing.T) {
	rafah, ended := sector("Planned sector: Rafah", 20), sector("Planned sector: Gaza City", 60)
	ended.Valid.To = ago(0)
	marker := sector("Block 7", 20)
	marker.Kind = "marker"
	const share = 0.078
	held := map[geo.ControllerID]float64{"force": share * enclaveM2, "hamas-held": 100e6}
	areas := map[geo.ControllerID][]trend.AreaGround{"force": {
		{Name: geo.English("Khan Yunis"), AreaM2: 100e6, HeldM2: 4e6},
		{Name: geo.English("Gaza"), AreaM2: 70e6},
		{Name: geo.English("Rafah"), AreaM2: 60e6, HeldM2: 24e6},
	}}
	cases := []struct {
		name string
		in   trend.ForceInput
		want string
	}{
		{"the example", trend.ForceInput{Observations: []geo.Observation{rafah}}, "Planned: Rafah first. Ground recorded: none."},
		{"nothing is planned", trend.ForceInput{}, "No sector planned. Ground recorded: none."},
		{"a sector whose time is over", trend.ForceInput{Observations: []geo.Observation{ended}}, "No sector planned. Ground recorded: none."},
		{"a sector of later", trend.ForceInput{Observations: []geo.Observation{sector("Sector: X", -1)}}, "No sector planned. Ground recorded: none."},
		{"an observation of another kind", trend.ForceInput{Observations: []geo.Observation{marker}}, "No sector planned. Ground recorded: none."},
		{
			"several sectors in their order",
			trend.ForceInput{Observations: []geo.Observation{sector("B", 5), sector("A", 9), sector("C", 5), rafah}},
			"Planned: Rafah first, then A, then B and C. Ground recorded: none.",
		},
		{"ground without areas", trend.ForceInput{HeldM2: held, Decimals: 1}, "No sector planned. Ground recorded: 7.8 % (28 km²)."},
		{
			"ground by area, the most first",
			trend.ForceInput{HeldM2: held, Areas: areas, Decimals: 1},
			"No sector planned. Ground recorded: 7.8 % (28 km²): Rafah 40.0 %, Khan Yunis 4.0 %.",
		},
		{
			"ground on schematic shapes",
			trend.ForceInput{HeldM2: held, Areas: areas, Schematic: true},
			"No sector planned. Ground recorded: 8 %: Rafah 40 %, Khan Yunis 4 %.",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.in.At, c.in.Forces, c.in.EnclaveM2 = asked(), []geo.ControllerID{"force"}, enclaveM2
			got := trend.ForceOf(c.in)
			if diff := cmp.Diff(c.want, got.Headline); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got.Controller != "force" {
				t.Errorf("the force is %q", got.Controller)
			}
		})
	}
}

func TestASectorThatIsAnAreaStandsAtItsMiddle(t *testing.T) {
	o := sector("Sector: X", 5)
	o.Geometry = orb.Polygon{{{34, 31}, {35, 31}, {35, 32}, {34, 32}, {34, 31}}}
	got := trend.ForceOf(trend.ForceInput{At: asked(), Forces: []geo.ControllerID{"force"}, EnclaveM2: enclaveM2, Observations: []geo.Observation{o}})
	want := []trend.Sector{{Title: geo.English("Sector: X"), Lon: 34.5, Lat: 31.5, ValidFrom: ago(5)}}
	if diff := cmp.Diff(want, got.Planned); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOnlyForcesThatHoldGroundAreListed(t *testing.T) {
	got := trend.ForceOf(trend.ForceInput{
		At: asked(), Forces: []geo.ControllerID{"first", "second"}, EnclaveM2: 1e6,
		HeldM2: map[geo.ControllerID]float64{"second": 0.25e6, "hamas-held": 0.5e6},
	})
	want := []trend.Held{{Controller: "second", AreaKm2: new(0.25), Share: 0.25, Areas: []trend.AreaShare{}}}
	if diff := cmp.Diff(want, got.Held); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
