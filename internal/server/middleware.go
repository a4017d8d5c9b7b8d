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
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"splitline/internal/server/answer"
	"splitline/internal/server/memo"
)

// failureKey is where the error handler leaves the error for the log.
const failureKey = "splitline.failure"

// randomID returns 16 random hexadecimal digits.
func randomID() string {
	var bytes [8]byte
	_, _ = rand.Read(bytes[:]) // never fails: crypto/rand ends the program instead
	return hex.EncodeToString(bytes[:])
}

// identify gives every request an id, that of a client if it is short and plain, and sends it back.
func (s *Server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		id := c.Request().Header.Get(echo.HeaderXRequestID)
		if !plainID(id) {
			id = s.config.RequestID()
		}
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		return next(c)
	}
}

// plainID reports whether a foreign request id can stand in a log: 1 to 64 letters, digits, dots, dashes, underscores.
func plainID(id string) bool {
	if len(id) == 0 || len(id) > 64 {
		return false
	}
	return strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == ""
}

// record counts and logs every request, after the error handler has answered a failed one.
func (s *Server) record(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		s.metrics.inFlight.Inc()
		defer s.metrics.inFlight.Dec()
		if err := next(c); err != nil {
			s.handleError(err, c)
		}
		took := time.Since(start)
		status := c.Response().Status
		s.metrics.observe(routeOf(c), c.Request().Method, status, took)
		s.log(c, status, took)
		return nil
	}
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
	attributes := make([]slog.Attr, 0, 10)
	attributes = append(attributes,
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
		attributes = append(attributes, slog.String("error", failure.Error()))
		var panicked *memo.PanicError
		if errors.As(failure, &panicked) {
			attributes = append(attributes, slog.String("stack", string(panicked.Stack)))
		}
	}
	s.logger.LogAttrs(request.Context(), level, "request", attributes...)
}

// recover turns a panic into an error whose text and stack go to the log alone.
func (s *Server) recover(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			switch r := recover(); {
			case r == nil:
			case r == http.ErrAbortHandler: //nolint:errorlint // net/http compares it so, and panics with it bare
				panic(r)
			default:
				err = &memo.PanicError{Value: r, Stack: debug.Stack()}
			}
		}()
		return next(c)
	}
}

// secure sets the headers that every response has.
func (s *Server) secure(next echo.HandlerFunc) echo.HandlerFunc {
	policy := []string{contentPolicy(s.config.FrameAncestors)}
	nosniff, referrer, permissions := []string{"nosniff"}, []string{"strict-origin-when-cross-origin"}, []string{permissionsPolicy}
	opener := []string{"same-origin"}
	return func(c echo.Context) error {
		header := c.Response().Header()
		header["Content-Security-Policy"] = policy
		header["X-Content-Type-Options"] = nosniff
		header["Referrer-Policy"] = referrer
		header["Permissions-Policy"] = permissions
		header["Cross-Origin-Opener-Policy"] = opener
		return next(c)
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

// limit refuses large bodies and gives every request but a stream the time limit of one answer.
func (s *Server) limit(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		request := c.Request()
		if request.ContentLength > s.config.Limits.BodyBytes {
			return fmt.Errorf("%d bytes: %w", request.ContentLength, &http.MaxBytesError{Limit: s.config.Limits.BodyBytes})
		}
		if request.ContentLength != 0 {
			request.Body = http.MaxBytesReader(c.Response(), request.Body, s.config.Limits.BodyBytes)
		}
		return next(c)
	}
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

// addressed answers only requests to a host of the configuration.
func (s *Server) addressed(next echo.HandlerFunc) echo.HandlerFunc {
	if len(s.config.Hosts) == 0 {
		return next
	}
	return func(c echo.Context) error {
		for _, host := range s.config.Hosts {
			if strings.EqualFold(c.Request().Host, host) {
				return next(c)
			}
		}
		return echo.NewHTTPError(http.StatusMisdirectedRequest)
	}
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
