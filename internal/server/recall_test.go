package server

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"splitline/internal/server/logging"
)

// answered is all that a client and the log see of an answer.
type answered struct {
	Status int
	Header http.Header
	Body   string
	Log    map[string]any
}

// observed is a server with its log.
type observed struct {
	*Server
	log     *bytes.Buffer
	handler *logging.Handler
}

func newObserved(t testing.TB, w *world) *observed {
	t.Helper()
	var log bytes.Buffer
	handler, err := logging.New(&log, logging.JSON, slog.LevelInfo)
	if err != nil {
		t.Fatal(err)
	}
	s := newServer(t, w, func(c *Config) {
		c.Web, c.Logger, c.Hosts = app(), slog.New(handler), []string{"example.com", "map.example"}
	})
	return &observed{s, &log, handler}
}

func (o *observed) answer(t interface{ Fatal(...any) }, h http.HandlerFunc, r *http.Request) answered {
	if err := o.handler.Close(); err != nil { // what was asked before
		t.Fatal(err)
	}
	o.log.Reset()
	recorder := httptest.NewRecorder()
	h(recorder, r)
	if err := o.handler.Close(); err != nil {
		t.Fatal(err)
	}
	a := answered{Status: recorder.Code, Header: recorder.Header(), Body: recorder.Body.String()}
	if err := json.Unmarshal(o.log.Bytes(), &a.Log); err != nil {
		t.Fatal(err)
	}
	delete(a.Log, "time")
	delete(a.Log, "took")
	return a
}

// TestAURLThatIsRecalledHasTheAnswerOfTheRouter asks odd questions twice over: by way of the router alone, and as
// served, where the second answer to a URL may come from memory.
func TestAURLThatIsRecalledHasTheAnswerOfTheRouter(t *testing.T) {
	o := newObserved(t, newWorld(t))
	etag := get(o.Handler(), tileURL()+"?revision=2").Header().Get("Etag")
	bases := rapid.SampledFrom([]string{
		tileURL(), "/tiles/strip/reported/14/0/0.mvt", "/tiles/strip/plan/3/4/3.mvt", "/assets/index-Ab12.js",
		"/assets/font-Cd34.woff2", seriesURL + "/timeline", seriesURL + "/updates", "/", "/healthz",
		strings.Replace(tileURL(), "/strip/", "/str%69p/", 1), "/" + tileURL(), strings.ToUpper(tileURL()), "http://map.example" + tileURL(),
	})
	queries := rapid.SampledFrom([]string{
		"", "?", "?revision=1", "?revision=2", "?revision=2&", "?revision=9", "?revision=02", "?revision=2&revision=2", "?x=1",
		"?revision=2&datetime=2025-10-20", "?datetime=2025-10-20&revision=2", "?revision=2&datetime=2025-10-20/2025-12-01",
		"?revision=2&datetime=2025-10-20T08:00:00%2B02:00", "?revision=2&datetime=yesterday", "?revision=2&as-of=2026-01-01",
		"?revision=1&boundary=outline:1", "?revision=1&boundary=outline",
	})
	type header struct{ name, value string }
	headers := rapid.SliceOfNDistinct(rapid.SampledFrom([]header{
		{"Accept-Encoding", "gzip"},
		{"Accept-Encoding", "gzip, deflate, br, zstd"},
		{"Accept-Encoding", "identity;q=0"},
		{"Accept-Encoding", "zstd;q=0.5"},
		{"If-None-Match", etag},
		{"If-None-Match", "*"},
		{"If-None-Match", `"x", W/` + etag},
		{"Range", "bytes=0-9"},
		{"Range", "bytes=-1"},
		{"If-Range", etag},
		{"If-Match", `"x"`},
		{"X-Request-Id", "mine"},
		{"X-Request-Id", "two words"},
		{"Origin", "https://example.org"},
		{"X-Forwarded-For", "10.1.2.3"},
		{"Host", "elsewhere.example"},
		{"Host", "map.example"},
	}), 0, 4, func(h header) string { return h.name })
	rapid.Check(t, func(t *rapid.T) {
		method := rapid.SampledFrom([]string{"GET", "GET", "GET", "HEAD", "POST", "OPTIONS"}).Draw(t, "method")
		url := bases.Draw(t, "path") + queries.Draw(t, "query")
		asked := headers.Draw(t, "headers")
		body := rapid.SampledFrom([]string{"", "", "", "body"}).Draw(t, "body")
		request := func() *http.Request {
			r := httptest.NewRequest(method, url, strings.NewReader(body))
			for _, h := range asked {
				if h.name == "Host" {
					r.Host = h.value
				}
				r.Header.Set(h.name, h.value)
			}
			return r
		}
		want := o.answer(t, o.echo.ServeHTTP, request())
		for range 2 {
			if diff := cmp.Diff(want, o.answer(t, o.Handler().ServeHTTP, request())); diff != "" {
				t.Fatalf("%s %s: router (-), served (+)\n%s", method, url, diff)
			}
		}
	})
}

