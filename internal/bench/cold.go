package main

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"

	"splitline/geo"
	"splitline/internal/bench/ground"
	"splitline/internal/bench/report"
	"splitline/tiles"
)

// The ground of cold tiles, and how long each round encodes.
const (
	coldDates  = 100
	coldRounds = 5
	coldSpan   = 700 * time.Millisecond
)

// coldField is 20 zones of 200 vertices with shared edges, which are drawn anew at every date.
func coldField(dates int) ground.Field {
	return ground.Field{Columns: 4, Rows: 5, Vertices: 50, Dates: dates, Seed: 3}
}

func coldPart() part {
	return part{
		name: "cold", title: "Cold tiles", limit: minutes(3), measure: measureCold,
		method: "`tiles.Set.Encode`, called by as many goroutines as there are processors, on 100 dates of 20 zones of 200 vertices with shared " +
			"edges, all drawn anew at every date (2,000 polygons). The tiles are all those of the zoom that hold ground, " +
			"in turn; one date is each of the 100 in turn. No tile is kept between calls. What a zoom prepares once a revision is: ground " +
			"simplified, cut along the edges of tiles, and the steps from vertex to vertex written ahead; features, attributes and tiles are put together in each " +
			"call. The last figures say what preparing takes and holds, and how many tiles a second come out when the preparation " +
			"of a zoom counts and each of its tiles is then encoded once. The baseline is `mvt.Marshal` of paulmach/orb " +
			"writing the very features of these tiles, handed over ready: projected, simplified and clipped.",
	}
}

// coldTargets are tiles a second at zooms 10, 12 and 14.
var coldTargets = []struct {
	zoom          tiles.Zoom
	one, allDates float64
}{{10, 4000, 400}, {12, 4000, 1500}, {14, 4000, 4000}}

func measureCold(ctx context.Context, l *lab, section *report.Section) error {
	dates := l.dates(coldDates)
	field := coldField(dates)
	content := tiles.Content{
		Enclave: geo.Enclave{ID: "field", Name: geo.English("Field")},
		Outline: orb.MultiPolygon{field.Outline()}, Zones: field.Zones(),
	}
	prepared, set, err := prepareCold(ctx, l, content)
	if err != nil {
		return err
	}
	oneDate := func(i int) tiles.Span { return tiles.At(ground.Date(i * 7 % dates)) }
	allDates := func(int) tiles.Span { return tiles.AllDates() }
	for _, target := range coldTargets {
		one := cold{set, covering(set.Bound(), target.zoom), oneDate, dates}
		all := cold{set, one.addresses, allDates, 1}
		if err := one.measure(ctx, l, section, fmt.Sprintf("one date, zoom %d", target.zoom), target.one); err != nil {
			return err
		}
		what := fmt.Sprintf("all %d dates, zoom %d", dates, target.zoom)
		if err := all.measure(ctx, l, section, what, target.allDates); err != nil {
			return err
		}
	}
	section.Figures = append(section.Figures, prepared...)
	return nil
}

// cold is tiles to encode.
type cold struct {
	set       *tiles.Set
	addresses []tiles.Address
	span      func(i int) tiles.Span
	spans     int
}

// measure adds a figure: ours against orb's, in turn.
func (c cold) measure(ctx context.Context, l *lab, section *report.Section, what string, target float64) error {
	layers, bytes, err := c.decoded(ctx)
	if err != nil {
		return err
	}
	var ours, theirs, allocations report.Samples
	for range l.rounds(coldRounds) {
		if err := ctx.Err(); err != nil {
			return err
		}
		rate, allocated, err := inParallel(func(i int) error {
			_, err := c.set.Encode(ctx, c.addresses[i%len(c.addresses)], c.span(i))
			return err
		})
		if err != nil {
			return err
		}
		ours, allocations = append(ours, rate), append(allocations, allocated)
		rate, _, err = inParallel(func(i int) error {
			_, err := mvt.Marshal(layers[i%len(layers)])
			return err
		})
		if err != nil {
			return err
		}
		theirs = append(theirs, rate)
	}
	section.Figures = append(section.Figures, report.Figure{
		What: fmt.Sprintf("%s (%s raw, %s allocations)", what, report.Kilobytes.In(bytes), report.Number(allocations.Median())),
		Unit: report.PerSecond, Measured: ours, Baseline: "orb's encoder alone", Against: theirs,
		Targets: []report.Target{report.AtLeast(target)},
	})
	return nil
}

// decoded returns the features of tiles as orb has them, at most a hundred tiles, and the mean size of a tile.
func (c cold) decoded(ctx context.Context) (layers []mvt.Layers, kilobytesEach float64, err error) {
	const most = 100
	total := 0
	for i := range min(most, len(c.addresses)*c.spans) {
		encoded, err := c.set.Encode(ctx, c.addresses[i%len(c.addresses)], c.span(i))
		if err != nil {
			return nil, 0, err
		}
		decoded, err := mvt.Unmarshal(encoded)
		if err != nil {
			return nil, 0, fmt.Errorf("decode our own tile: %w", err)
		}
		total += len(encoded)
		layers = append(layers, decoded)
	}
	return layers, kilobytes(total) / float64(len(layers)), nil
}

// inParallel calls f with ascending numbers from as many goroutines as there are processors for coldSpan, and returns
// the calls a second and the allocations a call.
func inParallel(f func(i int) error) (perSecond, allocations float64, err error) {
	var next atomic.Int64
	var failed atomic.Pointer[error]
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	begin := time.Now()
	var calling sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		calling.Go(func() {
			for time.Since(begin) < coldSpan {
				if err := f(int(next.Add(1) - 1)); err != nil {
					failed.Store(&err)
					return
				}
			}
		})
	}
	calling.Wait()
	taken := time.Since(begin).Seconds()
	runtime.ReadMemStats(&after)
	if failure := failed.Load(); failure != nil {
		return 0, 0, *failure
	}
	calls := float64(next.Load())
	return calls / taken, float64(after.Mallocs-before.Mallocs) / calls, nil
}
