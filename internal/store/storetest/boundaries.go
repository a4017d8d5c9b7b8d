package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/store"
)

func (s suite) boundaries(t *testing.T) {
	t.Run("a boundary comes back bit for bit, as version 1", func(t *testing.T) {
		db, _ := s.fresh(t)
		want := boundary("outline")
		want.Geometry = orb.MultiPolygon{
			{
				{{34.1, 31.1}, {34.7000001, 31.1000003}, {34.6, 31.6}, {34.1, 31.1}},
				{{34.4, 31.2}, {34.5, 31.3}, {34.5, 31.2}, {34.4, 31.2}},
			},
			{{{34.1000000000000014, 0.1 + 0.2}, {34.2, negativeZero()}, {34.3, 1e-300}, {34.1000000000000014, 0.1 + 0.2}}},
		}
		at := write(t, db, func(ctx context.Context, w store.Writer) error {
			return w.AddEnclave(ctx, enclave(), want, geo.DefaultSettings(enclaveID))
		})
		want.Ref.Version, want.Recorded.From = 1, at
		same(t, "boundary", want, get(t, db, boundaryOf(want.Ref)))
	})
	t.Run("a boundary added under an id that is there is its next version", func(t *testing.T) {
		db, _ := s.fresh(t)
		first := found(t, db)
		second := addBoundary(t, db, "outline", 2)
		addBoundary(t, db, "coast", 1)
		var refs []geo.BoundaryRef
		for _, b := range get(t, db, boundariesAt(time.Time{})) {
			refs = append(refs, b.Ref)
		}
		same(t, "boundaries", []geo.BoundaryRef{{ID: "coast", Version: 1}, {ID: "outline", Version: 1}, {ID: "outline", Version: 2}}, refs)
		same(t, "as of the first", 1, len(get(t, db, boundariesAt(first))))
		same(t, "as of the second", 2, len(get(t, db, boundariesAt(second))))
		same(t, "before the first", 0, len(get(t, db, boundariesAt(first.Add(-time.Microsecond)))))
	})
	t.Run("a boundary that is not there is not found", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		fails(t, db, store.ErrNotFound, boundaryOf(geo.BoundaryRef{ID: "outline", Version: 9}))
		refuse(t, db, store.ErrNotFound, func(ctx context.Context, w store.Writer) error {
			b := boundary("outline")
			b.Enclave = "elsewhere"
			_, err := w.AddBoundary(ctx, b)
			return err
		})
	})
	t.Run("a boundary without polygons or off the globe is refused", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		off := orb.MultiPolygon{{{{200, 0}, {201, 0}, {201, 1}, {200, 0}}}}
		for _, ground := range []orb.MultiPolygon{nil, {{}}, off} {
			refuse(t, db, geo.ErrInvalid, func(ctx context.Context, w store.Writer) error {
				b := boundary("outline")
				b.Geometry = ground
				_, err := w.AddBoundary(ctx, b)
				return err
			})
		}
	})
	t.Run("another boundary comes into use only with a publication of every series that has zones", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		publish(t, db, []geo.Update{paint(1, geo.HamasHeld, 0, 5, since(1))}, nil, []geo.Zone{zone(1, geo.HamasHeld, 0, 5, since(1), 1)})
		refuse(t, db, geo.ErrInvalid, func(ctx context.Context, w store.Writer) error { return useNewBoundary(ctx, w, seriesRef(), false) })
		write(t, db, func(ctx context.Context, w store.Writer) error { return useNewBoundary(ctx, w, seriesRef(), true) })
		newest, earlier := head(t, db, store.Pin{}), head(t, db, store.Pin{Revision: 1})
		same(t, "in use", geo.BoundaryRef{ID: "outline", Version: 2}, newest.Boundary)
		same(t, "in use at revision 1", geo.BoundaryRef{ID: "outline", Version: 1}, earlier.Boundary)
		same(t, "revision", geo.Revision(2), newest.Revision)
	})
}

func boundaryOf(ref geo.BoundaryRef) func(context.Context, store.Reader) (geo.Boundary, error) {
	return func(ctx context.Context, r store.Reader) (geo.Boundary, error) {
		return r.Boundary(ctx, enclaveID, ref)
	}
}

func boundariesAt(asOf time.Time) func(context.Context, store.Reader) ([]geo.Boundary, error) {
	return func(ctx context.Context, r store.Reader) ([]geo.Boundary, error) {
		return r.Boundaries(ctx, enclaveID, asOf)
	}
}

// addBoundary adds a boundary, which must get the version, and returns the recorded time.
func addBoundary(t *testing.T, db store.Store, id string, version int) time.Time {
	t.Helper()
	return write(t, db, func(ctx context.Context, w store.Writer) error {
		ref, err := w.AddBoundary(ctx, boundary(id))
		same(t, "reference", geo.BoundaryRef{ID: id, Version: version}, ref)
		return err
	})
}

// useNewBoundary adds a version of the outline, puts it in use, and publishes the series over it if asked.
func useNewBoundary(ctx context.Context, w store.Writer, series geo.SeriesRef, publish bool) error {
	b := boundary("outline")
	b.Enclave = series.Enclave
	ref, err := w.AddBoundary(ctx, b)
	if err != nil {
		return err
	}
	settings, err := w.Settings(ctx, series.Enclave, time.Time{})
	if err != nil {
		return err
	}
	settings.Boundary = ref
	if _, err := w.PutSettings(ctx, settings); err != nil || !publish {
		return err
	}
	newest, err := w.Head(ctx, series, store.Pin{})
	if err != nil {
		return err
	}
	_, err = w.Publish(ctx, store.Publication{Head: newest})
	return err
}
