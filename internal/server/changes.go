package server

import (
	"context"
	"errors"

	"github.com/labstack/echo/v4"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/store"
)

// changesQuery is the parameters of a comparison.
type changesQuery struct {
	From     *geo.Moment   `query:"from" required:"true" doc:"The first instant: a date-time, or a date, which is its last second in the time zone of the enclave."`
	To       *geo.Moment   `query:"to" required:"true" doc:"The second instant, likewise. It may be the same, and it may be the earlier."`
	ToSeries *seriesName   `query:"to-series" doc:"The series to compare with at the second instant; by default the one in the path."`
	AsOf     *geo.Moment   `query:"as-of" doc:"Answer with what was recorded by then: a date or date-time. Not together with revision."`
	FromAsOf *geo.Moment   `query:"from-as-of" doc:"What was recorded by then about the first instant; with to-as-of one date as it was known at two times. Not together with as-of or revision."`
	ToAsOf   *geo.Moment   `query:"to-as-of" doc:"What was recorded by then about the second instant. Not together with as-of or revision."`
	Revision *geo.Revision `query:"revision" doc:"Answer as of this revision, for ever. Not together with to-series."`
	Boundary *boundaryName `query:"boundary" doc:"The boundary to compute against, ID or ID:VERSION; by default the one in use."`
}

// seriesName is the parameter that names another series of the enclave.
type seriesName geo.SeriesID

func parseSeriesName(text string) (seriesName, error) {
	return seriesName(text), geo.ValidateID("series", geo.SeriesID(text))
}

// check returns a fault if the parameters contradict each other.
func (q changesQuery) check() error {
	twice := q.FromAsOf != nil || q.ToAsOf != nil
	switch {
	case q.Revision != nil && q.AsOf != nil:
		return answer.Invalidf("as-of", "Give revision or as-of, not both.")
	case twice && q.AsOf != nil:
		return answer.Invalidf("as-of", "Give as-of, or from-as-of and to-as-of.")
	case twice && q.Revision != nil:
		return answer.Invalidf("revision", "Give revision, or from-as-of and to-as-of.")
	case q.Revision != nil && q.ToSeries != nil:
		return answer.Invalidf("revision", "A revision is that of one series; give as-of with to-series.")
	}
	return nil
}

// changes answers what changed between two instants, two series, or two times at which one instant was known.
func (s *Server) changes(c echo.Context) error {
	q, err := query[changesQuery](c)
	if err != nil {
		return err
	}
	if err := q.check(); err != nil {
		return err
	}
	from, to, cache, err := s.compared(c, q)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(c.Request().Context(), s.config.Limits.Handle)
	defer cancel()
	var made answer.Changes
	err = s.analyses.do(ctx, func() (err error) {
		made, err = s.answers.Compare(ctx, from, q.From.Asked(to.Zone), to, q.To.Asked(to.Zone))
		return err
	})
	d, err := jsonDocument(made, err)
	if err != nil {
		return err
	}
	fixed := !made.Pending && (q.Boundary == nil || q.Boundary.Version > 0)
	return s.sendNow(c, d, cache.onlyIf(fixed), varyEncoding)
}

// compared returns the two states that are compared, the second over the boundary that was asked for.
func (s *Server) compared(c echo.Context, q changesQuery) (from, to *answer.State, cache caching, err error) {
	asOf := func(own *geo.Moment) *geo.Moment {
		if own != nil {
			return own
		}
		return q.AsOf
	}
	if from, cache, err = s.stateOf(c, q.Revision, asOf(q.FromAsOf)); err != nil {
		return nil, nil, cache, blameAsOf("from-as-of", q.FromAsOf, err)
	}
	if to, err = s.second(c, q, from, asOf(q.ToAsOf)); err != nil {
		return nil, nil, cache, blameAsOf("to-as-of", q.ToAsOf, err)
	}
	to, err = s.against(c.Request().Context(), to, q.Boundary)
	return from, to, cache, err
}

// second returns the state at the second instant.
func (s *Server) second(c echo.Context, q changesQuery, from *answer.State, asOf *geo.Moment) (*answer.State, error) {
	if q.ToSeries == nil {
		if q.FromAsOf == nil && q.ToAsOf == nil {
			return from, nil
		}
		to, _, err := s.stateOf(c, nil, asOf)
		return to, err
	}
	ctx := c.Request().Context()
	ref := geo.SeriesRef{Enclave: from.Series.Ref.Enclave, Series: geo.SeriesID(*q.ToSeries)}
	var pin store.Pin
	if asOf != nil {
		at, err := s.instant(ctx, ref.Enclave, *asOf)
		if err != nil {
			return nil, err
		}
		pin.AsOf = at
	}
	to, err := s.answers.State(ctx, ref, pin)
	var fault *answer.Fault
	if errors.As(err, &fault) && fault.Parameter == "series" {
		return nil, &answer.Fault{Kind: fault.Kind, Parameter: "to-series", Detail: fault.Detail}
	}
	return to, err
}

// blameAsOf names the parameter that was given in the place of as-of.
func blameAsOf(parameter string, given *geo.Moment, err error) error {
	var fault *answer.Fault
	if given == nil || !errors.As(err, &fault) || fault.Parameter != "as-of" {
		return err
	}
	return &answer.Fault{Kind: fault.Kind, Parameter: parameter, Detail: fault.Detail}
}
