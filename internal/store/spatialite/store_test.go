package spatialite_test

import (
	"testing"
	"time"

	"splitline/internal/store"
	"splitline/internal/store/spatialite"
	"splitline/internal/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T, path string, clock func() time.Time) store.Store {
		t.Helper()
		return open(t, path, spatialite.Options{Clock: clock})
	})
}
