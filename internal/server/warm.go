package server

import (
	"context"
	"sync"
	"time"

	"splitline/internal/store"
	"splitline/tiles"
)

// warming is the time in which what the map begins with is prepared before the server says that it is ready: the tiles
// of the default series at the deepest zoom, which take longer than those of any other and which the others are made
// from.
type warming struct {
	over chan struct{}
	once sync.Once
}

const (
	// warmDates is the number of dates up to which a series is prepared before the server is ready: a longer one could
	// not be prepared within warmWithin, so nobody is kept waiting for it.
	warmDates = 250
	// warmWithin is how long the server waits for what is prepared before it says that it is ready.
	warmWithin = 500 * time.Millisecond
)

// startWarming begins to warm the server up; ready waits from now on.
func (s *Server) startWarming() *warming {
	w := &warming{over: make(chan struct{})}
	time.AfterFunc(warmWithin, w.end)
	s.warming.Store(w)
	return w
}

// end lets all go who wait.
func (w *warming) end() { w.once.Do(func() { close(w.over) }) }

// warmUp prepares what the server waits for before it is ready.
func (s *Server) warmUp(ctx context.Context, w *warming) error {
	defer w.end()
	openings, err := s.answers.Openings(ctx)
	if err != nil {
		return err
	}
	for _, opening := range openings {
		if opening.Dates == 0 || opening.Dates > warmDates {
			continue
		}
		state, err := s.answers.State(ctx, opening.Series, store.Pin{})
		if err != nil {
			return err
		}
		if err := s.prepareZoom(ctx, state, tiles.MaxZoom); err != nil {
			return err
		}
	}
	return nil
}

// warm waits until a server that has just started is warm, or has tried for long enough, or ctx ends.
func (s *Server) warm(ctx context.Context) {
	w := s.warming.Load()
	if w == nil {
		return
	}
	select {
	case <-w.over:
	case <-ctx.Done():
	}
}
