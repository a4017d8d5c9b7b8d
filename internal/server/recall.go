package server

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"splitline/internal/server/encoding"
)

// recalled is what a URL was answered with: bytes that are its own for ever. It spares the way through the router, the
// parameters and the state of the series, which is many times the work of sending the bytes; the bytes themselves stay
// with the other bodies, within their bound.
type recalled struct {
	key   bodyKey
	route *route
}

// longestRecalled bounds the URLs that are remembered, in bytes; those of tiles have about a hundred.
const longestRecalled = 512

// size is what a remembered URL costs the memory.
func (r *recalled) size() int64 { return longestRecalled }

// serve answers a request: by its URL alone if that was answered before for ever, else by way of the router. Both give
// the same answer with the same headers and leave the same records.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	if known, kept := s.recall(r); kept != nil {
		s.answerAgain(w, r, start, known, kept)
		return
	}
	s.echo.ServeHTTP(w, r)
}

// recall returns what the URL of a request was answered with, and its bytes in the coding the client prefers, if both
// are in memory. Requests that are to be refused are left to the router.
func (s *Server) recall(r *http.Request) (*recalled, *body) {
	if r.ContentLength != 0 || r.Method != http.MethodGet && r.Method != http.MethodHead || s.crowded(r) {
		return nil, nil
	}
	known, found := s.urls.Get(r.RequestURI)
	if !found || !s.addressed(r) {
		return nil, nil
	}
	coding, acceptable := encoding.Choose(r.Header.Get("Accept-Encoding"))
	if !acceptable {
		return nil, nil
	}
	kept, _ := s.bodies.Get(known.key.in(coding))
	return known, kept
}

func (s *Server) answerAgain(w http.ResponseWriter, r *http.Request, start time.Time, known *recalled, kept *body) {
	s.metrics.inFlight.Inc()
	defer s.metrics.inFlight.Dec()
	s.pace.attend(known.route)
	defer s.pace.done(known.route)
	header := w.Header()
	e := exchange{start: start, route: known.route, id: s.identify(header, r)}
	s.secure(header, r)
	if known.route.open {
		openToAll(header)
	}
	e.status, e.bytes, e.failure = kept.write(w, r, forEver, varyEncoding)
	s.record(r, &e)
}

// remember keeps by its URL what a request is answered with for ever. A URL in absolute form names its host and is left
// to the router.
func (s *Server) remember(c echo.Context, key bodyKey) {
	url := c.Request().RequestURI
	if len(url) <= longestRecalled && strings.HasPrefix(url, "/") {
		s.urls.Put(strings.Clone(url), &recalled{key, s.routeOf(c)})
	}
}
