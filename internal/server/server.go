package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net"
	"net/http"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/sync/errgroup"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/memo"
	"splitline/internal/server/encoding"
	"splitline/internal/server/logging"
)

// Server is Splitline over HTTP. Make one with [New].
type Server struct {
	config Config
	echo   *echo.Echo
	logger *slog.Logger
	// requestLog is the logger's handler if it has a shorter way for requests, or nil.
	requestLog *logging.Handler
	answers    *answer.Service
	encoder    *encoding.Encoder
	bodies     *memo.Memo[codedKey, *body]
	sets       *memo.Memo[setKey, *tileSet]
	work       *work
	analyses   *work // comparisons and spreads: they take longer than tiles, which must not wait for them
	pace       pace
	warming    atomic.Pointer[warming]     // set when the server begins to serve
	preparing  atomic.Int64                // what is prepared in the background or waits for it
	gate       atomic.Pointer[connections] // set while the server serves
	urls       *memo.Memo[string, *recalled]
	metrics    *metrics
	declared   map[string]*route // by path, and otherRoute
	headers    fixedHeaders
	events     *events
	web        *web
	document   *apiDocument
	boot       string             // names this run of the server in ids of events
	queue      chan geo.SeriesRef // series whose measures are to be prepared
	stopping   atomic.Bool
}

// New returns a server that is ready to answer through [Server.Handler]. What watches the database runs in
// [Server.Serve]. It returns an error if the configuration is incomplete or malformed.
func New(config Config) (*Server, error) {
	config, err := config.withDefaults()
	if err != nil {
		return nil, err
	}
	s := &Server{
		config: config, logger: config.Logger, metrics: newMetrics(config.Version), headers: newFixedHeaders(config.FrameAncestors),
		encoder: encoding.NewEncoder(),
		bodies:  memo.New[codedKey](config.Limits.CacheBytes, patience, (*body).size),
		urls:    memo.New[string](config.Limits.URLBytes, patience, (*recalled).size),
		sets:    memo.New[setKey](config.Limits.StateBytes, patience, (*tileSet).bytes),
		boot:    randomID(), queue: make(chan geo.SeriesRef, 1024),
	}
	s.answers = answer.New(answer.Config{
		Store: config.Store, Metric: config.Metric, Clock: config.Clock, Logger: config.Logger,
		StateBytes: config.Limits.StateBytes, Version: config.Version, Wait: config.Limits.Measure, Pause: s.pace.pause,
	})
	refuse := s.metrics.refused.WithLabelValues(refusedWork).Inc
	s.work = newWork(runtime.GOMAXPROCS(0), config.Limits.Waiting, refuse)
	s.analyses = newWork(max(1, runtime.GOMAXPROCS(0)/2), config.Limits.Analyses, refuse)
	s.events = newEvents(config.Limits.Streams, s.metrics.lagging.Inc)
	if s.web, err = newWeb(config.Web); err != nil {
		return nil, err
	}
	if s.document, err = newAPIDocument(config.Version); err != nil {
		return nil, err
	}
	s.requestLog, _ = config.Logger.Handler().(*logging.Handler)
	s.publishCounts()
	s.echo = s.routes()
	return s, nil
}

// publishCounts puts into the metrics what is counted elsewhere.
func (s *Server) publishCounts() {
	s.metrics.watch("urls", s.urls.Stats)
	s.metrics.watch("bodies", s.bodies.Stats)
	s.metrics.watch("states", s.answers.Stats)
	s.metrics.watch("tile_sets", s.sets.Stats)
	s.metrics.measure("http_connections", "Open connections.", func() float64 {
		if gate := s.gate.Load(); gate != nil {
			return float64(gate.count())
		}
		return 0
	})
	s.metrics.measure("event_streams", "Open connections to /events.", func() float64 { return float64(s.events.open()) })
	s.metrics.measure("work_waiting", "Tiles, exports, histories, comparisons and spreads that are made or wait to be.", func() float64 {
		return float64(s.work.waiting.Load() + s.analyses.waiting.Load())
	})
	s.metrics.measure("preparing", "What is prepared in the background or waits for it.", func() float64 {
		return float64(s.preparing.Load())
	})
	if s.config.DatabaseBytes == nil {
		return
	}
	s.metrics.measure("database_bytes", "Size of the database's files.", func() float64 {
		bytes, err := s.config.DatabaseBytes()
		if err != nil {
			return math.NaN()
		}
		return float64(bytes)
	})
}

// patience bounds the making of one body, which goes on without the clients who asked.
const patience = 2 * time.Minute

// Handler returns the handler of every URL.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.serve) }

// Close cancels what is being prepared in the background and waits for it to end. The server answers no more.
func (s *Server) Close() {
	s.bodies.Close()
	s.sets.Close()
	s.answers.Close()
}

// Serve answers on the listener until ctx is done, then closes the event streams, lets requests in flight end within
// the limit for stopping, closes the server, and returns nil. It closes the listener.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	gate := newConnections(listener, s.config.Limits.Connections, time.Now,
		s.metrics.refused.WithLabelValues(refusedConnection).Inc, s.metrics.displaced.Inc)
	s.gate.Store(gate)
	server, w := s.over(gate), s.startWarming()
	running, stop := context.WithCancel(ctx)
	defer stop()
	group, running := errgroup.WithContext(running)
	group.Go(func() error { return s.watch(running) })
	group.Go(func() error { return s.prepare(running, w) })
	group.Go(func() error {
		if err := server.Serve(gate); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve: %w", err)
		}
		return nil
	})
	group.Go(func() error {
		<-running.Done()
		return s.shutDown(server) //nolint:contextcheck // the context has ended: stopping has a time limit of its own
	})
	err := group.Wait()
	s.Close()
	return err
}

// over returns the HTTP server with the limits of the configuration.
func (s *Server) over(gate *connections) *http.Server {
	limits := s.config.Limits
	return &http.Server{
		Handler: s.Handler(), ReadHeaderTimeout: limits.ReadHeader, ReadTimeout: limits.Read, WriteTimeout: limits.Write,
		IdleTimeout: limits.Idle, MaxHeaderBytes: limits.HeaderBytes,
		ErrorLog:  slog.NewLogLogger(s.logger.Handler(), slog.LevelDebug),
		ConnState: gate.changed, ConnContext: mark,
	}
}

func (s *Server) shutDown(server *http.Server) error {
	s.stopping.Store(true)
	s.events.close()
	ctx, cancel := context.WithTimeout(context.Background(), s.config.Limits.Stop)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		s.logger.Warn("requests were cut off at the end of the time for stopping", "error", err)
		return server.Close()
	}
	return nil
}
