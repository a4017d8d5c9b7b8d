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
			"there, from the same moment, if that takes no longer than is waited for, and the second start is of a server that finds these measures. Memory is what is resident after the second start, " +
			"after the cold tile, and at most. The cold tile is the one in the middle at zoom 10, of all dates, asked for as soon as the second server " +
			"is ready and has read the series, so that it includes what the zoom prepares; its size is as sent to a browser that takes Brotli. Slide is the median of the page's " +
			"slide to idle. The figures compare the last line with the one before it, which has a tenth of the dates.",
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

// grown is what was measured with a number of dates, as far as it came.
type grown struct {
	dates int
	cells []string
	// seconds is the time of the import, megabytes the size of the file, mebibytes the server's memory at most; 0 if
	// it did not come to that.
	seconds, megabytes, mebibytes float64
}

func measureGrowth(ctx context.Context, l *lab, section *report.Section) error {
	table := report.Table{Head: growthHead}
	var failed error
	var lines []grown
	for _, dates := range []int{10, 100, 1000, 10000} {
		line := grown{dates: l.dates(dates)}
		if err := l.grow(ctx, &line); err != nil {
			failed = errors.Join(failed, fmt.Errorf("%d dates: %w", line.dates, err))
		}
		for len(line.cells) < len(growthHead) {
			line.cells = append(line.cells, unfinished)
		}
		table.Rows, lines = append(table.Rows, line.cells), append(lines, line)
	}
	section.Tables = append(section.Tables, table)
	section.Figures = append(section.Figures, tenfold(lines[len(lines)-2], lines[len(lines)-1])...)
	return failed
}

// tenfoldMost is how many times of something ten times the dates may take.
const tenfoldMost = 12

// tenfold compares what two numbers of dates take, as far as both came.
func tenfold(tenth, whole grown) []report.Figure {
	var figures []report.Figure
	for _, f := range []struct {
		what        string
		unit        report.Unit
		whole, less float64
	}{
		{"import of", report.Seconds, whole.seconds, tenth.seconds},
		{"file with", report.Megabytes, whole.megabytes, tenth.megabytes},
		{"memory at most with", report.MiB, whole.mebibytes, tenth.mebibytes},
	} {
		if f.whole == 0 || f.less == 0 {
			continue
		}
		figures = append(figures, report.Figure{
			What: fmt.Sprintf("%s %s dates", f.what, report.Number(float64(whole.dates))), Unit: f.unit,
			Measured: report.Samples{f.whole}, Against: report.Samples{f.less},
			Baseline: fmt.Sprintf("%s dates", report.Number(float64(tenth.dates))),
			Targets:  []report.Target{report.RatioAtMost(tenfoldMost)},
		})
	}
	return figures
}

// grow fills in the line of a number of dates.
func (l *lab) grow(ctx context.Context, line *grown) error {
	dates := line.dates
	line.cells = []string{report.Number(float64(dates))}
	db, err := l.database(ctx, workload{edited, dates})
	if err != nil {
		return err
	}
	line.seconds, line.megabytes = db.importing.Seconds(), float64(db.bytes)/1e6
	line.cells = append(line.cells, report.Seconds.In(line.seconds))
	maps, err := l.importedMaps(ctx, dates)
	if err != nil {
		return err
	}
	line.cells = append(line.cells, maps, report.Megabytes.In(line.megabytes))
	served, most, err := l.growServed(ctx, db.unserved)
	line.cells, line.mebibytes = append(line.cells, served...), most
	// The page is driven on the file that has the measures by now.
	db.path = db.unserved
	l.databases[workload{edited, dates}] = made[database]{value: db}
	if err != nil {
		return err
	}
	slid, err := l.slide(ctx, dates)
	line.cells = append(line.cells, slid)
	return err
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

// growServed starts a server twice and asks the second for a tile. It returns the cells, and the memory at most in MiB.
func (l *lab) growServed(ctx context.Context, db string) (cells []string, most float64, err error) {
	begin := time.Now()
	first, err := l.serve(ctx, db)
	if err != nil {
		return nil, 0, err
	}
	cells = []string{report.Milliseconds.In(milliseconds(first.started))}
	measured, err := growMeasured(ctx, first, begin)
	if err != nil {
		first.kill()
		return cells, 0, err
	}
	cells = append(cells, measured)
	if err := first.stop(); err != nil {
		return cells, 0, err
	}
	second, err := l.serve(ctx, db)
	if err != nil {
		return cells, 0, err
	}
	defer second.kill()
	further, most, err := growTile(ctx, second)
	return append(append(cells, report.Milliseconds.In(milliseconds(second.started))), further...), most, err
}

// measuredPatience is how long a server may measure.
const measuredPatience = 90 * time.Second

// growMeasured returns how long it took from the beginning until every date was measured, if that is not too long.
func growMeasured(ctx context.Context, s *serving, begin time.Time) (string, error) {
	waiting, cancel := context.WithTimeout(ctx, measuredPatience)
	defer cancel()
	known, err := s.ready(waiting)
	if err != nil && waiting.Err() != nil && ctx.Err() == nil {
		share := float64(known.Measured) / float64(max(1, known.Of))
		return fmt.Sprintf("%.0f %% in %s", 100*share, measuredPatience), nil
	}
	return report.Seconds.In(time.Since(begin).Seconds()), err
}

// growTile asks a server that has just started for a tile of all dates.
func growTile(ctx context.Context, s *serving) (cells []string, most float64, err error) {
	started, err := s.memory()
	if err != nil {
		return nil, 0, err
	}
	set, err := s.tileset(ctx, labEnclave, labSeries)
	if err != nil {
		return nil, 0, err
	}
	begin := time.Now()
	var answer answered
	err = patiently(ctx, func() (err error) {
		answer, err = fetch(ctx, set.url(tiles.AddressAt(ground.Middle(), 10)), everyEncoding)
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	taken := time.Since(begin)
	drawn, err := s.memory()
	return []string{
		report.MiB.In(started.now), report.MiB.In(drawn.now), report.MiB.In(drawn.most),
		report.Milliseconds.In(milliseconds(taken)), report.Kilobytes.In(kilobytes(len(answer.Body))),
	}, drawn.most, err
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
