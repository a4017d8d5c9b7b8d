package server

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// newServer returns a server over a world, with a clock that stands still.
func newServer(t testing.TB, w *world, change ...func(*Config)) *Server {
	t.Helper()
	config := Config{
		Store: w.store, Metric: w.metric, Clock: func() time.Time { return today }, Version: "test",
		RequestID: func() string { return "request-1" }, Limits: Limits{Measure: time.Minute},
	}
	for _, f := range change {
		f(&config)
	}
	s, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// get asks a handler for a URL; headers are names and values in turn.
func get(h http.Handler, url string, headers ...string) *httptest.ResponseRecorder {
	return ask(h, http.MethodGet, url, headers...)
}

func ask(h http.Handler, method, url string, headers ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, url, http.NoBody)
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, request)
	return recorder
}

// decode reads the JSON of an answer that must be 200.
func decode[T any](t testing.TB, answer *httptest.ResponseRecorder) (value T) {
	t.Helper()
	if answer.Code != http.StatusOK {
		t.Fatalf("status %d: %s", answer.Code, answer.Body)
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &value); err != nil {
		t.Fatalf("%v in %s", err, answer.Body)
	}
	return value
}

// problemIn reads the problem of an answer that must have a status.
func problemIn(t testing.TB, answer *httptest.ResponseRecorder, status int) (p Problem) {
	t.Helper()
	if answer.Code != status {
		t.Fatalf("status %d, want %d: %s", answer.Code, status, answer.Body)
	}
	if got := answer.Header().Get("Content-Type"); got != problemType {
		t.Fatalf("Content-Type %q, want %q", got, problemType)
	}
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &p); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return p
}

// askWithBody asks for a URL with a body.
func askWithBody(h http.Handler, url, body string) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, url, strings.NewReader(body)))
	return recorder
}
