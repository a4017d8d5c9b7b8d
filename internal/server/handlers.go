package server

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/store"
)

// Media types.
const (
	jsonType    = "application/json"
	geoJSONType = "application/geo+json"
)

// timelineQuery is the parameters of a timeline.
type timelineQuery struct {
	Revision *geo.Revision `query:"revision" doc:"Answer as of this revision, for ever."`
	AsOf     *geo.Moment   `query:"as-of" doc:"Answer with what was recorded by then: a date or date-time. Not together with revision."`
	Boundary *boundaryName `query:"boundary" doc:"The boundary to compute against, ID or ID:VERSION; by default the one in use."`
}

// splitQuery is the parameters of the answer about an instant.
type splitQuery struct {
	Datetime *geo.Moment   `query:"datetime" doc:"The instant asked about: a date-time, or a date, which is its last second in the time zone of the enclave. By default now."`
	Boundary *boundaryName `query:"boundary" doc:"The boundary to compute against, ID or ID:VERSION; by default the one in use."`
	AsOf     *geo.Moment   `query:"as-of" doc:"Answer with what was recorded by then: a date or date-time. Not together with revision."`
	Revision *geo.Revision `query:"revision" doc:"Answer as of this revision, for ever."`
}

// historyQuery is the parameters of the history of a spot.
type historyQuery struct {
	Lon      *float64      `query:"lon" required:"true" doc:"Longitude of the spot in degrees, -180 to 180."`
	Lat      *float64      `query:"lat" required:"true" doc:"Latitude of the spot in degrees, -90 to 90."`
	AsOf     *geo.Moment   `query:"as-of" doc:"Answer with what was recorded by then: a date or date-time. Not together with revision."`
	Revision *geo.Revision `query:"revision" doc:"Answer as of this revision, for ever."`
}

// updatesQuery is the parameters of the list of updates.
type updatesQuery struct {
	AsOf     *geo.Moment   `query:"as-of" doc:"Answer with what was recorded by then: a date or date-time. Not together with revision."`
	Revision *geo.Revision `query:"revision" doc:"Answer as of this revision, for ever."`
}

// stateOf returns the state of the series in the path that the parameters pin, and how its answers may be cached.
func (s *Server) stateOf(c echo.Context, revision *geo.Revision, asOf *geo.Moment) (*answer.State, caching, error) {
	ctx := c.Request().Context()
	ref := geo.SeriesRef{
		Enclave: geo.EnclaveID(strings.Clone(c.Param("enclave"))), Series: geo.SeriesID(strings.Clone(c.Param("series"))),
	}
	switch {
	case revision != nil && asOf != nil:
		return nil, validate, answer.Invalidf("as-of", "Give revision or as-of, not both.")
	case revision != nil:
		state, err := s.answers.State(ctx, ref, store.Pin{Revision: *revision})
		return state, forEver, err
	case asOf == nil:
		state, err := s.answers.State(ctx, ref, store.Pin{})
		return state, validate, err
	}
	at, err := s.instant(ctx, ref.Enclave, *asOf)
	if err != nil {
		return nil, validate, err
	}
	state, err := s.answers.State(ctx, ref, store.Pin{AsOf: at})
	return state, validate, err
}

// instant returns the instant a moment asks about; a date is one in the time zone of the enclave.
func (s *Server) instant(ctx context.Context, id geo.EnclaveID, moment geo.Moment) (time.Time, error) {
	if !moment.Dated() {
		return moment.Asked(time.UTC), nil
	}
	enclave, err := s.answers.Enclave(ctx, id)
	if err != nil {
		return time.Time{}, err
	}
	zone, err := enclave.Location()
	if err != nil {
		return time.Time{}, err
	}
	return moment.Asked(zone), nil
}

// against returns the state against another boundary than the one in use.
func (s *Server) against(ctx context.Context, state *answer.State, name *boundaryName) (*answer.State, error) {
	if name == nil {
		return state, nil
	}
	return s.answers.Against(ctx, state, geo.BoundaryRef(*name))
}

// stateKey returns the key of an answer about the whole of a state.
func stateKey(kind string, state *answer.State) bodyKey {
	return bodyKey{
		kind: kind, enclave: state.Series.Ref.Enclave, series: state.Series.Ref.Series, revision: state.Revision,
		settings: state.Settings.Version, index: everyChange, until: everyChange,
		extra: fmt.Sprintf("%s:%d", state.Boundary.Ref.ID, state.Boundary.Ref.Version),
	}
}

// enclaves answers /api/v1/enclaves. Its key is the version of the database, read before the data, so that no key ever
// holds data older than it says.
func (s *Server) enclaves(c echo.Context) error {
	if _, err := query[noQuery](c); err != nil {
		return err
	}
	return s.sendVersioned(c, bodyKey{kind: kindEnclaves}, s.enclavesDocument)
}

func (s *Server) enclavesDocument(ctx context.Context) (document, error) {
	return jsonDocument(s.answers.Enclaves(ctx))
}

func (s *Server) places(c echo.Context) error {
	return s.sendFeatures(c, "places", s.answers.Places)
}

