package storetest

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/internal/store"
)

// setUpdates is how many updates the sets of the suite are drawn from: they fall into several blocks.
const setUpdates = 3*geo.UpdatesInBlock + 7

// updateSets holds what zones rest on against lists of ids that were given.
func (s suite) updateSets(t *testing.T) {
	t.Run("a zone rests on what it was given, however sets were made and whatever other zones rest on", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		var updates []geo.Update
		for id := range geo.UpdateID(setUpdates) {
			updates = append(updates, paint(1+id, geo.HamasHeld, 0, 1, since(1)))
		}
		publish(t, db, updates, nil, nil)
		given := make(map[geo.ZoneID][]geo.UpdateID)
		rapid.Check(t, func(rt *rapid.T) {
			var added []geo.Zone
			next := head(rt, db, store.Pin{}).NextZone
			for i := range rapid.IntRange(1, 3).Draw(rt, "zones") {
				ids := anyIDs(rt, given)
				id := next + geo.ZoneID(i)
				added, given[id] = append(added, zone(id, geo.HamasHeld, 0, 1, since(2), ids...)), ids
			}
			publish(rt, db, nil, nil, added)
			for _, z := range zonesOf(rt, db, store.ZoneQuery{}) {
				same(rt, "updates", slices.Compact(slices.Sorted(slices.Values(given[z.ID]))), slices.Collect(z.Updates.All()))
			}
		})
	})
	t.Run("as of earlier, a zone rests on what it rested on then", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		var times []time.Time
		for id := range geo.UpdateID(geo.UpdatesInBlock + 5) {
			var closed []store.ZoneKey
			for _, z := range zonesOf(t, db, store.ZoneQuery{}) {
				closed = append(closed, key(z))
			}
			z := zone(1, geo.HamasHeld, 0, 1, since(1), countedTo(1+id)...)
			_, at := publish(t, db, []geo.Update{paint(1+id, geo.HamasHeld, 0, 1, since(1))}, closed, []geo.Zone{z})
			times = append(times, at)
		}
		for i, at := range times {
			zones := zonesOf(t, db, store.ZoneQuery{AsOf: at})
			same(t, "zones", 1, len(zones))
			same(t, "updates", countedTo(geo.UpdateID(i+1)), slices.Collect(zones[0].Updates.All()))
		}
	})
}

// anyIDs returns ids, some of them those of an earlier zone and more.
func anyIDs(rt *rapid.T, given map[geo.ZoneID][]geo.UpdateID) []geo.UpdateID {
	ids := rapid.SliceOf(rapid.Map(rapid.IntRange(1, setUpdates), func(n int) geo.UpdateID { return geo.UpdateID(n) })).Draw(rt, "ids")
	if len(given) > 0 && rapid.Bool().Draw(rt, "more than an earlier one") {
		earlier := geo.ZoneID(rapid.IntRange(1, len(given)).Draw(rt, "earlier"))
		ids = append(ids, given[earlier]...)
	}
	return ids
}

// countedTo returns the ids from 1 to one.
func countedTo(last geo.UpdateID) (ids []geo.UpdateID) {
	for id := geo.UpdateID(1); id <= last; id++ {
		ids = append(ids, id)
	}
	return ids
}
