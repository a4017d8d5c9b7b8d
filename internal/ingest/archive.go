package ingest

import (
	"context"
	"errors"

	"splitline/internal/store"
)

// archive is what folds have kept in a store. It implements coverage.Shelf.
type archive struct{ store store.Store }

// Linework returns what an earlier fold kept under a key, or nothing. What is kept there is as immutable as the updates
// it was made of, so that it needs no transaction in common with them.
func (a archive) Linework(ctx context.Context, key string) (linework []byte, err error) {
	err = a.store.Read(ctx, func(r store.Reader) error {
		linework, err = r.Measures(ctx, key)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		return err
	})
	return linework, err
}

// keepLinework keeps what the fold made for those that follow.
func (f folded) keepLinework(ctx context.Context, w store.Writer) error {
	for key, linework := range f.linework {
		if err := w.KeepMeasures(ctx, key, linework); err != nil {
			return err
		}
	}
	return nil
}
