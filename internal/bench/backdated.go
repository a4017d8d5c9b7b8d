package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/bench/ground"
	"splitline/internal/bench/report"
)

func backdatedPart() part {
	return part{
		name: "backdated", title: "A backdated edit", limit: minutes(3), measure: measureBackdated,
		method: "`splitline import` of one area of 100 vertices, valid from the second date of a series that goes on with edits: every " +
			"later date is folded anew, and every one differs. The time is that of the whole command. Each round begins with a fresh copy of the " +
			"database. The baseline is the same area, valid from the last date.",
	}
}

func measureBackdated(ctx context.Context, l *lab, section *report.Section) error {
	dates := l.dates(1000)
	db, err := l.database(ctx, workload{edited, dates})
	if err != nil {
		return err
	}
	area := filepath.Join(l.folder, "area.geojson")
	random := ground.Random(21)
	ring := ground.Ring(random, 100, orb.Point{34.28, 31.4}, 0.02)
	if err := ground.WriteArea(area, geo.Contested, orb.Polygon{ring}); err != nil {
		return err
	}
	figure := report.Figure{
		What: fmt.Sprintf("an edit under %s later dates", report.Number(float64(dates-2))), Unit: report.Seconds,
		Baseline: "the same edit at the last date", Targets: []report.Target{report.AtMost(5)},
	}
	lines := 0
	for range l.rounds(3) {
		under, printed, err := l.importArea(ctx, db, area, 1)
		if err != nil {
			return err
		}
		lines = strings.Count(printed, " of ")
		last, _, err := l.importArea(ctx, db, area, dates-1)
		if err != nil {
			return err
		}
		figure.Measured, figure.Against = append(figure.Measured, under), append(figure.Against, last)
	}
	section.Figures = append(section.Figures, figure)
	section.Notes = append(section.Notes,
		fmt.Sprintf("“In seconds” is read as at most five. The command printed %d lines of progress.", lines))
	return nil
}

// importArea imports an area into a copy of the database, valid from a date, and returns how many seconds that took and
// what was printed.
func (l *lab) importArea(ctx context.Context, db database, file string, date int) (float64, string, error) {
	path, err := l.copyOf(db.unserved, "backdated")
	if err != nil {
		return 0, "", err
	}
	begin := time.Now()
	printed, err := l.splitline(ctx, path, "import", labRef, file,
		"--controller-property", "controller", "--valid-from", ground.Date(date).Format(time.DateOnly))
	return time.Since(begin).Seconds(), printed, err
}
