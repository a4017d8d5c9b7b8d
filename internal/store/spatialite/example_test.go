package spatialite_test

import (
	"context"
	"fmt"
	"log"
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
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	ctx := context.Background()
	clock := func() time.Time { return time.Date(2025, 11, 1, 12, 0, 0, 0, time.UTC) }
	db, err := spatialite.Open(ctx, filepath.Join(folder, "splitline.db"), spatialite.Options{Clock: clock})
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	enclave := geo.Enclave{ID: "strip", Name: geo.English("Strip"), TimeZone: "Asia/Gaza"}
	err = db.Write(ctx, func(w store.Writer) error {
		outline := orb.MultiPolygon{{{{34, 31}, {35, 31}, {35, 32}, {34, 31}}}}
		boundary := geo.Boundary{
			Ref: geo.BoundaryRef{ID: "outline"}, Geometry: outline, AreaM2: geo.AreaM2(outline), Enclave: "strip",
			Source: geo.Source{Title: "Survey", Grade: geo.NotJudged},
		}
		return w.AddEnclave(ctx, enclave, boundary, geo.DefaultSettings("strip"))
	})
	if err != nil {
		log.Fatal(err)
	}
	err = db.Write(ctx, func(w store.Writer) error {
		enclave.Name = geo.English("The Strip")
		return w.SetEnclave(ctx, enclave)
	})
	if err != nil {
		log.Fatal(err)
	}
	err = db.Read(ctx, func(r store.Reader) error {
		e, err := r.Enclave(ctx, "strip")
		fmt.Println(e.Name.In("en"), e.Recorded.From.Format(time.RFC3339Nano))
		return err
	})
	if err != nil {
		log.Fatal(err)
	}
	// Output: The Strip 2025-11-01T12:00:00.000001Z
}
