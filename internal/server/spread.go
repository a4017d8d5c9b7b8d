package server

import (
	"context"
	"time"

	"github.com/labstack/echo/v4"

	"splitline/geo"
	"splitline/internal/answer"
)

// spreadQuery is the parameters of a spread.
type spreadQuery struct {
	Datetime *geo.Moment   `query:"datetime" doc:"The instant asked about: a date-time, or a date, which is its last second in the time zone of the enclave. By default now."`
	Boundary *boundaryName `query:"boundary" doc:"The boundary to compute against, ID or ID:VERSION; by default the one in use."`
	AsOf     *geo.Moment   `query:"as-of" doc:"Answer with what was recorded by then: a date or date-time. Not together with revision."`
	Revision *geo.Revision `query:"revision" doc:"Answer as of this revision, for ever; the other series and the figures are those recorded by then."`
}

// spread answers how far an answer depends on who gives the account and on the conventions of the measures.
func (s *Server) spread(c echo.Context) error {
	q, err := query[spreadQuery](c)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(c.Request().Context(), s.config.Limits.Handle)
	defer cancel()
	state, cache, err := s.stateOf(c, q.Revision, q.AsOf)
	if err != nil {
		return err
	}
	if state, err = s.against(ctx, state, q.Boundary); err != nil {
		return err
	}
	at, asOf := s.answers.Now(), time.Time{}
	if q.Datetime != nil {
		at = q.Datetime.Asked(state.Zone)
	}
	switch {
	case q.AsOf != nil:
		asOf, err = s.instant(ctx, state.Enclave.ID, *q.AsOf)
	case q.Revision != nil:
		asOf = state.AsOf()
	}
	if err != nil {
		return err
	}
	var made answer.Spread
	err = s.analyses.do(ctx, func() (err error) {
		made, err = s.answers.Spread(ctx, state, at, asOf)
		return err
	})
	d, err := jsonDocument(made, err)
	if err != nil {
		return err
	}
	fixed := q.Datetime != nil && (q.Boundary == nil || q.Boundary.Version > 0)
	return s.sendNow(c, d, cache.onlyIf(fixed), varyEncoding)
}
