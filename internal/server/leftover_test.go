package server

import (
	"context"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestNothingIsLeftOverAfterClientsThatHangUp opens connections that break off at every stage of a request and stops
// the server; then no goroutine of it may be left.
func TestNothingIsLeftOverAfterClientsThatHangUp(t *testing.T) {
	w := newWorld(t)
	before := runtime.NumGoroutine()
	s := newServer(t, w, func(c *Config) { c.Ticker, c.Limits.ReadHeader = newHands().ticker, 100*time.Millisecond })
	r := run(t, s)
	request := "GET " + tileURL() + " HTTP/1.1\r\nHost: map.local\r\n\r\n"
	var clients sync.WaitGroup
	for i := range 100 {
		clients.Go(func() {
			connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(r.url, "http://"))
			if err != nil {
				t.Error(err)
				return
			}
			sent := request[:i*len(request)/99]
			if i%10 == 0 {
				sent = strings.Replace(request, tileURL(), "/events", 1)
			}
			_, _ = connection.Write([]byte(sent))
			if i%3 == 0 {
				_, _ = connection.Read(make([]byte, 1))
			}
			_ = connection.Close()
		})
	}
	clients.Wait()
	r.stop()
	r.wait(t)
	http.DefaultClient.CloseIdleConnections()
	for deadline := time.Now().Add(20 * time.Second); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<16)
			t.Fatalf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
		}
	}
}

func TestASlowHeaderIsCutOff(t *testing.T) {
	s := newServer(t, newWorld(t), func(c *Config) { c.Ticker, c.Limits.ReadHeader = newHands().ticker, 20*time.Millisecond })
	r := run(t, s)
	connection, err := new(net.Dialer).DialContext(context.Background(), "tcp", strings.TrimPrefix(r.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	if _, err := connection.Write([]byte("GET / HTTP/1.1\r\nHost: map")); err != nil {
		t.Fatal(err)
	}
	if err := connection.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if n, err := connection.Read(make([]byte, 1)); err == nil || n > 0 {
		t.Error("a client that does not end its header is answered")
	} else if timeout, is := err.(net.Error); is && timeout.Timeout() { //nolint:errorlint // the connection's own error
		t.Error("a client that does not end its header is not cut off")
	}
	r.stop()
	r.wait(t)
}
