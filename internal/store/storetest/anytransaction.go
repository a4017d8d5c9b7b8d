package storetest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/internal/store"
)

// transaction is a random transaction about a series.
type transaction struct {
	name string
	do   func(context.Context, store.Writer, geo.SeriesRef, *rapid.T) error
}

// String names the transaction where rapid prints it.
func (t transaction) String() string { return t.name }

// transactions are those of a history. Publishing stands first, to which rapid shrinks, and thrice, to be drawn more.
func transactions() []transaction {
	return []transaction{
		{"publish", publishAny},
		{"publish", publishAny},
		{"publish", publishAny},
		{"put settings", putAnySettings},
		{"add boundary", addAnyBoundary},
		{"use new boundary", func(ctx context.Context, w store.Writer, ref geo.SeriesRef, _ *rapid.T) error {
			return useNewBoundary(ctx, w, ref, true)
		}},
		{"set series", func(ctx context.Context, w store.Writer, ref geo.SeriesRef, rt *rapid.T) error {
			title := rapid.StringMatching(`[a-zא-ת]{1,9}`).Draw(rt, "title")
			return w.SetSeries(ctx, geo.Series{Ref: ref, Title: geo.English(title), Kind: geo.AssessedSeries})
		}},
		{"add things", addAnyThings},
	}
}

func putAnySettings(ctx context.Context, w store.Writer, ref geo.SeriesRef, rt *rapid.T) error {
	settings, err := w.Settings(ctx, ref.Enclave, time.Time{})
	if err != nil {
		return err
	}
	settings.Thresholds.EpsilonM = rapid.Float64Range(0, 1000).Draw(rt, "epsilon")
	_, err = w.PutSettings(ctx, settings)
	return err
}

func addAnyBoundary(ctx context.Context, w store.Writer, ref geo.SeriesRef, _ *rapid.T) error {
	b := boundary("outline")
	b.Enclave = ref.Enclave
	_, err := w.AddBoundary(ctx, b)
	return err
}

func addAnyThings(ctx context.Context, w store.Writer, ref geo.SeriesRef, rt *rapid.T) error {
	n := rapid.IntRange(1, 28).Draw(rt, "day")
	f, o, m, p := figure(n), observation(n), milestone(n), place(n)
	f.Enclave, o.Enclave, m.Enclave, p.Enclave = ref.Enclave, ref.Enclave, ref.Enclave, ref.Enclave
	return errors.Join(
		w.AddFigures(ctx, []geo.Figure{f}),
		w.AddObservations(ctx, []geo.Observation{o}),
		w.AddMilestones(ctx, []geo.Milestone{m}),
		w.AddPlaces(ctx, []geo.Place{p}),
		putAnyReferences(ctx, w, ref.Enclave, n),
	)
}

// putAnyReferences puts a set of areas or one of places.
func putAnyReferences(ctx context.Context, w store.Writer, enclave geo.EnclaveID, n int) error {
	set := referenceSet(geo.ReferenceAreas)
	set.Enclave = enclave
	if n%2 == 0 {
		return w.PutPlaces(ctx, set, []geo.Place{setPlace(fmt.Sprint(n), n)})
	}
	return w.PutAreas(ctx, set, []geo.NamedArea{namedArea(fmt.Sprint(n), 0, 1+n%squares)})
}

// publishAny closes some current rows, adds others, and publishes an update that may correct or withdraw an earlier.
func publishAny(ctx context.Context, w store.Writer, ref geo.SeriesRef, rt *rapid.T) error {
	newest, err := w.Head(ctx, ref, store.Pin{})
	if err != nil {
		return err
	}
	p := store.Publication{Head: newest, Edition: geo.Edition{Title: fmt.Sprintf("after %d", newest.Revision)}}
	zones, err := w.Zones(ctx, store.ZoneQuery{Series: ref})
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
	ref := newest.Series.Ref
	inForce, err := w.Updates(ctx, store.UpdateQuery{Enclave: ref.Enclave, Series: ref.Series})
	if err != nil {
		return nil, err
	}
	first := paint(newest.NextUpdate, geo.HamasHeld, 0, rapid.IntRange(1, squares).Draw(rt, "painted"), since(rapid.IntRange(1, 28).Draw(rt, "from")))
	first.Series = ref
	for _, u := range inForce {
		if u.Kind != geo.Paint {
			continue
		}
		switch rapid.SampledFrom([]string{"leave", "correct", "withdraw"}).Draw(rt, "earlier update") {
		case "correct":
			first.Supersedes = u.ID
			return []geo.Update{first}, nil
		case "withdraw":
			second := withdraw(newest.NextUpdate+1, u.ID)
			second.Series = ref
			return []geo.Update{first, second}, nil
		}
	}
	return []geo.Update{first}, nil
}
