package storetest

import (
	"context"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

func (s suite) refusals(t *testing.T) {
	type publication = store.Publication
	tests := []struct {
		name   string
		kind   error
		change func(*publication)
	}{
		{"a head of an earlier revision is a conflict", store.ErrConflict, func(p *publication) { p.Head.Revision-- }},
		{"a head over a boundary not in use is a conflict", store.ErrConflict, func(p *publication) { p.Head.Boundary.Version++ }},
		{"a head whose next update was taken is a conflict", store.ErrConflict, func(p *publication) { p.Head.NextUpdate-- }},
		{"a head whose next zone was taken is a conflict", store.ErrConflict, func(p *publication) { p.Head.NextZone-- }},
		{"a series that is not there is not found", store.ErrNotFound, func(p *publication) { p.Head.Series.Ref.Series = "none" }},
		{"an update out of turn is refused", geo.ErrInvalid, func(p *publication) { p.Updates[0].ID++ }},
		{"an update of another series is refused", geo.ErrInvalid, func(p *publication) { p.Updates[0].Series.Series = "other" }},
		{"an update without source is refused", geo.ErrInvalid, func(p *publication) { p.Updates[0].Sources = nil }},
		{"an update shorter than a second is refused", geo.ErrInvalid, func(p *publication) { p.Updates[0].Valid.To = day(3).Add(time.Millisecond) }},
		{"an area of an unknown controller is refused", geo.ErrInvalid, func(p *publication) { p.Updates[0].Areas[0].Controller = "martians" }},
		{"an area without points is refused", geo.ErrInvalid, func(p *publication) { p.Updates[0].Areas[0].Geometry[0] = nil }},
		{"a remainder of an unknown controller is refused", geo.ErrInvalid, func(p *publication) {
			p.Updates[0].Kind, p.Updates[0].Remainder = geo.Replace, "martians"
		}},
		{"a correction of nothing is not found", store.ErrNotFound, func(p *publication) { p.Updates[0].Supersedes = -1 }},
		{"a correction of the same publication is refused", geo.ErrInvalid, func(p *publication) { p.Updates[1].Supersedes = 3 }},
		{"a correction of what is closed is refused", geo.ErrInvalid, func(p *publication) { p.Updates[0].Supersedes = 1 }},
		{"a withdraw of nothing is not found", store.ErrNotFound, func(p *publication) { p.Updates[0] = withdraw(3, 99) }},
		{"a withdraw of a withdraw is refused", geo.ErrInvalid, func(p *publication) { p.Updates[0] = withdraw(3, 2) }},
		{"closing a row that is not there is not found", store.ErrNotFound, func(p *publication) { p.Closed[0].ID = 99 }},
		{"closing a row twice is not found", store.ErrNotFound, func(p *publication) { p.Closed = append(p.Closed, p.Closed[0]) }},
		{"a zone of an unknown controller is refused", geo.ErrInvalid, func(p *publication) { p.Added[0].Label.Controller = "martians" }},
		{"a zone without basis is refused", geo.ErrInvalid, func(p *publication) { p.Added[0].Label.Basis = "" }},
		{"a zone of half an assessment is refused", geo.ErrInvalid, func(p *publication) { p.Added[0].Label.Assessment.Quality = "" }},
		{"a zone without id is refused", geo.ErrInvalid, func(p *publication) { p.Added[0].ID = 0 }},
		{"a zone without ring is refused", geo.ErrInvalid, func(p *publication) { p.Added[0].Polygon = nil }},
		{"a zone that ends before it begins is refused", geo.ErrInvalid, func(p *publication) { p.Added[0].Valid = between(5, 4) }},
		{"a zone that rests on no known update is refused", geo.ErrInvalid, func(p *publication) { p.Added[0].Updates = geo.UpdatesOf(99) }},
		{"one id for two zones at one instant is refused", geo.ErrInvalid, func(p *publication) {
			p.Added = append(p.Added, zone(p.Added[0].ID, geo.Contested, 8, 9, since(4), 3))
		}},
		{"a note in no language is refused", geo.ErrInvalid, func(p *publication) { p.Edition.Note = geo.Text{"en": ""} }},
	}
	db, _ := s.fresh(t)
	found(t, db)
	publish(t, db, []geo.Update{paint(1, geo.HamasHeld, 0, 5, since(1))}, nil, []geo.Zone{zone(1, geo.HamasHeld, 0, 5, since(1), 1)})
	publish(t, db, []geo.Update{withdraw(2, 1)}, nil, nil)
	before := state(t, db, time.Time{})
	for _, tt := range tests {
		t.Run(tt.name+", and leaves nothing behind", func(t *testing.T) {
			p := good(t, db)
			tt.change(&p)
			refuse(t, db, tt.kind, func(ctx context.Context, w store.Writer) error {
				_, err := w.Publish(ctx, p)
				return err
			})
			same(t, "state", before, state(t, db, time.Time{}))
		})
	}
	t.Run("a second publication of a series in one transaction is refused", func(t *testing.T) {
		refuse(t, db, geo.ErrInvalid, func(ctx context.Context, w store.Writer) error {
			for range 2 {
				h, err := w.Head(ctx, seriesRef(), store.Pin{})
				if err != nil {
					return err
				}
				if _, err := w.Publish(ctx, store.Publication{Head: h}); err != nil {
					return err
				}
			}
			return nil
		})
		same(t, "state", before, state(t, db, time.Time{}))
	})
	t.Run("what the refusals were made of is accepted unchanged", func(t *testing.T) {
		p := good(t, db)
		write(t, db, func(ctx context.Context, w store.Writer) error {
			_, err := w.Publish(ctx, p)
			return err
		})
	})
}

// good returns a publication that would be accepted: it closes zone 1 and adds zone 2.
func good(t *testing.T, db store.Store) store.Publication {
	t.Helper()
	return store.Publication{
		Head:    head(t, db, store.Pin{}),
		Updates: []geo.Update{paint(3, geo.IsraeliHeld, 0, 5, since(3)), paint(4, geo.Contested, 5, 6, since(3))},
		Closed:  []store.ZoneKey{key(zonesOf(t, db, store.ZoneQuery{})[0])},
		Added:   []geo.Zone{zone(2, geo.IsraeliHeld, 0, 5, since(3), 3)},
	}
}
