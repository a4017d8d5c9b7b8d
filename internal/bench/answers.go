package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"splitline/internal/bench/ground"
	"splitline/internal/bench/report"
)

func answersPart() part {
	return part{
		name: "answers", title: "Split and timeline", limit: minutes(3), measure: measureAnswers,
		method: "`split` is asked for at 100 dates of a series in random order, each asked for once before, by wrk over one connection. The time in " +
			"the server is the growth of the sum of `splitline_http_request_seconds` divided by that of its count; over HTTP it is wrk's " +
			"median. `timeline` of all dates is asked for by wrk likewise; after a publication it is the first answer that has the " +
			"new revision, asked for as soon as the command that published one more date returns. The baseline is /healthz, " +
			"asked for in the same way.",
	}
}

const answersRounds = 5

func measureAnswers(ctx context.Context, l *lab, section *report.Section) error {
	dates := l.dates(1000)
	db, err := l.database(ctx, workload{edited, dates})
	if err != nil {
		return err
	}
	path, err := l.copyOf(db.unserved, "answers")
	if err != nil {
		return err
	}
	s, err := l.serve(ctx, path)
	if err != nil {
		return err
	}
	defer s.kill()
	known, err := s.ready(ctx)
	if err != nil {
		return err
	}
	split, err := l.measureSplit(ctx, s, known)
	if err != nil {
		return err
	}
	section.Figures = append(section.Figures, split...)
	cached, err := l.measureTimeline(ctx, s, dates)
	if err != nil {
		return err
	}
	section.Figures = append(section.Figures, cached...)
	published, err := l.publishAndAsk(ctx, s, path, known, dates)
	section.Figures = append(section.Figures, published)
	return err
}

// measureSplit asks for the split of dates that were asked for before.
func (l *lab) measureSplit(ctx context.Context, s *serving, known timeline) ([]report.Figure, error) {
	var paths []string
	for i := range 100 {
		from := known.Changes[i*len(known.Changes)/100].From
		path := strings.TrimPrefix(s.seriesURL("split"), s.address) + "?datetime=" + url.QueryEscape(from.Format(time.RFC3339))
		if _, err := get(ctx, s.address+path); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	list := filepath.Join(l.folder, "splits.txt")
	if err := os.WriteFile(list, []byte(strings.Join(paths, "\n")+"\n"), 0o600); err != nil {
		return nil, err
	}
	seen, err := l.alternate(ctx, s, wrk{connections: 1, paths: list}, s.address, "split")
	return seen.figures("split of a date seen before", 1), err
}

// measureTimeline asks for the timeline of all dates.
func (l *lab) measureTimeline(ctx context.Context, s *serving, dates int) ([]report.Figure, error) {
	seen, err := l.alternate(ctx, s, wrk{connections: 1}, s.seriesURL("timeline"), "timeline")
	return seen.figures(fmt.Sprintf("timeline of %s dates", report.Number(float64(dates))), 50), err
}

// alternating are times in milliseconds, of an answer in the server and over HTTP, and of /healthz.
type alternating struct {
	inServer, healthInServer report.Samples
	overHTTP, healthOverHTTP loads
}

// figures returns the figures of an answer that is to take at most so many milliseconds.
func (a alternating) figures(what string, most float64) []report.Figure {
	return []report.Figure{
		{
			What: what + ", in the server", Unit: report.Milliseconds, Measured: a.inServer,
			Baseline: "/healthz", Against: a.healthInServer, Targets: []report.Target{report.AtMost(most)},
		},
		{
			What: what + ", over HTTP", Unit: report.Milliseconds, Measured: a.overHTTP.median,
			Baseline: "/healthz", Against: a.healthOverHTTP.median, Targets: []report.Target{report.AtMost(most)},
		},
	}
}

// alternate loads an address and /healthz in turn and reads from the metrics how long the server took.
func (l *lab) alternate(ctx context.Context, s *serving, w wrk, address, thing string) (alternating, error) {
	w.seconds = 1
	var seen alternating
	for range l.rounds(answersRounds) {
		mean, err := s.meanOf(ctx, "/api/v1/enclaves/:enclave/series/:series/"+thing, func() error {
			over, err := w.run(ctx, l, address)
			seen.overHTTP.add(over)
			return err
		})
		if err != nil {
			return seen, err
		}
		seen.inServer = append(seen.inServer, mean)
		mean, err = s.meanOf(ctx, "/healthz", func() error {
			over, err := wrk{seconds: 1, connections: 1}.run(ctx, l, s.address+"/healthz")
			seen.healthOverHTTP.add(over)
			return err
		})
		if err != nil {
			return seen, err
		}
		seen.healthInServer = append(seen.healthInServer, mean)
	}
	return seen, nil
}

// meanOf returns the mean time that the requests of a route took in the server while something ran, in milliseconds.
func (s *serving) meanOf(ctx context.Context, route string, run func() error) (float64, error) {
	read := func() (sum, count float64, err error) {
		labels := fmt.Sprintf("{route=%q}", route)
		if sum, err = s.metric(ctx, "splitline_http_request_seconds_sum"+labels); err != nil {
			return 0, 0, err
		}
		count, err = s.metric(ctx, "splitline_http_request_seconds_count"+labels)
		return sum, count, err
	}
	// A route has metrics from its first request on, and each loaded here was asked for before, but for /healthz.
	if _, err := get(ctx, s.address+"/healthz"); err != nil {
		return 0, err
	}
	sumBefore, countBefore, err := read()
	if err != nil {
		return 0, err
	}
	if err := run(); err != nil {
		return 0, err
	}
	sum, count, err := read()
	return 1000 * (sum - sumBefore) / (count - countBefore), err
}

// publishAndAsk publishes one more date in each round, and asks for the timeline as soon as it is published.
func (l *lab) publishAndAsk(ctx context.Context, s *serving, db string, known timeline, dates int) (report.Figure, error) {
	figure := report.Figure{
		What: fmt.Sprintf("timeline of %s dates, first after a publication", report.Number(float64(dates))),
		Unit: report.Milliseconds, Targets: []report.Target{report.AtMost(50)},
	}
	folder := filepath.Join(l.folder, "further")
	if err := os.Mkdir(folder, 0o700); err != nil {
		return figure, err
	}
	further, err := ground.Front{Dates: dates + l.rounds(answersRounds), Seed: 11}.WriteEdits(folder)
	if err != nil {
		return figure, err
	}
	for _, file := range further[dates:] {
		if err := l.importEdits(ctx, db, []string{file}); err != nil {
			return figure, err
		}
		begin := time.Now()
		var seen timeline
		if err := getJSON(ctx, s.seriesURL("timeline"), &seen); err != nil {
			return figure, err
		}
		figure.Measured = append(figure.Measured, milliseconds(time.Since(begin)))
		if seen.Revision <= known.Revision {
			return figure, fmt.Errorf("the timeline has revision %d after %d was published over", seen.Revision, known.Revision)
		}
		known = seen
	}
	return figure, nil
}
