package server

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	"splitline/internal/answer"
	"splitline/internal/memo"
)

// failureKey is where the error handler leaves the error for the log.
const failureKey = "splitline.failure"

// around is what surrounds every handler: an id, the headers every response has, the checks of host and body, the
// answer to an error or a panic, and the record in log and metrics. It is one function since Echo makes the chain of
// its middleware anew for every request.
func (s *Server) around(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		s.metrics.inFlight.Inc()
		defer s.metrics.inFlight.Dec()
		s.identify(c)
		s.secure(c.Response().Header())
		if err := s.safely(next, c); err != nil {
			s.handleError(err, c)
		}
		took := time.Since(start)
		status := c.Response().Status
		s.metrics.observe(routeOf(c), c.Request().Method, status, took)
		s.log(c, status, took)
		return nil
	}
}

// safely calls a handler if the request may be answered, and turns a panic into an error whose text and stack go to the
// log alone.
func (s *Server) safely(next echo.HandlerFunc, c echo.Context) (err error) {
	defer func() {
		switch r := recover(); r {
		case nil:
		case http.ErrAbortHandler: // net/http's own way to break off
			panic(r)
		default:
			err = &memo.PanicError{Value: r, Stack: debug.Stack()}
		}
	}()
	if !s.addressed(c.Request().Host) {
		return echo.NewHTTPError(http.StatusMisdirectedRequest)
	}
	if err := s.limit(c); err != nil {
		return err
	}
	return next(c)
}

// requestIDs returns a maker of ids: random digits of this run and a count.
func requestIDs(run string) func() string {
	var count atomic.Uint64
	return func() string {
		id := make([]byte, 0, 32)
		id = append(append(id, run[:8]...), '-')
		return string(strconv.AppendUint(id, count.Add(1), 36))
	}
}

// randomID returns 16 random hexadecimal digits.
func randomID() string {
	var bytes [8]byte
	_, _ = rand.Read(bytes[:]) // never fails: crypto/rand ends the program instead
	return hex.EncodeToString(bytes[:])
}

// identify gives a request an id, that of a client if it is short and plain, and sends it back.
func (s *Server) identify(c echo.Context) {
	id := c.Request().Header.Get(echo.HeaderXRequestID)
	if !plainID(id) {
		id = s.config.RequestID()
	}
	c.Response().Header()["X-Request-Id"] = []string{id}
}

// plainID reports whether a foreign request id can stand in a log: 1 to 64 letters, digits, dots, dashes, underscores.
func plainID(id string) bool {
	if len(id) == 0 || len(id) > 64 {
		return false
	}
	return strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == ""
}

func (s *Server) log(c echo.Context, status int, took time.Duration) {
	request := c.Request()
	failure, failed := c.Get(failureKey).(error)
	level := slog.LevelInfo
	if failed && status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	if !s.logger.Enabled(request.Context(), level) {
		return
	}
	// Through the handler itself: the place in the source, which slog would look up, is the same for every request.
	entry := slog.NewRecord(time.Now(), level, "request", 0)
	entry.AddAttrs(
		slog.String("id", c.Response().Header().Get(echo.HeaderXRequestID)),
		slog.String("method", request.Method),
		slog.String("path", request.URL.Path),
		slog.String("query", request.URL.RawQuery),
		slog.Int("status", status),
		slog.Int64("bytes", c.Response().Size),
		slog.Duration("took", took),
		slog.String("remote", s.clientAddress(request)),
	)
	if failed {
		entry.AddAttrs(slog.String("error", failure.Error()))
		var panicked *memo.PanicError
		if errors.As(failure, &panicked) {
			entry.AddAttrs(slog.String("stack", string(panicked.Stack)))
		}
	}
	_ = s.logger.Handler().Handle(request.Context(), entry) // a log that cannot be written has nowhere to say so
}

// fixedHeaders are the values of the headers that every response has, as http.Header holds them.
type fixedHeaders struct{ policy, nosniff, referrer, permissions, opener []string }

func newFixedHeaders(frameAncestors string) fixedHeaders {
	return fixedHeaders{
		policy: []string{contentPolicy(frameAncestors)}, nosniff: []string{"nosniff"},
		referrer: []string{"strict-origin-when-cross-origin"}, permissions: []string{permissionsPolicy},
		opener: []string{"same-origin"},
	}
}

// secure sets the headers that every response has.
func (s *Server) secure(header http.Header) {
	header["Content-Security-Policy"] = s.headers.policy
	header["X-Content-Type-Options"] = s.headers.nosniff
	header["Referrer-Policy"] = s.headers.referrer
	header["Permissions-Policy"] = s.headers.permissions
	header["Cross-Origin-Opener-Policy"] = s.headers.opener
}

const permissionsPolicy = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"

// contentPolicy is the Content-Security-Policy: all that the page loads comes from here; MapLibre runs in a worker of
// its own origin and sets styles on elements.
func contentPolicy(frameAncestors string) string {
	return strings.Join([]string{
		"default-src 'self'", "worker-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:",
		"frame-ancestors " + frameAncestors, "object-src 'none'", "base-uri 'none'", "form-action 'self'",
	}, "; ")
}

// limit refuses a large body.
func (s *Server) limit(c echo.Context) error {
	request := c.Request()
	if request.ContentLength > s.config.Limits.BodyBytes {
		return fmt.Errorf("%d bytes: %w", request.ContentLength, &http.MaxBytesError{Limit: s.config.Limits.BodyBytes})
	}
	if request.ContentLength != 0 {
		request.Body = http.MaxBytesReader(c.Response(), request.Body, s.config.Limits.BodyBytes)
	}
	return nil
}

// inTime returns the handler with the time limit of one answer.
func (s *Server) inTime(handle echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx, cancel := context.WithTimeout(c.Request().Context(), s.config.Limits.Handle)
		defer cancel()
		c.SetRequest(c.Request().WithContext(ctx))
		return handle(c)
	}
}

// addressed reports whether a host is one of the configuration.
func (s *Server) addressed(host string) bool {
	if len(s.config.Hosts) == 0 {
		return true
	}
	return slices.ContainsFunc(s.config.Hosts, func(known string) bool { return strings.EqualFold(known, host) })
}

// shared lets pages of every origin read what is open to everybody anyway.
func shared(next echo.HandlerFunc) echo.HandlerFunc {
	anyone, anywhere := []string{"*"}, []string{"cross-origin"}
	exposed := []string{"ETag, Link, X-Request-Id"}
	return func(c echo.Context) error {
		header := c.Response().Header()
		header["Access-Control-Allow-Origin"] = anyone
		header["Access-Control-Expose-Headers"] = exposed
		header["Cross-Origin-Resource-Policy"] = anywhere
		return next(c)
	}
}

// preflight answers OPTIONS: what the path allows, and to a browser's preflight that any origin may read.
func preflight(c echo.Context) error {
	header := c.Response().Header()
	header.Set(echo.HeaderAllow, "OPTIONS, GET, HEAD")
	if c.Request().Header.Get("Access-Control-Request-Method") != "" {
		header.Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
		header.Set("Access-Control-Allow-Headers", "Accept, Accept-Language, If-None-Match, X-Request-Id")
		header.Set("Access-Control-Max-Age", "86400")
	}
	return c.NoContent(http.StatusNoContent)
}

var errNotFound = answer.NotFoundf("", "There is nothing at this path.")
