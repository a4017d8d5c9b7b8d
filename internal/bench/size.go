package main

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"splitline/internal/bench/report"
	"splitline/tiles"
)

func sizePart() part {
	return part{
		name: "size", title: "Size of a tile of all dates", limit: minutes(3), measure: measureSize,
		method: "Every tile of zooms 0 to 12, and at zoom 14 those within some 5 km of the middle, of a series of two zones, without a date, as the server sends it to a " +
			"browser that takes gzip and to one that takes Brotli too. The figure is the largest of all these tiles. The front " +
			"has 401 vertices; either one stretch of 20 moves at each date and the rest stays as it is, or the whole front is drawn anew. The " +
			"baseline is the same with a tenth of the dates.",
	}
}

// sizeZooms are the zooms of which tiles are weighed.
var sizeZooms = []tiles.Zoom{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14}

func measureSize(ctx context.Context, l *lab, section *report.Section) error {
	many, few := l.dates(1000), l.dates(1000)/10
	for _, moves := range []struct {
		kind kind
		what string
	}{{edited, "one stretch moves"}, {redrawn, "the whole front is redrawn"}} {
		before, err := l.heaviest(ctx, workload{moves.kind, few})
		if err != nil {
			return err
		}
		after, err := l.heaviest(ctx, workload{moves.kind, many})
		if err != nil {
			return err
		}
		for i, coding := range []string{"gzip", "Brotli"} {
			section.Figures = append(section.Figures, sizeFigure(few, moves.what, coding, before[i], nil),
				sizeFigure(many, moves.what, coding, after[i], &before[i]))
		}
	}
	return nil
}

func sizeFigure(dates int, what, coding string, seen weighed, base *weighed) report.Figure {
	f := report.Figure{
		What: fmt.Sprintf("%s dates, %s, %s (zoom %d)", report.Number(float64(dates)), what, coding, seen.zoom),
		Unit: report.Kilobytes, Measured: report.Samples{kilobytes(seen.bytes)}, Targets: []report.Target{report.AtMost(500)},
	}
	if base != nil {
		f.Baseline, f.Against = "a tenth of the dates", report.Samples{kilobytes(base.bytes)}
	}
	return f
}

// weighed is the size of the largest tile, and its zoom.
type weighed struct {
	bytes int
	zoom  tiles.Zoom
}

// heaviest returns the largest tile with gzip, and with Brotli.
func (l *lab) heaviest(ctx context.Context, w workload) (largest [2]weighed, err error) {
	s, set, err := l.serveSeries(ctx, w)
	if err != nil {
		return largest, err
	}
	defer s.kill()
	for _, zoom := range sizeZooms {
		for _, address := range covering(weighedBound(set.bound, zoom), zoom) {
			for i, encodings := range []string{acceptEncoding, everyEncoding} {
				answer, err := fetch(ctx, set.url(address), encodings)
				if err != nil {
					return largest, err
				}
				if size := len(answer.Body); size > largest[i].bytes {
					largest[i] = weighed{size, zoom}
				}
			}
		}
	}
	return largest, nil
}

// weighedBound is the part of a bound whose tiles are weighed: at the deepest zoom, where tiles are many and small, its
// middle alone.
func weighedBound(bound orb.Bound, zoom tiles.Zoom) orb.Bound {
	if zoom < tiles.MaxZoom {
		return bound
	}
	return bound.Center().Bound().Pad(0.05)
}
