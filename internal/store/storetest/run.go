package storetest

import (
	"path/filepath"
	"testing"
	"time"

	"splitline/internal/store"
)

// Open opens a store at path, making it if it is not there, which takes its recorded times from clock. It fails the
// test if it cannot; the suite closes the store.
type Open func(t *testing.T, path string, clock func() time.Time) store.Store

// Run runs the suite.
func Run(t *testing.T, open Open) {
	t.Helper()
	suite := suite{open: open}
	for _, group := range []struct {
		name string
		test func(*testing.T)
	}{
		{"enclaves", suite.enclaves},
		{"boundaries", suite.boundaries},
		{"settings", suite.settings},
		{"series", suite.series},
		{"heads", suite.heads},
		{"publications", suite.publications},
		{"refusals", suite.refusals},
		{"zones", suite.zones},
		{"updates", suite.updates},
		{"sets of updates", suite.updateSets},
		{"dated things", suite.datedThings},
		{"reference sets", suite.references},
		{"measures", suite.measures},
		{"transactions", suite.transactions},
		{"recorded times", suite.recordedTimes},
		{"data version", suite.dataVersion},
		{"concurrency", suite.concurrency},
		{"any history", suite.anyHistory},
	} {
		t.Run(group.name, func(t *testing.T) {
			t.Parallel()
			group.test(t)
		})
	}
}

// suite is what the tests have in common.
type suite struct {
	open Open
}

// fresh returns a new store and its clock.
func (s suite) fresh(t *testing.T) (store.Store, *Clock) {
	t.Helper()
	clock := NewClock()
	return s.at(t, filepath.Join(t.TempDir(), "store.db"), clock.Now), clock
}

// at opens the store at a path and closes it when the test ends.
func (s suite) at(t *testing.T, path string, clock func() time.Time) store.Store {
	t.Helper()
	opened := s.open(t, path, clock)
	t.Cleanup(func() {
		if err := opened.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return opened
}
