package storetest

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/internal/store"
)

// longest is how many transactions a random history has at most.
const longest = 8

// anyHistory plays random transactions, remembers the state after each, and asks for every one of them again: as of
// its recorded time, as of the microsecond before the next, and by revision.
func (s suite) anyHistory(t *testing.T) {
	t.Run("every earlier state is answered exactly as it was", func(t *testing.T) {
		template := filepath.Join(t.TempDir(), "template.db")
		if err := s.open(t, template, NewClock().Now).Close(); err != nil {
			t.Fatal(err)
		}
		empty, err := os.ReadFile(template)
		if err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, func(rt *rapid.T) {
			folder, err := os.MkdirTemp(t.TempDir(), "history")
			if err != nil {
				rt.Fatalf("%v", err)
			}
			path := filepath.Join(folder, "store.db")
			if err := os.WriteFile(path, empty, 0o600); err != nil {
				rt.Fatalf("%v", err)
			}
			s.playHistory(t, rt, path)
			if err := os.RemoveAll(folder); err != nil {
				rt.Fatalf("%v", err)
			}
		})
	})
}

// remembered is a state and the recorded times between which it was the newest.
type remembered struct {
	from     time.Time
	revision geo.Revision
	state    known
}

func (s suite) playHistory(t *testing.T, rt *rapid.T, path string) {
	clock := NewClock()
	db := s.open(t, path, clock.Now)
	defer func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}()
	var history []remembered
	remember := func(at time.Time) {
		k := state(rt, db, time.Time{})
		history = append(history, remembered{from: at, revision: k.Head.Revision, state: k})
	}
	remember(found(rt, db))
	for range rapid.IntRange(1, longest).Draw(rt, "transactions") {
		clock.Move(time.Duration(rapid.Int64Range(-3600, 3600).Draw(rt, "clock moves by s")) * time.Second)
		step := rapid.SampledFrom(steps()).Draw(rt, "step")
		remember(write(rt, db, func(ctx context.Context, w store.Writer) error { return step.do(ctx, w, rt) }))
	}
	checkHistory(rt, db, history)
}

func checkHistory(rt *rapid.T, db store.Store, history []remembered) {
	asked := make(map[geo.Revision]bool)
	for i, h := range history {
		want := func(how string, got known) {
			if diff := cmp.Diff(h.state, got); diff != "" {
				rt.Fatalf("state %d %s differs (-remembered +got):\n%s", i, how, diff)
			}
		}
		want("as of its time", state(rt, db, h.from))
		if i+1 < len(history) {
			next := history[i+1].from
			if !next.After(h.from) {
				rt.Fatalf("recorded %s is not after %s", next, h.from)
			}
			want("just before the next", state(rt, db, next.Add(-time.Microsecond)))
		}
		if h.revision > 0 && !asked[h.revision] {
			asked[h.revision] = true
			pinned := head(rt, db, store.Pin{Revision: h.revision})
			if !pinned.AsOf.Equal(h.from) {
				rt.Fatalf("revision %d is as of %s, not %s", h.revision, pinned.AsOf, h.from)
			}
			pinned.AsOf = time.Time{}
			if diff := cmp.Diff(h.state.Head, pinned); diff != "" {
				rt.Fatalf("head of revision %d differs (-remembered +got):\n%s", h.revision, diff)
			}
		}
	}
}
