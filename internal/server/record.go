package server

import (
	"errors"
	"log/slog"
	"net/http"
	"time"

	"splitline/internal/memo"
	"splitline/internal/server/logging"
)

// exchange is a request and its answer, for log and metrics.
type exchange struct {
	start  time.Time
	route  *route
	id     string
	status int
	bytes  int64
	// failure is the error behind the answer, or nil.
	failure error
}

// record counts a request that was answered and writes it to the log.
func (s *Server) record(r *http.Request, e *exchange) {
	now := time.Now()
	took := now.Sub(e.start)
	e.route.observe(r.Method, e.status, e.bytes, took)
	level := slog.LevelInfo
	if e.failure != nil && e.status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	if !s.logger.Enabled(r.Context(), level) {
		return
	}
	entry := logging.Request{
		At: now, ID: e.id, Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, Status: e.status, Bytes: e.bytes,
		Took: took, Remote: s.clientAddress(r),
	}
	// A log that cannot be written has nowhere to say so.
	if e.failure == nil && s.requestLog != nil {
		_ = s.requestLog.HandleRequest(r.Context(), &entry)
		return
	}
	// Through the handler itself: the place in the source, which slog would look up, is the same for every request.
	record := entry.Record(level)
	if e.failure != nil {
		record.AddAttrs(slog.String("error", e.failure.Error()))
	}
	var panicked *memo.PanicError
	if errors.As(e.failure, &panicked) {
		record.AddAttrs(slog.String("stack", string(panicked.Stack)))
	}
	_ = s.logger.Handler().Handle(r.Context(), record)
}
