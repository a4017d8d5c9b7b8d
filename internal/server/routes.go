package server

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// endpoint is a URL that the server answers.
type endpoint struct {
	path   string
	handle echo.HandlerFunc
	// open says that pages of every origin may read it.
	open bool
}

// anyPath is the route of every path that has none of its own.
const anyPath = "/*"

// noQuery is the query of a path that takes no parameters.
type noQuery struct{}

// paths lists every route. Echo's parameters run to the next slash, so the last part of tiles and exports is checked
// in its handler.
func (s *Server) paths() []endpoint {
	const series = "/api/v1/enclaves/:enclave/series/:series"
	return []endpoint{
		{"/api", s.inTime(s.describeAPI), true},
		{"/api/v1/enclaves", s.inTime(s.enclaves), true},
		{"/api/v1/enclaves/:enclave/places", s.inTime(s.places), true},
		{"/api/v1/enclaves/:enclave/surroundings", s.inTime(s.surroundings), true},
		{"/api/v1/enclaves/:enclave/observations", s.inTime(s.observations), true},
		{series + "/timeline", s.inTime(s.timeline), true},
		{series + "/split", s.inTime(s.split), true},
		{series + "/changes", s.inTime(s.changes), true},
		{series + "/spread", s.inTime(s.spread), true},
		{series + "/areas", s.inTime(s.areas), true},
		{series + "/history", s.inTime(s.history), true},
		{series + "/updates", s.inTime(s.updates), true},
		{"/tiles/:enclave/:document", s.inTime(s.describeTiles), true},
		{picturePath, s.inTime(s.picture), true},
		{"/tiles/:enclave/:series/:z/:x/:tile", s.inTime(s.tile), true},
		{"/export/:enclave/:file", s.inTime(s.export), true},
		{"/events", s.streamEvents, true},
		{"/healthz", s.healthy, false},
		{"/readyz", s.inTime(s.ready), false},
		{"/metrics", s.metrics.handler(), false},
		{"/", s.inTime(s.page), false},
		{anyPath, s.inTime(s.file), false},
	}
}

func (s *Server) routes() *echo.Echo {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.handleError
	e.Logger.SetOutput(logWriter{s.logger})
	e.Use(s.around)
	other := newRoute(s.metrics, otherRoute, false)
	s.declared = map[string]*route{otherRoute: other}
	for _, p := range s.paths() {
		handle, options := p.handle, echo.HandlerFunc(preflight)
		if p.open {
			handle, options = shared(handle), shared(options)
		}
		e.Match([]string{http.MethodGet, http.MethodHead}, p.path, handle)
		e.OPTIONS(p.path, options)
		if s.declared[p.path] = other; p.path != anyPath {
			s.declared[p.path] = newRoute(s.metrics, p.path, p.open)
		}
	}
	return e
}
