package storetest

import (
	"context"
	"errors"
	"math"
	"time"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
	"splitline/internal/store"
)

// test is what the steps need of *testing.T or *rapid.T.
type test interface {
	Helper()
	Fatalf(format string, args ...any)
}

// read runs f and fails the test if it returns an error.
func read(t test, s store.Store, f func(context.Context, store.Reader) error) {
	t.Helper()
	ctx := context.Background()
	if err := s.Read(ctx, func(r store.Reader) error { return f(ctx, r) }); err != nil {
		t.Fatalf("read: %v", err)
	}
}

// write runs f and fails the test if it returns an error. It returns the recorded time.
func write(t test, s store.Store, f func(context.Context, store.Writer) error) (now time.Time) {
	t.Helper()
	ctx := context.Background()
	err := s.Write(ctx, func(w store.Writer) error {
		now = w.Now()
		return f(ctx, w)
	})
	if err != nil {
		t.Fatalf("write: %v", err)
	}
	return now
}

// refuse runs f, which must fail with an error of the kind.
func refuse(t test, s store.Store, kind error, f func(context.Context, store.Writer) error) {
	t.Helper()
	ctx := context.Background()
	if err := s.Write(ctx, func(w store.Writer) error { return f(ctx, w) }); !errors.Is(err, kind) {
		t.Fatalf("got error %v, want kind %v", err, kind)
	}
}

// get returns what one method of the reader returns.
func get[T any](t test, s store.Store, f func(context.Context, store.Reader) (T, error)) (value T) {
	t.Helper()
	read(t, s, func(ctx context.Context, r store.Reader) (err error) {
		value, err = f(ctx, r)
		return err
	})
	return value
}

// fails runs a reading method, which must fail with an error of the kind.
func fails[T any](t test, s store.Store, kind error, f func(context.Context, store.Reader) (T, error)) {
	t.Helper()
	ctx := context.Background()
	err := s.Read(ctx, func(r store.Reader) error {
		_, err := f(ctx, r)
		return err
	})
	if !errors.Is(err, kind) {
		t.Fatalf("got error %v, want kind %v", err, kind)
	}
}

// bitForBit compares numbers by their bits.
func bitForBit() cmp.Option {
	return cmp.Comparer(func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) })
}

func same(t test, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, bitForBit()); diff != "" {
		t.Fatalf("%s differs (-want +got):\n%s", what, diff)
	}
}

// found adds the enclave and its series and returns the recorded time.
func found(t test, s store.Store) time.Time {
	t.Helper()
	return foundAs(t, s, seriesRef())
}

// foundAs does so under another name.
func foundAs(t test, s store.Store, ref geo.SeriesRef) time.Time {
	t.Helper()
	e, b := enclave(), boundary("outline")
	e.ID, b.Enclave = ref.Enclave, ref.Enclave
	return write(t, s, func(ctx context.Context, w store.Writer) error {
		if err := w.AddEnclave(ctx, e, b, geo.DefaultSettings(ref.Enclave)); err != nil {
			return err
		}
		return w.AddSeries(ctx, geo.Series{Ref: ref, Title: geo.English("Assessed control"), Kind: geo.AssessedSeries})
	})
}

func head(t test, s store.Store, pin store.Pin) store.Head {
	t.Helper()
	return get(t, s, func(ctx context.Context, r store.Reader) (store.Head, error) { return r.Head(ctx, seriesRef(), pin) })
}

func zonesOf(t test, s store.Store, query store.ZoneQuery) []geo.Zone {
	t.Helper()
	query.Series = seriesRef()
	return get(t, s, func(ctx context.Context, r store.Reader) ([]geo.Zone, error) { return r.Zones(ctx, query) })
}

func updatesOf(t test, s store.Store, query store.UpdateQuery) []geo.Update {
	t.Helper()
	query.Enclave = enclaveID
	return get(t, s, func(ctx context.Context, r store.Reader) ([]geo.Update, error) { return r.Updates(ctx, query) })
}

// publish publishes over the newest head and returns the revision and its recorded time.
func publish(t test, s store.Store, updates []geo.Update, closed []store.ZoneKey, added []geo.Zone) (geo.Revision, time.Time) {
	t.Helper()
	var revision geo.Revision
	newest := head(t, s, store.Pin{})
	now := write(t, s, func(ctx context.Context, w store.Writer) (err error) {
		revision, err = w.Publish(ctx, store.Publication{Head: newest, Updates: updates, Closed: closed, Added: added})
		return err
	})
	return revision, now
}

// key names the row of a zone.
func key(z geo.Zone) store.ZoneKey {
	return store.ZoneKey{ID: z.ID, ValidFrom: z.Valid.From, RecordedFrom: z.Recorded.From}
}
