package storetest

import (
	"context"
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