func TestAURLOfARevisionIsRecalled(t *testing.T) {
	o := newObserved(t, newWorld(t))
	tests := []struct {
		name, url string
		want      bool
	}{
		{"a tile of a revision", tileURL() + "?revision=2", true},
		{"a tile of a revision and a date", tileURL() + "?revision=2&datetime=2025-10-20", true},
		{"an empty tile", "/tiles/strip/reported/14/0/0.mvt?revision=2", true},
		{"a timeline of a revision", seriesURL + "/timeline?revision=2", true},
		{"a file with a hash in its name", "/assets/index-Ab12.js", true},
		{"a font with a hash in its name", "/assets/font-Cd34.woff2", true},
		{"a tile of now", tileURL(), false},
		{"a timeline against the newest version of a boundary", seriesURL + "/timeline?revision=2&boundary=outline", false},
		{"a URL too long to remember", tileURL() + "?revision=2&datetime=2025-10-20T08:00:00." + strings.Repeat("0", longestRecalled) + "Z", false},
		{"what is not there", "/tiles/strip/reported/14/0/0.mvt?revision=9", false},
		{"the page", "/", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			request := httptest.NewRequest(http.MethodGet, tt.url, http.NoBody)
			if _, kept := o.recall(request); kept != nil {
				t.Fatal("it is recalled before it was answered")
			}
			get(o.Handler(), tt.url)
			if _, kept := o.recall(request); (kept != nil) != tt.want {
				t.Errorf("recalled: %t, want %t", kept != nil, tt.want)
			}
		})
	}
}

func TestRememberedURLsStayWithinTheirBound(t *testing.T) {
	s := newServer(t, newWorld(t), func(c *Config) { c.Limits.URLBytes = 10 * longestRecalled })
	for i := range 100 {
		get(s.Handler(), tileURL()+"?revision=2&datetime=2025-10-20T08:00:"+string(rune('0'+i/10%6))+string(rune('0'+i%10))+"Z")
	}
	if stats := s.urls.Stats(); stats.Entries != 10 || stats.Bytes > 10*longestRecalled {
		t.Errorf("%+v", stats)
	}
	if made := s.bodies.Stats().Made; made != 1 {
		t.Errorf("%d bodies were made for one state of the ground", made)
	}
}

// TestARecalledTileTakesFewAllocations holds what a recalled tile costs beside the connection: its id, the slice that
// carries it, and the map of the headers as it grows.
func TestARecalledTileTakesFewAllocations(t *testing.T) {
	handler, err := logging.New(discard{}, logging.Text, slog.LevelInfo)
	if err != nil {
		t.Fatal(err)
	}
	s := newServer(t, newWorld(t), func(c *Config) { c.Logger, c.RequestID = slog.New(handler), nil })
	url := tileURL() + "?revision=2&datetime=2025-10-20"
	get(s.Handler(), url)
	request := httptest.NewRequest(http.MethodGet, url, http.NoBody)
	w := &discarding{make(http.Header, 16)}
	if allocated := testing.AllocsPerRun(100, func() { s.serve(w, request) }); allocated > 2 {
		t.Errorf("%g allocations", allocated)
	}
}

type discard struct{}

func (discard) Write(line []byte) (int, error) { return len(line), nil }