func (s *Server) observations(c echo.Context) error {
	return s.sendFeatures(c, "observations", s.answers.Observations)
}

// sendFeatures answers with GeoJSON of an enclave.
func (s *Server) sendFeatures(c echo.Context, what string, features func(context.Context, geo.EnclaveID) ([]byte, error)) error {
	if _, err := query[noQuery](c); err != nil {
		return err
	}
	id := geo.EnclaveID(strings.Clone(c.Param("enclave")))
	key := bodyKey{kind: kindFeatures, enclave: id, extra: what}
	return s.sendVersioned(c, key, func(ctx context.Context) (document, error) {
		text, err := features(ctx, id)
		return document{contentType: geoJSONType, bytes: text}, err
	})
}

// sendVersioned answers with what belongs to a version of the database.
func (s *Server) sendVersioned(c echo.Context, key bodyKey, make func(context.Context) (document, error)) error {
	version, err := s.config.Store.DataVersion(c.Request().Context())
	if err != nil {
		return err
	}
	key.version = version
	return s.sendKept(c, key, validate, make)
}

// surroundings answers with the land of the neighbours; an enclave without it has an empty collection.
func (s *Server) surroundings(c echo.Context) error {
	if _, err := query[noQuery](c); err != nil {
		return err
	}
	id := geo.EnclaveID(strings.Clone(c.Param("enclave")))
	if _, err := s.answers.Enclave(c.Request().Context(), id); err != nil {
		return err
	}
	return s.sendKept(c, bodyKey{kind: kindBackdrop, enclave: id}, validate, func(context.Context) (document, error) {
		text, found := s.config.Surroundings(id)
		if !found {
			text = []byte(geo.CollectionHead + geo.CollectionTail)
		}
		return document{contentType: geoJSONType, bytes: text}, nil
	})
}

func (s *Server) timeline(c echo.Context) error {
	q, err := query[timelineQuery](c)
	if err != nil {
		return err
	}
	state, cache, err := s.stateOf(c, q.Revision, q.AsOf)
	if err != nil {
		return err
	}
	if state, err = s.against(c.Request().Context(), state, q.Boundary); err != nil {
		return err
	}
	cache = cache.onlyIf(q.Boundary == nil || q.Boundary.Version > 0)
	return s.sendWhole(c, stateKey(kindTimeline, state), cache, s.timelineOf(state))
}

// timelineOf returns the making of a timeline; one that leaves out what is not measured yet is an error of type
// [unfinished].
func (s *Server) timelineOf(state *answer.State) func(context.Context) (document, error) {
	return func(ctx context.Context) (document, error) {
		text, whole, err := s.answers.TimelineText(ctx, state)
		d := document{contentType: jsonType, bytes: text}
		if err == nil && !whole {
			err = &unfinished{d}
		}
		return d, err
	}
}

// splitWait is the part of the time for an answer in which split waits for the dates before: it leaves time to measure the
// one that is asked about.
const splitWait = 3

// split answers about an instant. Its measures are kept; the answer itself names the instant as it was asked and is
// written anew.
func (s *Server) split(c echo.Context) error {
	q, err := query[splitQuery](c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	state, cache, err := s.stateOf(c, q.Revision, q.AsOf)
	if err != nil {
		return err
	}
	if state, err = s.against(ctx, state, q.Boundary); err != nil {
		return err
	}
	at := s.answers.Now()
	if q.Datetime != nil {
		at = q.Datetime.Asked(state.Zone)
	}
	made, err := s.answers.SplitSoon(ctx, state, at, s.config.Limits.Handle/splitWait)
	d, err := jsonDocument(made, err)
	if err != nil {
		return err
	}
	fixed := !made.Pending && q.Datetime != nil && (q.Boundary == nil || q.Boundary.Version > 0)
	return s.sendNow(c, d, cache.onlyIf(fixed), varyEncoding)
}

func (s *Server) history(c echo.Context) error {
	q, err := query[historyQuery](c)
	if err != nil {
		return err
	}
	if *q.Lat < -90 || *q.Lat > 90 {
		return answer.Invalidf("lat", "%g must lie between -90 and 90.", *q.Lat)
	}
	state, cache, err := s.stateOf(c, q.Revision, q.AsOf)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	var d document
	err = s.work.do(ctx, func() (err error) {
		d, err = jsonDocument(s.answers.History(ctx, state, orb.Point{*q.Lon, *q.Lat}))
		return err
	})
	if err != nil {
		return err
	}
	return s.sendNow(c, d, cache, varyEncoding)
}

func (s *Server) updates(c echo.Context) error {
	q, err := query[updatesQuery](c)
	if err != nil {
		return err
	}
	state, cache, err := s.stateOf(c, q.Revision, q.AsOf)
	if err != nil {
		return err
	}
	return s.sendKept(c, stateKey(kindUpdates, state), cache, func(ctx context.Context) (document, error) {
		return jsonDocument(s.answers.Updates(ctx, state))
	})
}

// jsonDocument returns the JSON of a value that was made without error.
func jsonDocument(value any, err error) (document, error) {
	if err != nil {
		return document{}, err
	}
	text, err := json.Marshal(value)
	return document{contentType: jsonType, bytes: text}, err
}
