package server

import (
	"context"
	"fmt"
	"sync/atomic"
)

// work bounds what costs processor time and memory to make: as many things at a time as there are processors, and so
// many more that wait for their turn. What is beyond that is refused, so that a flood of questions nobody asked before
// cannot pile up work that goes on when those who asked have long gone.
type work struct {
	turns   chan struct{} // one token for each thing made at the same time
	waiting atomic.Int64
	limit   int64
	refuse  func()
}

func newWork(atOnce, waiting int, refuse func()) *work {
	return &work{turns: make(chan struct{}, atOnce), limit: int64(atOnce + waiting), refuse: refuse}
}

// queue takes a place among those that wait or work. It returns an error of kind errBusy if there is none.
func (w *work) queue() (leave func(), err error) {
	if now := w.waiting.Add(1); now > w.limit {
		w.waiting.Add(-1)
		w.refuse()
		return nil, fmt.Errorf("%d things are being made: %w", w.limit, errBusy)
	}
	return func() { w.waiting.Add(-1) }, nil
}

// turn waits for the turn to work. It returns the error of ctx if that ends first.
func (w *work) turn(ctx context.Context) (done func(), err error) {
	select {
	case w.turns <- struct{}{}:
		return func() { <-w.turns }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// do makes something when its turn has come.
func (w *work) do(ctx context.Context, make func() error) error {
	leave, err := w.queue()
	if err != nil {
		return err
	}
	defer leave()
	done, err := w.turn(ctx)
	if err != nil {
		return err
	}
	defer done()
	return make()
}
