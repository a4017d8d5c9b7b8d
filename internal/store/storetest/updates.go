package storetest

import (
	"context"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

func (s suite) updates(t *testing.T) {
	db, _ := s.fresh(t)
	found(t, db)
	other := geo.Series{Ref: geo.SeriesRef{Enclave: enclaveID, Series: "other"}, Title: geo.English("Other"), Kind: geo.ReportedSeries}
	write(t, db, func(ctx context.Context, w store.Writer) error { return w.AddSeries(ctx, other) })
	late, early := paint(1, geo.HamasHeld, 0, 5, since(9)), paint(2, geo.HamasHeld, 0, 5, since(2))
	late.Digest = "sha256:aa"
	_, first := publish(t, db, []geo.Update{late, early, paint(3, geo.IsraeliHeld, 5, 6, since(2))}, nil, nil)
	foreign := paint(4, geo.HamasHeld, 0, 5, since(1))
	foreign.Series, foreign.Digest = other.Ref, "sha256:aa"
	second := write(t, db, func(ctx context.Context, w store.Writer) error {
		h, err := w.Head(ctx, other.Ref, store.Pin{})
		if err != nil {
			return err
		}
		_, err = w.Publish(ctx, store.Publication{Head: h, Updates: []geo.Update{foreign}})
		return err
	})
	correction := paint(5, geo.HamasHeld, 0, 6, since(2))
	correction.Supersedes = 2
	publish(t, db, []geo.Update{correction}, nil, nil)
	tests := []struct {
		name  string
		query store.UpdateQuery
		want  []geo.UpdateID
	}{
		{"those in force come by valid from, then by place", store.UpdateQuery{}, []geo.UpdateID{4, 5, 3, 1}},
		{"a series restricts", store.UpdateQuery{Series: seriesID}, []geo.UpdateID{5, 3, 1}},
		{"a digest restricts", store.UpdateQuery{Digest: "sha256:aa"}, []geo.UpdateID{4, 1}},
		{"a digest restricts within a series", store.UpdateQuery{Digest: "sha256:aa", Series: seriesID}, []geo.UpdateID{1}},
		{"an unknown digest finds none", store.UpdateQuery{Digest: "sha256:bb"}, nil},
		{"as of earlier, what was in force then", store.UpdateQuery{AsOf: second}, []geo.UpdateID{4, 2, 3, 1}},
		{"all, those out of force too", store.UpdateQuery{All: true}, []geo.UpdateID{4, 2, 5, 3, 1}},
		{"all as of earlier", store.UpdateQuery{All: true, AsOf: first}, []geo.UpdateID{2, 3, 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			same(t, "updates", tt.want, updateIDs(updatesOf(t, db, tt.query)))
		})
	}
	t.Run("a list without geometry has everything else", func(t *testing.T) {
		want := updatesOf(t, db, store.UpdateQuery{})
		for i := range want {
			for j := range want[i].Areas {
				want[i].Areas[j].Geometry = nil
			}
		}
		same(t, "updates", want, updatesOf(t, db, store.UpdateQuery{NoGeometry: true}))
	})
	t.Run("an enclave that is not there has none", func(t *testing.T) {
		same(t, "updates", 0, len(get(t, db, func(ctx context.Context, r store.Reader) ([]geo.Update, error) {
			return r.Updates(ctx, store.UpdateQuery{Enclave: "none"})
		})))
	})
	t.Run("an update that is not there is not found", func(t *testing.T) {
		fails(t, db, store.ErrNotFound, updateOf(99))
	})
	t.Run("the end of an update is not known as of before it", func(t *testing.T) {
		for _, u := range updatesOf(t, db, store.UpdateQuery{All: true, AsOf: first}) {
			same(t, "end", time.Time{}, u.Recorded.To)
		}
	})
}
