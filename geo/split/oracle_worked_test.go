package split_test

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/split"
)

// worked is the real line of 19 October 2025 measured twice.
type worked struct {
	*realStrip
	in     split.Input
	answer split.Answer
	raster *raster
	parts  []*rasterPart
}

func newWorked(t *testing.T) *worked {
	t.Helper()
	s := readStrip(t)
	w := &worked{realStrip: s, in: s.input(geo.HamasHeld, painted{geo.IsraeliHeld, s.israeli})}
	var err error
	if w.answer, err = split.Measure(t.Context(), w.in, s.metric); err != nil {
		t.Fatal(err)
	}
	w.raster, _ = rasterOf(t.Context(), t, w.in.Snapshot.Zones, s.metric)
	w.parts = w.raster.parts(int(0.25e6/(rasterCellM*rasterCellM)), 50)
	slices.SortFunc(w.parts, func(a, b *rasterPart) int { return cmp.Compare(len(b.cells), len(a.cells)) })
	return w
}

func (w *worked) held(id geo.ControllerID) split.Controller {
	i := slices.IndexFunc(w.answer.Controllers, func(c split.Controller) bool { return c.ID == id })
	return w.answer.Controllers[i]
}

// cleaned returns the areas of the parts of a holder on the raster, largest first, in km².
func (w *worked) cleaned(id geo.ControllerID) []float64 {
	var areas []float64
	for _, p := range w.parts {
		if w.raster.holders[p.holder] == id {
			areas = append(areas, w.raster.km2(len(p.cells)))
		}
	}
	return areas
}

// splitting returns H² / Σ a² of areas.
func splitting(areas ...[]float64) float64 {
	var sum, squares float64
	for _, a := range slices.Concat(areas...) {
		sum += a
		squares += a * a
	}
	return sum * sum / squares
}

// outside returns the km² of the published polygon beyond the boundary, by overlay and on the raster.
func (w *worked) outside() (overlaid, counted float64) {
	beyond := w.unproject(w.must(w.metric.Difference(w.ctx, w.israeli, w.enclave)))
	cells := 0
	for _, polygon := range w.israeli {
		for _, cell := range w.raster.cellsOf(polygon) {
			if w.raster.held[cell] == nobody {
				cells++
			}
		}
	}
	return geo.Km2(geo.AreaM2(beyond)), w.raster.km2(cells)
}

// municipal returns the Israeli-held share of a municipality, by overlay and on the raster.
func (w *worked) municipal(name string) (overlaid, counted float64) {
	w.t.Helper()
	var ground orb.MultiPolygon
	for _, f := range w.features("municipalities_ocha_2019.geojson") {
		if f.Properties.Name == name {
			ground = append(ground, w.project(w.valid(f))...)
		}
	}
	ground = w.must(w.metric.Union(w.ctx, ground))
	both := w.must(w.metric.Intersection(w.ctx, ground, w.israeli))
	cells, israeli := 0, 0
	for _, polygon := range ground {
		for _, cell := range w.raster.cellsOf(polygon) {
			cells++
			if h := w.raster.held[cell]; h != nobody && w.raster.holders[h] == geo.IsraeliHeld {
				israeli++
			}
		}
	}
	return w.metric.Area(both) / w.metric.Area(ground), float64(israeli) / float64(cells)
}

// interiorKm returns the length of the frontline more than 200 m from the boundary on the raster, by counting how often
// the lines of cells in four directions cross it (Crofton, Philosophical Transactions 158, 1868): right to within 5 %.
func (w *worked) interiorKm() float64 {
	r := w.raster
	var inside []int
	for cell, held := range r.held {
		if held != nobody {
			inside = append(inside, cell)
		}
	}
	depth := make([]float64, len(r.held))
	for i, clear := range r.clearances(inside) {
		depth[inside[i]] = clear
	}
	length := 0.0
	apart := map[int]float64{1: r.cellM, r.columns: r.cellM, r.columns + 1: r.cellM / math.Sqrt2, r.columns - 1: r.cellM / math.Sqrt2}
	for _, cell := range inside {
		for step, between := range apart {
			next := cell + step
			if r.held[next] != nobody && r.held[next] != r.held[cell] && math.Min(depth[cell], depth[next]) > 200 {
				length += between
			}
		}
	}
	return length * math.Pi / 8 / 1000
}

