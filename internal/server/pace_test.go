package server

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/store"
	"splitline/tiles"
)

func TestWorkInTheBackgroundWaitsForRequests(t *testing.T) {
	served := &route{}
	t.Run("it goes on at once where there are none", func(t *testing.T) {
		if err := new(pace).pause(t.Context()); err != nil {
			t.Error(err)
		}
	})
	t.Run("it goes on when the last of them is answered", func(t *testing.T) {
		var p pace
		p.attend(served)
		p.attend(served)
		paused := make(chan error, 1)
		go func() { paused <- p.pause(t.Context()) }()
		p.done(served)
		p.done(served)
		if err := <-paused; err != nil || p.waiting.Load() != 0 {
			t.Errorf("%v with %d requests", err, p.waiting.Load())
		}
	})
	t.Run("it goes on in the end under steady load", func(t *testing.T) {
		var p pace
		p.attend(served)
		begin := time.Now()
		if err := p.pause(t.Context()); err != nil || time.Since(begin) < longestPause {
			t.Errorf("%v after %s", err, time.Since(begin))
		}
	})
	t.Run("it ends with its context", func(t *testing.T) {
		var p pace
		p.attend(served)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := p.pause(ctx); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	t.Run("it does not wait for streams and questions about the server", func(t *testing.T) {
		s := newServer(t, newWorld(t))
		for _, path := range []string{"/events", "/healthz", "/readyz", "/metrics"} {
			s.pace.attend(s.declared[path])
		}
		if got := s.pace.waiting.Load(); got != 0 {
			t.Errorf("%d requests are waited for", got)
		}
		if s.pace.attend(s.declared["/"]); s.pace.waiting.Load() != 1 {
			t.Error("the page is not waited for")
		}
	})
}

func TestNoRequestIsCountedOnceItIsAnswered(t *testing.T) {
	s := newServer(t, newWorld(t), func(c *Config) { c.Web = app() })
	for range 2 { // the second time by its URL alone
		for _, url := range []string{"/", tileURL() + "?revision=2", "/nowhere", seriesURL + "/timeline", "/tiles/strip/none.json"} {
			get(s.Handler(), url)
		}
	}
	if got := s.pace.waiting.Load(); got != 0 {
		t.Errorf("%d requests are counted for ever", got)
	}
}

func TestAServerIsReadyWhenItIsWarm(t *testing.T) {
	s := newServer(t, newWorld(t))
	w := s.startWarming()
	ready := make(chan int)
	go func() { ready <- get(s.Handler(), "/readyz").Code }()
	if err := s.warmUp(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	if got := <-ready; got != http.StatusOK {
		t.Errorf("/readyz is %d", got)
	}
	if !s.drawnAt(t, reported, tiles.MaxZoom) {
		t.Error("the deepest zoom of the default series is not prepared")
	}
}

func TestAServerIsReadyInTimeAlsoIfItIsNotWarm(t *testing.T) {
	s := newServer(t, newWorld(t))
	w := s.startWarming()
	if got := get(s.Handler(), "/readyz").Code; got != http.StatusOK {
		t.Errorf("/readyz is %d", got)
	}
	select {
	case <-w.over:
	default:
		t.Error("it was ready before its time")
	}
}

func TestNobodyWaitsForASeriesThatTakesLong(t *testing.T) {
	s := newServer(t, newLongWorld(t, warmDates))
	if err := s.warmUp(t.Context(), s.startWarming()); err != nil {
		t.Fatal(err)
	}
	if s.drawnAt(t, reported, tiles.MaxZoom) {
		t.Errorf("%d dates were prepared", warmDates+2)
	}
	if got := get(s.Handler(), "/readyz").Code; got != http.StatusOK {
		t.Errorf("/readyz is %d", got)
	}
}

// drawnAt reports whether a zoom of the newest revision of a series is prepared.
func (s *Server) drawnAt(t *testing.T, ref geo.SeriesRef, zoom tiles.Zoom) bool {
	t.Helper()
	state, err := s.answers.State(t.Context(), ref, store.Pin{})
	if err != nil {
		t.Fatal(err)
	}
	set, found := s.sets.Get(setKey{ref, state.Revision, settingsOf(state)})
	return found && set.drawn[zoom].Load()
}
