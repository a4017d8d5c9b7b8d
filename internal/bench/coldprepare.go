package main

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"time"

	"splitline/internal/bench/report"
	"splitline/tiles"
)

const prepareRounds = 3

// preparing is what is measured of a zoom: the seconds to prepare it, and the tiles a second when that counts too.
type preparing struct {
	tiles           int
	seconds, perSec report.Samples
}

// prepareCold takes in the revision and prepares the three zooms, each from the revision alone, and returns what that
// takes, and a set with all three prepared.
func prepareCold(ctx context.Context, l *lab, content tiles.Content) ([]report.Figure, *tiles.Set, error) {
	var taking, counted, heap report.Samples
	zooms := make([]preparing, len(coldTargets))
	var set *tiles.Set
	for range l.rounds(prepareRounds) {
		for i, target := range coldTargets {
			if err := zooms[i].round(ctx, content, target.zoom); err != nil {
				return nil, nil, err
			}
		}
		set = nil // so that the one before does not count
		before := heapMiB()
		begin := time.Now()
		made, err := tiles.NewSet(ctx, content)
		if err != nil {
			return nil, nil, err
		}
		taking = append(taking, time.Since(begin).Seconds())
		for _, target := range coldTargets {
			if err := made.Prepare(ctx, target.zoom); err != nil {
				return nil, nil, err
			}
		}
		set = made
		heap = append(heap, heapMiB()-before)
		counted = append(counted, float64(set.MemoryBytes())/(1<<20))
	}
	figures := []report.Figure{{What: "to take in the revision", Unit: report.Seconds, Measured: taking}}
	for i, target := range coldTargets {
		figures = append(figures, zooms[i].figures(target.zoom)...)
	}
	return append(figures,
		report.Figure{What: "what the set counts as its memory, three zooms prepared", Unit: report.MiB, Measured: counted},
		report.Figure{What: "growth of the heap by it", Unit: report.MiB, Measured: heap},
	), set, nil
}

func (p *preparing) figures(zoom tiles.Zoom) []report.Figure {
	return []report.Figure{
		{What: fmt.Sprintf("to prepare zoom %d", zoom), Unit: report.Seconds, Measured: p.seconds},
		{
			What: fmt.Sprintf("all dates, zoom %d, its preparation and %d tiles once each", zoom, p.tiles),
			Unit: report.PerSecond, Measured: p.perSec,
		},
	}
}

// round prepares a zoom of a new set and encodes each of its tiles once.
func (p *preparing) round(ctx context.Context, content tiles.Content, zoom tiles.Zoom) error {
	set, err := tiles.NewSet(ctx, content)
	if err != nil {
		return err
	}
	begin := time.Now()
	if err := set.Prepare(ctx, zoom); err != nil {
		return err
	}
	p.seconds = append(p.seconds, time.Since(begin).Seconds())
	addresses := covering(set.Bound(), zoom)
	if err := encodeAll(ctx, set, addresses); err != nil {
		return err
	}
	p.tiles = len(addresses)
	p.perSec = append(p.perSec, float64(len(addresses))/time.Since(begin).Seconds())
	return nil
}

// encodeAll encodes each tile once, by as many goroutines as there are processors.
func encodeAll(ctx context.Context, set *tiles.Set, addresses []tiles.Address) error {
	workers := runtime.GOMAXPROCS(0)
	failed := make([]error, workers)
	var encoding sync.WaitGroup
	for w := range workers {
		encoding.Go(func() {
			for i := w; i < len(addresses) && failed[w] == nil; i += workers {
				_, failed[w] = set.Encode(ctx, addresses[i], tiles.AllDates())
			}
		})
	}
	encoding.Wait()
	for _, err := range failed {
		if err != nil {
			return err
		}
	}
	return nil
}

// heapMiB returns what is alive on the heap. A pool keeps what it is part of alive for two collections.
func heapMiB() float64 {
	for range 3 {
		runtime.GC()
	}
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return float64(stats.HeapAlloc) / (1 << 20)
}
