package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"splitline/internal/bench/report"
	"splitline/tiles"
)

// sliderTiles is how many tiles a date is asked for, at sliderZoom.
const (
	sliderDates = 100
	sliderTiles = 30
	sliderZoom  = tiles.Zoom(12)
)

func sliderPart() part {
	return part{
		name: "slider", title: "Cached tiles of 100 dates in random order", limit: minutes(2), measure: measureSlider,
		method: "As before, but wrk draws its addresses at random from 100 dates × 30 tiles at zoom 12, " +
			"`?revision=N&datetime=D`, by the same script on both sides; every one was asked for once before. The bare handler " +
			"finds the recorded answer in a map by the request's address.",
	}
}

func measureSlider(ctx context.Context, l *lab, section *report.Section) error {
	s, set, err := l.serveSeries(ctx, workload{edited, sliderDates})
	if err != nil {
		return err
	}
	defer s.kill()
	known, err := s.ready(ctx)
	if err != nil {
		return err
	}
	recorded := make(recording)
	var paths []string
	for _, address := range sliderURLs(set, known) {
		answer, err := fetch(ctx, address, everyEncoding)
		if err != nil {
			return err
		}
		path := strings.TrimPrefix(address, s.address)
		paths = append(paths, path)
		recorded[path] = answer
	}
	bare, err := l.startBare(ctx, "many", recorded)
	if err != nil {
		return err
	}
	defer bare.kill()
	list := filepath.Join(l.folder, "paths.txt")
	if err := os.WriteFile(list, []byte(strings.Join(paths, "\n")+"\n"), 0o600); err != nil {
		return err
	}
	ours, theirs, err := l.taking(ctx, wrk{seconds: loadSeconds, connections: connections, paths: list}, s.address, bare.address)
	section.Figures = []report.Figure{
		{
			What: fmt.Sprintf("requests over %d addresses", len(paths)), Unit: report.PerSecond,
			Measured: ours.perSecond, Baseline: "bare handler, a map of answers", Against: theirs.perSecond,
			Targets: []report.Target{report.RatioAtLeast(0.6)},
		},
		{
			What: "99th percentile of the answer's time", Unit: report.Milliseconds,
			Measured: ours.p99, Baseline: "bare handler, a map of answers", Against: theirs.p99,
		},
	}
	return err
}

// sliderURLs returns the addresses of the middle tiles at each date.
func sliderURLs(set tileset, known timeline) []string {
	all := covering(set.bound, sliderZoom)
	from := max(0, (len(all)-sliderTiles)/2)
	chosen := all[from:min(from+sliderTiles, len(all))]
	var urls []string
	for _, change := range known.Changes {
		for _, tile := range chosen {
			urls = append(urls, set.url(tile)+"&datetime="+url.QueryEscape(change.From.Format(time.RFC3339)))
		}
	}
	return urls
}
