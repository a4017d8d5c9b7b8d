package server

import (
	"fmt"
	"time"

	"github.com/labstack/echo/v4"

	"splitline/geo"
	"splitline/internal/answer"
)

// Tables are CSV (RFC 4180 section 3) in UTF-8.
const (
	csvMedia = "text/csv"
	csvType  = csvMedia + "; charset=utf-8"
)

// areasQuery is the parameters of the areas.
type areasQuery struct {
	Datetime *geo.Moment    `query:"datetime" doc:"The instant asked about: a date-time, or a date, which is its last second in the time zone of the enclave. By default now."`
	Set      *referenceName `query:"set" doc:"The set of areas; by default the first by name."`
	Points   *referenceName `query:"points" doc:"The set of points; by default the first by name, or the places that were named one by one where there is none."`
	AsOf     *geo.Moment    `query:"as-of" doc:"Answer with what was recorded by then, the sets too: a date or date-time. Not together with revision."`
	Revision *geo.Revision  `query:"revision" doc:"Answer about this revision of the series; the sets are those recorded now."`
	F        tableFormat    `query:"f" doc:"The form of the answer: json, or csv for one table."`
}

// referenceName is the parameter that names a set of areas or points.
type referenceName geo.ReferenceID

func parseReferenceName(text string) (referenceName, error) {
	return referenceName(text), geo.ValidateID("set", geo.ReferenceID(text))
}

// tableFormat is the parameter f of an answer that is a table too.
type tableFormat string

const (
	tableJSON tableFormat = "json"
	tableCSV  tableFormat = "csv"
)

func parseTableFormat(text string) (tableFormat, error) {
	if f := tableFormat(text); f == tableJSON || f == tableCSV {
		return f, nil
	}
	return "", fmt.Errorf("f: %s must be json or csv: %w", quoted(text), geo.ErrInvalid)
}

// areas answers who holds which share of each area, and how many points. The sets do not belong to a revision, so that no
// answer is for ever.
func (s *Server) areas(c echo.Context) error {
	q, err := query[areasQuery](c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	state, _, err := s.stateOf(c, q.Revision, q.AsOf)
	if err != nil {
		return err
	}
	at, asked := s.answers.Now(), answer.AreasQuery{}
	if q.Datetime != nil {
		at = q.Datetime.Asked(state.Zone)
	}
	if q.Set != nil {
		asked.Set = geo.ReferenceID(*q.Set)
	}
	if q.Points != nil {
		asked.Points = geo.ReferenceID(*q.Points)
	}
	if q.AsOf != nil {
		if asked.AsOf, err = s.instant(ctx, state.Enclave.ID, *q.AsOf); err != nil {
			return err
		}
	}
	var made answer.Areas
	err = s.work.do(ctx, func() (err error) {
		made, err = s.answers.Areas(ctx, state, at, asked)
		return err
	})
	if err != nil || q.F != tableCSV {
		d, err := jsonDocument(made, err)
		if err != nil {
			return err
		}
		return s.sendNow(c, d, validate, varyEncoding)
	}
	text, err := made.CSV(state.Settings.Controllers)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Disposition", `attachment; filename="`+areasFile(state, at)+`"`)
	return s.sendNow(c, document{contentType: csvType, bytes: text}, validate, varyEncoding)
}

// areasFile names the file of a table of areas.
func areasFile(state *answer.State, at time.Time) string {
	ref := state.Series.Ref
	return fmt.Sprintf("%s-%s-areas-%s.csv", ref.Enclave, ref.Series, at.In(state.Zone).Format(time.DateOnly))
}
