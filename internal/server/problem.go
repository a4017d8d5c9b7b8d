package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/store"
)

// Problem is the body of every error: problem details for HTTP APIs (RFC 9457 section 3.1), with the parameter to
// blame as an extension member.
type Problem struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail,omitempty"`
	Parameter string `json:"parameter,omitempty"`
}

const problemType = "application/problem+json"

// statusClientClosed is logged where a client went away before its answer; nothing is sent.
const statusClientClosed = 499

// kinds is the one table from kinds of error to status and to what the client is told; the first that matches holds.
// The text of an error itself is told only where it is an [answer.Fault], which is written for the reader.
var kinds = [...]struct {
	kind   error
	status int
	detail string
}{
	{context.Canceled, statusClientClosed, ""},
	{context.DeadlineExceeded, http.StatusServiceUnavailable, "The answer took too long to prepare; ask again."},
	{geo.ErrInvalid, http.StatusBadRequest, "The request breaks a rule."},
	{store.ErrNotFound, http.StatusNotFound, "There is no such thing."},
	{store.ErrExists, http.StatusConflict, "A thing of that id is there already."},
	{store.ErrConflict, http.StatusConflict, "The data changed meanwhile; ask again."},
	{store.ErrReadOnly, http.StatusServiceUnavailable, "The database cannot be written."},
	{store.ErrNewer, http.StatusServiceUnavailable, "The database was written by a newer version of the program."},
	{store.ErrForeign, http.StatusServiceUnavailable, "The database cannot be read."},
	{store.ErrDamaged, http.StatusServiceUnavailable, "The database cannot be read."},
	{store.ErrBusy, http.StatusServiceUnavailable, "The database is in use by another process; ask again."},
	{store.ErrNoSpatiaLite, http.StatusServiceUnavailable, "The database cannot be read."},
	{errBusy, http.StatusServiceUnavailable, "The server is busy; ask again."},
}

// errBusy is the kind of error where a bound on work or connections is reached.
var errBusy = errors.New("busy")

// problemOf returns the problem that an error is told as.
func problemOf(err error) Problem {
	var fault *answer.Fault
	if errors.As(err, &fault) {
		p := problemFor(statusOf(fault.Kind), fault.Detail)
		p.Parameter = fault.Parameter
		return p
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return problemFor(http.StatusRequestEntityTooLarge, "The request body is too large.")
	}
	for _, k := range kinds {
		if errors.Is(err, k.kind) {
			return problemFor(k.status, k.detail)
		}
	}
	var routed *echo.HTTPError
	if errors.As(err, &routed) {
		return problemFor(routed.Code, routeDetails[routed.Code])
	}
	return problemFor(http.StatusInternalServerError, "The server failed; the request id names the entry in its log.")
}

// routeDetails is what the router's own errors are told as.
var routeDetails = map[int]string{
	http.StatusNotFound:             "There is nothing at this path.",
	http.StatusMethodNotAllowed:     "The path does not take this method.",
	http.StatusMisdirectedRequest:   "This server is not asked by that name.",
	http.StatusRequestURITooLong:    "The URL is too long.",
	http.StatusUnsupportedMediaType: "No path reads a body in a content coding.",
}

func statusOf(kind error) int {
	for _, k := range kinds {
		if errors.Is(kind, k.kind) {
			return k.status
		}
	}
	return http.StatusInternalServerError
}

func problemFor(status int, detail string) Problem {
	title := http.StatusText(status)
	if status == statusClientClosed {
		title = "Client Closed Request"
	}
	return Problem{Type: "about:blank", Title: title, Status: status, Detail: detail}
}

// handleError sends an error as a problem. It is Echo's error handler; an answer already begun is left as it is.
func (s *Server) handleError(err error, c echo.Context) {
	p := problemOf(err)
	if c.Response().Committed {
		return
	}
	if p.Status == statusClientClosed {
		c.Response().Status = p.Status
		return
	}
	header := c.Response().Header()
	for _, name := range []string{"Etag", "Last-Modified", "Content-Encoding", "Content-Disposition"} {
		header.Del(name)
	}
	header.Set("Cache-Control", "no-store")
	if p.Status == http.StatusServiceUnavailable {
		header.Set("Retry-After", "2")
	}
	if err := sendProblem(c, p); err != nil {
		s.logger.DebugContext(c.Request().Context(), "send problem", "error", err)
	}
}

func sendProblem(c echo.Context, p Problem) error {
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, problemType)
	header.Set(echo.HeaderContentLength, strconv.Itoa(len(body)))
	c.Response().WriteHeader(p.Status)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	_, err = c.Response().Write(body)
	return err
}
