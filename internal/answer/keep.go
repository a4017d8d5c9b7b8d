package answer

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"splitline/internal/store"
)

// keeper collects computed measures and writes many of them in one transaction, because a commit costs far more than
// what it writes.
type keeper struct {
	mu      sync.Mutex
	pending map[string][]byte
	writing sync.WaitGroup
	closed  bool
}

const (
	// keptAtOnce is the number of measures that are written as soon as there are so many.
	keptAtOnce = 100
	// keepWithin is how long keeping measures may wait for another writer.
	keepWithin = time.Second
)

// add puts measures with those that wait to be written and reports whether there are enough of them.
func (k *keeper) add(key string, text []byte) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.pending == nil {
		k.pending = make(map[string][]byte)
	}
	k.pending[key] = text
	return len(k.pending) >= keptAtOnce
}

// take returns the measures that wait and leaves none.
func (k *keeper) take() map[string][]byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	taken := k.pending
	k.pending = nil
	return taken
}

// begin counts a write of what waits, unless nothing does or the keeper is closed.
func (k *keeper) begin() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed || len(k.pending) == 0 {
		return false
	}
	k.writing.Add(1)
	return true
}

// close waits for what is being written; nothing is begun from then on.
func (k *keeper) close() {
	k.mu.Lock()
	k.closed = true
	k.mu.Unlock()
	k.writing.Wait()
}

// keepSoon writes the measures that wait without letting the caller wait: a commit takes longer than the answer of a
// reader, and another writer may be at work.
func (s *Service) keepSoon(ctx context.Context) {
	if !s.keeper.begin() {
		return
	}
	ctx = context.WithoutCancel(ctx)
	go func() {
		defer s.keeper.writing.Done()
		s.writeKept(ctx)
	}()
}

// keep hands what was computed to the keeper.
func (s *Service) keep(ctx context.Context, key string, computed any) {
	text, err := json.Marshal(computed)
	if err != nil {
		s.logger.WarnContext(ctx, "measures cannot be kept", "key", key, "error", err)
		return
	}
	if s.keeper.add(key, text) {
		s.writeKept(ctx)
	}
}

// writeKept writes the measures that wait, whoever computed them and whether or not the caller still does. A store that
// cannot be written, now or at all, costs the next start some time and nothing else.
func (s *Service) writeKept(ctx context.Context) {
	waiting := s.keeper.take()
	if len(waiting) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepWithin)
	defer cancel()
	err := s.store.Write(ctx, func(w store.Writer) error {
		for key, text := range waiting {
			if err := w.KeepMeasures(ctx, key, text); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil && !errors.Is(err, store.ErrReadOnly) {
		s.logger.DebugContext(ctx, "measures are not kept", "count", len(waiting), "error", err)
	}
}
