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
	t.Run("enclaves", suite.enclaves)
	t.Run("boundaries", suite.boundaries)
	t.Run("settings", suite.settings)
	t.Run("series", suite.series)
	t.Run("heads", suite.heads)
	t.Run("publications", suite.publications)
	t.Run("refusals", suite.refusals)
	t.Run("zones", suite.zones)
	t.Run("updates", suite.updates)
	t.Run("dated things", suite.datedThings)
	t.Run("measures", suite.measures)
	t.Run("transactions", suite.transactions)
	t.Run("recorded times", suite.recordedTimes)
	t.Run("data version", suite.dataVersion)
	t.Run("concurrency", suite.concurrency)
	t.Run("any history", suite.anyHistory)
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
