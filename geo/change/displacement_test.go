package change_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/geo/split"
)

// ground8 divides a square of 8 km between two holders along a line from south to north, given by its corners in metres.
func ground8(west, east geo.ControllerID, front ...[2]float64) []geo.Zone {
	var line []orb.Point
	for _, p := range front {
		line = append(line, spot(p[0], p[1]))
	}
	left := append([]orb.Point{spot(0, 0)}, line...)
	left = append(left, spot(0, 8000))
	right := []orb.Point{spot(8000, 0), spot(8000, 8000)}
	for i := len(line) - 1; i >= 0; i-- {
		right = append(right, line[i])
	}
	return []geo.Zone{zone(west, left...), zone(east, right...)}
}

func TestDisplacement(t *testing.T) {
	m := utm(t)
	const i, h = geo.IsraeliHeld, geo.HamasHeld
	at := func(x float64) []geo.Zone { return ground8(i, h, [2]float64{x, 0}, [2]float64{x, 8000}) }
	bulge := ground8(i, h, [2]float64{4000, 0}, [2]float64{4000, 3000}, [2]float64{4800, 3000}, [2]float64{4800, 5000}, [2]float64{4000, 5000}, [2]float64{4000, 8000})
	tilted := ground8(i, h, [2]float64{4000, 0}, [2]float64{4400, 8000})
	balanced := ground8(i, h, [2]float64{3800, 0}, [2]float64{4200, 8000})
	cases := []struct {
		name                             string
		from, to                         []geo.Zone
		median, p95, hausdorff, net, len float64
		advancing                        geo.SideID
	}{
		{"a line that stays", at(4000), at(4000), 0, 0, 0, 0, 8, ""},
		{"a line that moves east by 500 m", at(4000), at(4500), 500, 500, 500, 500, 8, geo.SideID(i)},
		{"a line that moves west by 500 m", at(4500), at(4000), 500, 500, 500, 500, 8, geo.SideID(h)},
		// 8 km + 2 · 0.8 km of line; 2 km at 800 m, the two flanks from 0 to 800 m, 6 km at none
		{"a bulge of 800 m", at(4000), bulge, 0, 800, 800, 1.6e6 / 9600, 9.6, geo.SideID(i)},
		// 400 m of 8 km lie 800 m from the flanks
		{"a bulge that goes", bulge, at(4000), 0, 790, 800, 1.6e6 / 8000, 8, geo.SideID(h)},
		{"a line that tilts", at(4000), tilted, 200, 380, 400, 200, math.Hypot(8, 0.4), geo.SideID(i)},
		{"a line that tilts round its middle advances for nobody", at(4000), balanced, 100, 190, 200, 0, math.Hypot(8, 0.4), ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := compare(t, step(c.from, c.to), m)
			if len(a.Displacement) != 1 {
				t.Fatalf("%d fronts, want 1", len(a.Displacement))
			}
			d := a.Displacement[0]
			for _, figure := range []struct {
				name      string
				got, want float64
			}{
				{"median", d.MedianM, c.median},
				{"95th percentile", d.P95M, c.p95},
				{"Hausdorff", d.HausdorffM, c.hausdorff},
				{"net advance", d.NetAdvanceM, c.net},
				{"length", d.LengthKm * 1000, c.len * 1000},
			} {
				if math.Abs(figure.got-figure.want) > 0.005*figure.want+13 && figure.want > 0 || figure.want == 0 && figure.got > 4 {
					t.Errorf("%s %.1f m, want %.1f", figure.name, figure.got, figure.want)
				}
			}
			if d.A != geo.SideID(h) || d.B != geo.SideID(i) || d.Contested {
				t.Errorf("the front is of %s and %s, contested %t", d.A, d.B, d.Contested)
			}
			if c.advancing != "" && d.Advancing != c.advancing {
				t.Errorf("%q advances, want %q", d.Advancing, c.advancing)
			}
		})
	}
}

