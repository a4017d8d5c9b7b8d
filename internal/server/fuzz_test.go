package server

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// fuzzed answers foreign input, which must never be a failure of the server.
func fuzzed(t *testing.T, h http.Handler, address *url.URL) {
	request := &http.Request{
		Method: http.MethodGet, URL: address, Host: "example.com", Header: http.Header{}, Body: http.NoBody,
		RemoteAddr: "192.0.2.1:1234", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, request.WithContext(t.Context()))
	if recorder.Code >= http.StatusInternalServerError {
		t.Errorf("%s is %d: %s", address, recorder.Code, recorder.Body)
	}
	if recorder.Code >= http.StatusBadRequest && recorder.Header().Get("Content-Type") != problemType {
		t.Errorf("%s is %d of type %q", address, recorder.Code, recorder.Header().Get("Content-Type"))
	}
}

func FuzzTilePath(f *testing.F) {
	h := newServer(f, newWorld(f)).Handler()
	for _, seed := range []string{
		"strip/reported/10/609/418.mvt", "strip/reported.json", "strip/reported/10/609/418.mvt/", "strip//10/609/418.mvt",
		"strip/reported/-1/0/0.mvt", "strip/reported/1e1/0/0.mvt", "strip/reported/99999999999999999999/0/0.mvt",
		"../../etc/passwd", "strip/%2e%2e/10/1/1.mvt", "strip/reported/10/609/418.mvt\x00", "strip/reported/+1/ 0/0.mvt",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) {
		fuzzed(t, h, &url.URL{Path: "/tiles/" + path, RawQuery: "revision=2"})
		fuzzed(t, h, &url.URL{Path: "/tiles/" + path, RawPath: "/tiles/" + path})
	})
}

func FuzzExportPath(f *testing.F) {
	h := newServer(f, newWorld(f)).Handler()
	for _, seed := range []string{"strip/reported.geojson", "strip/reported.geojson.gz", "strip/.geojson", "strip/reported.", "strip/\r\nX: y.geojson"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) { fuzzed(t, h, &url.URL{Path: "/export/" + path}) })
}

func FuzzQuery(f *testing.F) {
	h := newServer(f, newWorld(f)).Handler()
	for _, seed := range []string{
		"datetime=2025-10-20", "datetime=2025-10-20T", "datetime=../..", "datetime=0000-01-01/9999-12-31", "datetime=%00",
		"revision=1&revision=2", "as-of=9999-12-31T23:59:59Z", "as-of=0001-01-01", "boundary=outline:1", "lon=1e308&lat=-0",
		"lon=0x10&lat=1_0", "f=html", ";", "&&&", "=", "%", "revision=9223372036854775807",
	} {
		f.Add(seed)
	}
	paths := []string{
		tileURL(), "/tiles/strip/reported.json", seriesURL + "/timeline", seriesURL + "/split", seriesURL + "/history",
		seriesURL + "/updates", "/export/strip/reported.geojson", "/api", "/",
	}
	f.Fuzz(func(t *testing.T, query string) {
		for _, path := range paths {
			fuzzed(t, h, &url.URL{Path: path, RawQuery: query})
		}
	})
}

func FuzzHeaders(f *testing.F) {
	s := newServer(f, newWorld(f))
	f.Add("gzip;q=0.5", `"x", W/"y"`, "text/html", "boot-1")
	f.Add("*;q=0, identity;q=0", "*", ";;;", "-1")
	f.Fuzz(func(t *testing.T, encoding, match, accept, last string) {
		recorder := httptest.NewRecorder()
		request := httptest.NewRequest(http.MethodGet, "/api", http.NoBody)
		request.Header = http.Header{"Accept-Encoding": {encoding}, "If-None-Match": {match}, "Accept": {accept}}
		s.Handler().ServeHTTP(recorder, request)
		if recorder.Code >= http.StatusInternalServerError {
			t.Errorf("status %d", recorder.Code)
		}
		if seen := lastSeen(last, "boot"); seen < -1 {
			t.Errorf("lastSeen(%q) = %d", last, seen)
		}
	})
}
