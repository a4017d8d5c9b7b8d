package server

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"testing"

	"splitline/internal/server/logging"
)

// discarding is a response that keeps nothing.
type discarding struct{ header http.Header }

func (d *discarding) Header() http.Header             { return d.header }
func (d *discarding) Write(bytes []byte) (int, error) { return len(bytes), nil }
func (d *discarding) WriteHeader(int)                 {}

// BenchmarkCachedTile compares the work of the handlers alone: a cached tile of a revisioned URL, with log, metrics
// and request ids, against a bare handler that serves the same bytes with the same headers. What a connection costs
// comes on top of both.
func BenchmarkCachedTile(b *testing.B) {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = null.Close() }()
	log, err := logging.New(null, logging.Text, slog.LevelInfo)
	if err != nil {
		b.Fatal(err)
	}
	s := newServer(b, newWorld(b), func(c *Config) { c.Logger, c.RequestID = slog.New(log), nil })
	url := tileURL() + "?revision=2"
	answer := get(s.Handler(), url, "Accept-Encoding", "gzip, deflate, br")
	if answer.Code != http.StatusOK {
		b.Fatalf("status %d", answer.Code)
	}
	bytes, header := answer.Body.Bytes(), answer.Header()
	bare := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for name, values := range header {
			w.Header()[name] = values
		}
		w.Header()["Content-Length"] = []string{strconv.Itoa(len(bytes))}
		_, _ = w.Write(bytes)
	})
	for name, h := range map[string]http.Handler{"bare": bare, "server": s.Handler()} {
		b.Run(name, func(b *testing.B) { benchmark(b, h, url) })
	}
	b.Run("server-dated", func(b *testing.B) { benchmark(b, s.Handler(), tileURL()+"?revision=2&datetime=2025-10-20") })
	b.Run("server-unpinned", func(b *testing.B) { benchmark(b, s.Handler(), tileURL()) })
}

func benchmark(b *testing.B, h http.Handler, url string) {
	b.ReportAllocs()
	request := httptest.NewRequest(http.MethodGet, url, http.NoBody)
	request.Header.Set("Accept-Encoding", "gzip, deflate, br")
	for b.Loop() {
		h.ServeHTTP(&discarding{make(http.Header, 16)}, request)
	}
}

func BenchmarkSplitOfADateSeenBefore(b *testing.B) {
	h := newServer(b, newWorld(b)).Handler()
	benchmark(b, h, seriesURL+"/split?datetime=2025-10-20&revision=2")
}

func BenchmarkColdTile(b *testing.B) {
	s := newServer(b, newWorld(b), func(c *Config) { c.Limits.CacheBytes = 1 })
	benchmark(b, s.Handler(), tileURL()+"?revision=2")
}
