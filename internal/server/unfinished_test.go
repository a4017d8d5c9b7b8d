package server

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/internal/answer"
	"splitline/internal/store"
)

// gated returns a metric that measures nothing until the gate is opened.
func gated(w *world) (metric func(orb.Bound) split.Metric, open func()) {
	gate := make(chan struct{})
	return func(b orb.Bound) split.Metric {
		<-gate
		return w.metric(b)
	}, func() { close(gate) }
}

func TestATimelineDoesNotWaitForWhatIsNotMeasured(t *testing.T) {
	w := newWorld(t)
	metric, open := gated(w)
	s := newServer(t, w, func(c *Config) { c.Metric, c.Limits.Measure = metric, time.Nanosecond })
	response := get(s.Handler(), seriesURL+"/timeline?revision=2")
	if got := response.Header().Get("Cache-Control"); got != "no-cache" {
		t.Errorf("Cache-Control %q", got)
	}
	early := decode[answer.Timeline](t, response)
	if early.Measured != 0 || early.Of != 2 || len(early.Changes) != 2 || len(early.Updates) != 2 {
		t.Fatalf("%d of %d measured, %d changes, %d updates", early.Measured, early.Of, len(early.Changes), len(early.Updates))
	}
	want := answer.Change{
		From: answer.At(secondDay), Pending: true, Updates: []geo.UpdateID{2},
		Verdict: answer.Verdict{Word: split.Unknown, Headline: "Not measured yet"},
		Controllers: []answer.Holding{
			{ID: geo.IsraeliHeld, AreaKm2: early.Changes[1].Controllers[0].AreaKm2, Share: early.Changes[1].Controllers[0].Share, Percent: 60},
			{ID: geo.HamasHeld, AreaKm2: early.Changes[1].Controllers[1].AreaKm2, Share: early.Changes[1].Controllers[1].Share, Percent: 40},
		},
	}
	if diff := cmp.Diff(want, early.Changes[1]); diff != "" {
		t.Errorf("a change that is not measured (-want +got):\n%s", diff)
	}
	open()
	state, err := s.answers.State(t.Context(), reported, store.Pin{Revision: 2})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.answers.Prepare(t.Context(), state, nil); err != nil {
		t.Fatal(err)
	}
	response = get(s.Handler(), seriesURL+"/timeline?revision=2")
	if got := response.Header().Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
		t.Errorf("Cache-Control %q of the whole", got)
	}
	late := decode[answer.Timeline](t, response)
	if late.Measured != 2 || late.Changes[1].Pending || late.Changes[1].Turnover == nil || late.Changes[0].Turnover != nil {
		t.Errorf("%d measured, changes %+v", late.Measured, late.Changes)
	}
}

func TestAComparisonDoesNotWaitForItsTurnover(t *testing.T) {
	w := newWorld(t)
	s := newServer(t, w, func(c *Config) { c.Limits.Measure = time.Nanosecond })
	const url = seriesURL + "/changes?from=2025-10-20&to=2025-11-20&revision=2"
	early := get(s.Handler(), url)
	if got := decode[answer.Changes](t, early); !got.Pending || got.Turnover != nil || got.ChangedShare == 0 {
		t.Errorf("pending %t, turnover %+v, changed %g", got.Pending, got.Turnover, got.ChangedShare)
	}
	if got := early.Header().Get("Cache-Control"); got != "no-cache" {
		t.Errorf("Cache-Control %q", got)
	}
	state, err := s.answers.State(t.Context(), reported, store.Pin{Revision: 2})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.answers.Prepare(t.Context(), state, nil); err != nil {
		t.Fatal(err)
	}
	late := get(s.Handler(), url)
	if got := decode[answer.Changes](t, late); got.Pending || got.Turnover == nil {
		t.Errorf("pending %t, turnover %+v once it is measured", got.Pending, got.Turnover)
	}
	if got := late.Header().Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
		t.Errorf("Cache-Control %q of the whole", got)
	}
}

func TestAnAnswerAboutAnInstantDoesNotWaitForTheDatesBefore(t *testing.T) {
	w := newWorld(t)
	s := newServer(t, w)
	state, err := s.answers.State(t.Context(), reported, store.Pin{})
	if err != nil {
		t.Fatal(err)
	}
	early, err := s.answers.SplitSoon(t.Context(), state, thirdDay, time.Nanosecond)
	if err != nil {
		t.Fatal(err)
	}
	if !early.Pending || early.Verdict.Word != split.TwoZone || !early.Verdict.Since.IsZero() || early.Trend.Headline != "Not measured yet" {
		t.Errorf("pending %t, %+v, %+v", early.Pending, early.Verdict, early.Trend)
	}
	late, err := s.answers.SplitSoon(t.Context(), state, thirdDay, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if late.Pending || !late.Verdict.Since.Equal(firstDay) || late.Trend.Headline == "Not measured yet" {
		t.Errorf("pending %t, %+v, %+v once all is measured", late.Pending, late.Verdict, late.Trend)
	}
}

func TestALongSeriesLetsOthersGoFirst(t *testing.T) {
	s := newServer(t, newWorld(t))
	state, err := s.answers.State(t.Context(), reported, store.Pin{})
	if err != nil {
		t.Fatal(err)
	}
	s.wake(plan)
	ended, end := context.WithCancel(t.Context())
	end()
	if err := s.prepareMeasuresUntil(t.Context(), ended, state); err != nil {
		t.Fatal(err)
	}
	if first, second := <-s.queue, <-s.queue; first != plan || second != reported {
		t.Errorf("%s is prepared before %s", first, second)
	}
	if err := s.prepareMeasuresUntil(t.Context(), ended, state); err != nil {
		t.Fatal(err)
	}
	if !s.answers.Prepared(state) || len(s.queue) != 0 {
		t.Error("a series that nobody waits for is not measured to its end")
	}
}

func TestComparisonsAreKeptInTheStore(t *testing.T) {
	w := newWorld(t)
	const url = seriesURL + "/changes?from=2025-10-20&to=2025-11-20"
	s := newServer(t, w)
	first := get(s.Handler(), url)
	if first.Code != http.StatusOK {
		t.Fatalf("status %d: %s", first.Code, first.Body)
	}
	s.Close() // what is being kept is kept then
	later := newServer(t, &world{store: w.store, metric: func(orb.Bound) split.Metric {
		t.Error("compared again")
		return w.metric(orb.Bound{})
	}})
	if diff := cmp.Diff(first.Body.String(), get(later.Handler(), url).Body.String()); diff != "" {
		t.Errorf("a server started later answers (-want +got):\n%s", diff)
	}
}
