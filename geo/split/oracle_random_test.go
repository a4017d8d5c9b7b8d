package split_test

import (
	"cmp"
	"context"
	"flag"
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/geo/split"
	"splitline/internal/geos"
)

// ringAround returns a ring of vertices at the given distances in metres from a place, in even directions.
func ringAround(east, north float64, distances []float64) orb.Ring {
	var ring orb.Ring
	for i, d := range distances {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(len(distances)))
		ring = append(ring, canvas{}.corner(east+d*cos, north+d*sin))
	}
	return append(ring, ring[0])
}

// anyPainted draws an enclave some 4 km across on which up to seven areas were painted one over the other, with fronts
// at all angles and slivers and points where they cross.
func anyPainted() *rapid.Generator[split.Input] {
	return rapid.Custom(func(t *rapid.T) split.Input {
		label := func(id geo.ControllerID) geo.Label {
			return geo.Label{Controller: id, Basis: geo.Stated, Assessment: geo.Assessment{Level: geo.Reported, Quality: geo.Traced}}
		}
		holders := rapid.SampledFrom([]geo.ControllerID{geo.IsraeliHeld, geo.IsraeliHeld, geo.HamasHeld, geo.HamasHeld, geo.Contested, "force"})
		radii := func(least, most float64, name string) []float64 {
			return rapid.SliceOfN(rapid.Float64Range(least, most), 5, 14).Draw(t, name)
		}
		outline := orb.MultiPolygon{{ringAround(2500, 2500, radii(1400, 2400, "outline"))}}
		c, err := coverage.New(outline, label(holders.Draw(t, "all")))
		if err != nil {
			t.Fatal(err)
		}
		place := rapid.Float64Range(500, 4500)
		for range rapid.IntRange(2, 7).Draw(t, "paints") {
			area := coverage.Area{
				Name: "painted", Label: label(holders.Draw(t, "holder")),
				Geometry: orb.MultiPolygon{{ringAround(place.Draw(t, "east"), place.Draw(t, "north"), radii(100, 2000, "ring"))}},
			}
			if c, err = c.Paint([]coverage.Area{area}); err != nil {
				t.Fatal(err)
			}
		}
		in := inputOf(zonesOf(c))
		in.Boundary.Geometry, in.Boundary.AreaM2 = outline, geo.AreaM2(outline)
		return in
	})
}

// checkSome checks a property that takes long on a share of the draws that others get.
func checkSome(t *testing.T, share float64, property func(*rapid.T)) {
	t.Helper()
	const name = "rapid.checks"
	all := flag.Lookup(name).Value.String()
	checks, err := strconv.ParseFloat(all, 64)
	if err == nil {
		err = flag.Set(name, strconv.Itoa(int(math.Ceil(share*checks))))
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := flag.Set(name, all); err != nil {
			t.Error(err)
		}
	}()
	rapid.Check(t, property)
}

// fataler is a test or a property.
type fataler interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// rasterOf draws a snapshot on cells of 25 m and returns it with its zones in metres.
func rasterOf(ctx context.Context, t fataler, zones []geo.Zone, m *geos.Metric) (*raster, orb.MultiPolygon) {
	t.Helper()
	var degrees orb.MultiPolygon
	for _, z := range zones {
		degrees = append(degrees, z.Polygon)
	}
	ground, err := m.Project(ctx, degrees)
	if err != nil {
		t.Fatal(err)
	}
	return newRaster(t, zones, ground, rasterCellM), ground
}

// scaleError is how far an area in metres of the projection may be from the ellipsoid's: the square of the scale.
const scaleError = 5e-4

// TestAreasOfPaintedGroundAreThoseOfARaster counts cells by their middles. What cannot be right by that is half of the
// cells that an edge of the holder's ground passes through.
func TestAreasOfPaintedGroundAreThoseOfARaster(t *testing.T) {
	m := gaza(t)
	checkSome(t, 0.15, func(rt *rapid.T) {
		in := anyPainted().Draw(rt, "enclave")
		a, err := split.Measure(t.Context(), in, m)
		if err != nil {
			rt.Fatal(err)
		}
		r, ground := rasterOf(t.Context(), rt, in.Snapshot.Zones, m)
		edges := r.borders(in.Snapshot.Zones, ground)
		counted := r.areas()
		for _, c := range a.Controllers {
			holder := slices.Index(r.holders, c.ID)
			unsure := 0
			for cell := range edges {
				if edges.touches(cell, holder) {
					unsure++
				}
			}
			if off := math.Abs(r.km2(counted[c.ID]) - c.AreaKm2); off > r.km2(unsure)/2+scaleError*c.AreaKm2 {
				rt.Errorf("%s has %.4f km², %.4f km² in cells, %.4f km² of cells at its edge", c.ID, c.AreaKm2, r.km2(counted[c.ID]), r.km2(unsure))
			}
		}
	})
}

// TestPartsOfPaintedGroundAreThoseOfARaster floods cells. Whole cells side by side are in one part; cells with no way
// from one to the other through cells that may have ground of the holder are in two.
func TestPartsOfPaintedGroundAreThoseOfARaster(t *testing.T) {
	m := gaza(t)
	checkSome(t, 0.5, func(rt *rapid.T) {
		in := anyPainted().Draw(rt, "enclave")
		in.Settings.Thresholds.EpsilonM, in.Settings.Thresholds.MinimumMappingUnitKm2 = 0, 0
		parts, err := split.PartsOf(t.Context(), in, m)
		if err != nil {
			rt.Fatal(err)
		}
		r, ground := rasterOf(t.Context(), rt, in.Snapshot.Zones, m)
		edges := r.borders(in.Snapshot.Zones, ground)
		for holder, id := range r.holders {
			if id != geo.Contested {
				checkFlooded(t.Context(), rt, flooded{r, edges, holder, id}, parts, m)
			}
		}
	})
}

