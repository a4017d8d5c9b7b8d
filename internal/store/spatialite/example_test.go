package spatialite_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

// An enclave is added in one transaction and renamed in another.
func Example() {
	folder, err := os.MkdirTemp("", "splitline")
	if err == nil {
		err = errors.Join(addAndRename(filepath.Join(folder, "splitline.db")), os.RemoveAll(folder))
	}
	if err != nil {
		fmt.Println(err)
	}
	// Output: The Strip 2025-11-01T12:00:00.000001Z
}

func addAndRename(path string) error {
	ctx := context.Background()
	clock := func() time.Time { return time.Date(2025, 11, 1, 12, 0, 0, 0, time.UTC) }
	db, err := spatialite.Open(ctx, path, spatialite.Options{Clock: clock})
	if err != nil {
		return err
	}
	enclave := geo.Enclave{ID: "strip", Name: geo.English("Strip"), TimeZone: "Asia/Gaza"}
	added := db.Write(ctx, func(w store.Writer) error {
		outline := orb.MultiPolygon{{{{34, 31}, {35, 31}, {35, 32}, {34, 31}}}}
		boundary := geo.Boundary{
			Ref: geo.BoundaryRef{ID: "outline"}, Geometry: outline, AreaM2: geo.AreaM2(outline), Enclave: enclave.ID,
			Source: geo.Source{Title: "Survey", Grade: geo.NotJudged},
		}
		return w.AddEnclave(ctx, enclave, boundary, geo.DefaultSettings(enclave.ID))
	})
	renamed := db.Write(ctx, func(w store.Writer) error {
		enclave.Name = geo.English("The Strip")
		return w.SetEnclave(ctx, enclave)
	})
	shown := db.Read(ctx, func(r store.Reader) error {
		e, err := r.Enclave(ctx, enclave.ID, time.Time{})
		fmt.Println(e.Name.In("en"), e.Recorded.From.Format(time.RFC3339Nano))
		return err
	})
	return errors.Join(added, renamed, shown, db.Close())
}
