package ingest_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/bench/ground"
	"splitline/internal/ingest"
)

// series1500 adds an enclave with a boundary of 1,500 vertices and one series.
func (b bench) series1500(t testing.TB, random *rand.Rand) geo.SeriesRef {
	t.Helper()
	boundary := geo.Boundary{
		Ref: geo.BoundaryRef{ID: "wavy"}, Enclave: small, Source: testSource(),
		Geometry: orb.MultiPolygon{{ground.Ring(random, 1500, orb.Point{34.4, 31.4}, 0.3)}},
	}
	ref := b.smallSeries(t)
	if _, err := b.UseBoundary(t.Context(), boundary, nil); err != nil {
		t.Fatal(err)
	}
	return ref
}

// daily returns n statements of one kind, a day apart, along the front of the enclave of series1500.
func daily(random *rand.Rand, ref geo.SeriesRef, kind geo.UpdateKind, first, n int) []geo.Update {
	updates := make([]geo.Update, n)
	for i := range updates {
		u := statement(ref, date(2000, 1, 1+first+i), []geo.ControllerID{geo.HamasHeld, geo.IsraeliHeld}[i%2], 0, 0, 1, 1)
		ring := ground.Edit(random)
		if kind == geo.Replace {
			u.Kind, u.Remainder, u.Areas[0].Controller = kind, geo.HamasHeld, geo.IsraeliHeld
			ring = ground.Ring(random, 1500, orb.Point{34.2, 31.4}, 0.3)
		}
		u.Areas[0].Geometry = orb.MultiPolygon{{ring}}
		updates[i] = u
	}
	return updates
}

// BenchmarkBackdated1000 publishes one edit on the front before 1,000 later dates, and withdraws it outside of the
// measured time.
func BenchmarkBackdated1000(b *testing.B) {
	for _, kind := range []geo.UpdateKind{geo.Paint, geo.Replace} {
		b.Run(string(kind), func(t *testing.B) {
			random := rand.New(rand.NewPCG(1, 2))
			b := newBench(t)
			ref := b.series1500(t, random)
			updates := daily(random, ref, kind, 0, 1000)
			if _, err := b.Publish(t.Context(), ref, updates, geo.Edition{Title: "Test"}, nil); err != nil {
				t.Fatal(err)
			}
			edit := daily(random, ref, geo.Paint, 0, 1)
			edit[0].Valid.From = edit[0].Valid.From.Add(12 * time.Hour)
			edit[0].Areas[0].Controller = geo.Contested
			var done ingest.Published
			for t.Loop() {
				var err error
				if done, err = b.Publish(t.Context(), ref, edit, geo.Edition{Title: "Test"}, nil); err != nil {
					t.Fatal(err)
				}
				t.StopTimer()
				if _, err := b.Withdraw(t.Context(), ref, done.Updates[0].ID, testSource(), "", nil); err != nil {
					t.Fatal(err)
				}
				t.StartTimer()
			}
			t.ReportMetric(float64(done.Added), "rows-added")
			t.ReportMetric(float64(done.Closed), "rows-closed")
		})
	}
}

// BenchmarkPublishOnto publishes one edit after all dates of a series that has so many.
func BenchmarkPublishOnto(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(n), func(t *testing.B) {
			random := rand.New(rand.NewPCG(1, 2))
			b := newBench(t)
			ref := b.smallSeries(t)
			publish := func(updates []geo.Update) {
				if _, err := b.Publish(t.Context(), ref, updates, geo.Edition{Title: "Test"}, nil); err != nil {
					t.Fatal(err)
				}
			}
			publish(spots(random, ref, 0, n))
			next := n
			for t.Loop() {
				publish(spots(random, ref, next, 1))
				next++
			}
		})
	}
}

// spots returns n paints a day apart in the small enclave, each of one of a hundred overlapping spots, so that the
// linework stays as complex as it is.
func spots(random *rand.Rand, ref geo.SeriesRef, first, n int) []geo.Update {
	updates := make([]geo.Update, n)
	for i := range updates {
		controller := []geo.ControllerID{geo.HamasHeld, geo.IsraeliHeld, geo.Contested}[random.IntN(3)]
		u := statement(ref, date(2000, 1, 1+first+i), controller, 0, 0, 1, 1)
		spot := random.IntN(100)
		middle := orb.Point{34.005 + 0.01*float64(spot%10), 31.005 + 0.01*float64(spot/10)}
		ring := ground.Ring(rand.New(rand.NewPCG(uint64(spot), 1)), 20, middle, 0.006)
		u.Areas[0].Geometry = orb.MultiPolygon{{ring}}
		updates[i] = u
	}
	return updates
}
