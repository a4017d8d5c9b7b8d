package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
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
)

// Server is Splitline over HTTP. Make one with [New].
type Server struct {
	config   Config
	echo     *echo.Echo
	logger   *slog.Logger
	answers  *answer.Service
	encoder  *encoding.Encoder
	bodies   *memo.Memo[codedKey, *body]
	sets     *memo.Memo[setKey, *tileSet]
	drawing  chan struct{} // one token for each tile drawn at the same time
	metrics  *metrics
	headers  fixedHeaders
	events   *events
	web      *web
	document *apiDocument
	boot     string             // names this run of the server in ids of events
	queue    chan geo.SeriesRef // series whose measures are to be prepared
	stopping atomic.Bool
}

// New returns a server that is ready to answer through [Server.Handler]. What watches the database runs in
// [Server.Serve]. It returns an error if the configuration is incomplete or malformed.
func New(config Config) (*Server, error) {
	config, err := config.withDefaults()
	if err != nil {
		return nil, err
	}
	s := &Server{
		config: config, logger: config.Logger, metrics: newMetrics(), headers: newFixedHeaders(config.FrameAncestors),
		answers: answer.New(answer.Config{
			Store: config.Store, Metric: config.Metric, Clock: config.Clock, Logger: config.Logger,
			StateBytes: config.Limits.StateBytes, Version: config.Version,
		}),
		encoder: encoding.NewEncoder(),
		bodies:  memo.New[codedKey](config.Limits.CacheBytes, patience, (*body).size),
		sets:    memo.New[setKey](config.Limits.StateBytes, patience, (*tileSet).bytes),
		drawing: make(chan struct{}, runtime.GOMAXPROCS(0)),
		events:  newEvents(config.Limits.Streams),
		boot:    randomID(), queue: make(chan geo.SeriesRef, 1024),
	}
	if s.web, err = newWeb(config.Web); err != nil {
		return nil, err
	}
	if s.document, err = newAPIDocument(config.Version); err != nil {
		return nil, err
	}
	s.metrics.watch("bodies", s.bodies.Stats)
	s.metrics.watch("states", s.answers.Stats)
	s.metrics.watch("tile_sets", s.sets.Stats)
	s.echo = s.routes()
	return s, nil
}

// patience bounds the making of one body, which goes on without the clients who asked.
const patience = 2 * time.Minute

// Handler returns the handler of every URL.
func (s *Server) Handler() http.Handler { return s.echo }

// Close cancels what is being prepared in the background and waits for it to end. The server answers no more.
func (s *Server) Close() {
	s.bodies.Close()
	s.sets.Close()
	s.answers.Close()
}

// Serve answers on the listener until ctx is done, then closes the event streams, lets requests in flight end within
// the limit for stopping, closes the server, and returns nil. It closes the listener.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	limits := s.config.Limits
	server := &http.Server{
		Handler: s.echo, ReadHeaderTimeout: limits.ReadHeader, ReadTimeout: limits.Read, WriteTimeout: limits.Write,
		IdleTimeout: limits.Idle, MaxHeaderBytes: limits.HeaderBytes,
		ErrorLog: slog.NewLogLogger(s.logger.Handler(), slog.LevelDebug),
	}
	running, stop := context.WithCancel(ctx)
	defer stop()
	group, running := errgroup.WithContext(running)
	group.Go(func() error { return s.watch(running) })
	group.Go(func() error { return s.prepare(running) })
	group.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
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
