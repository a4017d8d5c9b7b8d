package server

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/server/encoding"
	"splitline/internal/store"
)

// handTicker ticks when a test says so.
type handTicker struct{ ticks chan time.Time }

func (h handTicker) C() <-chan time.Time { return h.ticks }
func (h handTicker) Stop()               {}

// hands are the tickers of a server in a test, by their pace.
type hands struct {
	watch, beat handTicker
}

func newHands() hands {
	return hands{watch: handTicker{make(chan time.Time)}, beat: handTicker{make(chan time.Time)}}
}

func (h hands) ticker(every time.Duration) Ticker {
	if every == watchEvery {
		return h.watch
	}
	return h.beat
}

// running is a server on a listener of its own.
type running struct {
	url  string
	stop context.CancelFunc
	done chan error
}

func run(t *testing.T, s *Server) *running {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	r := &running{url: "http://" + listener.Addr().String(), stop: stop, done: make(chan error, 1)}
	go func() { r.done <- s.Serve(ctx, listener) }()
	t.Cleanup(stop)
	return r
}

// wait waits for the server to have stopped.
func (r *running) wait(t *testing.T) {
	t.Helper()
	select {
	case err := <-r.done:
		if err != nil {
			t.Errorf("Serve returned %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the server does not stop")
	}
}

// stream is an open connection to /events.
type stream struct {
	body  io.ReadCloser
	lines *bufio.Scanner
}

func open(t *testing.T, url string, headers ...string) *stream {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/events", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "gzip, br")
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = response.Body.Close() })
	if response.StatusCode != http.StatusOK || response.Header.Get("Content-Type") != "text/event-stream" ||
		response.Header.Get("Content-Encoding") != "" {
		t.Fatalf("/events is %d with %v", response.StatusCode, response.Header)
	}
	return &stream{response.Body, bufio.NewScanner(response.Body)}
}

// next returns the lines up to the next empty one; false at the end of the stream.
func (s *stream) next() (block []string, ok bool) {
	for s.lines.Scan() {
		if s.lines.Text() == "" {
			return block, true
		}
		block = append(block, s.lines.Text())
	}
	return block, false
}

func TestANewRevisionIsToldToTheStreams(t *testing.T) {
	w, h := newWorld(t), newHands()
	s := newServer(t, w, func(c *Config) { c.Ticker = h.ticker })
	r := run(t, s)
	h.watch.ticks <- today // the watcher has looked once
	events := open(t, r.url)
	hello, _ := events.next()
	if len(hello) != 2 || hello[0] != "retry: 2000" || !strings.HasPrefix(hello[1], "id: ") {
		t.Fatalf("the stream begins with %q", hello)
	}
	h.beat.ticks <- today
	if beat, _ := events.next(); len(beat) != 1 || beat[0] != ": still here" {
		t.Fatalf("the heartbeat is %q", beat)
	}
	revision := w.affirm(t, thirdDay)
	h.watch.ticks <- today
	h.watch.ticks <- today
	event, _ := events.next()
	want := fmt.Sprintf(`data: {"enclave":"strip","series":"reported","revision":%d}`, revision)
	if len(event) != 3 || event[0] != "event: revision" || event[2] != want {
		t.Fatalf("the event is %q, want %q", event, want)
	}
	id := strings.TrimPrefix(event[1], "id: ")
	t.Run("a client that reconnects is told what it missed and nothing twice", func(t *testing.T) {
		again := w.affirm(t, thirdDay.AddDate(0, 0, 1))
		h.watch.ticks <- today
		h.watch.ticks <- today
		late := open(t, r.url, "Last-Event-ID", id)
		late.next()
		missed, _ := late.next()
		if want := fmt.Sprintf(`data: {"enclave":"strip","series":"reported","revision":%d}`, again); len(missed) != 3 || missed[2] != want {
			t.Fatalf("it is told %q, want %q", missed, want)
		}
		current := open(t, r.url, "Last-Event-ID", strings.TrimPrefix(missed[1], "id: "))
		current.next()
		h.beat.ticks <- today // one of the open streams
		h.beat.ticks <- today
		h.beat.ticks <- today
	})
	t.Run("the streams end when the server stops", func(t *testing.T) {
		r.stop()
		for _, more := events.next(); more; _, more = events.next() {
		}
		r.wait(t)
	})
}

