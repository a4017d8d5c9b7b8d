package storetest

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"splitline/internal/store"
)

func (s suite) recordedTimes(t *testing.T) {
	t.Run("the recorded time is the clock's, in microseconds and UTC", func(t *testing.T) {
		at := time.Date(2025, 11, 1, 14, 0, 0, 123456789, time.FixedZone("", 2*3600))
		db := s.at(t, filepath.Join(t.TempDir(), "store.db"), func() time.Time { return at })
		same(t, "recorded", time.Date(2025, 11, 1, 12, 0, 0, 123456000, time.UTC), found(t, db))
	})
	t.Run("recorded times increase by a microsecond at least though the clock stands still", func(t *testing.T) {
		at := time.Date(2025, 11, 1, 12, 0, 0, 0, time.UTC)
		db := s.at(t, filepath.Join(t.TempDir(), "store.db"), func() time.Time { return at })
		found(t, db)
		for i := range 5 {
			_, now := publish(t, db, nil, nil, nil)
			same(t, "recorded", at.Add(time.Duration(i+1)*time.Microsecond), now)
		}
	})
	t.Run("recorded times increase though the clock steps back, even across a restart", func(t *testing.T) {
		path, clock := filepath.Join(t.TempDir(), "store.db"), NewClock()
		db := s.open(t, path, clock.Now)
		last := found(t, db)
		clock.Move(-24 * time.Hour)
		_, now := publish(t, db, nil, nil, nil)
		same(t, "recorded", last.Add(time.Microsecond), now)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		_, after := publish(t, s.at(t, path, clock.Now), nil, nil, nil)
		same(t, "recorded after the restart", now.Add(time.Microsecond), after)
	})
	t.Run("everything of one transaction has one recorded time", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		at := write(t, db, everything)
		k := state(t, db, time.Time{})
		same(t, "recorded", []time.Time{at, at, at, at, at, at, at}, []time.Time{
			k.Zones[0].Recorded.From, k.Updates[0].Recorded.From, k.Figures[0].Recorded.From, k.Observations[0].Recorded.From,
			k.Milestones[0].Recorded.From, k.Places[0].Recorded.From, k.Head.RecordedAt,
		})
	})
	t.Run("the newest state is as of the last recorded time", func(t *testing.T) {
		db, clock := s.fresh(t)
		found(t, db)
		at := write(t, db, everything)
		clock.Move(time.Hour)
		same(t, "as of", at, head(t, db, store.Pin{}).AsOf)
		same(t, "state as of it", state(t, db, time.Time{}), state(t, db, at))
	})
	t.Run("a refused transaction takes no recorded time", func(t *testing.T) {
		at := time.Date(2025, 11, 1, 12, 0, 0, 0, time.UTC)
		db := s.at(t, filepath.Join(t.TempDir(), "store.db"), func() time.Time { return at })
		found(t, db)
		for range 3 {
			refuse(t, db, store.ErrExists, func(ctx context.Context, w store.Writer) error { return addNamed(ctx, w, enclaveID) })
		}
		_, now := publish(t, db, nil, nil, nil)
		same(t, "recorded", at.Add(time.Microsecond), now)
	})
}
