package tiles_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"splitline/tiles"
)

// countdown is a context that is done once it has been asked a number of times.
type countdown struct {
	context.Context
	mu   sync.Mutex
	left int
	done chan struct{}
}

func newCountdown(asks int) *countdown {
	return &countdown{Context: context.Background(), left: asks, done: make(chan struct{})}
}

func (c *countdown) Done() <-chan struct{} { return c.done }

func (c *countdown) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left == 0 {
		return context.Canceled
	}
	if c.left--; c.left == 0 {
		close(c.done)
	}
	return nil
}

func TestWorkStopsWhenItsContextIsDone(t *testing.T) {
	content := quilt{columns: 3, rows: 3, vertices: 20, dates: 4, moving: 0.5, seed: 5}.content()
	for asks := range 40 {
		if _, err := tiles.NewSet(newCountdown(asks), content); err != nil && !errors.Is(err, context.Canceled) {
			t.Fatalf("NewSet after %d: %v, want context.Canceled", asks, err)
		}
	}
	if _, err := tiles.NewSet(newCountdown(0), content); !errors.Is(err, context.Canceled) {
		t.Fatalf("NewSet: %v, want context.Canceled", err)
	}
	set := newSet(t, content)
	if err := set.Prepare(newCountdown(0), 9); !errors.Is(err, context.Canceled) {
		t.Fatalf("Prepare: %v, want context.Canceled", err)
	}
	a := wholeTile(set.Bound())
	if _, err := set.Encode(newCountdown(0), a, tiles.AllDates()); !errors.Is(err, context.Canceled) {
		t.Fatalf("Encode: %v, want context.Canceled", err)
	}
}

func TestWorkThatWasStoppedAnywhereIsTakenUpAgain(t *testing.T) {
	content := quilt{columns: 3, rows: 3, vertices: 20, dates: 4, moving: 0.5, islands: true, seed: 5}.content()
	whole := newSet(t, content)
	a := wholeTile(whole.Bound())
	want := encode(t, whole, a, tiles.AllDates())
	stopped := newSet(t, content)
	for asks := 0; ; asks += 1 + asks/3 {
		err := stopped.Prepare(newCountdown(asks), a.Z)
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("Prepare after %d: %v, want context.Canceled", asks, err)
		}
	}
	if diff := cmp.Diff(want, encode(t, stopped, a, tiles.AllDates())); diff != "" {
		t.Fatalf("the tile differs after work was stopped (-want +got):\n%s", diff)
	}
}

func TestAZoomThatIsNotDrawnIsNotPrepared(t *testing.T) {
	if err := newSet(t, village()).Prepare(t.Context(), tiles.MaxZoom+1); !errors.Is(err, tiles.ErrAddress) {
		t.Fatalf("Prepare: %v, want ErrAddress", err)
	}
}
