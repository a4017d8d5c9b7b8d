package split_test

import (
	"encoding/json"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/split"
)

var update = flag.Bool("update", false, "write the golden files anew")

// rounded returns the answer as indented JSON with figures of five decimals, so that the last bit of a sum does not
// matter.
func rounded(t *testing.T, a split.Answer) []byte {
	t.Helper()
	raw, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	text, err := json.MarshalIndent(roundTree(tree), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(text, '\n')
}

func roundTree(tree any) any {
	switch v := tree.(type) {
	case float64:
		return math.Round(v*1e5) / 1e5
	case []any:
		for i := range v {
			v[i] = roundTree(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = roundTree(v[k])
		}
	}
	return tree
}

func TestAnswerJSON(t *testing.T) {
	m := gaza(t)
	sided := withForce().input()
	sided.Settings = grouped()
	schematic := columns("hci", 3330, 900, 4770).input()
	setAssessment(schematic, geo.Assessment{Level: geo.Reported, Quality: geo.Schematic, AccuracyM: 500})
	empty := columns("hi", 4000, 5000).input()
	empty.Snapshot.Zones, empty.Snapshot.Since = nil, time.Time{}
	cases := []struct {
		name string
		in   split.Input
	}{
		{"two-zone", columns("hi", 4230, 4770).input()},
		{"cut", withCorridor(2000).input()},
		{"by-side", sided},
		{"schematic", schematic},
		{"before-the-first-update", empty},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := rounded(t, measure(t, c.in, m))
			golden := filepath.Join("testdata", c.name+".json")
			if *update {
				if err := os.WriteFile(golden, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("(-golden +got):\n%s", diff)
			}
		})
	}
}

// setAssessment gives all zones of the input one assessment.
func setAssessment(in split.Input, a geo.Assessment) {
	for i := range in.Snapshot.Zones {
		in.Snapshot.Zones[i].Label.Assessment = a
	}
}

func TestSidesAreJudgedApart(t *testing.T) {
	m := gaza(t)
	in := withForce().input()
	in.Settings = grouped()
	a := measure(t, in, m)
	if a.Verdict.Word != split.Several || a.BySide.Verdict.Word != split.TwoZone {
		t.Errorf("got %s by controller and %s by side, want several and two-zone", a.Verdict.Word, a.BySide.Verdict.Word)
	}
	if want := "Two-zone: Green-zone 53 %, Hamas-held 47 %"; a.BySide.Verdict.Headline != want {
		t.Errorf("got %q, want %q", a.BySide.Verdict.Headline, want)
	}
	if len(a.BySide.Frontlines) != 1 || len(a.Frontlines) != 3 {
		t.Errorf("got %v by side and %v by controller, want one and three frontlines", a.BySide.Frontlines, a.Frontlines)
	}
}

func TestASideMayBeCalledLikeGroundOfNoSide(t *testing.T) {
	in := columns("hci", 4000, 1000, 4000).input()
	in.Settings.Sides = []geo.Side{{
		ID: geo.SideID(geo.Contested), Label: geo.English("Named oddly"), Controllers: []geo.ControllerID{geo.HamasHeld},
	}}
	a := measure(t, in, gaza(t))
	if got := a.BySide.Sides; len(got) != 2 || got[0].Share > 0.45 || got[1].Share > 0.45 {
		t.Errorf("contested ground was counted for a side: %+v", got)
	}
}

// TestSidesConnect holds that ground of two controllers of one side is one part.
func TestSidesConnect(t *testing.T) {
	in := draw(3000, "ihf iif").input()
	in.Settings = grouped()
	apart := draw(3000, "ifi fif").input()
	apart.Settings = grouped()
	m := gaza(t)
	if got := measure(t, in, m).BySide.Sides; got[0].PartCount != 1 {
		t.Errorf("the side has %d parts, want 1: %+v", got[0].PartCount, got[0])
	}
	a := measure(t, apart, m)
	if got := a.BySide.Sides[0].PartCount; got != 1 || a.Controllers[0].PartCount != 3 {
		t.Errorf("got %d parts by side and %d by controller, want 1 and 3", got, a.Controllers[0].PartCount)
	}
}

func TestSchematicShapesBearLittle(t *testing.T) {
	m := gaza(t)
	in := columns("hi", 4225, 4775).input()
	in.Snapshot.Zones[1].Label.Assessment.Quality = geo.Schematic
	a := measure(t, in, m)
	if a.Verdict.Word != split.TwoZone || a.NotGivenReason != "schematic shape" {
		t.Errorf("got %s, %q", a.Verdict.Word, a.NotGivenReason)
	}
	if a.Measures != (split.Measures{}) || a.Frontlines != nil {
		t.Errorf("measures are given: %+v, %v", a.Measures, a.Frontlines)
	}
	want := split.Holding{Share: 0.53, Percent: 53, PartCount: 1}
	if diff := cmp.Diff(want, a.Controllers[0].Holding); diff != "" {
		t.Errorf("holding (-want +got):\n%s", diff)
	}
	for _, name := range []string{"splitting_index", "neck", "frontlines", "displacement"} {
		if !slices.Contains(a.NotGiven, name) {
			t.Errorf("%s is not named as not given: %v", name, a.NotGiven)
		}
	}
}

func TestAccuracyWidensShares(t *testing.T) {
	m := gaza(t)
	in := columns("hi", 4230, 4770).input()
	setAssessment(in, geo.Assessment{Level: geo.Assessed, Quality: geo.Traced, AccuracyM: 100})
	a := measure(t, in, m)
	if got, want := a.Controllers[0].ShareError, 0.1*40/360; math.Abs(got-want) > 1e-4 || a.PercentDecimals != 0 {
		t.Errorf("the error is %.4f with %d decimals, want %.4f with none", got, a.PercentDecimals, want)
	}
	in.Snapshot.Zones[0].Label.Assessment.AccuracyM = 10
	if a = measure(t, in, m); a.PercentDecimals != 0 {
		t.Error("of two accuracies the coarser counts")
	}
	setAssessment(in, geo.Assessment{Level: geo.Assessed, Quality: geo.Surveyed, AccuracyM: 10})
	if a = measure(t, in, m); a.PercentDecimals != 1 {
		t.Errorf("an error of %.4f leaves one decimal", a.Controllers[0].ShareError)
	}
}

func TestChain(t *testing.T) {
	m := gaza(t)
	pictures := []string{"hi", "hi", "hci", "hii", "hi"}
	widths := [][]float64{{4000, 5000}, {3500, 5500}, {2000, 3000, 4000}, {500, 4000, 4500}, {4000, 5000}}
	empty := columns(pictures[0], widths[0]...).input()
	empty.Snapshot.Zones, empty.Snapshot.Since = nil, time.Time{}
	answers := []split.Answer{measure(t, empty, m)}
	for i, letters := range pictures {
		in := columns(letters, widths[i]...).input()
		in.Snapshot.Since, in.Snapshot.At = at(10+i), at(10+i)
		answers = append(answers, measure(t, in, m))
	}
	split.Chain(answers)
	type line struct {
		Word  split.Word
		Since time.Time
	}
	var got []line
	for _, a := range answers {
		got = append(got, line{a.Verdict.Word, a.Verdict.Since})
	}
	want := []line{
		{split.Unknown, time.Time{}},
		{split.TwoZone, at(10)},
		{split.TwoZone, at(10)},
		{split.Unresolved, at(12)},
		{split.OneHolder, at(13)},
		{split.TwoZone, at(14)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
}

func TestChainBySide(t *testing.T) {
	answers := []split.Answer{
		{ZonesSince: at(1), BySide: &split.BySide{Verdict: split.Verdict{Word: split.TwoZone}}},
		{ZonesSince: at(2), BySide: &split.BySide{Verdict: split.Verdict{Word: split.TwoZone}}},
		{ZonesSince: at(3)},
		{ZonesSince: at(4), BySide: &split.BySide{Verdict: split.Verdict{Word: split.TwoZone}}},
	}
	split.Chain(answers)
	for i, want := range map[int]time.Time{0: at(1), 1: at(1), 3: at(4)} {
		if got := answers[i].BySide.Verdict.Since; !got.Equal(want) {
			t.Errorf("state %d holds since %v, want %v", i, got, want)
		}
	}
}

func TestRefusals(t *testing.T) {
	m := gaza(t)
	overlapping := columns("hi", 4000, 5000).input()
	overlapping.Snapshot.Zones = append(overlapping.Snapshot.Zones, overlapping.Snapshot.Zones[0])
	short := columns("hi", 4000, 5000).input()
	short.Snapshot.Zones = short.Snapshot.Zones[:1]
	other := columns("hi", 4000, 5000).input()
	other.Boundary.Ref.Version = 2
	threshold := columns("hi", 4000, 5000).input()
	threshold.Settings.Thresholds.BeltShare = 2
	cases := []struct {
		name string
		in   split.Input
		kind error
		says string
	}{
		{"zones that overlap", overlapping, split.ErrNotCoverage, "zone 1 of hamas-held: the edge at"},
		{"zones that leave ground out", short, split.ErrNotCoverage, "of a boundary of"},
		{"a snapshot over another version of the boundary", other, split.ErrMismatch, "canvas/drawn"},
		{"a threshold out of range", threshold, geo.ErrInvalid, "belt_share"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := split.Measure(t.Context(), c.in, m)
			if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want an error of kind %v that says %q", err, c.kind, c.says)
			}
		})
	}
}

// TestWindingDoesNotMatter turns every ring around.
func TestWindingDoesNotMatter(t *testing.T) {
	m := gaza(t)
	in := draw(2000, "iihh ihhi iihh").input()
	want := measure(t, in, m)
	for i, z := range in.Snapshot.Zones {
		ring := slices.Clone(z.Polygon[0])
		slices.Reverse(ring)
		in.Snapshot.Zones[i].Polygon = orb.Polygon{ring}
	}
	if diff := cmp.Diff(want, measure(t, in, m), cmpopts.EquateApprox(1e-9, 1e-12)); diff != "" {
		t.Errorf("(-counter-clockwise +clockwise):\n%s", diff)
	}
}
