//go:build unix

package tiles_test

import (
	"context"
	"fmt"
	"syscall"
	"testing"
	"time"

	"splitline/tiles"
)

// benchQuilt is 100 dates of 20 zones of about 200 vertices, all of which change at every date.
func benchQuilt() tiles.Content {
	return quilt{columns: 4, rows: 5, vertices: 50, dates: 100, moving: 1, seed: 3}.content()
}

// BenchmarkEncode makes tiles of a prepared zoom, no encoded bytes used again.
func BenchmarkEncode(b *testing.B) {
	set := newSet(b, benchQuilt())
	for _, zoom := range []tiles.Zoom{10, 12, 14} {
		addresses := tilesOf(set.Bound(), zoom, 1000)
		if _, err := set.Encode(context.Background(), addresses[0], tiles.AllDates()); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("one date/zoom %d", zoom), func(b *testing.B) {
			encodeEach(b, set, addresses, func(i int) tiles.Span { return tiles.At(firstDate.AddDate(0, 0, i*7%100)) })
		})
		b.Run(fmt.Sprintf("all dates/zoom %d", zoom), func(b *testing.B) {
			encodeEach(b, set, addresses, func(int) tiles.Span { return tiles.AllDates() })
		})
	}
}

func encodeEach(b *testing.B, set *tiles.Set, addresses []tiles.Address, span func(i int) tiles.Span) {
	b.ReportAllocs()
	bytes, before := 0, processorTime(b)
	for i := range b.N {
		data, err := set.Encode(context.Background(), addresses[i%len(addresses)], span(i))
		if err != nil {
			b.Fatal(err)
		}
		bytes += len(data)
	}
	b.ReportMetric(float64(bytes)/float64(b.N), "bytes/tile")
	b.ReportMetric(float64(b.N)/(processorTime(b)-before).Seconds(), "tiles/cpu-s")
}

// processorTime returns the time the process has used of all processors: on a busy machine a truer measure than the
// clock.
func processorTime(b *testing.B) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// BenchmarkPrepare takes in a revision and prepares one zoom, of which the deeper ones are a part.
func BenchmarkPrepare(b *testing.B) {
	content := benchQuilt()
	b.Run("set", func(b *testing.B) {
		prepareEach(b, func() *tiles.Set { return newSet(b, content) })
	})
	for _, zoom := range []tiles.Zoom{14, 12, 10, 0} {
		b.Run(fmt.Sprintf("set and zoom %d", zoom), func(b *testing.B) {
			prepareEach(b, func() *tiles.Set {
				set := newSet(b, content)
				if err := set.Prepare(context.Background(), zoom); err != nil {
					b.Fatal(err)
				}
				return set
			})
		})
	}
}

func prepareEach(b *testing.B, prepare func() *tiles.Set) {
	before, memory := processorTime(b), 0
	for range b.N {
		memory = prepare().MemoryBytes()
	}
	b.ReportMetric((processorTime(b)-before).Seconds()/float64(b.N), "cpu-s/op")
	b.ReportMetric(float64(memory), "memory-bytes")
}
