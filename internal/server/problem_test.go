package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/store"
)

func TestEveryKindOfErrorHasItsStatus(t *testing.T) {
	tests := []struct {
		name      string
		err       error
		want      int
		parameter string
	}{
		{"an invalid value", fmt.Errorf("x: %w", geo.ErrInvalid), 400, ""},
		{"a fault that names a parameter", answer.Invalidf("lon", "Too far."), 400, "lon"},
		{"a fault wrapped again", fmt.Errorf("x: %w", answer.NotFoundf("series", "No.")), 404, "series"},
		{"not found", fmt.Errorf("x: %w", store.ErrNotFound), 404, ""},
		{"there already", fmt.Errorf("x: %w", store.ErrExists), 409, ""},
		{"changed meanwhile", fmt.Errorf("x: %w", store.ErrConflict), 409, ""},
		{"read-only", fmt.Errorf("x: %w", store.ErrReadOnly), 503, ""},
		{"locked", fmt.Errorf("x: %w", store.ErrBusy), 503, ""},
		{"damaged", fmt.Errorf("x: %w", store.ErrDamaged), 503, ""},
		{"foreign", fmt.Errorf("x: %w", store.ErrForeign), 503, ""},
		{"newer", fmt.Errorf("x: %w", store.ErrNewer), 503, ""},
		{"no SpatiaLite", fmt.Errorf("x: %w", store.ErrNoSpatiaLite), 503, ""},
		{"too slow", fmt.Errorf("x: %w", context.DeadlineExceeded), 503, ""},
		{"the client has gone", fmt.Errorf("x: %w", context.Canceled), 499, ""},
		{"a large body", fmt.Errorf("x: %w", &http.MaxBytesError{Limit: 1}), 413, ""},
		{"the router", echo.NewHTTPError(http.StatusMethodNotAllowed, "inner words"), 405, ""},
		{"anything else", errors.New("disk on fire at sector 7"), 500, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := problemOf(tt.err)
			if p.Status != tt.want || p.Parameter != tt.parameter {
				t.Errorf("problem %+v, want %d of %q", p, tt.want, tt.parameter)
			}
			for _, inner := range []string{"x:", "inner words", "sector 7"} {
				if strings.Contains(p.Detail, inner) {
					t.Errorf("the client is told %q", p.Detail)
				}
			}
		})
	}
}

func TestAPanicIsLoggedWithItsStackAndToldAsNothing(t *testing.T) {
	var log bytes.Buffer
	s := newServer(t, newWorld(t), func(c *Config) {
		c.Logger = slog.New(slog.NewJSONHandler(&log, nil))
		c.Surroundings = func(geo.EnclaveID) ([]byte, bool) { panic("secret words") }
	})
	s.echo.GET("/direct", func(echo.Context) error { panic("secret words") })
	for _, url := range []string{"/api/v1/enclaves/strip/surroundings", "/direct"} {
		log.Reset()
		answer := get(s.Handler(), url)
		problemIn(t, answer, http.StatusInternalServerError)
		if strings.Contains(answer.Body.String(), "secret") || strings.Contains(answer.Body.String(), ".go:") {
			t.Errorf("%s tells %s", url, answer.Body)
		}
		for _, word := range []string{"secret words", "problem_test.go", `"id":"request-1"`, `"level":"ERROR"`} {
			if !strings.Contains(log.String(), word) {
				t.Errorf("%s: the log lacks %q: %s", url, word, log.String())
			}
		}
	}
}

func TestEveryRequestIsLoggedOnce(t *testing.T) {
	var log bytes.Buffer
	h := newServer(t, newWorld(t), func(c *Config) { c.Logger = slog.New(slog.NewJSONHandler(&log, nil)) }).Handler()
	log.Reset()
	get(h, "/api/v1/enclaves/nowhere/places?x=1")
	if got := strings.Count(log.String(), "\n"); got != 1 {
		t.Fatalf("%d records: %s", got, log.String())
	}
	for _, word := range []string{`"method":"GET"`, `"path":"/api/v1/enclaves/nowhere/places"`, `"query":"x=1"`, `"status":400`, `"level":"INFO"`} {
		if !strings.Contains(log.String(), word) {
			t.Errorf("the log lacks %s: %s", word, log.String())
		}
	}
}

func TestMetricsHaveFewLabels(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	for i := range 50 {
		get(h, fmt.Sprintf("/path/%d", i))
		get(h, fmt.Sprintf("/tiles/strip/reported/14/%d/0.mvt", i))
		ask(h, fmt.Sprintf("METHOD%d", i), "/healthz")
	}
	text := get(h, "/metrics").Body.String()
	var counted []string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "splitline_http_requests_total{") {
			counted = append(counted, strings.TrimSpace(line))
		}
	}
	if len(counted) > 5 {
		t.Errorf("%d series: %s", len(counted), strings.Join(counted, "\n"))
	}
	for _, want := range []string{
		`splitline_http_requests_total{method="GET",route="/tiles/:enclave/:series/:z/:x/:tile",status="204"} 50`,
		`splitline_http_requests_total{method="GET",route="other",status="404"} 50`,
		"splitline_memo_bytes{memo=\"bodies\"}", "go_goroutines",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
}
