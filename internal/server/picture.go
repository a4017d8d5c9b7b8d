package server

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/picture"
)

// pictureQuery is the parameters of a picture.
type pictureQuery struct {
	Revision *geo.Revision `query:"revision" doc:"Answer as of this revision, for ever."`
	AsOf     *geo.Moment   `query:"as-of" doc:"Answer with what was recorded by then: a date or date-time. Not together with revision."`
	Datetime *geo.Moment   `query:"datetime" doc:"The instant shown: a date-time, or a date, which is its last second in the time zone of the enclave. By default now."`
	Zoom     *zoom         `query:"zoom" doc:"The zoom, 0 to 14, for which lines are simplified and patterns sized; by default for the whole enclave on a screen."`
}

// zoom is the parameter zoom of a picture.
type zoom int

const kindPicture = "picture"

// picturePath is the route of pictures.
const picturePath = "/tiles/:enclave/:series/picture.svg"

// picture answers /tiles/{enclave}/{series}/picture.svg with the zones of an instant. Before the first update it is the
// outline alone.
func (s *Server) picture(c echo.Context) error {
	q, err := query[pictureQuery](c)
	if err != nil {
		return err
	}
	state, cache, err := s.stateOf(c, q.Revision, q.AsOf)
	if err != nil {
		return err
	}
	detail := picture.Whole
	if q.Zoom != nil {
		detail = int(*q.Zoom)
	}
	at := s.answers.Now()
	if q.Datetime != nil {
		at = q.Datetime.Asked(state.Zone)
	}
	key := stateKey(kindPicture, state)
	key.index, key.z = state.Index(at), uint8(detail+1) //nolint:gosec // -1 to 14
	return s.sendKept(c, key, cache.onlyIf(q.Datetime != nil), func(ctx context.Context) (document, error) {
		return s.drawPicture(ctx, state, key.index, detail)
	})
}

// drawPicture draws the zones at a change when its turn has come.
func (s *Server) drawPicture(ctx context.Context, state *answer.State, index, detail int) (document, error) {
	content := picture.Content{
		Title: state.Enclave.Name.In("en") + ": " + state.Series.Title.In("en"), Outline: state.Boundary.Geometry,
		Controllers: state.Settings.Controllers,
	}
	if index != answer.BeforeFirst {
		content.Zones = state.Snapshot(index).Zones
		content.Title += ", from " + state.Changes[index].In(state.Zone).Format(time.DateOnly)
	}
	d := document{contentType: picture.MediaType}
	err := s.work.do(ctx, func() error {
		d.bytes = picture.Draw(content, detail)
		return nil
	})
	return d, err
}

// parseZoom reads a zoom, written without sign or leading zeros so that each has one URL.
func parseZoom(text string) (zoom, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > picture.MaxZoom || strconv.Itoa(n) != text {
		return 0, fmt.Errorf("zoom: %s must be a whole number from 0 to %d: %w", quoted(text), picture.MaxZoom, geo.ErrInvalid)
	}
	return zoom(n), nil
}

// pictureURL returns the address of the picture of a change, which is its own for ever, at a zoom or [picture.Whole].
func pictureURL(state *answer.State, index, detail int) string {
	ref, values := state.Series.Ref, url.Values{}
	if state.Revision > 0 {
		values.Set("revision", strconv.FormatInt(int64(state.Revision), 10))
	}
	if len(state.Changes) > 0 {
		at := state.Changes[max(index, 0)]
		if index == answer.BeforeFirst {
			at = at.Add(-time.Second)
		}
		values.Set("datetime", at.UTC().Format(time.RFC3339))
	}
	if detail != picture.Whole {
		values.Set("zoom", strconv.Itoa(detail))
	}
	address := "/tiles/" + url.PathEscape(string(ref.Enclave)) + "/" + url.PathEscape(string(ref.Series)) + "/picture.svg"
	if len(values) > 0 {
		address += "?" + values.Encode()
	}
	return address
}
