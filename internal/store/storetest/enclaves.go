package storetest

import (
	"context"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

func (s suite) enclaves(t *testing.T) {
	t.Run("a new store has no enclaves", func(t *testing.T) {
		db, _ := s.fresh(t)
		if list := get(t, db, func(ctx context.Context, r store.Reader) ([]geo.Enclave, error) { return r.Enclaves(ctx) }); len(list) != 0 {
			t.Fatalf("got %v", list)
		}
		fails(t, db, store.ErrNotFound, func(ctx context.Context, r store.Reader) (geo.Enclave, error) {
			return r.Enclave(ctx, "none", time.Time{})
		})
	})
	t.Run("an enclave comes back as it was added, with its recorded time", func(t *testing.T) {
		db, _ := s.fresh(t)
		at := found(t, db)
		want := enclave()
		want.Recorded.From = at
		same(t, "enclave", want, get(t, db, enclaveAt(time.Time{})))
	})
	t.Run("enclaves are listed by id", func(t *testing.T) {
		db, _ := s.fresh(t)
		for _, id := range []geo.EnclaveID{"c", "a", "b"} {
			write(t, db, func(ctx context.Context, w store.Writer) error { return addNamed(ctx, w, id) })
		}
		var ids []geo.EnclaveID
		for _, e := range get(t, db, func(ctx context.Context, r store.Reader) ([]geo.Enclave, error) { return r.Enclaves(ctx) }) {
			ids = append(ids, e.ID)
		}
		same(t, "ids", []geo.EnclaveID{"a", "b", "c"}, ids)
	})
	t.Run("an enclave that is there cannot be added again", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		refuse(t, db, store.ErrExists, func(ctx context.Context, w store.Writer) error { return addNamed(ctx, w, enclaveID) })
	})
	t.Run("a malformed enclave is refused", func(t *testing.T) {
		db, _ := s.fresh(t)
		refuse(t, db, geo.ErrInvalid, func(ctx context.Context, w store.Writer) error { return addNamed(ctx, w, "Not An Id") })
	})
	t.Run("a boundary of another enclave is refused", func(t *testing.T) {
		db, _ := s.fresh(t)
		refuse(t, db, geo.ErrInvalid, func(ctx context.Context, w store.Writer) error {
			e := enclave()
			e.ID = "other"
			return w.AddEnclave(ctx, e, boundary("outline"), geo.DefaultSettings("other"))
		})
	})
	t.Run("setting an enclave changes its name and time zone from now on", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		changed := enclave()
		changed.Name, changed.TimeZone = geo.English("Renamed"), "UTC"
		before := get(t, db, enclaveAt(time.Time{}))
		at := write(t, db, func(ctx context.Context, w store.Writer) error { return w.SetEnclave(ctx, changed) })
		changed.Recorded.From = at
		same(t, "enclave", changed, get(t, db, enclaveAt(time.Time{})))
		same(t, "enclave as of then", changed, get(t, db, enclaveAt(at)))
		same(t, "enclave as of before", before, get(t, db, enclaveAt(at.Add(-time.Microsecond))))
		fails(t, db, store.ErrNotFound, enclaveAt(before.Recorded.From.Add(-time.Microsecond)))
	})
	t.Run("an enclave added and set in one transaction has the later name", func(t *testing.T) {
		db, _ := s.fresh(t)
		changed := enclave()
		changed.Name = geo.English("Renamed")
		at := write(t, db, func(ctx context.Context, w store.Writer) error {
			if err := w.AddEnclave(ctx, enclave(), boundary("outline"), geo.DefaultSettings(enclaveID)); err != nil {
				return err
			}
			return w.SetEnclave(ctx, changed)
		})
		changed.Recorded.From = at
		same(t, "enclave", changed, get(t, db, enclaveAt(time.Time{})))
	})
	t.Run("an enclave that is not there cannot be set", func(t *testing.T) {
		db, _ := s.fresh(t)
		refuse(t, db, store.ErrNotFound, func(ctx context.Context, w store.Writer) error { return w.SetEnclave(ctx, enclave()) })
	})
}

func enclaveAt(asOf time.Time) func(context.Context, store.Reader) (geo.Enclave, error) {
	return func(ctx context.Context, r store.Reader) (geo.Enclave, error) { return r.Enclave(ctx, enclaveID, asOf) }
}

// addNamed adds an enclave like the suite's under another id.
func addNamed(ctx context.Context, w store.Writer, id geo.EnclaveID) error {
	e, b := enclave(), boundary("outline")
	e.ID, b.Enclave = id, id
	return w.AddEnclave(ctx, e, b, geo.DefaultSettings(id))
}
