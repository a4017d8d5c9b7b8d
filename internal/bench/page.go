package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"splitline/internal/bench/report"
)

// pageRounds is how often the page is driven; each time is itself the median of several loads and many slides.
const pageRounds = 2

func pagePart() part {
	return part{
		name: "page", title: "The page", limit: minutes(4), measure: measurePage,
		method: "`internal/tools/e2e.sh --speed` drives the page in headless Chromium without a GPU, on a warm server on loopback, with the " +
			"series in which one stretch of the front moves at each date. The first picture is the time from the call of the page " +
			"to the paint that has both the server's picture of the zones of the date asked for, in its place, and the date, as the browser reports " +
			"it (Element Timing); the map is live with its first frame that shows the same zones and takes the picture's place. A slide is the time from a change of the slider to the map's next `idle`. The longest task " +
			"is the longest time the page's thread was held up while the slider was dragged for 60 frames.",
	}
}

// speed is what the script that drives the page writes.
type speed struct {
	FirstPictureMs  float64 `json:"first_picture_ms"`
	MapLiveMs       float64 `json:"map_live_ms"`
	FirstLoadBytes  float64 `json:"first_load_bytes"`
	SlideMsMedian   float64 `json:"slide_ms_median"`
	SlideMsP95      float64 `json:"slide_ms_p95"`
	LongestTaskMs   float64 `json:"longest_task_ms"`
	FramesPerSecond float64 `json:"frames_per_second"`
}

func measurePage(ctx context.Context, l *lab, section *report.Section) error {
	few, err := l.page(ctx, l.dates(100), pageRounds)
	if err != nil {
		return err
	}
	many, err := l.page(ctx, l.dates(1000), pageRounds)
	if err != nil {
		return err
	}
	for _, q := range pageQuantities() {
		name := func(dates int) string { return fmt.Sprintf("%s, %s dates", q.what, report.Number(float64(dates))) }
		section.Figures = append(section.Figures,
			report.Figure{What: name(l.dates(100)), Unit: q.unit, Measured: each(few, q.of), Targets: q.targets},
			report.Figure{
				What: name(l.dates(1000)), Unit: q.unit, Measured: each(many, q.of),
				Baseline: report.Number(float64(l.dates(100))) + " dates", Against: each(few, q.of), Targets: append(q.targets, q.growth...),
			})
	}
	return nil
}

// quantity is one of the things measured of a page.
type quantity struct {
	what string
	unit report.Unit
	of   func(speed) float64
	// targets hold for every number of dates, growth for many against few.
	targets, growth []report.Target
}

func pageQuantities() []quantity {
	return []quantity{
		{
			what: "first picture", unit: report.Milliseconds, of: func(s speed) float64 { return s.FirstPictureMs },
			targets: []report.Target{report.AtMost(1000)},
		},
		{what: "map live", unit: report.Milliseconds, of: func(s speed) float64 { return s.MapLiveMs }},
		{
			what: "first load over the wire", unit: report.Kilobytes, of: func(s speed) float64 { return s.FirstLoadBytes / 1000 },
			targets: []report.Target{report.AtMost(700)},
		},
		{
			what: "slide to idle, median", unit: report.Milliseconds, of: func(s speed) float64 { return s.SlideMsMedian },
			targets: []report.Target{report.AtMost(100)}, growth: []report.Target{report.RatioAtMost(1.5)},
		},
		{what: "slide to idle, 95th percentile", unit: report.Milliseconds, of: func(s speed) float64 { return s.SlideMsP95 }},
		{
			what: "longest task while dragging", unit: report.Milliseconds, of: func(s speed) float64 { return s.LongestTaskMs },
			targets: []report.Target{report.AtMost(100)},
		},
		{what: "frames while dragging", unit: report.PerSecond, of: func(s speed) float64 { return s.FramesPerSecond }},
	}
}

// each returns one quantity of all rounds.
func each(rounds []speed, of func(speed) float64) report.Samples {
	var values report.Samples
	for _, s := range rounds {
		values = append(values, of(s))
	}
	return values
}

// page drives the page on a series of so many dates; what was driven before is not driven again.
func (l *lab) page(ctx context.Context, dates, rounds int) ([]speed, error) {
	kept, found := l.pages[dates]
	if found {
		return kept.value, kept.err
	}
	s, _, err := l.serveSeries(ctx, workload{edited, dates})
	if err != nil {
		return nil, err
	}
	defer s.kill()
	kept.value, kept.err = l.drive(ctx, s, l.rounds(rounds))
	l.pages[dates] = kept
	return kept.value, kept.err
}

// drive drives the page of a server.
func (l *lab) drive(ctx context.Context, s *serving, rounds int) ([]speed, error) {
	var seen []speed
	for range rounds {
		one, err := l.driveOnce(ctx, s)
		if err != nil {
			return seen, err
		}
		seen = append(seen, one)
	}
	return seen, nil
}

func (l *lab) driveOnce(ctx context.Context, s *serving) (speed, error) {
	out := filepath.Join(l.folder, "speed.json")
	if err := os.RemoveAll(out); err != nil {
		return speed{}, err
	}
	script := exec.CommandContext(ctx, "sh", l.script, "--speed", out)
	script.Env = append(os.Environ(), "SPLITLINE_URL="+s.address, "SPLITLINE_ENCLAVE="+labEnclave, "SPLITLINE_SERIES="+labSeries)
	// The script starts a browser: when the time is up, all of them are told to stop.
	script.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	script.Cancel = func() error { return syscall.Kill(-script.Process.Pid, syscall.SIGTERM) }
	script.WaitDelay = 10 * time.Second
	printed, err := script.CombinedOutput()
	if err != nil {
		return speed{}, fmt.Errorf("drive the page: %w: %s", err, tail(printed))
	}
	text, err := os.ReadFile(out) //nolint:gosec // within the run's own folder
	if err != nil {
		return speed{}, err
	}
	var seen speed
	return seen, json.Unmarshal(text, &seen)
}