// flooded is the ground of one holder on a raster.
type flooded struct {
	*raster
	edges  borders
	holder int
	id     geo.ControllerID
}

// checkFlooded holds the parts of a holder against its cells.
func checkFlooded(ctx context.Context, t fataler, f flooded, parts []split.PartGround, m *geos.Metric) {
	t.Helper()
	partOf := make([]int, len(f.held))
	groups, count := f.possible(f.edges, f.holder)
	own := 0
	for _, p := range parts {
		if p.Holder != geo.SideID(f.id) {
			continue
		}
		own++
		projected, err := m.Project(ctx, p.Geometry)
		if err != nil {
			t.Fatal(err)
		}
		group := 0
		for _, cell := range f.cellsOf(projected[0]) {
			if partOf[cell] = p.Number; group != 0 && groups[cell] != group {
				t.Fatalf("%s: part %d is in groups %d and %d", f.id, p.Number, group, groups[cell])
			}
			group = groups[cell]
		}
	}
	if own < count {
		t.Errorf("%s has %d parts, its cells are in %d groups", f.id, own, count)
	}
	for _, group := range f.certain(f.edges, f.holder) {
		for _, cell := range group {
			if partOf[cell] != partOf[group[0]] || partOf[cell] == 0 {
				t.Fatalf("%s: %v and %v hang together and are in parts %d and %d", f.id, f.middle(group[0]), f.middle(cell), partOf[group[0]], partOf[cell])
			}
		}
	}
}

// TestNecksOfPaintedGroundAreThoseOfARaster shrinks cells: those that lie whole in the ground for the least that a neck
// can measure, those whose middle does for the most. A raster can tell a share of a tenth from one of a twelfth and an
// eighth, and ground that is a cell and a half wider from ground that is not.
func TestNecksOfPaintedGroundAreThoseOfARaster(t *testing.T) {
	m := gaza(t)
	checkSome(t, 0.1, func(rt *rapid.T) {
		in := anyPainted().Draw(rt, "enclave")
		a, err := split.Measure(t.Context(), in, m)
		if err != nil {
			rt.Fatal(err)
		}
		parts, err := split.PartsOf(t.Context(), in, m)
		if err != nil {
			rt.Fatal(err)
		}
		if len(parts) > 0 {
			p := slices.MaxFunc(parts, func(p, q split.PartGround) int { return cmp.Compare(p.AreaM2, q.AreaM2) })
			i := slices.IndexFunc(a.Controllers, func(c split.Controller) bool { return geo.SideID(c.ID) == p.Holder })
			checkNeck(t.Context(), rt, a.Controllers[i].Neck, p, m)
		}
	})
}

// checkNeck holds the neck of a part against the same on a raster.
func checkNeck(ctx context.Context, t fataler, neck *split.Neck, p split.PartGround, m *geos.Metric) {
	t.Helper()
	zones := []geo.Zone{{Label: geo.Label{Controller: geo.ControllerID(p.Holder)}, Polygon: p.Geometry[0]}}
	r, ground := rasterOf(ctx, t, zones, m)
	const slack, step = 2.5 * rasterCellM, rasterCellM / 2
	pieces := r.pieces(r.cellsOf(ground[0]), func(int, int) bool { return true })
	all := p.AreaM2 / (rasterCellM * rasterCellM)
	least, parts := r.neck(slices.Concat(r.certain(r.borders(zones, ground), 0)...), parting{cells: int(0.08 * all), stepM: step})
	most, surely := r.neck(pieces[0], parting{cells: int(0.12 * all), stepM: step, widerM: 1.5 * rasterCellM})
	if len(pieces) > 1 && float64(len(pieces[1])) > 0.12*all { // it hangs together by less than a cell
		most, surely = rasterNeck{}, true
	}
	if neck != nil {
		checkParts(ctx, t, ground, neck.WidthM/2, m)
	}
	switch {
	case neck == nil && surely:
		t.Errorf("%s: no neck, a raster has one of %.0f m", p.Holder, most.widthM)
	case neck == nil:
	case parts && neck.WidthM < least.widthM-slack:
		t.Errorf("%s: a neck of %.0f m, on a raster it is %.0f m at least", p.Holder, neck.WidthM, least.widthM)
	case surely && neck.WidthM > most.widthM+slack:
		t.Errorf("%s: a neck of %.0f m, on a raster it is %.0f m at most", p.Holder, neck.WidthM, most.widthM)
	}
}

// checkParts shrinks ground by a little more than a radius, with buffers, and holds that it parts as a neck has it.
// How much more is a matter of rounding: ground that has parted can hold together again, in the sense of a neck, when it
// is shrunken further.
func checkParts(ctx context.Context, t fataler, ground orb.MultiPolygon, radius float64, m *geos.Metric) {
	t.Helper()
	for _, more := range []float64{0.3, 0.6, 1, 0.0021 * radius, 2, 0.005 * radius} {
		shrunk, err := m.Buffer(ctx, ground, -radius-more)
		if err != nil {
			t.Fatal(err)
		}
		large := 0
		for _, piece := range shrunk {
			grown, err := m.Buffer(ctx, orb.MultiPolygon{piece}, radius+more)
			if err != nil {
				t.Fatal(err)
			}
			if m.Area(grown) >= 0.0999*m.Area(ground) {
				large++
			}
		}
		if large >= 2 {
			return
		}
	}
	t.Errorf("shrunk by %.1f m the ground does not part", radius)
}
