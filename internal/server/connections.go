package server

import (
	"context"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// connections is a listener that bounds the open connections. At the bound a new one takes the place of the one that
// has been idle, or has said nothing, for longest; where all are at work or have just come some more are let in to be
// told that the server is busy, and what comes beyond that is closed unheard.
type connections struct {
	net.Listener
	limit int
	clock func() time.Time
	// refuse counts a connection that was closed or is told to come again, displace an idle one that gave way.
	refuse, displace func()

	mu   sync.Mutex
	open map[*connection]struct{}
	// crowded is the number of connections beyond the bound.
	crowded atomic.Int64
}

// connection is an open connection.
type connection struct {
	net.Conn
	from *connections
	// idle is since when it has been idle, in Unix nanoseconds; 0 at work.
	idle atomic.Int64
	// beyond says that it was opened beyond the bound.
	beyond bool
	closed sync.Once
}

const (
	// spareShare is the part of the bound that is let in beyond it to be told so.
	spareShare = 8
	// idleFor is how long a connection must be idle before it gives way to another.
	idleFor = 250 * time.Millisecond
)

func newConnections(listener net.Listener, limit int, clock func() time.Time, refuse, displace func()) *connections {
	return &connections{
		Listener: listener, limit: limit, clock: clock, refuse: refuse, displace: displace,
		open: make(map[*connection]struct{}),
	}
}

// Accept returns the next connection there is room for.
func (cs *connections) Accept() (net.Conn, error) {
	for {
		accepted, err := cs.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if c := cs.admit(accepted); c != nil {
			return c, nil
		}
		cs.refuse()
		_ = accepted.Close()
	}
}

// admit returns the connection if there is room for it.
func (cs *connections) admit(accepted net.Conn) *connection {
	c := &connection{Conn: accepted, from: cs}
	c.idle.Store(cs.clock().UnixNano())
	if cs.count() >= cs.limit {
		cs.closeIdlest()
	}
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if len(cs.open) >= cs.limit+cs.limit/spareShare+1 {
		return nil
	}
	if len(cs.open) >= cs.limit {
		c.beyond = true
		cs.crowded.Add(1)
		cs.refuse()
	}
	cs.open[c] = struct{}{}
	return c
}

// closeIdlest closes the connection that has been idle for longest, if one is idle.
func (cs *connections) closeIdlest() {
	cs.mu.Lock()
	var idlest *connection
	since := cs.clock().Add(-idleFor).UnixNano()
	for c := range cs.open {
		if idle := c.idle.Load(); idle != 0 && idle <= since {
			idlest, since = c, idle
		}
	}
	cs.mu.Unlock()
	if idlest != nil {
		cs.displace()
		_ = idlest.Close()
	}
}

// count returns the number of open connections.
func (cs *connections) count() int {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	return len(cs.open)
}

// changed keeps track of which connections are idle; it is the ConnState of an [http.Server].
func (cs *connections) changed(conn net.Conn, state http.ConnState) {
	c, mine := conn.(*connection)
	switch {
	case !mine:
	case state == http.StateActive:
		c.idle.Store(0)
	case state == http.StateIdle:
		c.idle.Store(cs.clock().UnixNano())
	}
}

// beyondKey is the key of the mark on requests of connections beyond the bound.
type beyondKey struct{}

// mark marks the requests of a connection beyond the bound; it is the ConnContext of an [http.Server].
func mark(ctx context.Context, conn net.Conn) context.Context {
	if c, mine := conn.(*connection); mine && c.beyond {
		return context.WithValue(ctx, beyondKey{}, true)
	}
	return ctx
}

// tooMany reports whether a request came by a connection beyond the bound.
func (cs *connections) tooMany(r *http.Request) bool {
	return cs.crowded.Load() > 0 && r.Context().Value(beyondKey{}) != nil
}

// Close closes the connection and makes room for another.
func (c *connection) Close() error {
	c.closed.Do(func() {
		c.from.mu.Lock()
		defer c.from.mu.Unlock()
		delete(c.from.open, c)
		if c.beyond {
			c.from.crowded.Add(-1)
		}
	})
	return c.Conn.Close()
}

// CloseWrite ends the sending side, as net/http does before it closes a connection whose client still sends.
func (c *connection) CloseWrite() error {
	if half, can := c.Conn.(interface{ CloseWrite() error }); can {
		return half.CloseWrite()
	}
	return nil
}
