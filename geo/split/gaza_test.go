package split_test

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/geo/split"
	"splitline/internal/geos"
	"splitline/internal/ingest/repair"
	"splitline/internal/ingest/report"
)

// realStrip is the real enclave with what its cases are built from, in metres of UTM zone 36 north.
type realStrip struct {
	ctx    context.Context
	t      testing.TB
	metric *geos.Metric
	// enclave is the dissolved municipalities, israeli the ground behind the line of 19 October 2025, rafah the
	// municipality of that name.
	enclave, israeli, rafah orb.MultiPolygon
}

// readStrip reads the shared data and skips the test where it is absent.
func readStrip(t testing.TB) *realStrip {
	t.Helper()
	g, err := geos.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	s := &realStrip{ctx: t.Context(), t: t, metric: g.Metric(32636)}
	var all orb.MultiPolygon
	for _, f := range s.features("municipalities_ocha_2019.geojson") {
		valid := s.valid(f)
		all = append(all, valid...)
		if f.Properties.Name == "Rafah" {
			s.rafah = s.project(valid)
		}
	}
	dissolved := s.must(s.metric.Union(s.ctx, s.project(all)))
	closed := s.must(s.metric.Closing(s.ctx, dissolved, 10))
	s.enclave = s.must(s.metric.Union(s.ctx, append(dissolved, closed...)))
	s.israeli = s.project(s.valid(s.features("yellow_line_2025-10-19.geojson")[0]))
	return s
}

// municipality is a feature of the shared files: one polygon, perhaps with a name.
type municipality struct {
	Properties struct {
		Name string `json:"name"`
	} `json:"properties"`
	Geometry struct {
		Coordinates orb.Polygon `json:"coordinates"`
	} `json:"geometry"`
}

func (s *realStrip) features(file string) []municipality {
	s.t.Helper()
	data := readShared(s.t, "gaza", file)
	var collection struct {
		Features []municipality `json:"features"`
	}
	if err := json.Unmarshal(data, &collection); err != nil {
		s.t.Fatal(err)
	}
	return collection.Features
}

