package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
	"splitline/internal/ingest"
)

// edit paints ground that the spots after the tenth day paint in part.
func edit(ref geo.SeriesRef, after int) geo.Update {
	return statement(ref, date(2000, 1, after).Add(time.Hour), geo.Contested, 1.5, 1.5, 4, 4)
}

func TestABackdatedEditWritesOnlyTheRowsThatDiffer(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	b.mustPublish(t, ref, spots(rand.New(rand.NewPCG(1, 2)), ref, 0, 40)...)
	before := b.zones(t, ref, time.Time{})
	change := edit(ref, 30)
	published := b.mustPublish(t, ref, change)
	after := b.zones(t, ref, time.Time{})
	gone, added := rest(before, after), rest(after, before)
	if published.Added != len(added) || published.Closed != len(gone) || len(added) == 0 {
		t.Errorf("%d rows are new and %d gone of %d, but %d were added and %d closed",
			len(added), len(gone), len(before), published.Added, published.Closed)
	}
	for _, z := range slices.Concat(gone, added) {
		if !z.Valid.Open() && z.Valid.To.Before(change.Valid.From) {
			t.Errorf("zone %d, valid from %v, ended before the edit", z.ID, z.Valid.From)
		}
	}
	withoutRecorded := func(z geo.Zone) geo.Zone { z.Recorded = geo.Interval{}; return z }
	for _, z := range added {
		if slices.ContainsFunc(gone, func(y geo.Zone) bool { return cmp.Equal(withoutRecorded(y), withoutRecorded(z)) }) {
			t.Errorf("zone %d, valid from %v, was written again as it was", z.ID, z.Valid.From)
		}
	}
}

// rest returns the rows that are not among others, by their name in the store.
func rest(rows, others []geo.Zone) []geo.Zone {
	name := func(z geo.Zone) string { return fmt.Sprint(z.ID, z.Valid.From.Unix(), z.Recorded.From.UnixMicro()) }
	known := make(map[string]bool)
	for _, z := range others {
		known[name(z)] = true
	}
	return slices.DeleteFunc(slices.Clone(rows), func(z geo.Zone) bool { return known[name(z)] })
}

func TestOnePublicationAfterAnotherMakesTheZonesOfOne(t *testing.T) {
	b := newBench(t)
	once := b.smallSeries(t)
	oneByOne := b.series(t, small, "one-by-one")
	updates := append(spots(rand.New(rand.NewPCG(1, 2)), once, 0, 40), edit(once, 12))
	b.mustPublish(t, once, updates...)
	for i := range updates {
		updates[i].Series = oneByOne
	}
	for _, i := range rand.New(rand.NewPCG(3, 4)).Perm(len(updates)) {
		b.mustPublish(t, oneByOne, updates[i])
	}
	if diff := cmp.Diff(b.ground(t, once), b.ground(t, oneByOne)); diff != "" {
		t.Errorf("zones (-at once +one by one):\n%s", diff)
	}
}

// ground says who holds what when, whatever the ids of zones and updates.
func (b bench) ground(t *testing.T, ref geo.SeriesRef) []string {
	t.Helper()
	var rows []string
	for _, z := range b.zones(t, ref, time.Time{}) {
		rows = append(rows, fmt.Sprint(z.Valid.From, z.Valid.To, z.Label, z.Polygon))
	}
	slices.Sort(rows)
	return rows
}

func TestAPublicationThatIsStoppedLeavesTheLastState(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	b.mustPublish(t, ref, spots(rand.New(rand.NewPCG(1, 2)), ref, 0, 20)...)
	head, zones := b.head(t, ref), b.zones(t, ref, time.Time{})
	ctx, stop := context.WithCancel(t.Context())
	told := 0
	_, err := b.Publish(ctx, ref, []geo.Update{edit(ref, 5)}, geo.Edition{Title: "Test"}, func(stage ingest.Stage, done, total int) {
		if told++; stage != ingest.Folding || done != told || total != 16 {
			t.Errorf("%s: %d of %d", stage, done, total)
		}
		if told == 8 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) || told != 8 {
		t.Fatalf("after %d dates: %v", told, err)
	}
	if diff := cmp.Diff(head, b.head(t, ref)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(zones, b.zones(t, ref, time.Time{})); diff != "" {
		t.Error(diff)
	}
}
