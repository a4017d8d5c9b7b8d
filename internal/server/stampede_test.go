package server

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"splitline/tiles"
)

// TestAStampedeOnAColdTileDrawsItOnce holds a cold tile back until a hundred clients wait for it, some of whom leave,
// and looks that nobody else waits with them.
func TestAStampedeOnAColdTileDrawsItOnce(t *testing.T) {
	s := newServer(t, newWorld(t), func(c *Config) { c.Web = app() })
	warm := "/tiles/strip/reported/" + tiles.AddressAt(orb.Point{34.3, 31.25}, 9).Path()
	get(s.Handler(), warm+"?revision=2")
	drawn := metricOf(t, s, "splitline_tile_encode_seconds")
	release := holdWork(s)
	const clients = 120
	codings := []string{"", "gzip", "br", "zstd"}
	answers := make([]*httptest.ResponseRecorder, clients)
	var asking, leaving sync.WaitGroup
	for i := range clients {
		ctx, hangUp := context.WithCancel(t.Context())
		request := httptest.NewRequest(http.MethodGet, tileURL()+"?revision=2", http.NoBody).WithContext(ctx)
		request.Header.Set("Accept-Encoding", codings[i%len(codings)])
		answers[i] = httptest.NewRecorder()
		group := &asking
		if i%3 == 0 {
			group = &leaving
		}
		group.Go(func() {
			defer hangUp()
			s.Handler().ServeHTTP(answers[i], request)
		})
		if i%3 == 0 {
			hangUp() // the client leaves before its answer
		}
	}
	leaving.Wait()
	for _, url := range []string{warm + "?revision=2", "/", "/healthz", seriesURL + "/timeline"} {
		if got := get(s.Handler(), url).Code; got != http.StatusOK {
			t.Errorf("meanwhile %s is %d", url, got)
		}
	}
	release()
	asking.Wait()
	if now := metricOf(t, s, "splitline_tile_encode_seconds"); now != drawn+1 {
		t.Errorf("the tile was drawn %g times, want once", now-drawn)
	}
	whole := make(map[string]string)
	for i, answer := range answers {
		if i%3 == 0 {
			continue
		}
		if answer.Code != http.StatusOK || answer.Body.Len() == 0 {
			t.Fatalf("client %d got %d with %d bytes", i, answer.Code, answer.Body.Len())
		}
		coding := answer.Header().Get("Content-Encoding")
		if first, met := whole[coding]; met && answer.Body.String() != first {
			t.Errorf("client %d got other bytes", i)
		}
		whole[coding] = answer.Body.String()
	}
	if len(whole) != len(codings) {
		t.Errorf("the answers came in %d codings, want %d", len(whole), len(codings))
	}
}

// holdWork takes every turn to work until it is released.
func holdWork(s *Server) (release func()) {
	for range cap(s.work.turns) {
		s.work.turns <- struct{}{}
	}
	return func() {
		for range cap(s.work.turns) {
			<-s.work.turns
		}
	}
}

func TestWorkBeyondTheBoundIsRefused(t *testing.T) {
	s := newServer(t, newWorld(t), func(c *Config) { c.Limits.Waiting = 2 })
	get(s.Handler(), tileURL()+"?revision=2") // is in memory from now on
	release := holdWork(s)
	room := cap(s.work.turns) + 2
	cold := func(i int) string { return fmt.Sprintf("/tiles/strip/reported/14/9749/%d.mvt?revision=2", 6600+i) }
	var waiting sync.WaitGroup
	for i := range room {
		waiting.Go(func() {
			if got := get(s.Handler(), cold(i)).Code; got != http.StatusOK && got != http.StatusNoContent {
				t.Errorf("tile %d is %d once its turn has come", i, got)
			}
		})
	}
	for s.work.waiting.Load() < int64(room) {
		runtime.Gosched()
	}
	refused := []string{cold(room), "/export/strip/reported.geojson?datetime=2025-10-20", seriesURL + "/history?lon=34.29&lat=31.25"}
	for _, url := range refused {
		answer := get(s.Handler(), url)
		problemIn(t, answer, http.StatusServiceUnavailable)
		if answer.Header().Get("Retry-After") == "" || answer.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s is refused with %v", url, answer.Header())
		}
	}
	if got := get(s.Handler(), tileURL()+"?revision=2").Code; got != http.StatusOK {
		t.Errorf("meanwhile a tile in memory is %d", got)
	}
	release()
	waiting.Wait()
	if got := get(s.Handler(), cold(room)).Code; got != http.StatusOK && got != http.StatusNoContent {
		t.Errorf("the tile that was refused is %d afterwards", got)
	}
	if got := metricOf(t, s, "splitline_refused_total"); got != float64(len(refused)) {
		t.Errorf("%g refusals are counted, want %d", got, len(refused))
	}
}

func TestATileIsDrawnForTheNextWhenTheOnlyClientHangsUp(t *testing.T) {
	s := newServer(t, newWorld(t))
	ctx, hangUp := context.WithCancel(t.Context())
	hangUp()
	request := httptest.NewRequest(http.MethodGet, tileURL(), http.NoBody).WithContext(ctx)
	recorder := httptest.NewRecorder()
	s.Handler().ServeHTTP(recorder, request)
	if recorder.Body.Len() > 0 {
		t.Errorf("a client that has gone was sent %s", recorder.Body)
	}
	if got := get(s.Handler(), tileURL()).Code; got != http.StatusOK {
		t.Errorf("the next client got %d", got)
	}
}

func TestBoundedMemoryDropsBodiesAndMakesThemAgain(t *testing.T) {
	s := newServer(t, newWorld(t), func(c *Config) { c.Limits.CacheBytes = 3000 })
	first := get(s.Handler(), tileURL()+"?revision=2").Body.String()
	for _, url := range pinnable() {
		get(s.Handler(), url+"revision=2")
	}
	if stats := s.bodies.Stats(); stats.Bytes > 3000 {
		t.Errorf("%d bytes are kept", stats.Bytes)
	}
	if again := get(s.Handler(), tileURL()+"?revision=2").Body.String(); again != first {
		t.Error("the tile made again differs")
	}
}
