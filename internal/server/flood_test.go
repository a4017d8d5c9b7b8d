package server

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// footprint is what a process holds.
type footprint struct {
	goroutines, sockets int
	heap                uint64
}

func footprintNow() footprint {
	http.DefaultClient.CloseIdleConnections()
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	f := footprint{goroutines: runtime.NumGoroutine(), heap: memory.HeapAlloc}
	open, _ := filepath.Glob("/proc/self/fd/*") // none where there is no such folder
	for _, file := range open {
		if to, err := os.Readlink(file); err == nil && strings.HasPrefix(to, "socket:") {
			f.sockets++
		}
	}
	return f
}

// settled waits until the process holds no more than before, but for some memory that any test may keep.
func settled(t *testing.T, before footprint) {
	t.Helper()
	const spare = 8 << 20
	var now footprint
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); runtime.Gosched() {
		now = footprintNow()
		if now.goroutines <= before.goroutines && now.sockets <= before.sockets && now.heap <= before.heap+spare {
			return
		}
	}
	stacks := make([]byte, 1<<16)
	t.Fatalf("left over: %+v, before %+v\n%s", now, before, stacks[:runtime.Stack(stacks, true)])
}

func dial(t *testing.T, url string) net.Conn {
	t.Helper()
	c, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return c
}

// alone asks by a connection of its own.
func alone(t *testing.T, url string) (status int, header http.Header) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Get(url) //nolint:noctx // the server answers or closes
	if err != nil {
		t.Error(err)
		return 0, nil
	}
	defer func() { _ = response.Body.Close() }()
	_, _ = io.Copy(io.Discard, response.Body)
	return response.StatusCode, response.Header
}

// TestAFloodOfConnectionsLeavesNothing opens many times more connections than the server takes, silent ones, idle ones
// and ones that hang up.
func TestAFloodOfConnectionsLeavesNothing(t *testing.T) {
	w := newWorld(t)
	before := footprintNow()
	s := newServer(t, w, func(c *Config) { c.Ticker, c.Limits.Connections = newHands().ticker, 64 })
	r := run(t, s)
	var flood sync.WaitGroup
	held := make(chan net.Conn, 800)
	for i := range cap(held) {
		flood.Go(func() {
			c, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(r.url, "http://"))
			if err != nil {
				return
			}
			if i%2 == 0 {
				_, _ = fmt.Fprintf(c, "GET %s?revision=2 HTTP/1.1\r\nHost: map\r\n\r\n", tileURL())
			}
			if i%5 == 0 {
				_ = c.Close()
				return
			}
			held <- c
		})
	}
	flood.Wait()
	if open := s.gate.Load().count(); open > 64+64/spareShare+1 {
		t.Errorf("%d connections are open", open)
	}
	close(held)
	for c := range held {
		_ = c.Close()
	}
	r.stop()
	r.wait(t)
	settled(t, before)
}

// TestWhereAllConnectionsAreAtWorkTheNextIsToldToComeAgain holds every connection by a stream of events.
func TestWhereAllConnectionsAreAtWorkTheNextIsToldToComeAgain(t *testing.T) {
	w := newWorld(t)
	before := footprintNow()
	s := newServer(t, w, func(c *Config) { c.Ticker, c.Limits.Connections, c.Limits.Streams = newHands().ticker, 16, 20 })
	r := run(t, s)
	get(s.Handler(), tileURL()+"?revision=2") // so that it would be recalled
	var streams []net.Conn
	for range 16 {
		c := dial(t, r.url)
		if _, err := io.WriteString(c, "GET /events HTTP/1.1\r\nHost: map\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Read(make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		streams = append(streams, c)
	}
	for _, url := range []string{"/healthz", tileURL() + "?revision=2"} {
		status, header := alone(t, r.url+url)
		if status != http.StatusServiceUnavailable || header.Get("Retry-After") == "" || header.Get("X-Content-Type-Options") == "" {
			t.Errorf("%s is %d with %v", url, status, header)
		}
	}
	for range 40 { // silent ones, of which each takes the place of the one before
		streams = append(streams, dial(t, r.url))
	}
	if open := s.gate.Load().count(); open > 16+16/spareShare+1 {
		t.Errorf("%d connections are open", open)
	}
	for _, c := range streams {
		_ = c.Close()
	}
	for deadline := time.Now().Add(20 * time.Second); s.gate.Load().count() > 0; runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatal("connections stay open")
		}
	}
	if status, _ := alone(t, r.url+"/healthz"); status != http.StatusOK {
		t.Errorf("afterwards the server is %d", status)
	}
	if got := metricOf(t, s, "splitline_refused_total"); got < 2 {
		t.Errorf("%g refusals are counted, want those who were told at least", got)
	}
	r.stop()
	r.wait(t)
	settled(t, before)
}

// TestAFloodOfRequestsThatHangUpLeavesNothing asks for cold tiles, exports and streams and hangs up at once.
func TestAFloodOfRequestsThatHangUpLeavesNothing(t *testing.T) {
	w := newWorld(t)
	before := footprintNow()
	s := newServer(t, w, func(c *Config) { c.Ticker, c.Limits.Streams = newHands().ticker, 50 })
	r := run(t, s)
	urls := []string{
		"/tiles/strip/reported/13/4874/%d.mvt?revision=2", "/tiles/strip/reported/14/9749/%d.mvt",
		"/export/strip/reported.geojson?datetime=2025-10-2%d", "/events?%d", "/events", seriesURL + "/split?datetime=2025-11-0%d",
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 100}}
	var asking sync.WaitGroup
	for range 32 {
		asking.Go(func() {
			for i := range 40 {
				ctx, hangUp := context.WithCancel(t.Context())
				url := urls[i%len(urls)]
				if strings.Contains(url, "%d") {
					url = fmt.Sprintf(url, i%10)
				}
				request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url+url, http.NoBody)
				if err != nil {
					t.Error(err)
				}
				if i%4 == 0 {
					go hangUp()
				}
				if response, err := client.Do(request); err == nil {
					_, _ = response.Body.Read(make([]byte, 10))
					hangUp()
					_ = response.Body.Close()
				}
				hangUp()
			}
		})
	}
	for range 20 {
		if status, _ := alone(t, r.url+"/healthz"); status != http.StatusOK {
			t.Errorf("in the flood another client gets %d", status)
		}
	}
	asking.Wait()
	client.CloseIdleConnections()
	r.stop()
	r.wait(t)
	settled(t, before)
}
