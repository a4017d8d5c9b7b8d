package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"splitline/tiles"
)

// acceptEncoding is what browsers send to addresses that are not https.
const acceptEncoding = "gzip, deflate"

// everyEncoding is what browsers send to https addresses.
const everyEncoding = "gzip, deflate, br"

// answered is an answer as it came over the wire, not decompressed.
type answered struct {
	Status int
	Header http.Header
	Body   []byte
}

// errBusy is the kind of error of an answer that says to ask again: what it needs took too long to prepare.
var errBusy = errors.New("status 503")

// fetch asks for an address with a list of encodings; without one nothing is compressed. It returns an error of kind
// errBusy for status 503, and an error for any other than 200 and, of tiles, 204.
func fetch(ctx context.Context, url, encodings string) (answered, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return answered{}, err
	}
	// An empty value too keeps the transport from asking for gzip of its own accord.
	request.Header["Accept-Encoding"] = []string{encodings}
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return answered{}, err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	switch {
	case err != nil:
	case answer.StatusCode == http.StatusServiceUnavailable:
		err = fmt.Errorf("%s: %w: %s", url, errBusy, tail(body))
	case answer.StatusCode != http.StatusOK && answer.StatusCode != http.StatusNoContent:
		err = fmt.Errorf("%s: %s: %s", url, answer.Status, tail(body))
	}
	return answered{answer.StatusCode, answer.Header, body}, err
}

// get returns the body of an answer.
func get(ctx context.Context, url string) ([]byte, error) {
	answer, err := fetch(ctx, url, "")
	return answer.Body, err
}

// getJSON reads an answer into a value.
func getJSON(ctx context.Context, url string, into any) error {
	body, err := get(ctx, url)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("%s: %w", url, err)
	}
	return nil
}

// tileset is what a TileJSON says of a series.
type tileset struct {
	template string
	bound    orb.Bound
}

func (s *serving) tileset(ctx context.Context, enclave, series string) (tileset, error) {
	var described tiles.TileJSON
	address := fmt.Sprintf("%s/tiles/%s/%s.json", s.address, enclave, series)
	if err := patiently(ctx, func() error { return getJSON(ctx, address, &described) }); err != nil {
		return tileset{}, err
	}
	b := described.Bounds
	return tileset{described.Tiles[0], orb.Bound{Min: orb.Point{b[0], b[1]}, Max: orb.Point{b[2], b[3]}}}, nil
}

// url returns the address of a tile with all dates; it has the revision.
func (t tileset) url(a tiles.Address) string {
	return strings.NewReplacer("{z}", fmt.Sprint(a.Z), "{x}", fmt.Sprint(a.X), "{y}", fmt.Sprint(a.Y)).Replace(t.template)
}

// covering returns the tiles of a zoom that a bound touches, from west to east and north to south.
func covering(bound orb.Bound, zoom tiles.Zoom) []tiles.Address {
	first := tiles.AddressAt(orb.Point{bound.Min[0], bound.Max[1]}, zoom)
	last := tiles.AddressAt(orb.Point{bound.Max[0], bound.Min[1]}, zoom)
	var all []tiles.Address
	for y := first.Y; y <= last.Y; y++ {
		for x := first.X; x <= last.X; x++ {
			all = append(all, tiles.Address{Z: zoom, X: x, Y: y})
		}
	}
	return all
}

// timeline is what the parts need of a timeline.
type timeline struct {
	Revision int      `json:"revision"`
	Changes  []change `json:"changes"`
	// Measured of Of dates and steps are measured.
	Measured int `json:"measured"`
	Of       int `json:"of"`
}

// change is a date at which ground changes hands.
type change struct {
	From time.Time `json:"from"`
}

// seriesURL returns the address of a thing of the generated series, such as its timeline.
func (s *serving) seriesURL(thing string) string {
	return s.address + "/api/v1/enclaves/" + labEnclave + "/series/" + labSeries + "/" + thing
}

// ready waits until every date is measured and returns the timeline: a server that has just started works on it, answers
// with what it has, and that it is not done when a request takes too long. With an error it returns what it was told last.
func (s *serving) ready(ctx context.Context) (known timeline, err error) {
	for {
		err := patiently(ctx, func() error { return getJSON(ctx, s.seriesURL("timeline"), &known) })
		if err != nil || known.Measured == known.Of {
			return known, err
		}
		if err := pause(ctx, 100*time.Millisecond); err != nil {
			return known, err
		}
	}
}

// patiently asks again for as long as the server answers that it needs more time.
func patiently(ctx context.Context, ask func() error) error {
	for {
		err := ask()
		if !errors.Is(err, errBusy) {
			return err
		}
		if err := pause(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
}

// metric returns the value of the line of /metrics that begins with a name and its labels. It returns an error of kind
// errMetric if there is none.
func (s *serving) metric(ctx context.Context, name string) (float64, error) {
	text, err := get(ctx, s.address+"/metrics")
	if err != nil {
		return 0, err
	}
	return metricIn(text, name)
}

// errMetric is the kind of error of a metric that the server does not publish.
var errMetric = errors.New("no such metric")

func metricIn(text []byte, name string) (float64, error) {
	for line := range bytes.Lines(text) {
		value, found := strings.CutPrefix(string(line), name+" ")
		if found {
			return strconv.ParseFloat(strings.TrimSpace(value), 64)
		}
	}
	return 0, fmt.Errorf("%s: %w", name, errMetric)
}

// pause waits between two looks at something that goes on elsewhere.
func pause(ctx context.Context, span time.Duration) error {
	select {
	case <-time.After(span):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