func TestStoppingLetsRequestsInFlightEnd(t *testing.T) {
	w := newWorld(t)
	slow := &slowStore{Store: w.store, arrived: make(chan struct{}), release: make(chan struct{})}
	s := newServer(t, w, func(c *Config) { c.Store, c.Ticker = slow, newHands().ticker })
	r := run(t, s)
	answered := make(chan int, 1)
	go func() {
		response, err := http.Get(r.url + "/api/v1/enclaves/strip/places") //nolint:noctx // the test ends it
		if err != nil {
			answered <- 0
			return
		}
		defer func() { _ = response.Body.Close() }()
		_, _ = io.Copy(io.Discard, response.Body)
		answered <- response.StatusCode
	}()
	<-slow.arrived
	r.stop()
	select {
	case err := <-r.done:
		t.Fatalf("the server stopped before the request was answered: %v", err)
	default:
	}
	close(slow.release)
	if status := <-answered; status != http.StatusOK {
		t.Errorf("the request in flight is %d", status)
	}
	r.wait(t)
	if _, err := http.Get(r.url + "/healthz"); err == nil { //nolint:noctx,bodyclose // there is no answer
		t.Error("the server answers after it has stopped")
	}
}

// slowStore holds up the reading of places.
type slowStore struct {
	store.Store
	arrived, release chan struct{}
}

func (s *slowStore) Read(ctx context.Context, f func(store.Reader) error) error {
	return s.Store.Read(ctx, func(r store.Reader) error { return f(&slowReader{r, s}) })
}

type slowReader struct {
	store.Reader
	slow *slowStore
}

func (r *slowReader) Places(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) ([]geo.Place, error) {
	close(r.slow.arrived)
	select {
	case <-r.slow.release:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return r.Reader.Places(ctx, enclave, asOf)
}

// brokenStore answers nothing.
type brokenStore struct {
	store.Store
	err error
}

func (b brokenStore) Read(context.Context, func(store.Reader) error) error { return b.err }
func (b brokenStore) DataVersion(context.Context) (int64, error)           { return 0, b.err }

func TestAStoreThatFailsIsNotReadyAndSaysNothingOfItsInside(t *testing.T) {
	w := newWorld(t)
	secret := errors.New("SELECT secret FROM /var/lib/splitline.db")
	h := newServer(t, w, func(c *Config) { c.Store = brokenStore{w.store, secret} }).Handler()
	problemIn(t, get(h, "/readyz"), http.StatusServiceUnavailable)
	if got := get(h, "/healthz").Code; got != http.StatusOK {
		t.Errorf("/healthz is %d", got)
	}
	for _, url := range []string{"/readyz", "/api/v1/enclaves", "/tiles/strip/reported.json", "/api/v1/enclaves/strip/places"} {
		answer := get(h, url)
		if answer.Code < 500 || strings.Contains(answer.Body.String(), "SELECT") {
			t.Errorf("%s is %d: %s", url, answer.Code, answer.Body)
		}
	}
}

func TestTooManyStreamsAreRefused(t *testing.T) {
	w := newWorld(t)
	s := newServer(t, w, func(c *Config) { c.Ticker, c.Limits.Streams = newHands().ticker, 1 })
	r := run(t, s)
	open(t, r.url).next()
	response, err := http.Get(r.url + "/events") //nolint:noctx // answered at once
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusServiceUnavailable || response.Header.Get("Retry-After") == "" {
		t.Errorf("the second stream is %d with %v", response.StatusCode, response.Header)
	}
	r.stop()
	r.wait(t)
}

func TestMeasuresAndFilesArePreparedBeforeAnybodyAsks(t *testing.T) {
	w := newWorld(t)
	s := newServer(t, w, func(c *Config) { c.Ticker, c.Web = newHands().ticker, app() })
	r := run(t, s)
	prepared := func() bool {
		state, err := s.answers.State(t.Context(), reported, store.Pin{})
		if err != nil {
			t.Fatal(err)
		}
		_, file := s.bodies.Get(s.web.files["assets/index-Ab12.js"].key("assets/index-Ab12.js").in(encoding.Brotli))
		_, timeline := s.bodies.Get(stateKey(kindTimeline, state).in(encoding.Brotli))
		return file && timeline && s.answers.Prepared(state)
	}
	for deadline := time.Now().Add(20 * time.Second); !prepared(); runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatal("nothing is prepared")
		}
	}
	r.stop()
	r.wait(t)
}
