package server

import (
	"context"
	"net"
	"sync"
	"testing"
	"testing/synctest"

	"splitline/internal/store"
)

// pipes is a listener whose connections are pipes in memory, for tests in a bubble whose clock is its own.
type pipes struct {
	dialled chan net.Conn
	closed  chan struct{}
	once    sync.Once
}

func newPipes() *pipes { return &pipes{dialled: make(chan net.Conn), closed: make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.dialled:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "unix"} }

// dial opens a connection; it is closed at the end of the test.
func (p *pipes) dial(t *testing.T) net.Conn {
	t.Helper()
	ours, theirs := net.Pipe()
	p.dialled <- theirs
	t.Cleanup(func() { _ = ours.Close() })
	return ours
}

// emptyStore is a store with nothing in it.
type emptyStore struct{ store.Store }

func (emptyStore) Read(context.Context, func(store.Reader) error) error { return nil }
func (emptyStore) DataVersion(context.Context) (int64, error)           { return 1, nil }

// inBubble runs a test of a server in memory whose time passes as soon as everybody waits. When the test ends the
// server is stopped; a goroutine that is left fails the test, as package synctest has it.
func inBubble(t *testing.T, change func(*Config), test func(*testing.T, *Server, *pipes)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := newServer(t, &world{metric: noMetric}, func(c *Config) { c.Store = emptyStore{} }, change)
		p := newPipes()
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan error, 1)
		go func() { done <- s.Serve(ctx, p) }()
		test(t, s, p)
		stop()
		if err := <-done; err != nil {
			t.Errorf("Serve returned %v", err)
		}
		if open := s.gate.Load().count(); open != 0 {
			t.Errorf("%d connections are open after the end", open)
		}
	})
}
