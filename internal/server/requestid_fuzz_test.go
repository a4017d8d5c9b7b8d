package server

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"
)

// FuzzRequestID answers requests that bring an id of their own. What is sent back, and so stands in the log, is that id if
// it is short and plain, and else one of the server.
func FuzzRequestID(f *testing.F) {
	h := newServer(f, newWorld(f)).Handler()
	for _, seed := range []string{"", "abc-1.2_3", "a b", "a\r\nX: y", "ü", "\x00", "a\"b", string(make([]byte, 65)), "-", "%0a"} {
		f.Add(seed)
	}
	plain := regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)
	f.Fuzz(func(t *testing.T, id string) {
		recorder := httptest.NewRecorder()
		request := httptest.NewRequest(http.MethodGet, "/healthz", http.NoBody)
		request.Header["X-Request-Id"] = []string{id}
		h.ServeHTTP(recorder, request)
		got := recorder.Header().Get("X-Request-Id")
		if recorder.Code >= http.StatusInternalServerError || !plain.MatchString(got) {
			t.Errorf("status %d, id %q for %q", recorder.Code, got, id)
		}
		if plain.MatchString(id) && got != id {
			t.Errorf("a plain id %q became %q", id, got)
		}
	})
}
