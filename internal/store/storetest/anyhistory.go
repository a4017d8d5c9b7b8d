package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/internal/store"
)

// longest is how many transactions a random history has at most.
const longest = 6

// anyHistory plays random transactions, remembers the state after each, and asks for every one of them again: as of
// its recorded time, as of the microsecond before the next, and by revision. Every history has an enclave of its own
// in one store.
func (s suite) anyHistory(t *testing.T) {
	t.Run("every earlier state is answered exactly as it was", func(t *testing.T) {
		db, clock := s.fresh(t)
		played := 0
		rapid.Check(t, func(rt *rapid.T) {
			played++
			h := &history{db: db, ref: geo.SeriesRef{Enclave: geo.EnclaveID(fmt.Sprintf("strip-%d", played)), Series: seriesID}}
			h.play(rt, clock)
			h.check(rt)
		})
	})
}

// history is what a store was seen to know after each transaction.
type history struct {
	db     store.Store
	ref    geo.SeriesRef
	states []remembered
}

// remembered is a state and the recorded time from which it was the newest.
type remembered struct {
	from  time.Time
	state known
}

func (h *history) play(rt *rapid.T, clock *Clock) {
	h.remember(rt, foundAs(rt, h.db, h.ref))
	for range rapid.IntRange(1, longest).Draw(rt, "transactions") {
		clock.Move(time.Duration(rapid.Int64Range(-3600, 3600).Draw(rt, "clock moves by s")) * time.Second)
		step := rapid.SampledFrom(transactions()).Draw(rt, "transaction")
		h.remember(rt, write(rt, h.db, func(ctx context.Context, w store.Writer) error { return step.do(ctx, w, h.ref, rt) }))
	}
}

func (h *history) remember(rt *rapid.T, at time.Time) {
	h.states = append(h.states, remembered{from: at, state: h.ask(rt, time.Time{})})
}

func (h *history) ask(rt *rapid.T, asOf time.Time) known {
	return get(rt, h.db, func(ctx context.Context, r store.Reader) (known, error) { return stateIn(ctx, r, h.ref, asOf) })
}

func (h *history) check(rt *rapid.T) {
	for i, s := range h.states {
		unchanged(rt, fmt.Sprintf("state %d as of its time", i), s.state, h.ask(rt, s.from))
		if i+1 < len(h.states) {
			next := h.states[i+1].from
			if !next.After(s.from) {
				rt.Fatalf("recorded %s is not after %s", next, s.from)
			}
			unchanged(rt, fmt.Sprintf("state %d just before the next", i), s.state, h.ask(rt, next.Add(-time.Microsecond)))
		}
		if i > 0 && s.state.Head.Revision > h.states[i-1].state.Head.Revision {
			h.checkRevision(rt, s)
		}
	}
}

// checkRevision asks for the revision that a transaction made.
func (h *history) checkRevision(rt *rapid.T, s remembered) {
	revision := s.state.Head.Revision
	pinned := get(rt, h.db, headOf(h.ref, store.Pin{Revision: revision}))
	if !pinned.AsOf.Equal(s.from) {
		rt.Fatalf("revision %d is as of %s, not %s", revision, pinned.AsOf, s.from)
	}
	pinned.AsOf = time.Time{}
	unchanged(rt, fmt.Sprintf("head of revision %d", revision), s.state.Head, pinned)
}

func unchanged(rt *rapid.T, what string, remembered, got any) {
	if diff := cmp.Diff(remembered, got, bitForBit()); diff != "" {
		rt.Fatalf("%s differs (-remembered +got):\n%s", what, diff)
	}
}
