package storetest

import (
	"context"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

// known is everything a store knows as of a recorded time.
type known struct {
	Settings     geo.Settings
	Boundaries   []geo.Boundary
	Head         store.Head
	Zones        []geo.Zone
	Changes      []time.Time
	Updates      []geo.Update
	AllUpdates   []geo.Update
	Figures      []geo.Figure
	Observations []geo.Observation
	Milestones   []geo.Milestone
	Places       []geo.Place
	// Sets and Areas are left out of the text where there are none, as in a file of a schema that knew none.
	Sets  []geo.ReferenceSet `json:",omitempty"`
	Areas []geo.NamedArea    `json:",omitempty"`
}

// state returns everything as of a recorded time, zero being now. What only the newest head has is left out, so that
// the state now equals the same state asked for later.
func state(t test, db store.Store, asOf time.Time) known {
	t.Helper()
	return get(t, db, func(ctx context.Context, r store.Reader) (known, error) { return stateIn(ctx, r, seriesRef(), asOf) })
}

// stateIn returns everything about a series and its enclave.
func stateIn(ctx context.Context, r store.Reader, ref geo.SeriesRef, asOf time.Time) (k known, err error) {
	steps := []func() error{
		func() (err error) { k.Settings, err = r.Settings(ctx, ref.Enclave, asOf); return err },
		func() (err error) { k.Boundaries, err = r.Boundaries(ctx, ref.Enclave, asOf); return err },
		func() (err error) { k.Head, err = r.Head(ctx, ref, store.Pin{AsOf: asOf}); return err },
		func() (err error) {
			k.Zones, err = r.Zones(ctx, store.ZoneQuery{Series: ref, AsOf: asOf})
			return err
		},
		func() (err error) { k.Changes, err = r.Changes(ctx, ref, asOf); return err },
		func() (err error) {
			k.Updates, err = r.Updates(ctx, store.UpdateQuery{Enclave: ref.Enclave, AsOf: asOf})
			return err
		},
		func() (err error) {
			k.AllUpdates, err = r.Updates(ctx, store.UpdateQuery{Enclave: ref.Enclave, AsOf: asOf, All: true})
			return err
		},
		func() (err error) { k.Figures, err = r.Figures(ctx, ref.Enclave, asOf); return err },
		func() (err error) { k.Observations, err = r.Observations(ctx, ref.Enclave, asOf); return err },
		func() (err error) { k.Milestones, err = r.Milestones(ctx, ref.Enclave, asOf); return err },
		func() (err error) { k.Places, err = r.Places(ctx, ref.Enclave, asOf); return err },
		func() (err error) { k.Sets, err = r.ReferenceSets(ctx, ref.Enclave, asOf); return err },
		func() (err error) { k.Areas, err = r.Areas(ctx, ref.Enclave, "", asOf); return err },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return known{}, err
		}
	}
	k.Head.AsOf, k.Head.NextZone, k.Head.NextUpdate = time.Time{}, 0, 0
	return k, nil
}
