package answer

import (
	"context"
	"encoding/json"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"splitline/internal/memo"
	"splitline/internal/store"
)

// shelf keeps values of one kind by what they were computed from, in memory and in the store.
type shelf[V any] struct {
	service *Service
	memory  *memo.Memo[string, V]
}

func newShelf[V any](s *Service, config Config, most int64, cost func(V) int64) *shelf[V] {
	return &shelf[V]{service: s, memory: memo.New[string](most, config.Patience, cost)}
}

// one counts every value as one.
func one[V any](V) int64 { return 1 }

// known returns the values of the keys that are in memory, and the indexes of the others.
func (h *shelf[V]) known(keys []string) (values []V, missing []int) {
	values = make([]V, len(keys))
	for i, key := range keys {
		value, found := h.memory.Get(key)
		if !found {
			missing = append(missing, i)
			continue
		}
		values[i] = value
	}
	return values, missing
}

// found is known, with those that were kept in the store brought into memory.
func (h *shelf[V]) found(ctx context.Context, keys []string) (values []V, missing []int) {
	values, missing = h.known(keys)
	if len(missing) == 0 {
		return values, nil
	}
	wanted := make([]string, len(missing))
	for i, index := range missing {
		wanted[i] = keys[index]
	}
	if !h.recall(ctx, wanted) {
		return values, missing
	}
	return h.known(keys)
}

// all returns the values of the keys. Those that are in neither memory nor store are made, several at a time; pause,
// unless it is nil, is called before each, and an error of it ends the making.
func (h *shelf[V]) all(
	ctx context.Context, keys []string, pause func(context.Context) error, make func(context.Context, int) (V, error),
) ([]V, error) {
	values, missing := h.found(ctx, keys)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(measuredAtOnce)
	for _, i := range missing {
		group.Go(func() (err error) {
			if pause != nil {
				err = pause(ctx)
			}
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				return err
			}
			values[i], err = h.one(ctx, keys[i], func(ctx context.Context) (V, error) { return make(ctx, i) })
			return err
		})
	}
	return values, group.Wait()
}

// one returns the value of a key: from memory, or made when there is a turn for it, and kept in memory and store.
func (h *shelf[V]) one(ctx context.Context, key string, make func(context.Context) (V, error)) (V, error) {
	return h.memory.Do(ctx, key, func(ctx context.Context) (value V, err error) {
		select {
		case h.service.working <- struct{}{}:
			defer func() { <-h.service.working }()
		case <-ctx.Done():
			return value, ctx.Err()
		}
		if value, err = make(ctx); err == nil {
			h.service.keep(ctx, key, value)
		}
		return value, err
	})
}

// recall brings values from the store into memory, all in one query, as far as they were kept. It reports whether there
// were any.
func (h *shelf[V]) recall(ctx context.Context, keys []string) bool {
	slices.Sort(keys)
	keys = slices.Compact(keys)
	s := h.service
	var kept map[string][]byte
	err := s.store.Read(ctx, func(r store.Reader) (err error) {
		kept, err = r.MeasuresOf(ctx, keys)
		return err
	})
	if err != nil {
		s.logger.WarnContext(ctx, "kept measures cannot be read", "error", err)
		return false
	}
	var reading errgroup.Group
	reading.SetLimit(runtime.GOMAXPROCS(0))
	for key, text := range kept {
		reading.Go(func() error {
			var value V
			if err := json.Unmarshal(text, &value); err != nil {
				s.logger.WarnContext(ctx, "kept measures cannot be read", "key", key, "error", err)
				return nil
			}
			h.memory.Put(key, value)
			return nil
		})
	}
	return reading.Wait() == nil && len(kept) > 0
}
