package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/picture"
	"splitline/internal/server/encoding"
	"splitline/internal/store"
)

// beginningMark is where the web app takes in the picture that it begins with.
const beginningMark = "<!-- beginning -->"

// beginningTemplate is what the page shows before its scripts run, and what it has the browser fetch meanwhile.
const beginningTemplate = `<div id="early" data-frame="{{.Frame}}" data-zone="{{.Zone}}">` +
	`<img class="picture" src="{{.Picture}}" alt="" elementtiming="picture" fetchpriority="high" decoding="sync" draggable="false">` +
	`<time elementtiming="date" datetime="{{.At}}">{{.Date}}</time></div><script src="/early.js"></script>` +
	`{{range .Soon}}<link rel="preload" href="{{.}}" as="fetch" crossorigin>{{end}}`

// beginning is what the page begins with.
type beginning struct {
	// Frame is the west, north, width and height of the picture in the world from 0 to 1.
	Frame, Zone, Picture, At, Date string
	// Soon are the addresses that the page asks for first.
	Soon []string
}

// wanted is what the query of the page asks for; what is malformed is left out, as the page does.
type wanted struct {
	enclave, series string
	when            *geo.Moment
	zoom            int
}

// with returns the page with what it begins with.
func (f webFile) with(first []byte) []byte {
	return bytes.Replace(f.bytes, []byte(beginningMark), first, 1)
}

// beginning returns the HTML that the page begins with, or nil if there is nothing to show: it is an embellishment,
// and the page says by itself what is wrong.
func (s *Server) beginning(c echo.Context) []byte {
	asked, shown := wantedOf(c.QueryParams())
	if !shown || !bytes.Contains(s.web.files[indexFile].bytes, []byte(beginningMark)) {
		return nil
	}
	ctx := c.Request().Context()
	ref, found := s.seriesWanted(ctx, asked)
	if !found {
		return nil
	}
	state, err := s.answers.State(ctx, ref, store.Pin{})
	if err != nil {
		return nil
	}
	var html bytes.Buffer
	if err := s.web.beginning.Execute(&html, s.begin(state, asked)); err != nil {
		return nil
	}
	return html.Bytes()
}

func (s *Server) begin(state *answer.State, asked wanted) beginning {
	at := s.answers.Now()
	if asked.when != nil {
		at = asked.when.Asked(state.Zone)
	}
	enclave := "/api/v1/enclaves/" + string(state.Enclave.ID)
	ref := state.Series.Ref
	frame := picture.Frame(state.Boundary.Geometry.Bound())
	return beginning{
		Frame: fmt.Sprintf("%.12f %.12f %.12f %.12f", frame[0], frame[1], frame[2], frame[3]), Zone: state.Zone.String(),
		Picture: pictureURL(state, state.Index(at), asked.zoom),
		At:      at.UTC().Format(time.RFC3339), Date: at.In(state.Zone).Format("2 January 2006"),
		Soon: []string{
			fmt.Sprintf("%s/series/%s/timeline", enclave, ref.Series), fmt.Sprintf("/tiles/%s.json", ref),
			enclave + "/places", enclave + "/surroundings", enclave + "/observations",
		},
	}
}

// wantedOf reads the query of the page. It reports whether the page will show zones on a map.
func wantedOf(query url.Values) (asked wanted, shown bool) {
	asked = wanted{enclave: query.Get("enclave"), series: query.Get("series"), zoom: picture.Whole}
	for _, name := range []string{"date", "at"} {
		if moment, err := geo.ParseMoment(query.Get(name)); err == nil {
			asked.when = &moment
		}
	}
	zoom, _, viewed := strings.Cut(query.Get("view"), "/")
	if z, err := strconv.ParseFloat(zoom, 64); viewed && err == nil && z >= 0 {
		asked.zoom = int(min(math.Round(z), picture.MaxZoom))
	}
	hidden := strings.Split(query.Get("hide"), ",")
	return asked, query.Get("show") != "table" && !slices.Contains(hidden, "zones") && !slices.Contains(hidden, "frontlines")
}

// seriesWanted returns the series asked for, or the default of the enclave asked for, or of the first one.
func (s *Server) seriesWanted(ctx context.Context, asked wanted) (ref geo.SeriesRef, found bool) {
	enclaves, err := s.enclavesKept(ctx)
	if err != nil {
		return ref, false
	}
	for _, e := range enclaves.Enclaves {
		if asked.enclave != "" && asked.enclave != string(e.ID) {
			continue
		}
		for _, series := range e.Series {
			switch {
			case asked.series == string(series.ID), asked.series == "" && series.ID == e.DefaultSeries:
				return geo.SeriesRef{Enclave: e.ID, Series: series.ID}, true
			}
		}
		if asked.series == "" && len(e.Series) > 0 {
			return geo.SeriesRef{Enclave: e.ID, Series: e.Series[0].ID}, true
		}
		return ref, false
	}
	return ref, false
}

// enclaveList is what the beginning of the page needs of [answer.Enclaves].
type enclaveList struct {
	Enclaves []struct {
		ID            geo.EnclaveID `json:"id"`
		DefaultSeries geo.SeriesID  `json:"default_series"`
		Series        []struct {
			ID geo.SeriesID `json:"id"`
		} `json:"series"`
	} `json:"enclaves"`
}

// enclavesKept returns the list of enclaves from the answer that is kept of it.
func (s *Server) enclavesKept(ctx context.Context) (list enclaveList, err error) {
	version, err := s.config.Store.DataVersion(ctx)
	if err != nil {
		return list, err
	}
	kept, err := s.coded(ctx, bodyKey{kind: kindEnclaves, version: version}, encoding.Identity, s.enclavesDocument)
	if err != nil {
		return list, err
	}
	return list, json.Unmarshal(kept.bytes, &list)
}

func newBeginningTemplate() *template.Template {
	return template.Must(template.New("beginning").Parse(beginningTemplate))
}
