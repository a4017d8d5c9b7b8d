package server

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

// newLongWorld returns a world whose front moves every day for so many days.
func newLongWorld(tb testing.TB, days int) *world {
	tb.Helper()
	w := newWorld(tb)
	var updates []geo.Update
	var added []geo.Zone
	for i := range days {
		from := thirdDay.AddDate(0, 0, i)
		valid := geo.Interval{From: from, To: from.AddDate(0, 0, 1)}
		if i == days-1 {
			valid.To = time.Time{}
		}
		at := 34.25 + 0.0001*float64(i%500+1)
		updates = append(updates, paint(at, from))
		added = append(added, front(at, valid, 1, geo.UpdateID(3+i))...)
	}
	last := front(34.28, geo.Interval{From: secondDay}, 1, 2)
	w.publish(tb, "Every day", updates, last, append(added, front(34.28, geo.Interval{From: secondDay, To: thirdDay}, 1, 2)...))
	return w
}

// move publishes another front for one of the days of a long world, which no other day is touched by.
func (w *world) move(tb testing.TB, day int) {
	tb.Helper()
	from := thirdDay.AddDate(0, 0, day)
	valid := geo.Interval{From: from, To: from.AddDate(0, 0, 1)}
	before, at := 34.25+0.0001*float64(day%500+1), 34.35+0.0001*float64(day%500)
	u := paint(at, from)
	u.Valid = valid
	w.publish(tb, "Moved", []geo.Update{u}, front(before, valid, 1), front(at, valid, 1, geo.UpdateID(3+day)))
}

func BenchmarkTimelineOfAThousandDates(b *testing.B) {
	w := newLongWorld(b, 1000)
	s := newServer(b, w)
	start := time.Now()
	if answer := get(s.Handler(), seriesURL+"/timeline"); answer.Code != http.StatusOK {
		b.Fatalf("status %d: %s", answer.Code, answer.Body)
	}
	measured := time.Since(start)
	later := newServer(b, w)
	start = time.Now()
	answer := get(later.Handler(), seriesURL+"/timeline", "Accept-Encoding", "br")
	read := time.Since(start)
	b.Run("in memory", func(b *testing.B) {
		benchmark(b, s.Handler(), seriesURL+"/timeline?revision=3")
		b.ReportMetric(measured.Seconds(), "s-measured")
		b.ReportMetric(read.Seconds(), "s-from-file")
		b.ReportMetric(float64(answer.Body.Len()), "bytes-br")
	})
	b.Run("after a publication that touched one date", func(b *testing.B) {
		day := 0
		b.ReportAllocs()
		for b.Loop() {
			b.StopTimer()
			w.move(b, day)
			day++
			b.StartTimer()
			if answer := get(s.Handler(), seriesURL+"/timeline", "Accept-Encoding", "br"); answer.Code != http.StatusOK {
				b.Fatalf("status %d", answer.Code)
			}
		}
	})
	b.Run("measures in memory", func(b *testing.B) {
		state, err := s.answers.State(b.Context(), reported, store.Pin{})
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := jsonDocument(s.answers.Timeline(b.Context(), state)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("split of the last date", func(b *testing.B) { benchmark(b, s.Handler(), seriesURL+"/split?revision=3&datetime=2029-01-01") })
	b.Run("history", func(b *testing.B) {
		benchmark(b, s.Handler(), fmt.Sprintf("%s/history?lon=34.27&lat=31.25", seriesURL))
	})
}
