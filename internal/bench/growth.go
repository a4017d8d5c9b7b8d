package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splitline/internal/bench/ground"
	"splitline/internal/bench/report"
	"splitline/tiles"
)

func growthPart() part {
	return part{
		name: "growth", title: "Growth with the number of dates", limit: minutes(8), measure: measureGrowth,
		method: "A series of two zones in which one stretch of the front moves at each date. Its edits are GeoJSON files, one a date, imported in one " +
			"command; up to 1,000 dates also as maps of the whole enclave, one a date. Start is from the process to " +
			"/readyz, on a database that no server has opened; measured is when the timeline with the measures of all dates is " +
			"there, from the same moment, and the second start is of a server that finds these measures. Memory is what is resident after the second start, " +
			"after the cold tile, and at most. The cold tile is the one in the middle at zoom 10, of all dates, asked for as soon as the second server " +
			"is ready and has read the series, so that it includes what the zoom prepares; its size is as sent to a browser that takes Brotli. Slide is the median of the page's " +
			"slide to idle.",
	}
}

// growthHead names the columns of the table of growth.
var growthHead = []string{
	"dates", "import of edits", "import of maps", "file", "first start", "measured", "second start", "memory after start", "after a tile",
	"at most", "cold tile", "its size", "slide to idle",
}

// mapsMost is the number of dates up to which maps are imported too; pagePatience how long the page may take.
const (
	mapsMost     = 1000
	pagePatience = 100 * time.Second
)

// unfinished stands in a table where something took longer than it may.
const unfinished = "did not finish"

func measureGrowth(ctx context.Context, l *lab, section *report.Section) error {
	table := report.Table{Head: growthHead}
	var failed error
	for _, dates := range []int{10, 100, 1000, 10000} {
		dates = l.dates(dates)
		cells, err := l.grow(ctx, dates)
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%d dates: %w", dates, err))
		}
		for len(cells) < len(growthHead) {
			cells = append(cells, unfinished)
		}
		table.Rows = append(table.Rows, cells)
	}
	section.Tables = append(section.Tables, table)
	return failed
}

// grow returns the line of a number of dates, as far as it came.
func (l *lab) grow(ctx context.Context, dates int) ([]string, error) {
	cells := []string{report.Number(float64(dates))}
	db, err := l.database(ctx, workload{edited, dates})
	if err != nil {
		return cells, err
	}
	cells = append(cells, report.Seconds.In(db.importing.Seconds()))
	maps, err := l.importedMaps(ctx, dates)
	if err != nil {
		return cells, err
	}
	cells = append(cells, maps, report.Megabytes.In(float64(db.bytes)/1e6))
	served, err := l.growServed(ctx, db.unserved)
	cells = append(cells, served...)
	// The page is driven on the file that has the measures by now.
	db.path = db.unserved
	l.databases[workload{edited, dates}] = made[database]{value: db}
	if err != nil {
		return cells, err
	}
	slid, err := l.slide(ctx, dates)
	return append(cells, slid), err
}

// importedMaps returns how long the import of a map a date takes.
func (l *lab) importedMaps(ctx context.Context, dates int) (string, error) {
	if dates > mapsMost {
		return "not tried", nil
	}
	db, err := l.database(ctx, workload{oneStretch, dates})
	if err != nil {
		return "", err
	}
	return report.Seconds.In(db.importing.Seconds()), nil
}

// growServed starts a server twice and asks the second for a tile.
func (l *lab) growServed(ctx context.Context, db string) ([]string, error) {
	begin := time.Now()
	first, err := l.serve(ctx, db)
	if err != nil {
		return nil, err
	}
	cells := []string{report.Milliseconds.In(milliseconds(first.started))}
	if _, err := first.ready(ctx); err != nil {
		first.kill()
		return cells, err
	}
	cells = append(cells, report.Seconds.In(time.Since(begin).Seconds()))
	if err := first.stop(); err != nil {
		return cells, err
	}
	second, err := l.serve(ctx, db)
	if err != nil {
		return cells, err
	}
	defer second.kill()
	further, err := growTile(ctx, second)
	return append(append(cells, report.Milliseconds.In(milliseconds(second.started))), further...), err
}

// growTile asks a server that has just started for a tile of all dates.
func growTile(ctx context.Context, s *serving) ([]string, error) {
	started, err := s.memory()
	if err != nil {
		return nil, err
	}
	set, err := s.tileset(ctx, labEnclave, labSeries)
	if err != nil {
		return nil, err
	}
	begin := time.Now()
	var answer answered
	err = patiently(ctx, func() (err error) {
		answer, err = fetch(ctx, set.url(tiles.AddressAt(ground.Middle(), 10)), everyEncoding)
		return err
	})
	if err != nil {
		return nil, err
	}
	taken := time.Since(begin)
	drawn, err := s.memory()
	return []string{
		report.MiB.In(started.now), report.MiB.In(drawn.now), report.MiB.In(drawn.most),
		report.Milliseconds.In(milliseconds(taken)), report.Kilobytes.In(kilobytes(len(answer.Body))),
	}, err
}

// slide returns how long the page takes from a change of the slider to idle.
func (l *lab) slide(ctx context.Context, dates int) (string, error) {
	limited, cancel := context.WithTimeout(ctx, pagePatience)
	defer cancel()
	rounds, err := l.page(limited, dates, 1)
	if err != nil {
		return unfinished, err
	}
	return report.Milliseconds.In(each(rounds, func(s speed) float64 { return s.SlideMsMedian }).Median()), nil
}
