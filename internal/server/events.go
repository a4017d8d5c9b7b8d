package server

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"splitline/geo"
)

// revised says that a series has a new revision.
type revised struct {
	Enclave  geo.EnclaveID `json:"enclave"`
	Series   geo.SeriesID  `json:"series"`
	Revision geo.Revision  `json:"revision"`
}

// message is an event with its place in the order of events.
type message struct {
	number int64
	revised
}

// backlog is the number of events a slow stream may fall behind before it is closed; its browser then reconnects and
// is told what it missed.
const backlog = 64

// events hands new revisions to the open streams and remembers the newest of each series for those that reconnect.
type events struct {
	limit int
	// drop counts a stream that was closed because its client did not keep up.
	drop func()

	mu      sync.Mutex
	number  int64
	newest  map[geo.SeriesRef]message
	streams map[chan message]struct{}
	closed  bool
}

func newEvents(limit int, drop func()) *events {
	return &events{
		limit: limit, drop: drop, newest: make(map[geo.SeriesRef]message), streams: make(map[chan message]struct{}),
	}
}

// publish hands an event to every stream.
func (e *events) publish(r revised) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.number++
	m := message{e.number, r}
	e.newest[geo.SeriesRef{Enclave: r.Enclave, Series: r.Series}] = m
	for stream := range e.streams {
		select {
		case stream <- m:
		default:
			delete(e.streams, stream)
			close(stream)
			e.drop()
		}
	}
}

// subscribe opens a stream. It returns the number of the newest event and those newer than the one the client saw
// last; a negative one is a client that saw none. It returns an error of kind errBusy if there are too many streams or
// the server stops.
func (e *events) subscribe(seen int64) (stream chan message, number int64, missed []message, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed || len(e.streams) >= e.limit {
		return nil, 0, nil, fmt.Errorf("%d event streams: %w", len(e.streams), errBusy)
	}
	stream = make(chan message, backlog)
	e.streams[stream] = struct{}{}
	if seen >= 0 {
		for _, m := range e.newest {
			if m.number > seen || seen > e.number {
				missed = append(missed, m)
			}
		}
	}
	return stream, e.number, missed, nil
}

func (e *events) unsubscribe(stream chan message) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.streams, stream)
}

// open returns the number of open streams.
func (e *events) open() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.streams)
}

// close ends every stream and refuses new ones.
func (e *events) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	for stream := range e.streams {
		delete(e.streams, stream)
		close(stream)
	}
}

// lastSeen reads a Last-Event-ID header: BOOT-NUMBER. An id of an earlier run of the server has seen nothing of this
// one, which is 0; no or a malformed id is -1.
func lastSeen(header, boot string) int64 {
	run, number, found := strings.Cut(header, "-")
	n, err := strconv.ParseInt(number, 10, 64)
	switch {
	case !found || err != nil || n < 0:
		return -1
	case run != boot:
		return 0
	}
	return n
}
