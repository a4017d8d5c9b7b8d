package server

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/google/go-cmp/cmp"

	"splitline/internal/picture"
)

var update = flag.Bool("update", false, "renew the golden files")

func TestTheDocumentIsAsItWasReviewed(t *testing.T) {
	document, err := newAPIDocument("golden")
	if err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "openapi.golden.json")
	if *update {
		if err := os.WriteFile(golden, document.json, 0o644); err != nil { //nolint:gosec // a golden file is for all to read
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(document.json)); diff != "" {
		t.Errorf("the document differs; review it and renew it with -update (-want +got):\n%s", diff)
	}
}

func TestTheDocumentDescribesEveryRouteAndNoOther(t *testing.T) {
	s := newServer(t, newWorld(t))
	var routed, described []string
	for _, r := range s.echo.Routes() {
		if r.Method == http.MethodGet && r.Path != "/" && r.Path != "/*" { // the web app
			routed = append(routed, r.Path)
		}
	}
	for _, o := range operations() {
		described = append(described, o.route)
	}
	slices.Sort(routed)
	slices.Sort(described)
	if diff := cmp.Diff(routed, described); diff != "" {
		t.Errorf("routes (-routed +described):\n%s", diff)
	}
}

// documented returns a URL of the world for each path of the document, each with all its parameters known to work.
func documented() map[string][]string {
	const series = "/api/v1/enclaves/strip/series/reported"
	return map[string][]string{
		"/api":                              {"/api", "/api?f=html"},
		"/api/v1/enclaves":                  {"/api/v1/enclaves"},
		"/api/v1/enclaves/{enclave}/places": {"/api/v1/enclaves/strip/places"},
		"/api/v1/enclaves/{enclave}/surroundings": {"/api/v1/enclaves/strip/surroundings"},
		"/api/v1/enclaves/{enclave}/observations": {"/api/v1/enclaves/strip/observations"},
		"/api/v1/enclaves/{enclave}/series/{series}/timeline": {
			series + "/timeline", series + "/timeline?revision=1", "/api/v1/enclaves/strip/series/plan/timeline",
			series + "/timeline?boundary=outline:1",
		},
		"/api/v1/enclaves/{enclave}/series/{series}/split": {series + "/split", series + "/split?datetime=2025-10-20&revision=1"},
		"/api/v1/enclaves/{enclave}/series/{series}/changes": {
			series + "/changes?from=2025-10-20&to=2025-11-20", series + "/changes?from=2025-10-20&to=2025-11-20&revision=2",
			series + "/changes?from=2025-11-20&to=2025-10-20&as-of=2100-01-01&boundary=outline",
			series + "/changes?from=2025-11-20&to=2025-11-20&from-as-of=2100-01-01&to-as-of=2100-01-02&to-series=reported",
		},
		"/api/v1/enclaves/{enclave}/series/{series}/spread": {
			series + "/spread", series + "/spread?datetime=2025-10-20&revision=2", series + "/spread?as-of=2100-01-01&boundary=outline",
		},
		"/api/v1/enclaves/{enclave}/series/{series}/areas": {
			series + "/areas", series + "/areas?datetime=2025-10-20&f=csv", series + "/areas?set=quarters&points=clinics&revision=1&datetime=2025-10-20",
			series + "/areas?as-of=2100-01-01&f=json", series + "/areas?set=none",
		},
		"/api/v1/enclaves/{enclave}/series/{series}/history": {series + "/history?lon=34.29&lat=31.25", series + "/history?lon=0&lat=0"},
		"/api/v1/enclaves/{enclave}/series/{series}/updates": {series + "/updates", series + "/updates?revision=1"},
		"/tiles/{enclave}/{series}.json":                     {"/tiles/strip/reported.json"},
		"/tiles/{enclave}/{series}/{z}/{x}/{y}.mvt":          {tileURL(), "/tiles/strip/reported/14/0/0.mvt"},
		"/tiles/{enclave}/{series}/picture.svg":              {pictureOf, pictureOf + "?datetime=2025-10-20&revision=1&zoom=9"},
		"/export/{enclave}/{series}.{format}":                {"/export/strip/reported.geojson?datetime=2025-10-20"},
		"/healthz":                                           {"/healthz"},
		"/readyz":                                            {"/readyz"},
		"/metrics":                                           {"/metrics"},
		"/events":                                            nil, // never ends; see TestANewRevisionIsToldToTheStreams
	}
}

