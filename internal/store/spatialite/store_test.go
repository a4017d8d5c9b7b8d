package spatialite_test

import (
	"context"
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

// open opens a file, which must succeed.
func open(t testing.TB, path string, options spatialite.Options) *spatialite.Store {
	t.Helper()
	s, err := spatialite.Open(context.Background(), path, options)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
