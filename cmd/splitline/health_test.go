package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestHealthSaysWhatTheServerSays(t *testing.T) {
	for _, tt := range []struct {
		name         string
		status, exit int
		says         string
	}{
		{"a server that is ready", http.StatusOK, exitDone, "is ready"},
		{"a server that stops", http.StatusServiceUnavailable, exitFailed, "is not ready: 503"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/readyz" {
					t.Errorf("asked for %s", r.URL.Path)
				}
				w.WriteHeader(tt.status)
			}))
			defer server.Close()
			askHealth(t, strings.TrimPrefix(server.URL, "http://"), tt.exit, tt.says)
		})
	}
}

func TestHealthFailsWhereNothingListens(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	address := strings.TrimPrefix(server.URL, "http://")
	server.Close()
	askHealth(t, address, exitFailed, "no server answers at "+address)
	askHealth(t, "not an address", exitUsage, "must be a host and a port")
}

func askHealth(t *testing.T, address string, exit int, says string) {
	t.Helper()
	var out bytes.Buffer
	if got := run(t.Context(), []string{"health", "--addr", address}, &out, &out); got != exit {
		t.Errorf("exit status %d, want %d", got, exit)
	}
	if !strings.Contains(out.String(), says) {
		t.Errorf("said %q, want %q in it", out.String(), says)
	}
}
