package tiles

import (
	"context"
	"sync/atomic"
)

// lazy is a value that is made when it is first wanted, by one goroutine while others wait. If the one gives up, the
// next of those that wait makes it.
type lazy[T any] struct {
	// turn holds one token while the value is being made.
	turn  chan struct{}
	value T
	ready atomic.Bool
}

func newLazy[T any]() *lazy[T] { return &lazy[T]{turn: make(chan struct{}, 1)} }

// get returns the value. It returns the error of making it, after which it can be wanted again, or that of the context
// if it is done while another goroutine makes the value.
func (l *lazy[T]) get(ctx context.Context, make func() (T, error)) (T, error) {
	if l.ready.Load() {
		return l.value, nil
	}
	var none T
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return none, ctx.Err()
	}
	if l.ready.Load() {
		return l.value, nil
	}
	value, err := make()
	if err != nil {
		return none, err
	}
	l.value = value
	l.ready.Store(true)
	return value, nil
}

// peek returns the value, or the zero value if it was not made yet.
func (l *lazy[T]) peek() T {
	if !l.ready.Load() {
		var none T
		return none
	}
	return l.value
}
