package ingest

import (
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/geos"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
)

// FuzzRead takes any content the whole way to updates. It must not panic, and updates of a file that is not refused must
// be valid, their areas too.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		`{"type":"Polygon","coordinates":[[[34,31],[34.1,31],[34.1,31.1],[34,31]]]}`,
		`{"type":"Feature","id":1,"properties":{"from":"2025-01-01","who":"contested"},"geometry":{"type":"Polygon","coordinates":[[[34,31],[34.1,31.1],[34.1,31],[34,31.1]]]}}`,
		`{"type":"Feature","properties":{"from":1730986500000,"who":5},"geometry":{"type":"MultiPolygon","coordinates":[[[[34,31],[34,31],[34,31]],[]],[]]}}`,
		`{"type":"Feature","properties":{"from":[],"who":{}},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[0,0]}]}}`,
		`{"type":"Polygon","crs":{"type":"name","properties":{"name":"EPSG:32636"}},"coordinates":[[[590000,3420000],[600229,3420000],[600229,3450000]]]}`,
		`{"type":"Polygon","crs":{"type":"name","properties":{"name":"EPSG:1"}},"coordinates":[[[1e300,-1e300],[2,2],[1e-300,5]]]}`,
		`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":null}]}`,
	} {
		f.Add(seed)
	}
	g := openGEOS(f)
	start := geo.InstantMoment(time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC))
	options := Options{
		Dating:             Dating{ValidFromProperty: "from", ValidFrom: &start},
		ControllerProperty: "who", Controller: geo.Contested,
		Limits: geojson.Limits{Bytes: 1 << 16, Features: 50, Positions: 500},
	}.withDefaults()
	p := planner{
		series: geo.SeriesRef{Enclave: "fuzz", Series: "fuzz"}, zone: time.UTC, legend: geo.DefaultControllers(),
		options: options, now: start.Start(time.UTC),
	}
	place := newPlacer(orb.Bound{Min: orb.Point{34, 31}, Max: orb.Point{34.1, 31.1}}, g)
	f.Fuzz(func(t *testing.T, text string) {
		var about report.Report
		c, err := read(t.Context(), BytesInput("fuzz.geojson", []byte(text)), options.Limits, place, &about)
		if err != nil {
			t.Fatal(err)
		}
		updates := p.updates(c, "", &about)
		if about.Err() != nil {
			return
		}
		for _, u := range updates {
			if err := u.Validate(); err != nil {
				t.Error(err)
			}
			for _, a := range u.Areas {
				if valid, fault, err := g.IsValid(t.Context(), onGrid(a.Geometry)); err != nil || !valid {
					t.Errorf("%v is not valid: %v, %v", a.Geometry, fault, err)
				}
			}
		}
	})
}

// onGrid returns an area as it is folded, on the grid of the wire.
func onGrid(m orb.MultiPolygon) orb.MultiPolygon {
	m = m.Clone()
	replacePoints(m, func(p orb.Point) orb.Point {
		x, y := geo.ToGrid(p)
		return geo.FromGrid(x, y)
	})
	return m
}

func openGEOS(f *testing.F) *geos.GEOS {
	f.Helper()
	g, err := geos.Open(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() {
		if err := g.Close(); err != nil {
			f.Error(err)
		}
	})
	return g
}
