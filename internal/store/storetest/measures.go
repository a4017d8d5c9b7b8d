package storetest

import (
	"context"
	"fmt"
	"testing"

	"splitline/internal/store"
)

func (s suite) measures(t *testing.T) {
	t.Run("measures are kept under their key", func(t *testing.T) {
		db, _ := s.fresh(t)
		write(t, db, func(ctx context.Context, w store.Writer) error { return w.KeepMeasures(ctx, "a", []byte{0, 1, 255}) })
		write(t, db, func(ctx context.Context, w store.Writer) error { return w.KeepMeasures(ctx, "b", nil) })
		same(t, "a", []byte{0, 1, 255}, get(t, db, measuresOf("a")))
		same(t, "b", 0, len(get(t, db, measuresOf("b"))))
		fails(t, db, store.ErrNotFound, measuresOf("c"))
	})
	t.Run("many measures are read at once, those that are not there left out", func(t *testing.T) {
		db, _ := s.fresh(t)
		var keys []string
		want := make(map[string][]byte)
		write(t, db, func(ctx context.Context, w store.Writer) error {
			for i := range 2000 {
				key := fmt.Sprintf("key \"%d\"", i)
				keys, want[key] = append(keys, key, key+" of another"), []byte{byte(i), byte(i >> 8)}
				if err := w.KeepMeasures(ctx, key, want[key]); err != nil {
					return err
				}
			}
			return nil
		})
		same(t, "kept", want, get(t, db, manyMeasures(keys)))
		same(t, "of no keys", map[string][]byte{}, get(t, db, manyMeasures(nil)))
	})
	t.Run("keeping the same key again is no error", func(t *testing.T) {
		db, _ := s.fresh(t)
		for range 2 {
			write(t, db, func(ctx context.Context, w store.Writer) error { return w.KeepMeasures(ctx, "a", []byte("x")) })
		}
		same(t, "a", []byte("x"), get(t, db, measuresOf("a")))
	})
	t.Run("keeping measures changes no recorded state", func(t *testing.T) {
		db, clock := s.fresh(t)
		found(t, db)
		before := head(t, db, store.Pin{})
		clock.Move(1)
		write(t, db, func(ctx context.Context, w store.Writer) error { return w.KeepMeasures(ctx, "a", []byte("x")) })
		same(t, "head", before, head(t, db, store.Pin{}))
	})
}

func measuresOf(key string) func(context.Context, store.Reader) ([]byte, error) {
	return func(ctx context.Context, r store.Reader) ([]byte, error) { return r.Measures(ctx, key) }
}

func manyMeasures(keys []string) func(context.Context, store.Reader) (map[string][]byte, error) {
	return func(ctx context.Context, r store.Reader) (map[string][]byte, error) { return r.MeasuresOf(ctx, keys) }
}
