package server

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

func TestAStampedeOnAColdTileDrawsItOnce(t *testing.T) {
	s := newServer(t, newWorld(t))
	const clients = 64
	start := make(chan struct{})
	answers := make([]*httptest.ResponseRecorder, clients)
	var asking sync.WaitGroup
	for i := range clients {
		ctx, hangUp := context.WithCancel(t.Context())
		if i%3 == 0 {
			hangUp() // the client has gone before its answer
		}
		asking.Go(func() {
			defer hangUp()
			<-start
			request := httptest.NewRequest(http.MethodGet, tileURL()+"?revision=2", http.NoBody).WithContext(ctx)
			answers[i] = httptest.NewRecorder()
			s.Handler().ServeHTTP(answers[i], request)
		})
	}
	close(start)
	asking.Wait()
	if made := s.bodies.Stats().Made; made != 1 {
		t.Errorf("%d bodies were made, want one", made)
	}
	var whole string
	for i, answer := range answers {
		if i%3 == 0 {
			continue
		}
		if answer.Code != http.StatusOK || answer.Body.Len() == 0 {
			t.Fatalf("client %d got %d with %d bytes", i, answer.Code, answer.Body.Len())
		}
		if whole == "" {
			whole = answer.Body.String()
		}
		if answer.Body.String() != whole {
			t.Errorf("client %d got other bytes", i)
		}
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
