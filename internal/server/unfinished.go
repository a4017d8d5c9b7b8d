package server

import (
	"context"
	"errors"

	"github.com/labstack/echo/v4"
)

// unfinished is a document that leaves out what is still being measured. It is an error to whoever would keep it: the
// next one tells more.
type unfinished struct{ document }

// Error says that there is more to come.
func (*unfinished) Error() string { return "not everything is measured yet" }

// sendWhole is sendKept for a document that may be unfinished, which is sent as it is and kept by nobody.
func (s *Server) sendWhole(c echo.Context, key bodyKey, cache caching, make func(context.Context) (document, error)) error {
	err := s.sendKept(c, key, cache, make)
	var more *unfinished
	if errors.As(err, &more) {
		return s.sendNow(c, more.document, validate, varyEncoding)
	}
	return err
}
