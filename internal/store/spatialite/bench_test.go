package spatialite_test

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

func BenchmarkOpen(b *testing.B) {
	b.Run("new", func(b *testing.B) {
		folder := b.TempDir()
		for i := range b.N {
			closeStore(b, open(b, filepath.Join(folder, fmt.Sprintf("%d.db", i)), spatialite.Options{}))
		}
	})
	b.Run("existing", func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "store.db")
		closeStore(b, open(b, path, spatialite.Options{}))
		for b.Loop() {
			closeStore(b, open(b, path, spatialite.Options{}))
		}
	})
}

func BenchmarkPublish20Zones(b *testing.B) {
	db := founded(b)
	for b.Loop() {
		publishDates(b, db, 1, 20, 40)
	}
}

func BenchmarkSnapshotOf3000Vertices(b *testing.B) {
	db := founded(b)
	publishDates(b, db, 100, 6, 500)
	at := geo.AskInstant(time.Date(2025, 1, 50, 12, 0, 0, 0, time.UTC))
	for b.Loop() {
		if zones := readZones(b, db, store.ZoneQuery{Series: ref, Valid: &at}); len(zones) != 6 {
			b.Fatalf("%d zones", len(zones))
		}
	}
}

func BenchmarkSeriesOf1000Dates(b *testing.B) {
	db := founded(b)
	publishDates(b, db, 1000, 2, 40)
	b.Run("all zones", func(b *testing.B) {
		for b.Loop() {
			if zones := readZones(b, db, store.ZoneQuery{Series: ref}); len(zones) != 2000 {
				b.Fatalf("%d zones", len(zones))
			}
		}
	})
	b.Run("one date", func(b *testing.B) {
		at := geo.AskInstant(time.Date(2025, 1, 700, 12, 0, 0, 0, time.UTC))
		for b.Loop() {
			if zones := readZones(b, db, store.ZoneQuery{Series: ref, Valid: &at}); len(zones) != 2 {
				b.Fatalf("%d zones", len(zones))
			}
		}
	})
	b.Run("changes", func(b *testing.B) {
		for b.Loop() {
			err := db.Read(context.Background(), func(r store.Reader) error {
				_, err := r.Changes(context.Background(), ref, time.Time{})
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("head", func(b *testing.B) {
		for b.Loop() {
			err := db.Read(context.Background(), func(r store.Reader) error {
				_, err := r.Head(context.Background(), ref, store.Pin{})
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// circle returns a polygon of so many vertices.
func circle(vertices int) orb.Polygon {
	ring := make(orb.Ring, 0, vertices+1)
	for i := range vertices {
		angle := 2 * math.Pi * float64(i) / float64(vertices)
		ring = append(ring, orb.Point{34.4 + 0.1*math.Cos(angle), 31.4 + 0.1*math.Sin(angle)})
	}
	return orb.Polygon{append(ring, ring[0])}
}
