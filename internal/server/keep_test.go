package server

import (
	"context"
	"sync/atomic"
	"testing"

	"splitline/internal/store"
)

// counted counts the write transactions of a store.
type counted struct {
	store.Store
	writes atomic.Int64
}

func (c *counted) Write(ctx context.Context, f func(store.Writer) error) error {
	c.writes.Add(1)
	return c.Store.Write(ctx, f)
}

func TestTheMeasuresOfAllDatesAreKeptInOneTransaction(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct {
		name string
		want int64
	}{
		{"a server that measures two dates writes once", 1},
		{"the next server finds them and writes nothing", 0},
	} {
		counting := &counted{Store: w.store}
		s := newServer(t, w, func(c *Config) { c.Store = counting })
		state, err := s.answers.State(t.Context(), reported, store.Pin{})
		if err != nil {
			t.Fatal(err)
		}
		if len(state.Changes) != 2 {
			t.Fatalf("the world has %d dates, want 2", len(state.Changes))
		}
		if err := s.answers.Prepare(t.Context(), state, nil); err != nil {
			t.Fatal(err)
		}
		if got := counting.writes.Load(); got != test.want || !s.answers.Prepared(state) {
			t.Errorf("%s: %d transactions, prepared %t", test.name, got, s.answers.Prepared(state))
		}
	}
}
