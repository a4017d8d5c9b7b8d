package main

import (
	"context"
	"fmt"

	"splitline/internal/bench/ground"
	"splitline/internal/bench/report"
	"splitline/tiles"
)

// loadSeconds is how long each run of wrk lasts, loadRounds how often both sides take turns.
const (
	loadSeconds = 3
	loadRounds  = 5
)

func cachedPart() part {
	return part{
		name: "cached", title: "A cached tile over HTTP", limit: minutes(2), measure: measureCached,
		method: "`splitline serve`, as it comes, on a series of 100 dates: log (to the null device), metrics and request ids are on. " +
			"wrk asks for one tile at its revisioned address with 16 connections from one thread, and then the same of a bare " +
			"`net/http` handler that writes the same bytes with the same headers from a process of its own; the two take turns " +
			"and change who begins. All three share the machine's processors.",
	}
}

func measureCached(ctx context.Context, l *lab, section *report.Section) error {
	s, set, err := l.serveSeries(ctx, workload{edited, 100})
	if err != nil {
		return err
	}
	defer s.kill()
	url := set.url(tiles.AddressAt(ground.Middle(), 10))
	recorded, err := fetch(ctx, url, everyEncoding)
	if err != nil {
		return err
	}
	bare, err := l.startBare(ctx, "one", recording{"/": recorded})
	if err != nil {
		return err
	}
	defer bare.kill()
	ours, theirs, err := l.taking(ctx, wrk{seconds: loadSeconds, connections: connections}, url, bare.address+"/")
	section.Figures = []report.Figure{
		{
			What: fmt.Sprintf("requests, %s", report.Kilobytes.In(kilobytes(len(recorded.Body)))), Unit: report.PerSecond,
			Measured: ours.perSecond, Baseline: "bare handler", Against: theirs.perSecond, Targets: []report.Target{report.RatioAtLeast(0.8)},
		},
		{
			What: "99th percentile of the answer's time", Unit: report.Milliseconds,
			Measured: ours.p99, Baseline: "bare handler", Against: theirs.p99, Targets: []report.Target{report.AtMost(7)},
		},
	}
	return err
}

// loads are what wrk saw, round by round.
type loads struct{ perSecond, median, p99 report.Samples }

func (l *loads) add(seen load) {
	l.perSecond = append(l.perSecond, seen.perSecond)
	l.median = append(l.median, seen.median)
	l.p99 = append(l.p99, seen.p99)
}

// taking loads two addresses in turn; each begins every other round.
func (l *lab) taking(ctx context.Context, w wrk, ours, theirs string) (us, them loads, err error) {
	if l.quick {
		w.seconds = 1
	}
	sides := []struct {
		url  string
		seen *loads
	}{{ours, &us}, {theirs, &them}}
	for round := range l.rounds(loadRounds) {
		for turn := range sides {
			side := sides[(round+turn)%2]
			seen, err := w.run(ctx, l, side.url)
			if err != nil {
				return us, them, err
			}
			side.seen.add(seen)
		}
	}
	return us, them, nil
}

// serveSeries serves a generated series, waits until all its dates are measured, and says where its tiles are.
func (l *lab) serveSeries(ctx context.Context, w workload) (*serving, tileset, error) {
	db, err := l.database(ctx, w)
	if err != nil {
		return nil, tileset{}, err
	}
	s, err := l.serve(ctx, db.path)
	if err != nil {
		return nil, tileset{}, err
	}
	if _, err := s.ready(ctx); err != nil {
		s.kill()
		return nil, tileset{}, err
	}
	set, err := s.tileset(ctx, labEnclave, labSeries)
	if err != nil {
		s.kill()
	}
	return s, set, err
}

func kilobytes(bytes int) float64 { return float64(bytes) / 1000 }
