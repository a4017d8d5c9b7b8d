package storetest

import (
	"context"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

func (s suite) zones(t *testing.T) {
	db, _ := s.fresh(t)
	found(t, db)
	_, first := publish(t, db, []geo.Update{paint(1, geo.HamasHeld, 0, 5, since(1)), paint(2, geo.IsraeliHeld, 0, 5, since(10))}, nil, []geo.Zone{
		zone(3, geo.Contested, 7, 10, between(1, 20), 1),
		zone(1, geo.HamasHeld, 0, 5, between(1, 10), 1),
		zone(1, geo.HamasHeld, 0, 4, since(10), 1),
		zone(2, geo.IsraeliHeld, 4, 7, since(10), 2, 1),
	})
	tests := []struct {
		name  string
		query store.ZoneQuery
		want  []store.ZoneKey
	}{
		{"without a question every zone answers, by valid from and id", store.ZoneQuery{}, rows(1, 1, 3, 1, 1, 10, 2, 10)},
		{"an instant before the first zone finds none", store.ZoneQuery{Valid: ask(day(1).Add(-time.Second))}, nil},
		{"an instant at the start of a zone finds it", store.ZoneQuery{Valid: ask(day(1))}, rows(1, 1, 3, 1)},
		{"an instant on a moment of change returns the later version", store.ZoneQuery{Valid: ask(day(10))}, rows(3, 1, 1, 10, 2, 10)},
		{"an instant one second before a change returns the earlier version", store.ZoneQuery{Valid: ask(day(10).Add(-time.Second))}, rows(1, 1, 3, 1)},
		{"an instant within the second before a change returns the earlier version", store.ZoneQuery{Valid: ask(day(10).Add(-time.Microsecond))}, rows(1, 1, 3, 1)},
		{"an instant at the end of a zone does not find it", store.ZoneQuery{Valid: ask(day(20))}, rows(1, 10, 2, 10)},
		{"an interval that ends when a zone begins finds it", store.ZoneQuery{Valid: question(day(9), day(10))}, rows(1, 1, 3, 1, 1, 10, 2, 10)},
		{"an interval that begins when a zone ends does not find it", store.ZoneQuery{Valid: question(day(20), day(21))}, rows(1, 10, 2, 10)},
		{"an interval open to the past finds what began by its end", store.ZoneQuery{Valid: question(time.Time{}, day(5))}, rows(1, 1, 3, 1)},
		{"an interval open to the future finds what had not ended by its start", store.ZoneQuery{Valid: question(day(25), time.Time{})}, rows(1, 10, 2, 10)},
		{"a controller restricts", store.ZoneQuery{Controller: geo.IsraeliHeld}, rows(2, 10)},
		{"a box restricts", store.ZoneQuery{BBox: box(5.5, 6.5)}, rows(2, 10)},
		{"a box that touches an edge finds both sides", store.ZoneQuery{BBox: box(5, 5), Valid: ask(day(5))}, rows(1, 1)},
		{"a box a hair beside a zone does not find it", store.ZoneQuery{BBox: box(5+1e-8, 5.5), Valid: ask(day(5))}, nil},
		{"a box elsewhere finds nothing", store.ZoneQuery{BBox: &[4]float64{0, 0, 1, 1}}, nil},
		{"all restrictions hold together", store.ZoneQuery{BBox: box(0, 2), Controller: geo.HamasHeld, Valid: ask(day(12)), AsOf: first}, rows(1, 10)},
		{"before the recorded time there is nothing", store.ZoneQuery{AsOf: first.Add(-time.Microsecond)}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := keys(zonesOf(t, db, tt.query))
			for i := range got {
				got[i].RecordedFrom = time.Time{}
			}
			same(t, "rows", tt.want, got)
		})
	}
	t.Run("a zone lists its updates in ascending order", func(t *testing.T) {
		same(t, "updates", geo.UpdatesOf(1, 2), zonesOf(t, db, store.ZoneQuery{Controller: geo.IsraeliHeld})[0].Updates)
	})
	t.Run("changes are the instants at which zones begin and end", func(t *testing.T) {
		same(t, "changes", []time.Time{day(1), day(10), day(20)}, state(t, db, time.Time{}).Changes)
		same(t, "before", 0, len(get(t, db, changesAt(first.Add(-time.Microsecond)))))
	})
}

// rows names rows by pairs of id and day of valid from.
func rows(pairs ...int) (list []store.ZoneKey) {
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, store.ZoneKey{ID: geo.ZoneID(pairs[i]), ValidFrom: day(pairs[i+1])})
	}
	return list
}

func ask(at time.Time) *geo.Question {
	q := geo.AskInstant(at)
	return &q
}

func question(from, to time.Time) *geo.Question { return &geo.Question{From: from, To: to} }

// box returns the box over squares from and to, counted from the west.
func box(from, to float64) *[4]float64 {
	return &[4]float64{west + side*from, south, west + side*to, south + side}
}

func changesAt(asOf time.Time) func(context.Context, store.Reader) ([]time.Time, error) {
	return func(ctx context.Context, r store.Reader) ([]time.Time, error) {
		return r.Changes(ctx, seriesRef(), asOf)
	}
}
