package ingest

import (
	"context"
	"errors"
	"slices"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

// archive is what a store has of a series. It implements coverage.Record. Each answer is of its own transaction: if the
// series moves between two of them, the head that the fold began with is no longer the newest, and the publication is
// folded again.
type archive struct {
	store  store.Store
	series geo.SeriesRef
}

// ZonesSince returns the rows that do not end before an instant.
func (a archive) ZonesSince(ctx context.Context, at time.Time) ([]geo.Zone, error) {
	query := store.ZoneQuery{Series: a.series}
	if !at.IsZero() {
		query.Valid = &geo.Question{From: at.Add(-time.Second)} // ends after that second
	}
	return a.zones(ctx, query)
}

// ZonesEnding returns the rows that end at an instant.
func (a archive) ZonesEnding(ctx context.Context, at time.Time) ([]geo.Zone, error) {
	before := geo.AskInstant(at.Add(-time.Second))
	zones, err := a.zones(ctx, store.ZoneQuery{Series: a.series, Valid: &before})
	return slices.DeleteFunc(zones, func(z geo.Zone) bool { return z.Valid.Open() || !z.Valid.To.Equal(at) }), err
}

func (a archive) zones(ctx context.Context, query store.ZoneQuery) (zones []geo.Zone, err error) {
	err = a.store.Read(ctx, func(r store.Reader) error {
		zones, err = r.Zones(ctx, query)
		return err
	})
	return zones, err
}

// Linework returns what an earlier fold left under a key, or nothing.
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
