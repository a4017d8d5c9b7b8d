package server

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// The pace of the server: how often the database is asked for changes, and a silent stream is kept alive.
const (
	watchEvery = 250 * time.Millisecond
	beatEvery  = 20 * time.Second
	// reconnectAfterMs is how long a browser waits before it reconnects.
	reconnectAfterMs = 2000
)

// streamEvents answers /events: server-sent events, one for each new revision of a series, for as long as the client
// stays. A client that reconnects is told of every series that has a newer revision than it saw.
func (s *Server) streamEvents(c echo.Context) error {
	if _, err := query[noQuery](c); err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Type", "text/event-stream")
	header.Set("X-Accel-Buffering", "no")
	if c.Request().Method == http.MethodHead {
		return c.NoContent(http.StatusOK)
	}
	stream, number, missed, err := s.events.subscribe(lastSeen(c.Request().Header.Get("Last-Event-Id"), s.boot))
	if err != nil {
		s.metrics.refused.WithLabelValues(refusedStream).Inc()
		return err
	}
	defer s.events.unsubscribe(stream)
	control := http.NewResponseController(c.Response())
	if err := withoutEnd(control); err != nil {
		return err
	}
	s.allowTime(control)
	c.Response().WriteHeader(http.StatusOK)
	if _, err := fmt.Fprintf(c.Response(), "retry: %d\nid: %s-%d\n\n", reconnectAfterMs, s.boot, number); err != nil {
		return nil //nolint:nilerr // the client has gone
	}
	for _, m := range missed {
		if s.sendEvent(c.Response(), m) != nil {
			return nil
		}
	}
	s.pump(c, control, stream)
	return nil
}

// allowTime gives the next event the time limit of writing, so that a client that stopped reading does not hold its
// stream for ever. A connection without limits has none.
func (s *Server) allowTime(control *http.ResponseController) {
	_ = control.SetWriteDeadline(time.Now().Add(s.config.Limits.Write))
}

// withoutEnd lifts the time limits of a connection as a whole. The one for reading too: net/http watches for the end of
// the connection by reading, and takes the limit's end for that.
func withoutEnd(control *http.ResponseController) error {
	err := errors.Join(control.SetReadDeadline(time.Time{}), control.SetWriteDeadline(time.Time{}))
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}

// pump writes events and heartbeats until the stream is closed or the client goes.
func (s *Server) pump(c echo.Context, control *http.ResponseController, stream <-chan message) {
	beat := s.config.Ticker(beatEvery)
	defer beat.Stop()
	for control.Flush() == nil {
		select {
		case <-c.Request().Context().Done():
			return
		case <-beat.C():
			s.allowTime(control)
			if _, err := io.WriteString(c.Response(), ": still here\n\n"); err != nil {
				return
			}
		case m, open := <-stream:
			s.allowTime(control)
			if !open || s.sendEvent(c.Response(), m) != nil {
				return
			}
		}
	}
}

func (s *Server) sendEvent(w io.Writer, m message) error {
	data, err := json.Marshal(m.revised)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "event: revision\nid: %s-%d\ndata: %s\n\n", s.boot, m.number, data)
	return err
}
