package storetest

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

func (s suite) transactions(t *testing.T) {
	t.Run("a write that returns an error leaves nothing behind", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		before, refused := state(t, db, time.Time{}), errors.New("refused by the caller")
		refuse(t, db, refused, func(ctx context.Context, w store.Writer) error {
			if err := everything(ctx, w); err != nil {
				return err
			}
			return refused
		})
		same(t, "state", before, state(t, db, time.Time{}))
		fails(t, db, store.ErrNotFound, measuresOf("k"))
		write(t, db, everything)
	})
	t.Run("a write that panics leaves nothing behind and the store working", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		before := state(t, db, time.Time{})
		func() {
			defer func() { same(t, "panic", any("torn"), recover()) }()
			_ = db.Write(context.Background(), func(w store.Writer) error {
				if err := everything(context.Background(), w); err != nil {
					t.Error(err)
				}
				panic("torn")
			})
		}()
		same(t, "state", before, state(t, db, time.Time{}))
		write(t, db, everything)
	})
	t.Run("a writer reads what it has written, others do not until the commit", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		outside := func() known { return state(t, db, time.Time{}) }
		before := outside()
		write(t, db, func(ctx context.Context, w store.Writer) error {
			if err := everything(ctx, w); err != nil {
				return err
			}
			inside, err := stateIn(ctx, w, seriesRef(), time.Time{})
			same(t, "things inside", []int{1, 1, 1, 1, 1, 1}, inside.counts())
			same(t, "state outside", before, outside())
			return err
		})
		same(t, "things after", []int{1, 1, 1, 1, 1, 1}, state(t, db, time.Time{}).counts())
	})
	t.Run("a reader sees one state however long it reads", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		meanwhile := func() { write(t, db, everything) }
		read(t, db, func(ctx context.Context, r store.Reader) error {
			before, err := stateIn(ctx, r, seriesRef(), time.Time{})
			if err != nil {
				return err
			}
			meanwhile()
			after, err := stateIn(ctx, r, seriesRef(), time.Time{})
			same(t, "state", before, after)
			return err
		})
	})
	t.Run("a reader or writer that is kept is of no use afterwards", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		var reader store.Reader
		var writer store.Writer
		read(t, db, func(_ context.Context, r store.Reader) error { reader = r; return nil })
		write(t, db, func(_ context.Context, w store.Writer) error { writer = w; return nil })
		if _, err := reader.Enclaves(context.Background()); err == nil {
			t.Error("the reader still reads")
		}
		if err := writer.KeepMeasures(context.Background(), "k", nil); err == nil {
			t.Error("the writer still writes")
		}
	})
	t.Run("a cancelled context ends reads and writes with its error", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		before := state(t, db, time.Time{})
		ctx, cancel := context.WithCancel(context.Background())
		err := db.Write(ctx, func(w store.Writer) error {
			if err := everything(ctx, w); err != nil {
				return err
			}
			cancel()
			_, err := w.Enclaves(ctx)
			return err
		})
		wantCancelled(t, err)
		wantCancelled(t, db.Read(ctx, func(store.Reader) error { return nil }))
		wantCancelled(t, db.Write(ctx, func(store.Writer) error { return nil }))
		_, err = db.DataVersion(ctx)
		wantCancelled(t, err)
		same(t, "state", before, state(t, db, time.Time{}))
		write(t, db, everything)
	})
	t.Run("a context cancelled just before the commit leaves nothing behind", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		before := state(t, db, time.Time{})
		ctx, cancel := context.WithCancel(context.Background())
		wantCancelled(t, db.Write(ctx, func(w store.Writer) error {
			defer cancel()
			return everything(ctx, w)
		}))
		same(t, "state", before, state(t, db, time.Time{}))
	})
	t.Run("a store that is closed and opened again knows the same", func(t *testing.T) {
		path, clock := filepath.Join(t.TempDir(), "store.db"), NewClock()
		db := s.open(t, path, clock.Now)
		found(t, db)
		write(t, db, everything)
		before := state(t, db, time.Time{})
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		same(t, "state", before, state(t, s.at(t, path, clock.Now), time.Time{}))
	})
}

func wantCancelled(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v, want context.Canceled", err)
	}
}

// everything adds one of each thing.
func everything(ctx context.Context, w store.Writer) error {
	newest, err := w.Head(ctx, seriesRef(), store.Pin{})
	if err != nil {
		return err
	}
	_, err = w.Publish(ctx, store.Publication{
		Head: newest, Updates: []geo.Update{paint(1, geo.HamasHeld, 0, 5, since(1))}, Added: []geo.Zone{zone(1, geo.HamasHeld, 0, 5, since(1), 1)},
	})
	return errors.Join(
		err,
		w.AddFigures(ctx, []geo.Figure{figure(1)}),
		w.AddObservations(ctx, []geo.Observation{observation(1)}),
		w.AddMilestones(ctx, []geo.Milestone{milestone(1)}),
		w.AddPlaces(ctx, []geo.Place{place(1)}),
		w.KeepMeasures(ctx, "k", []byte("v")),
	)
}

func (k known) counts() []int {
	return []int{len(k.Zones), len(k.Updates), len(k.Figures), len(k.Observations), len(k.Milestones), len(k.Places)}
}
