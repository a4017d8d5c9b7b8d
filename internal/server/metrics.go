package server

import (
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"splitline/geo"
	"splitline/internal/memo"
)

// metrics are the server's own, in a registry of its own. Labels have few values: routes as declared and never paths,
// methods of a list, status codes, series.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	sent     *prometheus.CounterVec
	inFlight prometheus.Gauge

	refused   *prometheus.CounterVec
	displaced prometheus.Counter
	lagging   prometheus.Counter
	revisions prometheus.Counter

	tileSeconds prometheus.Histogram
	revision    *prometheus.GaugeVec
	recordedAt  *prometheus.GaugeVec
}

// Values of the label of what was refused because a bound was reached.
const (
	refusedConnection = "connection"
	refusedStream     = "event stream"
	refusedWork       = "work"
)

func newMetrics(version string) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: counters("http_requests_total", "Requests answered, by route, method and status.", "route", "method", "status"),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "splitline_http_request_seconds", Help: "Seconds from request to end of answer, by route.",
			Buckets: []float64{.0001, .0005, .001, .005, .01, .05, .1, .5, 1, 5, 30},
		}, []string{"route"}),
		sent:      counters("http_sent_bytes_total", "Bytes of bodies sent, by route.", "route"),
		inFlight:  gauge("http_requests_in_flight", "Requests being answered."),
		refused:   counters("refused_total", "What was refused because a bound was reached, by what it was.", "what"),
		displaced: counter("http_connections_displaced_total", "Idle connections closed to make room for new ones."),
		lagging:   counter("event_streams_dropped_total", "Event streams closed because their client did not keep up."),
		revisions: counter("revisions_seen_total", "New revisions noticed while running."),
		tileSeconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "splitline_tile_encode_seconds", Help: "Seconds of drawing one tile; the first of a zoom prepares the zoom.",
			Buckets: []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .05, .25, 1},
		}),
		revision:   gauges("revision", "Newest revision of a series.", "enclave", "series"),
		recordedAt: gauges("revision_recorded_timestamp_seconds", "When the newest revision of a series was recorded, in Unix seconds.", "enclave", "series"),
	}
	for _, what := range []string{refusedConnection, refusedStream, refusedWork} {
		m.refused.WithLabelValues(what)
	}
	build := gauges("build_info", "1, with the version of the program.", "version")
	build.WithLabelValues(version).Set(1)
	m.registry.MustRegister(m.requests, m.seconds, m.sent, m.inFlight, m.refused, m.displaced, m.lagging,
		m.revisions, m.tileSeconds, m.revision, m.recordedAt, build,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// handler serves the metrics in the Prometheus text format.
func (m *metrics) handler() echo.HandlerFunc {
	return echo.WrapHandler(promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
}

// watch publishes the counts of a memo.
func (m *metrics) watch(name string, stats func() memo.Stats) {
	labels := prometheus.Labels{"memo": name}
	total := func(what, help string, value func(memo.Stats) int64) {
		m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "splitline_memo_" + what + "_total", Help: help, ConstLabels: labels,
		}, func() float64 { return float64(value(stats())) }))
	}
	held := func(what, help string, value func(memo.Stats) int64) {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "splitline_memo_" + what, Help: help, ConstLabels: labels,
		}, func() float64 { return float64(value(stats())) }))
	}
	total("hits", "Values found in memory.", func(s memo.Stats) int64 { return s.Hits })
	total("made", "Values made.", func(s memo.Stats) int64 { return s.Made })
	held("entries", "Values held.", func(s memo.Stats) int64 { return int64(s.Entries) })
	held("bytes", "Bytes held.", func(s memo.Stats) int64 { return s.Bytes })
}

// measure publishes what is asked for whenever the metrics are read.
func (m *metrics) measure(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "splitline_" + name, Help: help}, value))
}

// head publishes the newest revision of a series.
func (m *metrics) head(ref geo.SeriesRef, revision geo.Revision, recordedAt time.Time) {
	m.revision.WithLabelValues(string(ref.Enclave), string(ref.Series)).Set(float64(revision))
	if !recordedAt.IsZero() {
		m.recordedAt.WithLabelValues(string(ref.Enclave), string(ref.Series)).Set(float64(recordedAt.UnixMilli()) / 1000)
	}
}

func counter(name, help string) prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{Name: "splitline_" + name, Help: help})
}

func counters(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "splitline_" + name, Help: help}, labels)
}

func gauge(name, help string) prometheus.Gauge {
	return prometheus.NewGauge(prometheus.GaugeOpts{Name: "splitline_" + name, Help: help})
}

func gauges(name, help string, labels ...string) *prometheus.GaugeVec {
	return prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "splitline_" + name, Help: help}, labels)
}
