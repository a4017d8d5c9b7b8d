package change_test

import (
	"encoding/json"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/geo/split"
)

var update = flag.Bool("update", false, "write the golden files anew")

// longFractions finds the digits that processors may round in different ways.
var longFractions = regexp.MustCompile(`(\.\d{6})\d+`)

// TestTheAnswerAsJSON holds the wire form, and that it can be read back.
func TestTheAnswerAsJSON(t *testing.T) {
	in := step(picture(1000, "iihhi iihch"), picture(1000, "iiihi ifhch"))
	in.Settings = green()
	a := compare(t, in, utm(t))
	got, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "answer.json", append(longFractions.ReplaceAll(got, []byte("$1")), '\n'))
	var read change.Answer
	if err := json.Unmarshal(got, &read); err != nil {
		t.Fatal(err)
	}
	again, err := json.MarshalIndent(read, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(got), string(again)); diff != "" {
		t.Errorf("read back and written again: %s", diff)
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestSnapshotsThatCannotBeCompared(t *testing.T) {
	m := utm(t)
	cases := []struct {
		name  string
		spoil func(*change.Input)
		says  string
	}{
		{"another enclave", func(in *change.Input) { in.To.Series.Enclave = "other" }, `enclaves "canvas" and "other"`},
		{"another boundary", func(in *change.Input) { in.To.Boundary.ID = "osm" }, "folded over boundary osm version 1, not drawn version 1"},
		{"another version of the boundary", func(in *change.Input) { in.From.Boundary.Version = 2 }, "folded over boundary drawn version 2"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			in := step(picture(1000, "ih"), picture(1000, "ii"))
			c.spoil(&in)
			_, err := change.Compare(t.Context(), in, m)
			if !errors.Is(err, change.ErrMismatch) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want kind ErrMismatch saying %q", err, c.says)
			}
		})
	}
}

// TestZonesThatDoNotFillTheBoundaryAreRefused takes a zone away.
func TestZonesThatDoNotFillTheBoundaryAreRefused(t *testing.T) {
	in := step(picture(1000, "ih"), picture(1000, "ii"))
	in.To.Zones = in.To.Zones[:1]
	if _, err := change.Compare(t.Context(), in, utm(t)); !errors.Is(err, split.ErrNotCoverage) {
		t.Errorf("error %v, want kind split.ErrNotCoverage", err)
	}
}

func TestBeforeTheFirstUpdateNothingIsGiven(t *testing.T) {
	a := compare(t, step(nil, picture(1000, "ih")), utm(t))
	if a.NotGivenReason != change.NoUpdateReason || len(a.NotGiven) == 0 || len(a.Transfers) != 0 {
		t.Errorf("got %+v", a)
	}
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), `"geometry":`) {
		t.Error("geometry is given")
	}
}

func TestSchematicShapesGiveNoFigures(t *testing.T) {
	in := step(picture(1000, "iihhi iihch ihhhh"), picture(1000, "iiihi iihch ihhhh"))
	in.To.Zones[2].Label.Assessment.Quality = geo.Schematic
	in.Settings = green()
	a := compare(t, in, utm(t))
	var percent float64
	for _, tr := range a.Transfers {
		percent += tr.Share * 100
		if whole := math.Round(tr.Share * 100); math.Abs(tr.Share*100-whole) > 1e-9 {
			t.Errorf("%s to %s is %.4f, not in whole percent", tr.From, tr.To, tr.Share)
		}
	}
	if math.Abs(percent-100) > 1e-9 {
		t.Errorf("the transfers add up to %.1f %%", percent)
	}
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), `"area_km2":`+jsonOf(t, a.Boundary.AreaKm2), "", 1)
	before, rest, _ := strings.Cut(text, `"not_given"`)
	_, after, _ := strings.Cut(rest, `"not_given_reason"`)
	text = before + after
	for _, name := range []string{"area_km2", "gained_km2", "lost_km2", "lon", "lat", "median_m", "moved"} {
		if strings.Contains(text, `"`+name+`"`) {
			t.Errorf("%s is given", name)
		}
	}
	if len(a.Events) == 0 || len(a.Geometry.Ground) != 1 || !a.Schematic || len(a.NotGiven) == 0 {
		t.Errorf("events, the ground that changed and what is missing are to be given: %s", data)
	}
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestASideKeepsWhatItsControllersPassOn hands ground from Israel to the force, which are one side.
func TestASideKeepsWhatItsControllersPassOn(t *testing.T) {
	in := step(picture(1000, "iihh iihh"), picture(1000, "fiih fihh"))
	in.Settings = green()
	a := compare(t, in, utm(t))
	if math.Abs(a.ChangedShare-3.0/8) > 1e-4 || math.Abs(a.BySide.ChangedShare-1.0/8) > 1e-4 {
		t.Errorf("%.4f changed by controller and %.4f by side, want 3/8 and 1/8", a.ChangedShare, a.BySide.ChangedShare)
	}
	if got := told(a.BySide.Events, "green", in.From.Zones[0].AreaM2/1e6); len(got) != 1 || !strings.HasPrefix(got[0], "expansion") {
		t.Errorf("events of the side: %v", got)
	}
	if got := a.BySide.Sides[0]; got.ID != "green" || math.Abs(*got.GainedKm2-1) > 0.01 || *got.LostKm2 != 0 {
		t.Errorf("got %+v", got)
	}
	if d := a.BySide.Displacement; len(d) != 1 || d[0].A != "green" || d[0].Advancing != "green" {
		t.Errorf("displacement by side: %+v", d)
	}
}

// TestListsStandInTheOrderOfTheLegend has controllers that the alphabet puts elsewhere.
func TestListsStandInTheOrderOfTheLegend(t *testing.T) {
	a := compare(t, step(picture(1000, "hcfi hcfi"), picture(1000, "cfih cfih")), utm(t))
	want := []geo.ControllerID{geo.IsraeliHeld, geo.HamasHeld, geo.Contested, "force"}
	for i, c := range a.Controllers {
		if c.ID != want[i] {
			t.Errorf("controller %d is %s, want %s", i, c.ID, want[i])
		}
	}
	var got []string
	for _, tr := range a.Transfers {
		got = append(got, string(tr.From)+" to "+string(tr.To))
	}
	if diff := cmp.Diff([]string{"israeli-held to hamas-held", "hamas-held to contested", "contested to force", "force to israeli-held"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestFiguresOfEachController(t *testing.T) {
	in := step(picture(1000, "iihh iihh"), picture(1000, "iiih ihhh"))
	a := compare(t, in, utm(t))
	for i, want := range [][4]float64{{0.5, 0.5, 1, 1}, {0.5, 0.5, 1, 1}} {
		c := a.Controllers[i]
		for j, got := range [4]float64{c.FromShare, c.ToShare, *c.GainedKm2, *c.LostKm2} {
			if math.Abs(got-want[j]) > 0.004 {
				t.Errorf("%s: figure %d is %.4f, want %.1f", c.ID, j, got, want[j])
			}
		}
		if math.Abs(c.NetPoints-(c.ToShare-c.FromShare)*100) > 1e-9 {
			t.Errorf("%s: net %.4f points", c.ID, c.NetPoints)
		}
	}
	if math.Abs(a.ChangedShare-0.25) > 1e-4 || a.Days != 10 {
		t.Errorf("%.4f of the enclave changed in %.1f days", a.ChangedShare, a.Days)
	}
}
