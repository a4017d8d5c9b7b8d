package tiles_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"testing"

	"github.com/andybalholm/brotli"

	"splitline/tiles"
)

// aFewVertices is two zones of whose front one stretch of five vertices moves at each date.
func aFewVertices(dates int) quilt {
	return quilt{columns: 2, rows: 1, vertices: 200, dates: dates, moving: 1, stretch: 5, seed: 11}
}

// theWholeFront is two zones whose front is drawn anew at each date.
func theWholeFront(dates int) quilt {
	return quilt{columns: 2, rows: 1, vertices: 200, dates: dates, moving: 1, seed: 11}
}

// everyZone is 20 zones of about 200 vertices, all of which move at each date.
func everyZone(dates int) quilt {
	return quilt{columns: 4, rows: 5, vertices: 50, dates: dates, moving: 1, seed: 3}
}

// oneZone is 20 zones of about 200 vertices, of which one edge moves at each date.
func oneZone(dates int) quilt {
	return quilt{columns: 4, rows: 5, vertices: 50, dates: dates, moving: 1, one: true, seed: 3}
}

// BenchmarkGrowth makes the heaviest tile of all dates of a zoom. It reports what the tile weighs, raw and compressed,
// what the set holds in memory by then, and what preparing it took.
func BenchmarkGrowth(b *testing.B) {
	for _, workload := range []struct {
		name  string
		quilt func(dates int) quilt
		dates []int
	}{
		{"a few vertices", aFewVertices, []int{100, 1000}},
		{"the whole front", theWholeFront, []int{100, 1000}},
		{"one zone", oneZone, []int{100}},
		{"every zone", everyZone, []int{100}},
	} {
		for _, dates := range workload.dates {
			content := workload.quilt(dates).content()
			set := newSet(b, content)
			for _, zoom := range []tiles.Zoom{14, 12, 10, 9, 8} {
				b.Run(fmt.Sprintf("%s/%d dates/zoom %d", workload.name, dates, zoom), func(b *testing.B) {
					growth(b, set, zoom)
				})
			}
		}
	}
}

func growth(b *testing.B, set *tiles.Set, zoom tiles.Zoom) {
	before := processorTime(b)
	if err := set.Prepare(context.Background(), zoom); err != nil {
		b.Fatal(err)
	}
	spent := processorTime(b) - before
	heaviest := tiles.Address{Z: zoom}
	most := 0
	for _, a := range tilesOf(set.Bound(), zoom, 100) {
		if size := len(encode(b, set, a, tiles.AllDates())); size > most {
			most, heaviest = size, a
		}
	}
	b.ResetTimer()
	var data []byte
	for range b.N {
		data = encode(b, set, heaviest, tiles.AllDates())
	}
	if spent.Milliseconds() > 0 {
		b.ReportMetric(spent.Seconds(), "prepare-cpu-s")
	}
	b.ReportMetric(float64(len(data)), "bytes")
	b.ReportMetric(float64(len(gzipOf(b, data))), "gzip-bytes")
	b.ReportMetric(float64(len(brotliOf(b, data))), "brotli-bytes")
	b.ReportMetric(float64(set.MemoryBytes()), "memory-bytes")
}

// gzipOf and brotliOf compress as the server does on request.
func gzipOf(t testing.TB, data []byte) []byte {
	t.Helper()
	return compressed(t, data, func(out io.Writer) io.WriteCloser { return gzip.NewWriter(out) })
}

func brotliOf(t testing.TB, data []byte) []byte {
	t.Helper()
	return compressed(t, data, func(out io.Writer) io.WriteCloser { return brotli.NewWriterLevel(out, 5) })
}

func compressed(t testing.TB, data []byte, writer func(out io.Writer) io.WriteCloser) []byte {
	t.Helper()
	var out bytes.Buffer
	w := writer(&out)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
