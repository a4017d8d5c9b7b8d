package change_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/geo/coverage"
	"splitline/geo/split"
	"splitline/internal/geos"
)

const sharedData = "../../../shared/data/"

// shared returns the polygons of a shared file. It skips the test where the shared data is absent.
func shared(t testing.TB, name string) orb.MultiPolygon {
	t.Helper()
	data, err := os.ReadFile(filepath.FromSlash(sharedData + name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("shared data absent")
	}
	if err != nil {
		t.Fatal(err)
	}
	var all orb.MultiPolygon
	var collection geojson.FeatureCollection
	if err := json.Unmarshal(data, &collection); err != nil {
		t.Fatal(err)
	}
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

// painted returns the zones of an outline, and of ground in it that one controller holds; the other holds the rest.
func painted(t testing.TB, outline, ground orb.MultiPolygon) []geo.Zone {
	t.Helper()
	label := func(id geo.ControllerID) geo.Label {
		return geo.Label{Controller: id, Basis: geo.Stated, Assessment: geo.Assessment{Level: geo.Claimed, Quality: geo.Traced}}
	}
	c, err := coverage.New(outline, label(geo.HamasHeld))
	if err != nil {
		t.Fatal(err)
	}
	if c, err = c.Paint([]coverage.Area{{Name: "ground", Label: label(geo.IsraeliHeld), Geometry: ground}}); err != nil {
		t.Fatal(err)
	}
	return zonesOf(c)
}

// strip is the Strip with the line of 19 October 2025 and the same line 300 m farther west.
type strip struct {
	outline, line, grown orb.MultiPolygon
	metric               *geos.Metric
}

func readStrip(t testing.TB) strip {
	t.Helper()
	s := strip{metric: utm(t), line: shared(t, "gaza/yellow_line_2025-10-19.geojson")}
	whole, err := coverage.New(shared(t, "gaza/municipalities_ocha_2019.geojson"), coverage.Unassigned())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range whole.Faces() { // the municipalities dissolved, without the gaps between them
		s.outline = append(s.outline, orb.Polygon{f.Polygon[0]})
	}
	held, err := s.metric.Project(t.Context(), s.line)
	if err != nil {
		t.Fatal(err)
	}
	if held, err = s.metric.Buffer(t.Context(), held, 300); err != nil {
		t.Fatal(err)
	}
	if s.grown, err = s.metric.Unproject(t.Context(), held); err != nil {
		t.Fatal(err)
	}
	return s
}

// step compares the zones before with those after over the outline.
func (s strip) step(from, to []geo.Zone) change.Input {
	in := step(from, to)
	in.Boundary.Geometry, in.Boundary.AreaM2 = s.outline, geo.AreaM2(s.outline)
	return in
}

func TestTheLineGrownBy300Metres(t *testing.T) {
	s := readStrip(t)
	from, to := painted(t, s.outline, s.line), painted(t, s.outline, s.grown)
	a := compare(t, s.step(from, to), s.metric)
	conserves(t, from, to, transfers(t, from, to))
	for _, tr := range a.Transfers {
		if tr.From == geo.IsraeliHeld && tr.To == geo.HamasHeld {
			t.Errorf("%g km² were lost by growing", tr.AreaKm2)
		}
	}
	if len(a.Displacement) != 1 {
		t.Fatalf("%d fronts, want 1", len(a.Displacement))
	}
	d := a.Displacement[0]
	t.Logf("%+v, changed %.4f, events %v", d, a.ChangedShare, a.Events)
	if math.Abs(d.MedianM-300) > 5 || d.P95M < 299 || d.HausdorffM < 299 || d.Advancing != geo.SideID(geo.IsraeliHeld) {
		t.Errorf("got %+v, want a line that moved by 300 m", d)
	}
	if math.Abs(d.NetAdvanceM*d.LengthKm*1000/1e6-a.ChangedShare*a.Boundary.AreaKm2) > 1e-6 {
		t.Errorf("the net advance of %.1f m over %.2f km is not the ground that changed", d.NetAdvanceM, d.LengthKm)
	}
}

// TestTheGrownLineIsWhatGEOSSays holds the ground gained against GEOS.
func TestTheGrownLineIsWhatGEOSSays(t *testing.T) {
	s := readStrip(t)
	from, to := painted(t, s.outline, s.line), painted(t, s.outline, s.grown)
	m := transfers(t, from, to)
	for _, k := range m.Controllers() {
		for _, l := range m.Controllers() {
			common, err := s.metric.Intersection(t.Context(), under(from, k), under(to, l))
			if err != nil {
				t.Fatal(err)
			}
			if got, want := m.Area(k, l), geo.AreaM2(common); math.Abs(got-want) > 1e-8*geo.AreaM2(s.outline) {
				t.Errorf("%s to %s: %.3f m², GEOS has %.3f", k, l, got, want)
			}
		}
	}
}

func TestSharesOfMunicipalities(t *testing.T) {
	s := readStrip(t)
	zones := painted(t, s.outline, s.line)
	municipalities := shared(t, "gaza/municipalities_ocha_2019.geojson")
	var grounds []orb.MultiPolygon
	for _, p := range municipalities {
		grounds = append(grounds, orb.MultiPolygon{p})
	}
	shares, err := change.Shares(t.Context(), grounds, zones)
	if err != nil {
		t.Fatal(err)
	}
	var sum, held float64
	for i, areas := range shares {
		whole := areas[geo.IsraeliHeld] + areas[geo.HamasHeld]
		sum += whole
		held += areas[geo.IsraeliHeld]
		if ground := geo.AreaM2(grounds[i]); math.Abs(whole-ground) > 1e-5*ground {
			t.Errorf("municipality %d: %.1f m² are told of %.1f", i, whole, ground)
		}
	}
	areas := geo.Snapshot{Zones: zones}.AreaByController()
	if math.Abs(held-areas[geo.IsraeliHeld]) > 2e-4*areas[geo.IsraeliHeld] || math.Abs(sum-geo.AreaM2(s.outline)) > 2e-4*sum {
		t.Errorf("%.0f m² of %.0f in municipalities, want %.0f of %.0f", held, sum, areas[geo.IsraeliHeld], geo.AreaM2(s.outline))
	}
}

// front returns the zones of consecutive days of one front within one outline.
func front(t testing.TB, days int) (outline orb.MultiPolygon, zones [][]geo.Zone) {
	t.Helper()
	files, err := filepath.Glob(filepath.FromSlash(sharedData + "deepstate/*.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("shared data absent")
	}
	outline = orb.MultiPolygon{{{{31, 44}, {41, 44}, {41, 52.5}, {31, 52.5}, {31, 44}}}}
	for _, name := range files[:days] {
		zones = append(zones, painted(t, outline, shared(t, "deepstate/"+filepath.Base(name))))
	}
	return outline, zones
}

// TestDaysOfOneFront holds that days conserve area, that their net is that from end to end, and that turnover is not less.
func TestDaysOfOneFront(t *testing.T) {
	outline, days := front(t, 8)
	var changed, net float64
	for i := 1; i < len(days); i++ {
		m := transfers(t, days[i-1], days[i])
		conserves(t, days[i-1], days[i], m)
		changed += m.ChangedM2()
		net += m.Area(geo.HamasHeld, geo.IsraeliHeld) - m.Area(geo.IsraeliHeld, geo.HamasHeld)
	}
	whole := transfers(t, days[0], days[len(days)-1])
	endToEnd := whole.Area(geo.HamasHeld, geo.IsraeliHeld) - whole.Area(geo.IsraeliHeld, geo.HamasHeld)
	t.Logf("%.3f km² changed hands day by day, %.3f end to end, %.3f net", geo.Km2(changed), geo.Km2(whole.ChangedM2()), geo.Km2(net))
	if math.Abs(net-endToEnd) > 1e-7*geo.AreaM2(outline) {
		t.Errorf("%.1f m² net day by day, %.1f end to end", net, endToEnd)
	}
	if changed < whole.ChangedM2()-1 {
		t.Errorf("%.1f m² changed day by day, more than that end to end: %.1f", changed, whole.ChangedM2())
	}
}

// TestADayOfOneFrontCompared runs the whole comparison over days a week apart.
func TestADayOfOneFrontCompared(t *testing.T) {
	outline, days := front(t, 8)
	s := strip{outline: outline, metric: utm(t)}
	a := compare(t, s.step(days[0], days[7]), s.metric)
	t.Logf("%+v, %d events, %d grounds, %d lines", a.Displacement, len(a.Events), len(a.Geometry.Ground), len(a.Geometry.Moved))
	seen := make(map[geo.SideID]map[int]int)
	for _, e := range a.Events {
		if seen[e.Holder] == nil {
			seen[e.Holder] = make(map[int]int)
		}
		for _, n := range e.ToParts {
			seen[e.Holder][n]++
		}
	}
	parts, err := split.PartsOf(t.Context(), split.Input{Snapshot: s.step(days[0], days[7]).To, Boundary: s.step(days[0], days[7]).Boundary, Settings: legend()}, s.metric)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		if seen[p.Holder][p.Number] != 1 {
			t.Errorf("part %d of %s is in %d events, want 1", p.Number, p.Holder, seen[p.Holder][p.Number])
		}
	}
	if _, err := json.Marshal(a); err != nil {
		t.Error(err)
	}
}
