package server

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
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

// around is what surrounds every handler: an id, the headers every response has, the checks of host and body, the
// answer to an error or a panic, and the record in log and metrics. It is one function since Echo makes the chain of
// its middleware anew for every request.
func (s *Server) around(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		s.metrics.inFlight.Inc()
		defer s.metrics.inFlight.Dec()
		response, route := c.Response(), s.routeOf(c)
		s.pace.attend(route)
		defer s.pace.done(route)
		e := exchange{start: time.Now(), route: route, id: s.identify(response.Header(), c.Request())}
		s.secure(response.Header(), c.Request())
		if e.failure = s.safely(next, c); e.failure != nil {
			s.handleError(e.failure, c)
		}
		e.status, e.bytes = response.Status, response.Size
		s.record(c.Request(), &e)
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
	if err := s.admit(c); err != nil {
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
func (s *Server) identify(header http.Header, r *http.Request) string {
	id := r.Header.Get(echo.HeaderXRequestID)
	if !plainID(id) {
		id = s.config.RequestID()
	}
	header["X-Request-Id"] = []string{id}
	return id
}

// plainID reports whether a foreign request id can stand in a log: 1 to 64 letters, digits, dots, dashes, underscores.
func plainID(id string) bool {
	if len(id) == 0 || len(id) > 64 {
		return false
	}
	return strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == ""
}

// fixedHeaders are the values of the headers that every response has, as http.Header holds them.
type fixedHeaders struct{ policy, nosniff, referrer, permissions, opener, resource, transport []string }

func newFixedHeaders(frameAncestors string) fixedHeaders {
	return fixedHeaders{
		policy: []string{contentPolicy(frameAncestors)}, nosniff: []string{"nosniff"},
		referrer: []string{"strict-origin-when-cross-origin"}, permissions: []string{permissionsPolicy},
		opener: []string{"same-origin"}, resource: []string{"same-origin"}, transport: []string{"max-age=31536000"},
	}
}

// secure sets the headers that every response has, and where a trusted proxy says that the client came by TLS, that it
// shall do so from now on (RFC 6797).
func (s *Server) secure(header http.Header, r *http.Request) {
	header["Content-Security-Policy"] = s.headers.policy
	header["X-Content-Type-Options"] = s.headers.nosniff
	header["Referrer-Policy"] = s.headers.referrer
	header["Permissions-Policy"] = s.headers.permissions
	header["Cross-Origin-Opener-Policy"] = s.headers.opener
	header["Cross-Origin-Resource-Policy"] = s.headers.resource
	if s.scheme(r) == "https" {
		header["Strict-Transport-Security"] = s.headers.transport
	}
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

// admit refuses what is beyond a bound or not addressed to this server.
func (s *Server) admit(c echo.Context) error {
	request := c.Request()
	if s.crowded(request) {
		c.Response().Header().Set("Connection", "close")
		return fmt.Errorf("too many connections: %w", errBusy)
	}
	if !s.addressed(request) {
		return echo.NewHTTPError(http.StatusMisdirectedRequest)
	}
	if len(request.RequestURI) > s.config.Limits.URL {
		return echo.NewHTTPError(http.StatusRequestURITooLong)
	}
	return s.limit(c)
}

// crowded reports whether a request came by a connection beyond the bound.
func (s *Server) crowded(r *http.Request) bool {
	gate := s.gate.Load()
	return gate != nil && gate.tooMany(r)
}

// limit refuses a large body and one in a content coding, which could be larger than it looks: no path reads one.
func (s *Server) limit(c echo.Context) error {
	request := c.Request()
	if coding := request.Header.Get("Content-Encoding"); coding != "" && coding != "identity" && request.ContentLength != 0 {
		return echo.NewHTTPError(http.StatusUnsupportedMediaType)
	}
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

// addressed reports whether a request is for a host of the configuration. Whether the server is well may be asked by
// any name, as those do who watch it.
func (s *Server) addressed(r *http.Request) bool {
	if len(s.config.Hosts) == 0 || r.URL.Path == "/healthz" || r.URL.Path == "/readyz" {
		return true
	}
	bare := hostOf(r.Host)
	return slices.ContainsFunc(s.config.Hosts, func(known string) bool {
		return strings.EqualFold(known, r.Host) || strings.EqualFold(known, bare)
	})
}

// shared lets pages of every origin read what is open to everybody anyway.
func shared(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		openToAll(c.Response().Header())
		return next(c)
	}
}

// Values of the headers of what is open to everybody.
var (
	anyone   = []string{"*"}
	anywhere = []string{"cross-origin"}
	exposed  = []string{"ETag, Link, X-Request-Id"}
)

func openToAll(header http.Header) {
	header["Access-Control-Allow-Origin"] = anyone
	header["Access-Control-Expose-Headers"] = exposed
	header["Cross-Origin-Resource-Policy"] = anywhere
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
