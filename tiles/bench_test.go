//go:build unix

package tiles_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"splitline/tiles"
)

// BenchmarkEncode makes tiles of a prepared zoom on all processors, no encoded tile used again.
func BenchmarkEncode(b *testing.B) {
	for _, workload := range []struct {
		name  string
		quilt quilt
	}{{"every zone moves", everyZone(100)}, {"one zone moves", oneZone(100)}} {
		set := newSet(b, workload.quilt.content())
		for _, zoom := range []tiles.Zoom{10, 12, 14} {
			addresses := tilesOf(set.Bound(), zoom, 1000)
			if err := set.Prepare(context.Background(), zoom); err != nil {
				b.Fatal(err)
			}
			b.Run(fmt.Sprintf("%s/one date/zoom %d", workload.name, zoom), func(b *testing.B) {
				encodeEach(b, set, addresses, func(i int) tiles.Span { return tiles.At(firstDate.AddDate(0, 0, i*7%100)) })
			})
			b.Run(fmt.Sprintf("%s/all dates/zoom %d", workload.name, zoom), func(b *testing.B) {
				encodeEach(b, set, addresses, func(int) tiles.Span { return tiles.AllDates() })
			})
		}
	}
}

func encodeEach(b *testing.B, set *tiles.Set, addresses []tiles.Address, span func(i int) tiles.Span) {
	b.ReportAllocs()
	var bytes, turn atomic.Int64
	before := processorTime(b)
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			i := int(turn.Add(1))
			data, err := set.Encode(context.Background(), addresses[i%len(addresses)], span(i))
			if err != nil {
				b.Error(err)
				return
			}
			bytes.Add(int64(len(data)))
		}
	})
	b.ReportMetric(float64(bytes.Load())/float64(b.N), "bytes/tile")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "tiles/s")
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
	content := everyZone(100).content()
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
