package storetest

import (
	"context"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

func (s suite) publications(t *testing.T) {
	t.Run("updates and zones come back as they were published", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		first := paint(1, geo.HamasHeld, 0, 5, between(1, 9))
		second := geo.Update{
			ID: 2, Series: seriesRef(), Kind: geo.Replace, Valid: since(9), FromPrecision: geo.ToMonth,
			Areas: first.Areas, Remainder: geo.IsraeliHeld, Assessment: geo.Assessment{Level: geo.Claimed, Quality: geo.Schematic},
			Sources: []geo.Source{{Title: "leaflet", Grade: geo.NotJudged}}, Digest: "sha256:00",
		}
		zones := []geo.Zone{zone(1, geo.HamasHeld, 0, 5, between(1, 9), 1), zone(1, geo.HamasHeld, 0, 5, since(9), 1, 2)}
		zones[1].Label = geo.Label{Controller: geo.IsraeliHeld, Basis: geo.Remainder}
		revision, at := publish(t, db, []geo.Update{first, second}, nil, zones)
		same(t, "revision", geo.Revision(1), revision)
		for i, u := range []*geo.Update{&first, &second} {
			u.Place, u.Edition, u.Recorded.From = int64(i+1), 1, at
		}
		for i := range zones {
			zones[i].Recorded.From = at
		}
		same(t, "updates", []geo.Update{first, second}, updatesOf(t, db, store.UpdateQuery{}))
		same(t, "zones", zones, zonesOf(t, db, store.ZoneQuery{}))
		same(t, "one update", second, get(t, db, updateOf(2)))
	})
	t.Run("an edition groups its updates and tells its revision", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		edition := geo.Edition{Title: "Week 42", Note: geo.English("Two fronts moved."), CutOff: day(12).Add(time.Millisecond)}
		newest := head(t, db, store.Pin{})
		at := write(t, db, func(ctx context.Context, w store.Writer) error {
			_, err := w.Publish(ctx, store.Publication{Head: newest, Edition: edition, Updates: []geo.Update{
				paint(1, geo.HamasHeld, 0, 5, since(1)), paint(2, geo.HamasHeld, 5, 6, since(2)),
			}})
			return err
		})
		edition.ID, edition.Series, edition.Revision, edition.Recorded.From = 1, seriesRef(), 1, at
		same(t, "editions", []geo.Edition{edition}, get(t, db, func(ctx context.Context, r store.Reader) ([]geo.Edition, error) {
			return r.Editions(ctx, seriesRef())
		}))
		for _, u := range updatesOf(t, db, store.UpdateQuery{}) {
			same(t, "edition of update", edition.ID, u.Edition)
		}
	})
	t.Run("a correction takes its predecessor's place and closes it", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		publish(t, db, []geo.Update{paint(1, geo.HamasHeld, 0, 5, since(1)), paint(2, geo.IsraeliHeld, 4, 6, since(1))}, nil, nil)
		correction := paint(3, geo.HamasHeld, 0, 4, since(1))
		correction.Supersedes = 1
		_, at := publish(t, db, []geo.Update{correction, paint(4, geo.Contested, 6, 7, since(1))}, nil, nil)
		same(t, "in force, by place", []geo.UpdateID{3, 2, 4}, updateIDs(updatesOf(t, db, store.UpdateQuery{})))
		same(t, "place", int64(1), get(t, db, updateOf(3)).Place)
		same(t, "next place", int64(3), get(t, db, updateOf(4)).Place)
		same(t, "end of the predecessor", at, get(t, db, updateOf(1)).Recorded.To)
		same(t, "all", []geo.UpdateID{1, 3, 2, 4}, updateIDs(updatesOf(t, db, store.UpdateQuery{All: true})))
	})
	t.Run("a withdraw closes its target and stays itself", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		_, first := publish(t, db, []geo.Update{paint(1, geo.HamasHeld, 0, 5, since(1))}, nil, nil)
		_, second := publish(t, db, []geo.Update{withdraw(2, 1)}, nil, nil)
		same(t, "in force now", []geo.UpdateID{2}, updateIDs(updatesOf(t, db, store.UpdateQuery{})))
		same(t, "in force before", []geo.UpdateID{1}, updateIDs(updatesOf(t, db, store.UpdateQuery{AsOf: first})))
		same(t, "end of the target", second, get(t, db, updateOf(1)).Recorded.To)
		same(t, "target", geo.UpdateID(1), get(t, db, updateOf(2)).Target)
	})
	t.Run("an affirm is recorded with its source and no ground", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		affirm := geo.Update{ID: 1, Series: seriesRef(), Kind: geo.Affirm, Valid: since(4), FromPrecision: geo.ToInstant, Sources: []geo.Source{source("Visit")}}
		_, at := publish(t, db, []geo.Update{affirm}, nil, nil)
		affirm.Place, affirm.Edition, affirm.Recorded.From = 1, 1, at
		same(t, "affirm", affirm, get(t, db, updateOf(1)))
	})
	t.Run("a row that is replaced is closed, one that is not stays", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		_, first := publish(t, db, []geo.Update{paint(1, geo.HamasHeld, 0, 5, since(1))}, nil, []geo.Zone{
			zone(1, geo.HamasHeld, 0, 5, since(1), 1), zone(2, geo.Unassigned, 5, 10, since(1)),
		})
		before := zonesOf(t, db, store.ZoneQuery{})
		moved := zone(1, geo.HamasHeld, 0, 5, between(1, 8), 1)
		_, second := publish(t, db, []geo.Update{paint(2, geo.IsraeliHeld, 0, 5, since(8))}, []store.ZoneKey{key(before[0])},
			[]geo.Zone{moved, zone(3, geo.IsraeliHeld, 0, 5, since(8), 2)})
		now := zonesOf(t, db, store.ZoneQuery{})
		same(t, "rows now", []store.ZoneKey{
			{ID: 1, ValidFrom: day(1), RecordedFrom: second}, {ID: 2, ValidFrom: day(1), RecordedFrom: first}, {ID: 3, ValidFrom: day(8), RecordedFrom: second},
		}, keys(now))
		same(t, "rows before", before, zonesOf(t, db, store.ZoneQuery{AsOf: first}))
		same(t, "rows just before the second", before, zonesOf(t, db, store.ZoneQuery{AsOf: second.Add(-time.Microsecond)}))
		same(t, "rows as of the second", now, zonesOf(t, db, store.ZoneQuery{AsOf: second}))
	})
	t.Run("observations raise the revision of every series that has one", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		publish(t, db, nil, nil, nil)
		quiet := geo.Series{Ref: geo.SeriesRef{Enclave: enclaveID, Series: "quiet"}, Title: geo.English("Quiet"), Kind: geo.ReportedSeries}
		write(t, db, func(ctx context.Context, w store.Writer) error { return w.AddSeries(ctx, quiet) })
		at := write(t, db, func(ctx context.Context, w store.Writer) error {
			return w.AddObservations(ctx, []geo.Observation{observation(1)})
		})
		got := head(t, db, store.Pin{})
		same(t, "revision", []any{geo.Revision(2), at}, []any{got.Revision, got.RecordedAt})
		same(t, "revision of the quiet series", geo.Revision(0), get(t, db, headOf(quiet.Ref, store.Pin{})).Revision)
	})
	t.Run("observations and a publication in one transaction are one revision", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		publish(t, db, nil, nil, nil)
		newest := head(t, db, store.Pin{})
		write(t, db, func(ctx context.Context, w store.Writer) error {
			if err := w.AddObservations(ctx, []geo.Observation{observation(1)}); err != nil {
				return err
			}
			_, err := w.Publish(ctx, store.Publication{Head: newest})
			return err
		})
		same(t, "revision", geo.Revision(2), head(t, db, store.Pin{}).Revision)
	})
}

func updateOf(id geo.UpdateID) func(context.Context, store.Reader) (geo.Update, error) {
	return func(ctx context.Context, r store.Reader) (geo.Update, error) { return r.Update(ctx, id) }
}

func withdraw(id, target geo.UpdateID) geo.Update {
	return geo.Update{ID: id, Series: seriesRef(), Kind: geo.Withdraw, Target: target, Sources: []geo.Source{source("Correction")}}
}

func updateIDs(updates []geo.Update) (ids []geo.UpdateID) {
	for _, u := range updates {
		ids = append(ids, u.ID)
	}
	return ids
}

func keys(zones []geo.Zone) (list []store.ZoneKey) {
	for _, z := range zones {
		list = append(list, key(z))
	}
	return list
}
