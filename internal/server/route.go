package server

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
)

// route is a URL as it was declared, with what its requests are counted by, so that a request looks no label up.
type route struct {
	name string
	// open says that pages of every origin may read it.
	open bool
	// aside says that its requests last, or ask about the server itself: work in the background goes on beside them.
	aside bool

	seconds  prometheus.Observer
	sent     prometheus.Counter
	requests *prometheus.CounterVec

	mu       sync.RWMutex
	counters map[outcome]prometheus.Counter
}

// outcome is a method and a status.
type outcome struct {
	method string
	status int
}

// otherRoute is the name of requests for what was never declared.
const otherRoute = "other"

func newRoute(m *metrics, name string, open bool) *route {
	return &route{
		name: name, open: open, aside: aside(name), seconds: m.seconds.WithLabelValues(name), sent: m.sent.WithLabelValues(name),
		requests: m.requests, counters: make(map[outcome]prometheus.Counter),
	}
}

// aside reports whether a path is one of those whose requests last or ask about the server itself.
func aside(path string) bool {
	switch path {
	case "/events", "/healthz", "/readyz", "/metrics":
		return true
	}
	return false
}

// observe counts a request that was answered.
func (r *route) observe(method string, status int, bytes int64, took time.Duration) {
	r.counter(outcome{knownMethod(method), status}).Inc()
	r.seconds.Observe(took.Seconds())
	if bytes > 0 {
		r.sent.Add(float64(bytes))
	}
}

func (r *route) counter(o outcome) prometheus.Counter {
	r.mu.RLock()
	found := r.counters[o]
	r.mu.RUnlock()
	if found != nil {
		return found
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	made := r.requests.WithLabelValues(r.name, o.method, strconv.Itoa(o.status))
	r.counters[o] = made
	return made
}

// routeOf returns the route of a request, or the one of what was never declared.
func (s *Server) routeOf(c echo.Context) *route {
	if declared := s.declared[c.Path()]; declared != nil {
		return declared
	}
	return s.declared[otherRoute]
}

func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return method
	}
	return "other"
}
