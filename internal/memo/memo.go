// Package memo keeps values that are costly to make, within a bound of bytes, and makes each of them once however many
// callers ask at the same time.
//
// A value belongs to its key for ever: keys name everything the value depends on (a revision, an index, a hash), so
// nothing is ever invalidated, only dropped when room is needed, least recently used first. Errors are not kept.
// Making a value survives the caller who asked first: it goes on when that caller hangs up, for the others and for the
// next, and ends at the memo's own time limit or when the memo is closed.
package memo

import (
	"container/list"
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"
)

// Memo keeps values by key. It is safe for use by many goroutines.
type Memo[K comparable, V any] struct {
	limit   int64
	patient time.Duration
	cost    func(V) int64
	flight  singleflight.Group
	open    context.Context // ends when the memo is closed
	close   context.CancelFunc

	closing sync.Mutex     // held to begin a making, and to close
	making  sync.WaitGroup // the makings under way

	mu      sync.Mutex
	entries map[K]*list.Element
	order   *list.List // of *entry[K, V], most recently used first
	bytes   int64

	hits, misses, made atomic.Int64
}

// Stats are counts since the start of a memo, and what it holds now.
type Stats struct {
	Hits, Misses, Made int64
	Entries            int
	Bytes              int64
}

// PanicError is what a caller gets when making a value panicked. Its text is for the log.
type PanicError struct {
	Value any
	Stack []byte
}

type entry[K comparable, V any] struct {
	key   K
	value V
	cost  int64
}

// New returns a memo that holds values up to limit bytes in sum, as cost counts them, and gives up making one after
// patience.
func New[K comparable, V any](limit int64, patience time.Duration, cost func(V) int64) *Memo[K, V] {
	open, closeAll := context.WithCancel(context.Background())
	return &Memo[K, V]{
		limit: limit, patient: patience, cost: cost, open: open, close: closeAll,
		entries: make(map[K]*list.Element), order: list.New(),
	}
}

// Error returns what was recovered.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Get returns the value kept under the key, if it is there.
func (m *Memo[K, V]) Get(key K) (V, bool) {
	value, found := m.find(key)
	if found {
		m.hits.Add(1)
	}
	return value, found
}

// Do returns the value kept under the key, or makes and keeps it. Callers that ask meanwhile wait for the same making.
// It returns the error of make, a [*PanicError], or the error of ctx if that ends first; make then goes on and its
// value is kept. The context make gets carries the values of the first caller's and ends at the memo's time limit
// alone.
func (m *Memo[K, V]) Do(ctx context.Context, key K, make func(context.Context) (V, error)) (V, error) {
	if value, found := m.Get(key); found {
		return value, nil
	}
	m.misses.Add(1)
	detached := context.WithoutCancel(ctx)
	result := m.flight.DoChan(fmt.Sprintf("%#v", key), func() (any, error) {
		return m.fill(detached, key, make)
	})
	var none V
	select {
	case <-ctx.Done():
		return none, ctx.Err()
	case r := <-result:
		if r.Err != nil {
			return none, r.Err
		}
		return r.Val.(V), nil
	}
}

// Put keeps the value under the key.
func (m *Memo[K, V]) Put(key K, value V) {
	cost := m.cost(value)
	if cost > m.limit {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if element, found := m.entries[key]; found {
		m.remove(element)
	}
	m.entries[key] = m.order.PushFront(&entry[K, V]{key: key, value: value, cost: cost})
	m.bytes += cost
	for m.bytes > m.limit {
		m.remove(m.order.Back())
	}
}

// Weigh counts the cost of a kept value anew, because it has grown in use, and drops others if there is no more room.
// The value itself stays, however large it has become.
func (m *Memo[K, V]) Weigh(key K) {
	m.mu.Lock()
	defer m.mu.Unlock()
	element, found := m.entries[key]
	if !found {
		return
	}
	kept := element.Value.(*entry[K, V])
	cost := m.cost(kept.value)
	m.bytes += cost - kept.cost
	kept.cost = cost
	m.order.MoveToFront(element)
	for m.bytes > m.limit && m.order.Back() != element {
		m.remove(m.order.Back())
	}
}

// Close cancels what is being made and waits for it to end. From then on nothing is made: Do of a key that is not kept
// returns context.Canceled.
func (m *Memo[K, V]) Close() {
	m.closing.Lock()
	m.close()
	m.closing.Unlock()
	m.making.Wait()
}

// begin counts a making, unless the memo is closed.
func (m *Memo[K, V]) begin() bool {
	m.closing.Lock()
	defer m.closing.Unlock()
	if m.open.Err() != nil {
		return false
	}
	m.making.Add(1)
	return true
}

// Stats returns the counts.
func (m *Memo[K, V]) Stats() Stats {
	m.mu.Lock()
	defer m.mu.Unlock()
	return Stats{
		Hits: m.hits.Load(), Misses: m.misses.Load(), Made: m.made.Load(),
		Entries: len(m.entries), Bytes: m.bytes,
	}
}

// fill makes the value of a key and keeps it, unless another flight has done so between the caller's look and now.
func (m *Memo[K, V]) fill(ctx context.Context, key K, make func(context.Context) (V, error)) (value V, err error) {
	if value, found := m.find(key); found {
		return value, nil
	}
	if !m.begin() {
		return value, context.Canceled
	}
	defer m.making.Done()
	ctx, cancel := context.WithTimeout(ctx, m.patient)
	defer cancel()
	defer context.AfterFunc(m.open, cancel)() //nolint:contextcheck // both contexts end the making
	defer func() {
		if r := recover(); r != nil {
			err = &PanicError{Value: r, Stack: debug.Stack()}
		}
	}()
	m.made.Add(1)
	value, err = make(ctx)
	if err == nil {
		m.Put(key, value)
	}
	return value, err
}

func (m *Memo[K, V]) find(key K) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	element, found := m.entries[key]
	if !found {
		var none V
		return none, false
	}
	m.order.MoveToFront(element)
	return element.Value.(*entry[K, V]).value, true
}

func (m *Memo[K, V]) remove(element *list.Element) {
	dropped := m.order.Remove(element).(*entry[K, V])
	delete(m.entries, dropped.key)
	m.bytes -= dropped.cost
}