// TestABeltHasTwoFronts puts contested ground between two sides.
func TestABeltHasTwoFronts(t *testing.T) {
	from, to := picture(1000, "iichh iichh"), picture(1000, "iiich iiich")
	a := compare(t, step(from, to), utm(t))
	var got []geo.SideID
	for _, d := range a.Displacement {
		if !d.Contested || math.Abs(d.MedianM-1000) > 10 || math.Abs(d.NetAdvanceM-1000) > 10 {
			t.Errorf("got %+v, want 1000 m of a contested front", d)
		}
		got = append(got, d.Advancing)
	}
	if len(got) != 2 || got[0] != geo.SideID(geo.Contested) || got[1] != geo.SideID(geo.IsraeliHeld) {
		t.Errorf("advancing: %v", got)
	}
}

// TestAFrontOfOneDateHasNoDisplacement lets a holder come.
func TestAFrontOfOneDateHasNoDisplacement(t *testing.T) {
	a := compare(t, step(picture(1000, "iih iih"), picture(1000, "iif iih")), utm(t))
	for _, d := range a.Displacement {
		if d.A == "force" || d.B == "force" {
			t.Errorf("got %+v", d)
		}
	}
	if len(a.Displacement) != 1 {
		t.Errorf("%d fronts, want that of the two that were there", len(a.Displacement))
	}
}

func TestTheMovedLineIsThePartThatMoved(t *testing.T) {
	const i, h = geo.IsraeliHeld, geo.HamasHeld
	from := ground8(i, h, [2]float64{4000, 0}, [2]float64{4000, 8000})
	to := ground8(i, h, [2]float64{4000, 0}, [2]float64{4000, 3000}, [2]float64{4800, 3000}, [2]float64{4800, 5000}, [2]float64{4000, 5000}, [2]float64{4000, 8000})
	a := compare(t, step(from, to), utm(t))
	if len(a.Geometry.Moved) != 1 || len(a.Geometry.Moved[0].Line) != 1 {
		t.Fatalf("got %v, want one line", a.Geometry.Moved)
	}
	var length float64
	line := a.Geometry.Moved[0].Line[0]
	for k := 1; k < len(line); k++ {
		length += math.Hypot((line[k][0]-line[k-1][0])*degreeEast, (line[k][1]-line[k-1][1])*degreeNorth)
	}
	if math.Abs(length-3600) > 51 {
		t.Errorf("%.0f m moved, want 3600", length)
	}
	if b := line.Bound(); b.Bottom() < spot(0, 2990)[1] || b.Top() > spot(0, 5010)[1] {
		t.Errorf("the moved line reaches from %v to %v", b.Min, b.Max)
	}
}

func TestKept(t *testing.T) {
	m := utm(t)
	const i, h = geo.IsraeliHeld, geo.HamasHeld
	straight := ground8(i, h, [2]float64{4000, 0}, [2]float64{4000, 8000})
	moved := ground8(i, h, [2]float64{4200, 0}, [2]float64{4200, 8000})
	half := ground8(i, h, [2]float64{4000, 0}, [2]float64{4000, 4000}, [2]float64{5000, 4000}, [2]float64{5000, 8000})
	alone := ground8(i, i, [2]float64{4000, 0}, [2]float64{4000, 8000})
	other := ground8(i, "force", [2]float64{4000, 0}, [2]float64{4000, 8000})
	cases := []struct {
		name      string
		from, to  []geo.Zone
		accuracyM float64
		want      float64
	}{
		{"the same line", straight, straight, 0, 1},
		{"a line moved by less than the tolerance", straight, moved, 0, 1},
		{"a line of which half moved by a kilometre, and the way there", straight, half, 0, 4250.0 / 9000},
		{"a line moved by less than its accuracy", straight, half, 2000, 1},
		{"a line that goes", straight, alone, 0, 0},
		{"no line before or after", alone, alone, 0, 1},
		{"a line that comes", alone, straight, 0, 0},
		{"a line of others", straight, other, 0, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			share, err := change.Kept(t.Context(), fronts(t, c.from, c.accuracyM), fronts(t, c.to, c.accuracyM), 250, m)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(share-c.want) > 0.003 {
				t.Errorf("%.4f of the line was kept, want %.4f", share, c.want)
			}
		})
	}
}

func fronts(t *testing.T, zones []geo.Zone, accuracyM float64) []split.Front {
	t.Helper()
	in := step(zones, zones)
	for i := range in.From.Zones {
		in.From.Zones[i].Label.Assessment.AccuracyM = accuracyM
	}
	list, err := split.FrontsOf(split.Input{Snapshot: in.From, Boundary: in.Boundary, Settings: in.Settings})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
