package storetest

import (
	"context"
	"fmt"
	"time"

	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/internal/store"
)

// step is a random transaction.
type step struct {
	name string
	do   func(context.Context, store.Writer, *rapid.T) error
}

// String names the step where rapid prints it.
func (s step) String() string { return s.name }

func steps() []step {
	return []step{
		{"publish", publishAny},
		{"publish", publishAny},
		{"publish", publishAny},
		{"put settings", func(ctx context.Context, w store.Writer, rt *rapid.T) error {
			settings, err := w.Settings(ctx, enclaveID, time.Time{})
			if err != nil {
				return err
			}
			settings.Thresholds.EpsilonM = rapid.Float64Range(0, 1000).Draw(rt, "epsilon")
			_, err = w.PutSettings(ctx, settings)
			return err
		}},
		{"add boundary", func(ctx context.Context, w store.Writer, _ *rapid.T) error {
			_, err := w.AddBoundary(ctx, boundary("outline"))
			return err
		}},
		{"use new boundary", func(ctx context.Context, w store.Writer, _ *rapid.T) error { return useNewBoundary(ctx, w, true) }},
		{"set series", func(ctx context.Context, w store.Writer, rt *rapid.T) error {
			title := rapid.StringMatching(`[a-zא-ת]{1,9}`).Draw(rt, "title")
			return w.SetSeries(ctx, geo.Series{Ref: seriesRef(), Title: geo.English(title), Kind: geo.AssessedSeries})
		}},
		{"add things", func(ctx context.Context, w store.Writer, rt *rapid.T) error {
			n := rapid.IntRange(1, 28).Draw(rt, "day")
			for _, add := range []func() error{
				func() error { return w.AddFigures(ctx, []geo.Figure{figure(n)}) },
				func() error { return w.AddObservations(ctx, []geo.Observation{observation(n)}) },
				func() error { return w.AddMilestones(ctx, []geo.Milestone{milestone(n)}) },
				func() error { return w.AddPlaces(ctx, []geo.Place{place(n)}) },
			} {
				if err := add(); err != nil {
					return err
				}
			}
			return nil
		}},
	}
}

// publishAny closes some current rows, adds others, and publishes an update that may correct or withdraw an earlier.
func publishAny(ctx context.Context, w store.Writer, rt *rapid.T) error {
	newest, err := w.Head(ctx, seriesRef(), store.Pin{})
	if err != nil {
		return err
	}
	p := store.Publication{Head: newest, Edition: geo.Edition{Title: fmt.Sprintf("after %d", newest.Revision)}}
	zones, err := w.Zones(ctx, store.ZoneQuery{Series: seriesRef()})
	if err != nil {
		return err
	}
	for _, z := range zones {
		if rapid.Bool().Draw(rt, "close") {
			p.Closed = append(p.Closed, key(z))
		}
	}
	if p.Updates, err = anyUpdates(ctx, w, newest, rt); err != nil {
		return err
	}
	for i := range rapid.IntRange(0, 4).Draw(rt, "zones added") {
		from := rapid.IntRange(0, squares-1).Draw(rt, "square")
		valid := since(rapid.IntRange(1, 28).Draw(rt, "valid from"))
		p.Added = append(p.Added, zone(newest.NextZone+geo.ZoneID(i), geo.HamasHeld, from, from+1, valid, newest.NextUpdate))
	}
	_, err = w.Publish(ctx, p)
	return err
}

func anyUpdates(ctx context.Context, w store.Writer, newest store.Head, rt *rapid.T) ([]geo.Update, error) {
	first := paint(newest.NextUpdate, geo.HamasHeld, 0, rapid.IntRange(1, squares).Draw(rt, "painted"), since(rapid.IntRange(1, 28).Draw(rt, "from")))
	inForce, err := w.Updates(ctx, store.UpdateQuery{Enclave: enclaveID, Series: seriesID})
	if err != nil {
		return nil, err
	}
	updates := []geo.Update{first}
	for _, u := range inForce {
		if u.Kind != geo.Paint {
			continue
		}
		switch rapid.SampledFrom([]string{"leave", "correct", "withdraw"}).Draw(rt, "earlier update") {
		case "correct":
			updates[0].Supersedes = u.ID
			return updates, nil
		case "withdraw":
			return append(updates, withdraw(newest.NextUpdate+1, u.ID)), nil
		}
	}
	return updates, nil
}
