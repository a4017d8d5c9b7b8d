package server

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// readyWithin is how long the store may take to answer before the server counts as not ready.
const readyWithin = 2 * time.Second

// healthy answers /healthz: the process runs.
func (s *Server) healthy(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.String(http.StatusOK, "ok\n")
}

// ready answers /readyz: the store answers and the server does not stop. A server that has just started answers once it
// is warm.
func (s *Server) ready(c echo.Context) error {
	if s.stopping.Load() {
		return fmt.Errorf("the server stops: %w", errBusy)
	}
	s.warm(c.Request().Context())
	ctx, cancel := context.WithTimeout(c.Request().Context(), readyWithin)
	defer cancel()
	if _, err := s.config.Store.DataVersion(ctx); err != nil {
		return fmt.Errorf("the store does not answer: %w: %w", errBusy, err)
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.String(http.StatusOK, "ok\n")
}

// logWriter hands what Echo itself logs to the server's log.
type logWriter struct{ logger *slog.Logger }

// Write logs one line.
func (w logWriter) Write(line []byte) (int, error) {
	w.logger.Warn("echo", "message", strings.TrimSpace(string(line)))
	return len(line), nil
}
