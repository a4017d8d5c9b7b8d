package server

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/store"
	"splitline/tiles"
)

// tileQuery is the parameters of a tile.
type tileQuery struct {
	Revision *geo.Revision `query:"revision" doc:"Answer as of this revision, for ever."`
	AsOf     *geo.Moment   `query:"as-of" doc:"Answer with what was recorded by then: a date or date-time. Not together with revision."`
	Datetime question      `query:"datetime" doc:"An instant, a date or an interval a/b; without it every date, with its interval."`
}

// tileJSONQuery is the parameters of a TileJSON document.
type tileJSONQuery struct {
	Revision *geo.Revision `query:"revision" doc:"Describe the tiles of this revision; by default those of the newest."`
	AsOf     *geo.Moment   `query:"as-of" doc:"Describe the tiles of the revision that was the newest then. Not together with revision."`
}

// question is the parameter datetime where it may be an interval; it is read once the time zone is known.
type question string

// tileType is the media type of vector tiles, as registered by Mapbox.
const tileType = "application/vnd.mapbox-vector-tile"

// Kinds of body.
const (
	kindTile     = "tile"
	kindFile     = "file"
	kindPacked   = "packed" // a file that is compressed already
	kindTimeline = "timeline"
	kindEnclaves = "enclaves"
	kindFeatures = "features"
	kindUpdates  = "updates"
	kindExport   = "export"
	kindBackdrop = "surroundings"
)

// tile answers /tiles/{enclave}/{series}/{z}/{x}/{y}.mvt.
func (s *Server) tile(c echo.Context) error {
	address, err := tileAddress(c)
	if err != nil {
		return err
	}
	q, err := query[tileQuery](c)
	if err != nil {
		return err
	}
	state, cache, err := s.stateOf(c, q.Revision, q.AsOf)
	if err != nil {
		return err
	}
	ref := state.Series.Ref
	key := bodyKey{
		kind: kindTile, enclave: ref.Enclave, series: ref.Series, revision: state.Revision, settings: settingsOf(state),
		index: everyChange, until: everyChange, z: uint8(address.Z), x: address.X, y: address.Y,
	}
	span := tiles.AllDates()
	if q.Datetime != "" {
		asked, err := geo.ParseQuestion(string(q.Datetime), state.Zone)
		if err != nil {
			return answer.Invalid("datetime", err)
		}
		moments := state.Moments(asked)
		key.index, key.until, span = moments.From, moments.To, tiles.Asked(moments.Question)
	}
	return s.sendKept(c, key, cache, func(ctx context.Context) (document, error) {
		encoded, err := s.encodeTile(ctx, state, address, span)
		return document{contentType: tileType, bytes: encoded}, err
	})
}

// encodeTile draws a tile when its turn has come.
func (s *Server) encodeTile(ctx context.Context, state *answer.State, address tiles.Address, span tiles.Span) ([]byte, error) {
	leave, err := s.work.queue()
	if err != nil {
		return nil, err
	}
	defer leave()
	key := setKey{state.Series.Ref, state.Revision, settingsOf(state)}
	kept, err := s.sets.Do(ctx, key, func(ctx context.Context) (*tileSet, error) { return s.newTileSet(ctx, state) })
	if err != nil {
		return nil, err
	}
	done, err := s.work.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	start := time.Now()
	encoded, err := kept.Encode(ctx, address, span)
	s.metrics.tileSeconds.Observe(time.Since(start).Seconds())
	if err == nil && !kept.drawn[address.Z].Swap(true) {
		s.sets.Weigh(key)
	}
	return encoded, err
}

// setKey names a tile set.
type setKey struct {
	series   geo.SeriesRef
	revision geo.Revision
	settings geo.SettingsVersion
}

// settingsOf returns the version of the settings that the tiles of a state depend on: 0 from the first revision on,
// since what is drawn is raised to a new revision when it changes.
func settingsOf(state *answer.State) geo.SettingsVersion {
	if state.Revision > 0 {
		return 0
	}
	return state.Settings.Version
}

// tileSet is what is prepared to draw the tiles of a revision. It grows with the first tile of each zoom.
type tileSet struct {
	*tiles.Set
	// drawn says of which zooms a tile was drawn.
	drawn [tiles.MaxZoom + 1]atomic.Bool
}

// newTileSet prepares the tiles of a state's revision, as of that revision: whoever asks first, they are the same.
func (s *Server) newTileSet(ctx context.Context, state *answer.State) (*tileSet, error) {
	if state.Revision > 0 {
		pinned, err := s.answers.State(ctx, state.Series.Ref, store.Pin{Revision: state.Revision})
		if err != nil {
			return nil, err
		}
		state = pinned
	}
	set, err := tiles.NewSet(ctx, tiles.Content{
		Enclave: state.Enclave, Outline: state.Boundary.Geometry, Zones: state.Zones, Observations: state.Observations,
	})
	return &tileSet{Set: set}, err
}

func (t *tileSet) bytes() int64 { return int64(t.MemoryBytes()) }

// describeTiles answers /tiles/{enclave}/{series}.json: TileJSON 3.0.0 whose template carries the revision.
func (s *Server) describeTiles(c echo.Context) error {
	series, found := strings.CutSuffix(c.Param("document"), ".json")
	if !found {
		return errNotFound
	}
	c.SetParamNames("enclave", "series")
	c.SetParamValues(c.Param("enclave"), series)
	q, err := query[tileJSONQuery](c)
	if err != nil {
		return err
	}
	state, cache, err := s.stateOf(c, q.Revision, q.AsOf)
	if err != nil {
		return err
	}
	ref := state.Series.Ref
	template := s.baseURL(c.Request()) + "/tiles/" + url.PathEscape(string(ref.Enclave)) + "/" + url.PathEscape(string(ref.Series)) +
		"/{z}/{x}/{y}.mvt"
	if state.Revision > 0 {
		template += "?revision=" + strconv.FormatInt(int64(state.Revision), 10)
	}
	described := tiles.Describe(state.Series.Title.In("en"), attribution(state), template, state.Boundary.Geometry.Bound())
	described.Revision = int64(state.Revision)
	text, err := json.Marshal(described)
	if err != nil {
		return err
	}
	return s.sendNow(c, document{contentType: jsonType, bytes: text}, cache, varyEncoding)
}

// sourcesNamed is the number of sources an attribution names; of more it says how many.
const sourcesNamed = 4

// attribution names who published the boundary and the updates, once each, by title where a publisher is not known.
func attribution(state *answer.State) string {
	var names []string
	add := func(source geo.Source) {
		name := cmp.Or(source.Publisher, source.Title)
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	add(state.Boundary.Source)
	for _, u := range state.Updates {
		for _, source := range u.Sources {
			add(source)
		}
	}
	if more := len(names) - sourcesNamed; more > 1 {
		names = append(names[:sourcesNamed], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, "; ")
}

func tileAddress(c echo.Context) (tiles.Address, error) {
	y, found := strings.CutSuffix(c.Param("tile"), ".mvt")
	if !found {
		return tiles.Address{}, errNotFound
	}
	address, err := tiles.ParseAddress(c.Param("z"), c.Param("x"), y)
	if errors.Is(err, tiles.ErrAddress) {
		return address, answer.NotFoundf("", "There is no such tile: zooms are %d to %d and each has its columns and rows.",
			tiles.MinZoom, tiles.MaxZoom)
	}
	return address, err
}