// readShared reads a shared file and skips the test where it is absent.
func readShared(t testing.TB, folder, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", folder, file))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("shared data absent")
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// valid returns the repaired polygons of a feature, in degrees.
func (s *realStrip) valid(f municipality) orb.MultiPolygon {
	s.t.Helper()
	var about report.Report
	return s.must(repair.Polygons(orb.MultiPolygon{f.Geometry.Coordinates}, report.NewLog(&about, f.Properties.Name)))
}

func (s *realStrip) must(m orb.MultiPolygon, err error) orb.MultiPolygon {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	return m
}

func (s *realStrip) project(m orb.MultiPolygon) orb.MultiPolygon {
	return s.must(s.metric.Project(s.ctx, m))
}

func (s *realStrip) unproject(m orb.MultiPolygon) orb.MultiPolygon {
	return s.must(s.metric.Unproject(s.ctx, m))
}

// painted is ground in metres under a controller.
type painted struct {
	controller geo.ControllerID
	ground     orb.MultiPolygon
}

// input paints one ground after the other over a remainder.
func (s *realStrip) input(remainder geo.ControllerID, paints ...painted) split.Input {
	s.t.Helper()
	label := func(id geo.ControllerID) geo.Label {
		return geo.Label{Controller: id, Basis: geo.Stated, Assessment: geo.Assessment{Level: geo.Claimed, Quality: geo.Traced}}
	}
	outline := s.unproject(s.enclave)
	c, err := coverage.New(outline, label(remainder))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, p := range paints {
		area := coverage.Area{Name: string(p.controller), Label: label(p.controller), Geometry: s.unproject(p.ground)}
		if c, err = c.Paint([]coverage.Area{area}); err != nil {
			s.t.Fatal(err)
		}
	}
	in := inputOf(zonesOf(c))
	in.Boundary.Geometry, in.Boundary.AreaM2 = outline, geo.AreaM2(outline)
	return in
}

// zonesOf returns the faces of a coverage as zones with ids from 1.
func zonesOf(c *coverage.Coverage) []geo.Zone {
	var zones []geo.Zone
	for i, f := range c.Faces() {
		zones = append(zones, geo.Zone{ID: geo.ZoneID(i + 1), Label: f.Label, Polygon: f.Polygon, AreaM2: f.AreaM2})
	}
	return zones
}

// grown returns the ground behind the line grown until it holds a share of the enclave.
func (s *realStrip) grown(from orb.MultiPolygon, share float64) orb.MultiPolygon {
	s.t.Helper()
	whole := s.metric.Area(s.enclave)
	low, high := 0.0, 12000.0
	for range 30 {
		middle := (low + high) / 2
		inside := s.must(s.metric.Intersection(s.ctx, s.must(s.metric.Buffer(s.ctx, from, middle)), s.enclave))
		if s.metric.Area(inside)/whole < share {
			low = middle
		} else {
			high = middle
		}
	}
	return s.must(s.metric.Buffer(s.ctx, from, high))
}

// contestedBelt returns a share of the enclave before the line: the ground behind it grown, for painting below it.
func (s *realStrip) contestedBelt(share float64) orb.MultiPolygon {
	held := s.must(s.metric.Intersection(s.ctx, s.israeli, s.enclave))
	return s.grown(s.israeli, share+s.metric.Area(held)/s.metric.Area(s.enclave))
}

// landBelt returns a belt along the land border that holds a share of the enclave: without the coast, which runs from
// the border's north-western corner to the Egyptian one.
func (s *realStrip) landBelt(share float64) orb.MultiPolygon {
	s.t.Helper()
	outline := s.unproject(s.enclave)
	ring := outline[0][0]
	north, egypt := nearest(ring, orb.Point{34.49, 31.596}), nearest(ring, orb.Point{34.218, 31.323})
	// The ring is counter-clockwise: from the north the coast comes first.
	var land orb.LineString
	for i := egypt; i != north; i = (i + 1) % (len(ring) - 1) {
		land = append(land, ring[i])
	}
	land = append(land, ring[north])
	lines, err := s.metric.ProjectLines(s.ctx, orb.MultiLineString{land})
	if err != nil {
		s.t.Fatal(err)
	}
	return s.grown(s.must(s.metric.BufferLines(s.ctx, lines, 1)), share)
}

func nearest(ring orb.Ring, p orb.Point) int {
	best, least := 0, math.Inf(1)
	for i, q := range ring {
		if d := math.Hypot(q[0]-p[0], q[1]-p[1]); d < least {
			best, least = i, d
		}
	}
	return best % (len(ring) - 1)
}

// corridor returns a band across the Strip along latitude 31.47.
func (s *realStrip) corridor() orb.MultiPolygon {
	return s.project(orb.MultiPolygon{{{{34.3, 31.465}, {34.5, 31.465}, {34.5, 31.475}, {34.3, 31.475}, {34.3, 31.465}}}})
}

// inRafah returns the Israeli-held part of Rafah.
func (s *realStrip) inRafah() orb.MultiPolygon {
	return s.must(s.metric.Intersection(s.ctx, s.israeli, s.rafah))
}

func TestRealCases(t *testing.T) {
	s := readStrip(t)
	const i, h, c = geo.IsraeliHeld, geo.HamasHeld, geo.Contested
	withGroups := s.input(h, painted{i, s.israeli}, painted{"force", s.inRafah()})
	withGroups.Settings = grouped()
	cases := []struct {
		name   string
		in     split.Input
		word   split.Word
		bySide split.Word
	}{
		{"53 to 47 is two-zone", s.input(h, painted{i, s.israeli}), split.TwoZone, ""},
		{"64 to 36 along the same front is two-zone", s.input(h, painted{i, s.grown(s.israeli, 0.64)}), split.TwoZone, ""},
		{"70 to 30 along the same front is two-zone", s.input(h, painted{i, s.grown(s.israeli, 0.70)}), split.TwoZone, ""},
		{"82 to 18 along the same front is two-zone", s.input(h, painted{i, s.grown(s.israeli, 0.82)}), split.TwoZone, ""},
		{"a contested belt of 5 % is two-zone", s.input(h, painted{c, s.contestedBelt(0.05)}, painted{i, s.israeli}), split.TwoZone, ""},
		{"a contested belt of 10 % is two-zone", s.input(h, painted{c, s.contestedBelt(0.10)}, painted{i, s.israeli}), split.TwoZone, ""},
		{"a contested belt of 20 % is two-zone", s.input(h, painted{c, s.contestedBelt(0.20)}, painted{i, s.israeli}), split.TwoZone, ""},
		{"26 % contested is unresolved", s.input(h, painted{c, s.contestedBelt(0.26)}, painted{i, s.israeli}), split.Unresolved, ""},
		{"a belt of 18 % along the land border is a belt", s.input(h, painted{i, s.landBelt(0.18)}), split.Belt, ""},
		{"the same belt around one new authority is a belt", s.input("authority", painted{i, s.landBelt(0.18)}), split.Belt, ""},
		{"the force in Rafah makes several", s.input(h, painted{i, s.israeli}, painted{"force", s.inRafah()}), split.Several, ""},
		{"Israel and the force as one side are two-zone by side", withGroups, split.Several, split.TwoZone},
		{"a corridor at Netzarim is a cut", s.input(h, painted{i, s.israeli}, painted{i, s.corridor()}), split.Cut, ""},
		{"93 to 7 along the front is one-holder", s.input(h, painted{i, s.grown(s.israeli, 0.93)}), split.OneHolder, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, err := split.Measure(t.Context(), c.in, s.metric)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s", a.Verdict.Headline)
			if a.Verdict.Word != c.word {
				t.Errorf("got %s, want %s\n%s", a.Verdict.Word, c.word, list(a.Verdict))
			}
			if c.bySide != "" && a.BySide.Verdict.Word != c.bySide {
				t.Errorf("got %s by side, want %s\n%s", a.BySide.Verdict.Word, c.bySide, list(a.BySide.Verdict))
			}
		})
	}
}

// TestRealPartsAreThoseOfGEOS counts the parts of uncleaned ground as the polygons of its union.
func TestRealPartsAreThoseOfGEOS(t *testing.T) {
	s := readStrip(t)
	in := s.input(geo.HamasHeld, painted{geo.Contested, s.contestedBelt(0.1)}, painted{geo.IsraeliHeld, s.israeli}, painted{geo.IsraeliHeld, s.corridor()})
	in.Settings.Thresholds.EpsilonM, in.Settings.Thresholds.MinimumMappingUnitKm2 = 0, 0
	a, err := split.Measure(t.Context(), in, s.metric)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range a.Controllers {
		var ground orb.MultiPolygon
		for _, z := range in.Snapshot.Zones {
			if z.Label.Controller == c.ID {
				ground = append(ground, z.Polygon)
			}
		}
		union := s.must(s.metric.Union(t.Context(), ground))
		t.Logf("%s has %d parts", c.ID, c.PartCount)
		if c.PartCount != len(union) {
			t.Errorf("%s has %d parts, GEOS finds %d", c.ID, c.PartCount, len(union))
		}
	}
}
