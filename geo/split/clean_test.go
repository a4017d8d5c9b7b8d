package split

import (
	"container/heap"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/internal/geos"
)

// openGEOS returns GEOS in the UTM zone of the patchworks.
func openGEOS(t *testing.T) *geos.Metric {
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
	return g.Metric(32636)
}

// patchwork draws up to 8 by 8 fields of three holders, 20 to 700 m wide.
func patchwork() *rapid.Generator[[]geo.Zone] {
	return rapid.Custom(func(t *rapid.T) []geo.Zone {
		size := rapid.SliceOfN(rapid.Int64Range(2_000, 70_000), 2, 8) // grid units: about a centimetre
		xs, ys := size.Draw(t, "widths"), size.Draw(t, "heights")
		holders := []geo.ControllerID{geo.IsraeliHeld, geo.HamasHeld, geo.Contested}
		var zones []geo.Zone
		y := int64(312_000_000)
		for _, height := range ys {
			x := int64(342_000_000)
			for _, width := range xs {
				polygon := orb.Polygon{{
					geo.FromGrid(x, y), geo.FromGrid(x+width, y), geo.FromGrid(x+width, y+height), geo.FromGrid(x, y+height), geo.FromGrid(x, y),
				}}
				label := geo.Label{Controller: rapid.SampledFrom(holders).Draw(t, "holder")}
				zones = append(zones, geo.Zone{Label: label, Polygon: polygon, AreaM2: geo.PolygonAreaM2(polygon)})
				x += width
			}
			y += height
		}
		return zones
	})
}

// surveyOf prepares a patchwork for the cleaning.
func surveyOf(r *rapid.T, zones []geo.Zone, metric Metric) *survey {
	in := Input{Snapshot: geo.Snapshot{Zones: zones}, Settings: geo.DefaultSettings("patchwork")}
	in.Boundary.AreaM2 = in.Snapshot.AreaM2()
	s, err := newSurvey(in, metric)
	if err != nil {
		r.Fatal(err)
	}
	return s
}

// TestCleanedPartsAreThickEnough holds every part to the rule by an opening of its whole outline.
func TestCleanedPartsAreThickEnough(t *testing.T) {
	metric := openGEOS(t)
	rapid.Check(t, func(r *rapid.T) {
		s := surveyOf(r, patchwork().Draw(r, "zones"), metric)
		a, err := s.analyse(t.Context(), controllerGrouping(s.Settings, s.mesh))
		if err != nil {
			r.Fatal(err)
		}
		var sum float64
		for _, h := range a.holders {
			for _, p := range h.parts {
				sum += p.areaM2
				checkPart(t, r, a, metric, p)
			}
		}
		if math.Abs(sum-s.enclaveM2) > 1e-9*s.enclaveM2 {
			r.Errorf("the parts add up to %.3f m² of %.3f m²", sum, s.enclaveM2)
		}
	})
}

// checkPart holds one part of a cleaned patchwork to what it was counted with.
func checkPart(t *testing.T, r *rapid.T, a *analysis, metric *geos.Metric, p *piece) {
	t.Helper()
	outline := a.mesh.outline(p.faces)
	projected, err := metric.Project(t.Context(), outline)
	if err != nil {
		r.Fatal(err)
	}
	opened, err := metric.Opening(t.Context(), projected, a.Settings.Thresholds.EpsilonM)
	if err != nil {
		r.Fatal(err)
	}
	alone := len(p.neighbours) == 0
	if !alone && (planar.Area(opened) == 0 || p.areaM2 < 0.25e6) {
		r.Errorf("a part of %.0f m² is left, %.0f m² of it after an opening", p.areaM2, planar.Area(opened))
	}
	var edgeM float64
	for _, ring := range outline[0] {
		for i := 1; i < len(ring); i++ {
			edgeM += lengthM(ring[i-1], ring[i])
		}
	}
	if math.Abs(edgeM-p.edgeM) > 1e-6*edgeM {
		r.Errorf("the outline is %.3f m long, the part was counted with %.3f m", edgeM, p.edgeM)
	}
	for n := range p.neighbours {
		if n.owner == p.owner || n.gone {
			r.Errorf("a part borders on ground of its own holder or on ground that is gone")
		}
	}
}

// TestSurelyThickAgreesWithBuffers holds the shortcut against the shrunken outline, holes and all.
func TestSurelyThickAgreesWithBuffers(t *testing.T) {
	metric := openGEOS(t)
	rapid.Check(t, func(r *rapid.T) {
		s := surveyOf(r, patchwork().Draw(r, "zones"), metric)
		radius := rapid.Float64Range(5, 300).Draw(r, "radius")
		for _, p := range newPieces(s.mesh, controllerGrouping(s.Settings, s.mesh).ownerOf) {
			if !p.surelyThick(radius) {
				continue
			}
			projected, err := metric.Project(t.Context(), s.mesh.outline(p.faces))
			if err != nil {
				r.Fatal(err)
			}
			shrunk, err := metric.Buffer(t.Context(), projected, -radius)
			if err != nil {
				r.Fatal(err)
			}
			if planar.Area(shrunk) == 0 {
				r.Errorf("a piece of %.0f m² with an edge of %.0f m passes for thick at %.1f m", p.areaM2, p.edgeM, radius)
			}
		}
	})
}

// TestTheSmallestPieceGoesFirstWhateverGrew holds the queue to its order on strips whose heirs outgrow their kin.
func TestTheSmallestPieceGoesFirstWhateverGrew(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		q, pieces := anyQueue(r)
		var queued int
		for len(q) > 0 {
			p := heap.Pop(&q).(*piece)
			for _, other := range q {
				if other.goesBefore(p) {
					r.Fatalf("a piece of %.0f m² was taken before one of %.0f m²", p.areaM2, other.areaM2)
				}
			}
			if len(p.neighbours) > 0 && rapid.Bool().Draw(r, "slight") {
				q.give(p)
			}
			queued++
		}
		if queued > len(pieces) {
			r.Errorf("%d pieces left the queue %d times", len(pieces), queued)
		}
	})
}

// anyQueue draws a queue of pieces that border on each other in all sorts of ways.
func anyQueue(r *rapid.T) (pieceQueue, []*piece) {
	n := rapid.IntRange(2, 12).Draw(r, "pieces")
	pieces := make([]*piece, n)
	for i := range pieces {
		pieces[i] = &piece{
			owner: rapid.IntRange(0, 2).Draw(r, "owner"), faces: []int{i}, anchor: node{x: int64(i)}, place: i,
			areaM2: float64(rapid.IntRange(1, 9).Draw(r, "area")), neighbours: make(map[*piece]float64),
		}
	}
	for i, p := range pieces {
		for _, o := range pieces[:i] {
			if p.owner != o.owner && rapid.Bool().Draw(r, "border") {
				length := float64(rapid.IntRange(1, 5).Draw(r, "length"))
				p.neighbours[o], o.neighbours[p] = length, length
			}
		}
	}
	q := append(pieceQueue(nil), pieces...)
	heap.Init(&q)
	return q, pieces
}
