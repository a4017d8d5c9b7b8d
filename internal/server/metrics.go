package server

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"splitline/internal/memo"
)

// metrics are the server's own, in a registry of its own. Labels have few values: routes as declared and never paths,
// methods of a list, status codes.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	inFlight prometheus.Gauge
	streams  prometheus.Gauge
	events   prometheus.Counter

	series sync.Map // of [metricKey] to metricSeries, so that a request looks no label up
}

type metricKey struct {
	route, method string
	status        int
}

type metricSeries struct {
	requests prometheus.Counter
	seconds  prometheus.Observer
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "splitline_http_requests_total", Help: "Requests answered, by route, method and status.",
		}, []string{"route", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "splitline_http_request_seconds", Help: "Seconds from request to end of answer, by route.",
			Buckets: []float64{.0001, .0005, .001, .005, .01, .05, .1, .5, 1, 5, 30},
		}, []string{"route"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "splitline_http_requests_in_flight", Help: "Requests being answered.",
		}),
		streams: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "splitline_event_streams", Help: "Open connections to /events.",
		}),
		events: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "splitline_revisions_seen_total", Help: "New revisions noticed while running.",
		}),
	}
	m.registry.MustRegister(m.requests, m.seconds, m.inFlight, m.streams, m.events,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// handler serves the metrics in the Prometheus text format.
func (m *metrics) handler() echo.HandlerFunc {
	return echo.WrapHandler(promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
}

func (m *metrics) observe(route, method string, status int, took time.Duration) {
	key := metricKey{route, knownMethod(method), status}
	series, found := m.series.Load(key)
	if !found {
		series, _ = m.series.LoadOrStore(key, metricSeries{
			requests: m.requests.WithLabelValues(key.route, key.method, strconv.Itoa(status)),
			seconds:  m.seconds.WithLabelValues(key.route),
		})
	}
	counted := series.(metricSeries)
	counted.requests.Inc()
	counted.seconds.Observe(took.Seconds())
}

// watch publishes the counts of a memo.
func (m *metrics) watch(name string, stats func() memo.Stats) {
	labels := prometheus.Labels{"memo": name}
	gauge := func(what, help string, value func(memo.Stats) int64) {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "splitline_memo_" + what, Help: help, ConstLabels: labels,
		}, func() float64 { return float64(value(stats())) }))
	}
	gauge("hits", "Values found in memory.", func(s memo.Stats) int64 { return s.Hits })
	gauge("made", "Values made.", func(s memo.Stats) int64 { return s.Made })
	gauge("entries", "Values held.", func(s memo.Stats) int64 { return int64(s.Entries) })
	gauge("bytes", "Bytes held.", func(s memo.Stats) int64 { return s.Bytes })
}

// routeOf returns the route as it was declared, or "other".
func routeOf(c echo.Context) string {
	if path := c.Path(); path != "" && path != "/*" {
		return path
	}
	return "other"
}

func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return method
	}
	return "other"
}
