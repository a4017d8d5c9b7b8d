package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

func (s suite) concurrency(t *testing.T) {
	t.Run("readers beside a writer see whole publications alone", func(t *testing.T) {
		const readers, publications = 4, 12
		db, _ := s.fresh(t)
		found(t, db)
		done := make(chan struct{})
		var readings sync.WaitGroup
		for range readers {
			readings.Go(func() { readUntil(t, db, done) })
		}
		for range publications {
			write(t, db, publishWhole)
		}
		close(done)
		readings.Wait()
		same(t, "revision", geo.Revision(publications), head(t, db, store.Pin{}).Revision)
	})
	t.Run("of writers that start from one head a single one wins", func(t *testing.T) {
		const writers = 6
		db, _ := s.fresh(t)
		found(t, db)
		newest := head(t, db, store.Pin{})
		outcomes := make(chan error, writers)
		for range writers {
			go func() {
				outcomes <- db.Write(context.Background(), func(w store.Writer) error {
					_, err := w.Publish(context.Background(), store.Publication{Head: newest})
					return err
				})
			}()
		}
		var won, lost int
		for range writers {
			switch err := <-outcomes; {
			case err == nil:
				won++
			case errors.Is(err, store.ErrConflict):
				lost++
			default:
				t.Errorf("unexpected error %v", err)
			}
		}
		same(t, "won and lost", []int{1, writers - 1}, []int{won, lost})
	})
	t.Run("writers that wait give up when their context ends", func(t *testing.T) {
		db, _ := s.fresh(t)
		ctx, cancel := context.WithCancel(context.Background())
		write(t, db, func(context.Context, store.Writer) error {
			waiting := make(chan error)
			go func() { waiting <- db.Write(ctx, func(store.Writer) error { return nil }) }()
			cancel()
			wantCancelled(t, <-waiting)
			return nil
		})
	})
}

// publishWhole replaces all zones of the series by three that rest on one new update.
func publishWhole(ctx context.Context, w store.Writer) error {
	newest, err := w.Head(ctx, seriesRef(), store.Pin{})
	if err != nil {
		return err
	}
	zones, err := w.Zones(ctx, store.ZoneQuery{Series: seriesRef()})
	if err != nil {
		return err
	}
	update := newest.NextUpdate
	p := store.Publication{Head: newest, Updates: []geo.Update{paint(update, geo.HamasHeld, 0, 5, since(1))}}
	for _, z := range zones {
		p.Closed = append(p.Closed, key(z))
	}
	for i := range 3 {
		p.Added = append(p.Added, zone(geo.ZoneID(i+1), geo.HamasHeld, i, i+1, since(1), update))
	}
	_, err = w.Publish(ctx, p)
	return err
}

// readUntil reads until done and checks that each reading is of one publication.
func readUntil(t *testing.T, db store.Store, done <-chan struct{}) {
	ctx := context.Background()
	for {
		if err := db.Read(ctx, func(r store.Reader) error { return checkWhole(ctx, r) }); err != nil {
			t.Errorf("reader: %v", err)
			return
		}
		select {
		case <-done:
			return
		default:
		}
	}
}

func checkWhole(ctx context.Context, r store.Reader) error {
	k, err := stateIn(ctx, r, seriesRef(), time.Time{})
	if err != nil {
		return err
	}
	if k.Head.Revision == 0 {
		return nil
	}
	if len(k.Zones) != 3 {
		return fmt.Errorf("revision %d has %d zones", k.Head.Revision, len(k.Zones))
	}
	for _, z := range k.Zones {
		if !z.Updates.Equal(geo.UpdatesOf(geo.UpdateID(k.Head.Revision))) || !z.Recorded.From.Equal(k.Head.RecordedAt) {
			return fmt.Errorf("revision %d has zone %d of updates %v", k.Head.Revision, z.ID, z.Updates)
		}
	}
	return nil
}