// neckOf returns the neck of the main part of a holder on a raster of 50 m, and its latitude.
func (w *worked) neckOf(id geo.ControllerID) (widthKm, latitude float64) {
	w.t.Helper()
	parts, err := split.PartsOf(w.ctx, w.in, w.metric)
	if err != nil {
		w.t.Fatal(err)
	}
	i := slices.IndexFunc(parts, func(p split.PartGround) bool { return p.Holder == geo.SideID(id) })
	ground := w.project(parts[i].Geometry)
	r := newRaster(w.t, []geo.Zone{{Label: geo.Label{Controller: id}}}, ground, 2*rasterCellM)
	main := r.pieces(r.cellsOf(ground[0]), func(int, int) bool { return true })[0]
	neck, found := r.neck(main, parting{cells: len(main) / 10, stepM: rasterCellM})
	if !found {
		w.t.Fatalf("%s has no neck on the raster", id)
	}
	at, err := w.metric.UnprojectLines(w.ctx, orb.MultiLineString{{neck.place, {neck.place[0] + 1, neck.place[1]}}})
	if err != nil {
		w.t.Fatal(err)
	}
	return neck.widthM / 1000, at[0][0][1]
}

// TestWorkedValuesAndARaster holds every worked value of the line of 19 October 2025 twice: as it is measured, and
// counted on cells of 25 m by code that shares nothing with the measures.
func TestWorkedValuesAndARaster(t *testing.T) {
	w := newWorked(t)
	israeli, hamas := w.held(geo.IsraeliHeld), w.held(geo.HamasHeld)
	counted := w.raster.areas()
	all := w.raster.km2(counted[geo.IsraeliHeld] + counted[geo.HamasHeld])
	heldParts, restParts := w.cleaned(geo.IsraeliHeld), w.cleaned(geo.HamasHeld)
	outside, outsideCells := w.outside()
	israeliKm, israeliLat := w.neckOf(geo.IsraeliHeld)
	hamasKm, hamasLat := w.neckOf(geo.HamasHeld)
	type value struct {
		name              string
		measured, counted float64
		least, most       float64
	}
	values := []value{
		{"area of the enclave in km²", w.answer.Boundary.AreaKm2, all, 364.7, 365.1},
		{"Israeli-held km²", israeli.AreaKm2, w.raster.km2(counted[geo.IsraeliHeld]), 193.5, 193.9},
		{"Israeli-held share", israeli.Share, w.raster.km2(counted[geo.IsraeliHeld]) / all, 0.530, 0.532},
		{"km² of the polygon outside the boundary", outside, outsideCells, 0.70, 0.80},
		{"Israeli-held parts", float64(israeli.PartCount), float64(len(heldParts)), 1, 1},
		{"largest part of the remainder in km²", hamas.Parts[0].AreaKm2, restParts[0], 164.3, 167.3},
		{"S", *w.answer.Measures.SplittingIndex, splitting(heldParts, restParts), 1.99, 2.09},
		{"interior frontline in km", w.overlaidFront(-200), w.interiorKm(), 44, 52},
		{"neck of the Israeli-held part in km", israeli.Neck.WidthM / 1000, israeliKm, 1.05, 1.40},
		{"latitude of that neck", israeli.Neck.Lat, israeliLat, 31.39, 31.43},
		{"neck of the remainder in km", hamas.Neck.WidthM / 1000, hamasKm, 3.80, 4.30},
		{"latitude of that neck", hamas.Neck.Lat, hamasLat, 31.48, 31.50},
	}
	for name, share := range map[string]float64{"Beit Hanoun": 0.989, "Rafah": 0.944, "Khan Yunis": 0.26, "Deir al Balah": 0.035} {
		overlaid, cells := w.municipal(name)
		values = append(values, value{"Israeli-held share of " + name, overlaid, cells, share - 0.015, share + 0.015})
	}
	for _, v := range values {
		t.Logf("%s: %.4f measured, %.4f counted", v.name, v.measured, v.counted)
		for _, got := range []float64{v.measured, v.counted} {
			if !(got >= v.least && got <= v.most) {
				t.Errorf("%s: %.4f measured, %.4f counted, want %g to %g", v.name, v.measured, v.counted, v.least, v.most)
			}
		}
	}
}

// TestPartsOfTheRealLineAreThoseOfARaster floods cells of the real line, with a corridor across it, as they are drawn.
func TestPartsOfTheRealLineAreThoseOfARaster(t *testing.T) {
	s := readStrip(t)
	in := s.input(geo.HamasHeld, painted{geo.IsraeliHeld, s.israeli}, painted{geo.IsraeliHeld, s.corridor()})
	in.Settings.Thresholds.EpsilonM, in.Settings.Thresholds.MinimumMappingUnitKm2 = 0, 0
	parts, err := split.PartsOf(t.Context(), in, s.metric)
	if err != nil {
		t.Fatal(err)
	}
	r, ground := rasterOf(t.Context(), t, in.Snapshot.Zones, s.metric)
	edges := r.borders(in.Snapshot.Zones, ground)
	for holder, id := range r.holders {
		checkFlooded(t.Context(), t, flooded{r, edges, holder, id}, parts, s.metric)
	}
}
