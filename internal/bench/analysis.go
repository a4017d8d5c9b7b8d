package main

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/internal/bench/report"
	"splitline/internal/geos"
)

func analysisPart() part {
	return part{
		name: "analysis", title: "Measures of a date, and of a year of dates", limit: minutes(4), measure: measureAnalysis,
		method: "`split.Measure` of one snapshot, all measures: of the sample at its last date, its shapes taken for traced so that nothing is " +
			"withheld, and of one day of a real front. A year is a series of 365 dates, imported as edits by the command line; a server " +
			"is started on the database, which no server has opened, and its timeline asked for until it has the measures of all dates. The same is asked " +
			"again of that server, and of one that is started anew and finds the measures in the store. `changes` compares the first date " +
			"with the last, and then nine others with the one after next, each asked for twice: the baseline is the second answer.",
	}
}

const (
	analysisRounds = 5
	daysOfAYear    = 365
)

func measureAnalysis(ctx context.Context, l *lab, section *report.Section) error {
	if err := l.measureSnapshots(ctx, section); err != nil {
		return err
	}
	return l.measureYear(ctx, section)
}

// measureSnapshots measures single snapshots.
func (l *lab) measureSnapshots(ctx context.Context, section *report.Section) error {
	g, err := geos.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = g.Close() }()
	sample, err := sampleSnapshot()
	if err != nil {
		return err
	}
	inputs := []snapshot{{"the sample at its last date", sample}}
	front, found, err := l.frontSnapshot()
	switch {
	case err != nil:
		return err
	case found:
		inputs = append(inputs, snapshot{"one day of a real front", front})
	default:
		section.Notes = append(section.Notes, "The day of a real front is left out: shared data absent.")
	}
	for _, in := range inputs {
		m := g.Metric(geos.MetricCRS(in.Boundary.Geometry.Bound()))
		taken, err := timed(l.rounds(analysisRounds), func(int) error {
			_, err := split.Measure(ctx, in.Input, m)
			return err
		})
		if err != nil {
			return err
		}
		section.Figures = append(section.Figures, report.Figure{
			What: fmt.Sprintf("all measures of %s (%s vertices)", in.name, report.Number(float64(vertices(in.Snapshot.Zones)))),
			Unit: report.Seconds, Measured: taken,
		})
	}
	return nil
}

// vertices counts the vertices of zones; shared ones count for each.
func vertices(zones []geo.Zone) int {
	count := 0
	for _, z := range zones {
		for _, ring := range z.Polygon {
			count += len(ring) - 1
		}
	}
	return count
}

// measureYear imports a year of daily dates, has them measured, and asks again.
func (l *lab) measureYear(ctx context.Context, section *report.Section) error {
	dates := l.dates(daysOfAYear)
	db, err := l.database(ctx, workload{edited, dates})
	if err != nil {
		return err
	}
	path, err := l.copyOf(db.unserved, "year")
	if err != nil {
		return err
	}
	what := report.Number(float64(dates)) + " dates"
	section.Figures = append(section.Figures, report.Figure{
		What: what + ": imported", Unit: report.Seconds, Measured: report.Samples{db.importing.Seconds()},
	})
	first, again, err := l.startAndMeasure(ctx, path, nil)
	if err != nil {
		return err
	}
	stored, _, err := l.startAndMeasure(ctx, path, func(s *serving, known timeline) error {
		figure, err := l.measureChanges(ctx, s, known)
		section.Figures = append(section.Figures, figure)
		return err
	})
	section.Figures = append(
		section.Figures,
		report.Figure{
			What: what + ": measured, from the start of a server", Unit: report.Seconds, Measured: report.Samples{first},
			Baseline: "a server that finds the measures", Against: report.Samples{stored},
		},
		report.Figure{What: what + ": the timeline again", Unit: report.Milliseconds, Measured: again},
	)
	return err
}

// startAndMeasure starts a server and returns the seconds until its timeline has the measures of all dates, and the
// milliseconds of asking for it again. Then something else may be asked.
func (l *lab) startAndMeasure(ctx context.Context, db string, then func(*serving, timeline) error) (seconds float64, again report.Samples, err error) {
	begin := time.Now()
	s, err := l.serve(ctx, db)
	if err != nil {
		return 0, nil, err
	}
	defer s.kill()
	known, err := s.ready(ctx)
	if err != nil {
		return 0, nil, err
	}
	seconds = time.Since(begin).Seconds()
	again, err = timed(l.rounds(analysisRounds), func(int) error {
		_, err := get(ctx, s.seriesURL("timeline"))
		return err
	})
	for i := range again {
		again[i] *= 1000
	}
	if err == nil && then != nil {
		err = then(s, known)
	}
	if err == nil {
		err = s.stop()
	}
	return seconds, again, err
}

// measureChanges compares dates, each pair twice.
func (l *lab) measureChanges(ctx context.Context, s *serving, known timeline) (report.Figure, error) {
	figure := report.Figure{
		What: "two dates compared, first time", Unit: report.Milliseconds, Baseline: "asked again",
	}
	last := len(known.Changes) - 1
	pairs := [][2]int{{0, last}}
	for i := 0; i+2 <= last && len(pairs) < l.rounds(10); i += max(1, last/10) {
		pairs = append(pairs, [2]int{i, i + 2})
	}
	for _, pair := range pairs {
		address := s.seriesURL("changes") + "?from=" + instant(known.Changes[pair[0]]) + "&to=" + instant(known.Changes[pair[1]])
		for _, samples := range []*report.Samples{&figure.Measured, &figure.Against} {
			taken, err := timed(1, func(int) error {
				return patiently(ctx, func() error {
					_, err := get(ctx, address)
					return err
				})
			})
			if err != nil {
				return figure, err
			}
			*samples = append(*samples, 1000*taken[0])
		}
	}
	return figure, nil
}

// instant writes when a change took place as a parameter.
func instant(c change) string { return url.QueryEscape(c.From.Format(time.RFC3339)) }
