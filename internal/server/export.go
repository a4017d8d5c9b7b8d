package server

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/labstack/echo/v4"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/export"
)

// exportQuery is the parameters of an export.
type exportQuery struct {
	Datetime *geo.Moment   `query:"datetime" doc:"The instant of the snapshot: a date-time, or a date, which is its last second in the time zone of the enclave. By default now."`
	AsOf     *geo.Moment   `query:"as-of" doc:"Answer with what was recorded by then: a date or date-time. Not together with revision."`
	Revision *geo.Revision `query:"revision" doc:"Answer as of this revision, for ever."`
}

// export answers /export/{enclave}/{series}.{ending} with the snapshot of an instant in the format of the ending.
func (s *Server) export(c echo.Context) error {
	series, ending, _ := strings.Cut(c.Param("file"), ".")
	format, known := export.FormatOf(ending)
	if !known {
		return answer.NotFoundf("", "There is no export of the format %s; there is %s.", quoted(ending), export.Endings())
	}
	c.SetParamNames("enclave", "series")
	c.SetParamValues(c.Param("enclave"), series)
	q, err := query[exportQuery](c)
	if err != nil {
		return err
	}
	state, cache, err := s.stateOf(c, q.Revision, q.AsOf)
	if err != nil {
		return err
	}
	at := s.answers.Now()
	if q.Datetime != nil {
		at = q.Datetime.Asked(state.Zone)
	}
	index, err := state.At(at)
	if err != nil {
		return err
	}
	key := stateKey(kindExport, state)
	key.index, key.extra = index, key.extra+" "+format.Ending
	body, err := s.bodyOf(c, key, func(ctx context.Context) (document, error) {
		return s.exported(ctx, format, state, index)
	})
	if err != nil {
		return err
	}
	name := fmt.Sprintf("%s-%s-%s.%s", state.Series.Ref.Enclave, state.Series.Ref.Series,
		state.Changes[index].In(state.Zone).Format("2006-01-02"), format.Ending)
	c.Response().Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	return body.send(c, cache.onlyIf(q.Datetime != nil), varyEncoding)
}

// exported writes the snapshot at a change when its turn has come.
func (s *Server) exported(ctx context.Context, format export.Format, state *answer.State, index int) (document, error) {
	var file bytes.Buffer
	err := s.work.do(ctx, func() error { return format.Write(&file, state.Snapshot(index)) })
	return document{contentType: format.MediaType, bytes: file.Bytes()}, err
}
