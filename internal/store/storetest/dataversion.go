package storetest

import (
	"context"
	"path/filepath"
	"testing"

	"splitline/internal/store"
)

func (s suite) dataVersion(t *testing.T) {
	t.Run("it changes with every commit of this store and of another on the same file, and with nothing else", func(t *testing.T) {
		path, clock := filepath.Join(t.TempDir(), "store.db"), NewClock()
		one, other := s.at(t, path, clock.Now), s.at(t, path, clock.Now)
		last := version(t, one)
		steps := []struct {
			name    string
			changes bool
			do      func()
		}{
			{"nothing", false, func() {}},
			{"founding", true, func() { found(t, one) }},
			{"reading", false, func() { head(t, one, store.Pin{}) }},
			{"reading by another", false, func() { head(t, other, store.Pin{}) }},
			{"publishing", true, func() { publish(t, one, nil, nil, nil) }},
			{"publishing by another", true, func() { publish(t, other, nil, nil, nil) }},
			{"a refusal", false, func() {
				refuse(t, one, store.ErrExists, func(ctx context.Context, w store.Writer) error { return addNamed(ctx, w, enclaveID) })
			}},
			{"a write of nothing", false, func() { write(t, one, func(context.Context, store.Writer) error { return nil }) }},
		}
		for _, step := range steps {
			step.do()
			now := version(t, one)
			if (now != last) != step.changes {
				t.Errorf("%s: the data version went from %d to %d", step.name, last, now)
			}
			last = now
		}
	})
}

func version(t *testing.T, db store.Store) int64 {
	t.Helper()
	v, err := db.DataVersion(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return v
}
