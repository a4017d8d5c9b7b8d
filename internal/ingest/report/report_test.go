package report_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/internal/ingest/report"
)

func TestEntriesReadAsOneLine(t *testing.T) {
	place := orb.Point{34.5, 31.25}
	cases := []struct {
		name  string
		write func(report.Log)
		want  string
	}{
		{"about a file", func(l report.Log) { l.Notef(report.RuleHeight, "heights are dropped from %d positions", 3) }, "a.geojson: noted (height): heights are dropped from 3 positions"},
		{"about a feature", func(l report.Log) { l.About("feature 2").Dropf(report.RuleNoGeometry, nil, "it has no geometry") }, "a.geojson: feature 2: dropped (no-geometry): it has no geometry"},
		{"with a place", func(l report.Log) { l.Repairf(report.RuleGap, &place, "a gap filled") }, "a.geojson: repaired (gap): a gap filled, at 34.50000, 31.25000"},
		{"noted at a place", func(l report.Log) { l.NoteAtf(report.RuleStrip, &place, "a strip") }, "a.geojson: noted (boundary-strip): a strip, at 34.50000, 31.25000"},
		{"with a place beyond everything", func(l report.Log) { l.Refusef(report.RuleCRS, &orb.Point{3.5e300, -1e12}, "far") }, "a.geojson: refused (crs): far, at 3.5e+300, -1e+12"},
		{"a refusal", func(l report.Log) { l.Refusef(report.RuleTime, nil, "no date") }, "a.geojson: refused (time): no date"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var r report.Report
			c.write(report.NewLog(&r, "a.geojson"))
			if diff := cmp.Diff(c.want, r.Entries[0].String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestOnlyRefusalsAreAnError(t *testing.T) {
	var r report.Report
	log := report.NewLog(&r, "a.geojson")
	log.Notef(report.RuleHeight, "noted")
	log.Dropf(report.RuleNoGeometry, nil, "dropped")
	if err := r.Err(); err != nil {
		t.Errorf("error %v", err)
	}
	log.Refusef(report.RuleTime, nil, "refused")
	if err := r.Err(); !errors.Is(err, report.ErrRefused) || err.Error() != "a.geojson: refused (time): refused" {
		t.Errorf("error %v", err)
	}
	if got := len(r.Of(report.Dropped)) + len(r.About(report.RuleTime)); got != 2 {
		t.Errorf("%d entries found, want 2", got)
	}
}

func TestAnErrorSpellsOutTenRefusals(t *testing.T) {
	var all report.Report
	for i := range 12 {
		var one report.Report
		report.NewLog(&one, fmt.Sprintf("%d.geojson", i)).Refusef(report.RuleTime, nil, "no date")
		all.Merge(one)
	}
	lines := strings.Split(all.Err().Error(), "\n")
	if len(lines) != 11 || lines[10] != "and 2 more" {
		t.Errorf("lines %q", lines)
	}
}

func TestArea(t *testing.T) {
	for area, want := range map[float64]string{0.4: "0 m²", 150.7: "151 m²", 99_999: "99999 m²", 100_000: "0.10 km²", 2_882_545: "2.88 km²"} {
		if got := report.Area(area); got != want {
			t.Errorf("%g is %q, want %q", area, got, want)
		}
	}
}
