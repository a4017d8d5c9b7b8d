package answer_test

import (
	"context"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/trend"
	"splitline/internal/ingest"
	"splitline/internal/store"
)

// BenchmarkYearOfDays asks about the end of a year in which the line moved by three metres each day and was looked at.
func BenchmarkYearOfDays(b *testing.B) {
	s := newScene(b)
	s.field(b)
	updates := []geo.Update{eastOf(6, day(1), geo.HamasHeld)}
	for d := 1; d < 365; d++ {
		u := gives(5, 6, day(1).AddDate(0, 0, d), geo.IsraeliHeld)
		west := 34.06 - 3e-5*float64(d)
		u.Areas[0].Geometry = orb.MultiPolygon{{{{west, 31}, {34.06, 31}, {34.06, 31.12}, {west, 31.12}, {west, 31}}}}
		updates = append(updates, u)
	}
	for i := range updates {
		updates[i].Series = fieldSeries("assessed")
	}
	if _, err := s.ingest.Publish(context.Background(), fieldSeries("assessed"), updates, geo.Edition{Title: "A year"}, ingest.Progress(nil)); err != nil {
		b.Fatal(err)
	}
	at := day(1).AddDate(0, 0, 364).Add(time.Hour)
	service := s.service()
	defer service.Close()
	state, err := service.State(context.Background(), fieldSeries("assessed"), store.Pin{})
	if err != nil {
		b.Fatal(err)
	}
	if err := service.Prepare(context.Background(), state, nil); err != nil {
		b.Fatal(err)
	}
	first := time.Now()
	if got := ask(b, service, fieldSeries("assessed"), store.Pin{}, at).Trend; got.Word != trend.Frozen {
		b.Fatalf("got %q: %s", got.Word, got.Headline)
	}
	asked := time.Since(first)
	b.Run("asked before", func(b *testing.B) {
		for b.Loop() {
			ask(b, service, fieldSeries("assessed"), store.Pin{}, at)
		}
		b.ReportMetric(float64(asked.Milliseconds()), "ms-first")
	})
	b.Run("a second later", func(b *testing.B) {
		for i := 1; b.Loop(); i++ {
			ask(b, service, fieldSeries("assessed"), store.Pin{}, at.Add(time.Duration(i)*time.Second))
		}
	})
	b.Run("after a restart", func(b *testing.B) {
		for b.Loop() {
			again := s.service()
			ask(b, again, fieldSeries("assessed"), store.Pin{}, at)
			again.Close()
		}
	})
}
