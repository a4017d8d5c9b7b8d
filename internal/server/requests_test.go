package server

import (
	"net/http"
	"strings"
	"testing"
)

func TestWhatIsAskedWronglyIsAProblemThatNamesTheParameter(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	const series = "/api/v1/enclaves/strip/series/reported"
	tests := []struct {
		name, url string
		status    int
		parameter string
	}{
		{"an unknown parameter", series + "/split?datum=2025-10-20", 400, "datum"},
		{"a parameter where none is taken", "/api/v1/enclaves?limit=3", 400, "limit"},
		{"a parameter twice", series + "/split?datetime=2025-10-20&datetime=2025-10-21", 400, "datetime"},
		{"an empty datetime", series + "/split?datetime=", 400, "datetime"},
		{"a datetime of no calendar", series + "/split?datetime=2025-02-30", 400, "datetime"},
		{"an interval where an instant is asked", series + "/split?datetime=2025-10-20/2025-10-21", 400, "datetime"},
		{"a reversed interval of a tile", tileURL() + "?datetime=2025-10-21/2025-10-20", 400, "datetime"},
		{"SQL for a datetime", series + "/split?datetime=1';DROP%20TABLE%20zones", 400, ""},
		{"a malformed query string", series + "/split?datetime=%zz", 400, ""},
		{"revision 0", series + "/timeline?revision=0", 400, "revision"},
		{"a negative revision", series + "/timeline?revision=-1", 400, "revision"},
		{"a revision with a leading zero, which would be a second URL", tileURL() + "?revision=01", 400, "revision"},
		{"a revision beyond 64 bits", tileURL() + "?revision=99999999999999999999", 400, "revision"},
		{"a revision nobody made", tileURL() + "?revision=9000", 404, "revision"},
		{"a history without longitude", series + "/history?lat=31.2", 400, "lon"},
		{"a history without parameters", series + "/history", 400, "lon"},
		{"a latitude beyond the pole", series + "/history?lon=34&lat=91", 400, "lat"},
		{"a longitude that is not a number", series + "/history?lon=NaN&lat=31", 400, "lon"},
		{"a malformed boundary", series + "/split?boundary=Outline", 400, "boundary"},
		{"a boundary of a version that is not a number", series + "/split?boundary=outline:x", 400, "boundary"},
		{"an unknown boundary", series + "/split?boundary=other", 404, "boundary"},
		{"an unknown version of the boundary", series + "/split?boundary=outline:7", 404, "boundary"},
		{"an unknown enclave", "/api/v1/enclaves/nowhere/places", 404, "enclave"},
		{"an enclave that cannot be", "/api/v1/enclaves/No%20Where/places", 404, "enclave"},
		{"an unknown series", "/api/v1/enclaves/strip/series/nothing/split", 404, "series"},
		{"a series of an unknown enclave", "/api/v1/enclaves/nowhere/series/reported/split", 404, "enclave"},
		{"a series that cannot be", "/tiles/strip/..%2f..%2fetc.json", 404, "series"},
		{"a date before the first update", series + "/split?datetime=2025-10-09", 404, "datetime"},
		{"an export of an unknown format", "/export/strip/reported.docx", 404, ""},
		{"an export without a format", "/export/strip/reported", 404, ""},
		{"a tile of another ending", strings.Replace(tileURL(), ".mvt", ".png", 1), 404, ""},
		{"a tile outside the matrix", "/tiles/strip/reported/2/4/0.mvt", 404, ""},
		{"a zoom beyond the last", "/tiles/strip/reported/15/0/0.mvt", 404, ""},
		{"a negative column", "/tiles/strip/reported/2/-1/0.mvt", 404, ""},
		{"a path that is nothing", "/admin.php", 404, ""},
		{"a path out of the app", "/../../etc/passwd", 404, ""},
		{"a form of the API that is not known", "/api?f=yaml", 400, "f"},
		{"a parameter of the events", "/events?x=1", 400, "x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := problemIn(t, get(h, tt.url), tt.status)
			if p.Status != tt.status || p.Type != "about:blank" || p.Title != http.StatusText(tt.status) || p.Detail == "" {
				t.Errorf("problem %+v", p)
			}
			if p.Parameter != tt.parameter {
				t.Errorf("it blames %q, want %q: %s", p.Parameter, tt.parameter, p.Detail)
			}
		})
	}
}