func TestEveryAnswerIsAsTheDocumentSays(t *testing.T) {
	w := newWorld(t)
	w.affirm(t, thirdDay)
	w.putReferences(t)
	h := newServer(t, w).Handler()
	document, err := describe("test")
	if err != nil {
		t.Fatal(err)
	}
	document.Servers = openapi3.Servers{{URL: "http://example.com"}}
	router, err := gorillamux.NewRouter(document)
	if err != nil {
		t.Fatal(err)
	}
	openapi3filter.RegisterBodyDecoder("application/geo+json", openapi3filter.JSONBodyDecoder)
	openapi3filter.RegisterBodyDecoder("application/vnd.oai.openapi+json", openapi3filter.JSONBodyDecoder)
	for _, plain := range []string{tileType, picture.MediaType, csvMedia, "text/html", "text/plain"} {
		openapi3filter.RegisterBodyDecoder(plain, asString)
	}
	for path := range document.Paths.Map() {
		urls, known := documented()[path]
		if !known {
			t.Errorf("no URL is tried for %s", path)
		}
		for _, url := range urls {
			check(t, router, h, path, url)
			mark := "?"
			if strings.Contains(url, "?") {
				mark = "&"
			}
			if path == "/healthz" || path == "/readyz" || path == "/metrics" {
				continue
			}
			if answer := get(h, url+mark+"unknown=1"); answer.Code != http.StatusBadRequest {
				t.Errorf("%s with an unknown parameter is %d", url, answer.Code)
			}
		}
	}
	check(t, router, h, "/api/v1/enclaves/{enclave}/places", "/api/v1/enclaves/nowhere/places")
}

// check holds one answer against the document.
func check(t *testing.T, router routers.Router, h http.Handler, path, url string) {
	t.Helper()
	request := httptest.NewRequest(http.MethodGet, "http://example.com"+url, http.NoBody)
	route, parameters, err := router.FindRoute(request)
	if err != nil {
		t.Errorf("%s: %v", url, err)
		return
	}
	if route.Path != path {
		t.Errorf("%s is taken for %s", url, route.Path)
	}
	asked := &openapi3filter.RequestValidationInput{Request: request, PathParams: parameters, Route: route}
	if err := openapi3filter.ValidateRequest(context.Background(), asked); err != nil {
		t.Errorf("%s: %v", url, err)
	}
	answer := get(h, url)
	err = openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: asked, Status: answer.Code, Header: answer.Header(),
		Body:    io.NopCloser(bytes.NewReader(answer.Body.Bytes())),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	})
	if err != nil {
		t.Errorf("%s is %d: %v", url, answer.Code, err)
	}
}

func asString(body io.Reader, _ http.Header, _ *openapi3.SchemaRef, _ openapi3filter.EncodingFn) (any, error) {
	text, err := io.ReadAll(body)
	return string(text), err
}

func TestTheDocumentComesInTheFormAskedFor(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	tests := []struct {
		name, url, accept, want string
	}{
		{"by default OpenAPI", "/api", "", openAPIType},
		{"a browser gets the page", "/api", "text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"},
		{"a client of APIs gets OpenAPI", "/api", openAPIType + ", application/json;q=0.9", openAPIType},
		{"what comes first is preferred", "/api", "application/json, text/html", openAPIType},
		{"f is stronger than Accept", "/api?f=json", "text/html", openAPIType},
		{"HTML that is not accepted is OpenAPI", "/api", "text/html;q=0, application/json", openAPIType},
		{"HTML with less weight is OpenAPI", "/api", "text/html;q=0.2, application/json;q=0.9", openAPIType},
		{"f=html is the page", "/api?f=html", "application/json", "text/html; charset=utf-8"},
		{"a malformed Accept is OpenAPI", "/api", ";;;", openAPIType},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			answer := get(h, tt.url, "Accept", tt.accept)
			if got := answer.Header().Get("Content-Type"); answer.Code != http.StatusOK || got != tt.want {
				t.Errorf("status %d, type %q, want %q", answer.Code, got, tt.want)
			}
			if got := answer.Header().Get("Vary"); got != "Accept, Accept-Encoding" {
				t.Errorf("Vary is %q", got)
			}
		})
	}
}

func TestThePageOfTheAPILoadsAndRunsNothing(t *testing.T) {
	page := get(newServer(t, newWorld(t)).Handler(), "/api?f=html").Body.String()
	for _, word := range []string{"<script", "src=", "http://", "https://", "javascript:", "@import", "url("} {
		if strings.Contains(page, word) {
			t.Errorf("the page has %q", word)
		}
	}
	for _, o := range operations() {
		if !strings.Contains(page, "GET "+o.path) {
			t.Errorf("the page does not tell of %s", o.path)
		}
	}
}

func TestTheDocumentNamesItsVersion(t *testing.T) {
	var document struct {
		OpenAPI string `json:"openapi"`
		Info    struct{ Version string }
	}
	if err := json.Unmarshal(get(newServer(t, newWorld(t)).Handler(), "/api").Body.Bytes(), &document); err != nil {
		t.Fatal(err)
	}
	if document.OpenAPI != "3.0.3" || document.Info.Version != "test" {
		t.Errorf("it is %+v", document)
	}
}
