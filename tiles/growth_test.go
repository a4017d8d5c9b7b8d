package tiles_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"testing"

	"splitline/tiles"
)

// BenchmarkGrowth makes the tile of all dates that holds the whole field of two zones whose front moves at every date.
// It reports what the tile weighs, raw and compressed, and what the set holds in memory by then.
func BenchmarkGrowth(b *testing.B) {
	for _, dates := range []int{10, 100, 1000} {
		content := quilt{columns: 2, rows: 1, vertices: 100, dates: dates, moving: 1, seed: 11}.content()
		b.Run(fmt.Sprintf("%d dates", dates), func(b *testing.B) {
			set := newSet(b, content)
			var data []byte
			for range b.N {
				data = encode(b, set, wholeTile(set.Bound()), tiles.AllDates())
			}
			b.ReportMetric(float64(len(data)), "bytes")
			b.ReportMetric(float64(compressed(b, data)), "gzip-bytes")
			b.ReportMetric(float64(set.MemoryBytes()), "memory-bytes")
		})
	}
}

func compressed(b *testing.B, data []byte) int {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(data); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	return out.Len()
}