func TestADateBeforeTheFirstUpdateIsToldTheFirstDate(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	p := problemIn(t, get(h, "/api/v1/enclaves/strip/series/reported/split?datetime=2025-10-09"), http.StatusNotFound)
	if !strings.Contains(p.Detail, "2025-10-10T09:00:00Z") {
		t.Errorf("detail %q", p.Detail)
	}
}

func TestMethods(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	for _, url := range []string{"/api/v1/enclaves", tileURL(), "/export/strip/reported.geojson", "/tiles/strip/reported.json", "/"} {
		full, head := get(h, url), ask(h, http.MethodHead, url)
		if head.Code != http.StatusOK || head.Body.Len() > 0 {
			t.Errorf("HEAD %s is %d with %d bytes", url, head.Code, head.Body.Len())
		}
		for _, name := range []string{"Content-Length", "Content-Type", "Etag", "Cache-Control"} {
			if got, want := head.Header().Get(name), full.Header().Get(name); got != want {
				t.Errorf("HEAD %s has %s %q, GET %q", url, name, got, want)
			}
		}
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch} {
			answer := ask(h, method, url)
			problemIn(t, answer, http.StatusMethodNotAllowed)
			if allow := answer.Header().Get("Allow"); !strings.Contains(allow, "GET") || !strings.Contains(allow, "HEAD") {
				t.Errorf("%s %s allows %q", method, url, allow)
			}
		}
	}
}

func TestAnyPageMayReadWhatIsOpen(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	for _, url := range []string{"/api/v1/enclaves", tileURL(), "/export/strip/reported.geojson", "/api", "/api/v1/enclaves/nowhere/places"} {
		if got := get(h, url, "Origin", "https://example.org").Header().Get("Access-Control-Allow-Origin"); got != "*" {
			t.Errorf("%s allows origin %q", url, got)
		}
		asked := ask(h, http.MethodOptions, url, "Origin", "https://example.org", "Access-Control-Request-Method", "GET")
		if asked.Code != http.StatusNoContent || asked.Header().Get("Access-Control-Allow-Methods") != "GET, HEAD, OPTIONS" ||
			asked.Header().Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("preflight of %s is %d with %v", url, asked.Code, asked.Header())
		}
	}
	for _, url := range []string{"/", "/metrics", "/healthz"} {
		if got := get(h, url).Header().Get("Access-Control-Allow-Origin"); got != "" {
			t.Errorf("%s allows origin %q", url, got)
		}
	}
}

func TestEveryResponseHasTheSecurityHeaders(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	for _, url := range []string{"/", "/nothing", "/api/v1/enclaves", tileURL(), "/metrics", "/api/v1/enclaves?x=1"} {
		header := get(h, url).Header()
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; " +
				"img-src 'self' data: blob:; frame-ancestors 'self'; object-src 'none'; base-uri 'none'; form-action 'self'",
			"X-Content-Type-Options":     "nosniff",
			"Referrer-Policy":            "strict-origin-when-cross-origin",
			"Permissions-Policy":         permissionsPolicy,
			"Cross-Origin-Opener-Policy": "same-origin",
			"X-Request-Id":               "request-1",
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s has %s %q, want %q", url, name, got, want)
			}
		}
	}
}

func TestARequestKeepsAPlainIDOfItsClient(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	for sent, want := range map[string]string{
		"abc-123.X_y":            "abc-123.X_y",
		"":                       "request-1",
		"two words":              "request-1",
		"line\nfeed":             "request-1",
		strings.Repeat("x", 100): "request-1",
	} {
		if got := get(h, "/healthz", "X-Request-Id", sent).Header().Get("X-Request-Id"); got != want {
			t.Errorf("sent %q, got %q", sent, got)
		}
	}
}

func TestALargeBodyIsRefused(t *testing.T) {
	h := newServer(t, newWorld(t), func(c *Config) { c.Limits.BodyBytes = 10 }).Handler()
	problemIn(t, askWithBody(h, "/healthz", strings.Repeat("x", 11)), http.StatusRequestEntityTooLarge)
	if got := askWithBody(h, "/healthz", "x").Code; got != http.StatusOK {
		t.Errorf("a small body is %d", got)
	}
}

func TestAnEmptyTileIs204(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	for _, url := range []string{
		"/tiles/strip/reported/14/0/0.mvt?revision=2", "/tiles/strip/reported/14/0/0.mvt", "/tiles/strip/plan/14/0/0.mvt",
	} {
		answer := get(h, url)
		if answer.Code != http.StatusNoContent || answer.Body.Len() > 0 || answer.Header().Get("Etag") == "" {
			t.Errorf("%s is %d with %d bytes", url, answer.Code, answer.Body.Len())
		}
	}
}
