package split_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"splitline/geo"
	"splitline/geo/split"
)

func TestWhereGroundIsCut(t *testing.T) {
	m := gaza(t)
	// Rows of 10, 2, 8, 2 and 14 km from the north: corridors end 10 to 12 and 20 to 22 km below 31.2° N + 36 km.
	twice := draw(1, "hi ii hi ii hi")
	twice.widths, twice.heights = []float64{4230, 4770}, []float64{10000, 2000, 8000, 2000, 14000}
	// The same turned on its side is wider than tall.
	wide := draw(1, "iii hih")
	wide.widths, wide.heights = []float64{20000, 2000, 18000}, []float64{4770, 4230}
	// The corridor is 2,000 m wide in the west and 2,100 m in the east.
	uneven := draw(1, "hhi hii iii hhi")
	uneven.widths, uneven.heights = []float64{2115, 2115, 4770}, []float64{19900, 100, 2000, 18000}
	both := draw(4000, "hii iih")
	south := withCorridor(2000)
	south.north = -62.8
	cases := []struct {
		name     string
		canvas   canvas
		headline string
		cuts     []split.CutGround
	}{
		{
			"one corridor names one latitude", withCorridor(2000), "Hamas-held ground cut in two near 31.37° N",
			[]split.CutGround{{Side: geo.SideID(geo.HamasHeld), Parts: 2, Places: []split.Place{{Lon: 34.22, Lat: 31.37}}}},
		},
		{
			"two corridors name two latitudes from north to south", twice,
			"Hamas-held ground cut in three near 31.43° N and 31.34° N",
			[]split.CutGround{{Side: geo.SideID(geo.HamasHeld), Parts: 3, Places: []split.Place{{Lon: 34.22, Lat: 31.43}, {Lon: 34.22, Lat: 31.34}}}},
		},
		{
			"an enclave wider than tall names the longitude", wide, "Hamas-held ground cut in two near 34.42° E",
			[]split.CutGround{{Side: geo.SideID(geo.HamasHeld), Parts: 2, Places: []split.Place{{Lon: 34.42, Lat: 31.22}}}},
		},
		{
			"in the south the latitude is named so", south, "Hamas-held ground cut in two near 31.43° S",
			[]split.CutGround{{Side: geo.SideID(geo.HamasHeld), Parts: 2, Places: []split.Place{{Lon: 34.22, Lat: -31.43}}}},
		},
		{
			"a corridor of uneven width is named by its middle", uneven, "Hamas-held ground cut in two near 31.37° N",
			[]split.CutGround{{Side: geo.SideID(geo.HamasHeld), Parts: 2, Places: []split.Place{{Lon: 34.22, Lat: 31.37}}}},
		},
		{
			"one side is cut where the other holds together", both, "Hamas-held ground cut in two near 34.26° E",
			[]split.CutGround{{Side: geo.SideID(geo.HamasHeld), Parts: 2, Places: []split.Place{{Lon: 34.26, Lat: 31.24}}}},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			verdict := measure(t, c.canvas.input(), m).Verdict
			if verdict.Word != split.Cut || verdict.Headline != c.headline {
				t.Errorf("got %s, %q; want cut, %q", verdict.Word, verdict.Headline, c.headline)
			}
			if diff := cmp.Diff(c.cuts, verdict.Cuts, cmpopts.IgnoreFields(split.CutGround{}, "Corridors")); diff != "" {
				t.Errorf("cuts (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSmallPartsDoNotCut(t *testing.T) {
	m := gaza(t)
	c := withCorridor(2000)
	c.heights = []float64{4000, 2000, 34000} // the northern part is 4.7 % of the enclave
	if verdict := measure(t, c.input(), m).Verdict; verdict.Word != split.TwoZone || verdict.Cuts != nil {
		t.Errorf("got %s and cuts %v, want two-zone and none", verdict.Word, verdict.Cuts)
	}
	c.heights = []float64{4400, 2000, 33600} // 5.2 %
	if verdict := measure(t, c.input(), m).Verdict; verdict.Word != split.Cut {
		t.Errorf("got %s, want cut", verdict.Word)
	}
}
