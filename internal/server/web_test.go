package server

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
)

// app is a small web app as Vite builds them.
func app() fstest.MapFS {
	return fstest.MapFS{
		"index.html":             {Data: []byte("<!doctype html><title>Map</title>" + strings.Repeat("<p>words</p>", 60))},
		"favicon.svg":            {Data: []byte("<svg/>")},
		"assets/index-Ab12.js":   {Data: []byte(strings.Repeat("let map;", 100))},
		"assets/font-Cd34.woff2": {Data: []byte(strings.Repeat("f", 500))},
		".keep":                  {Data: nil},
		"assets/.hidden":         {Data: []byte("x")},
	}
}

func TestTheWebAppIsServed(t *testing.T) {
	h := newServer(t, newWorld(t), func(c *Config) { c.Web = app() }).Handler()
	tests := []struct {
		name, url           string
		status              int
		contentType, caches string
	}{
		{"the page", "/", 200, "text/html; charset=utf-8", "no-cache"},
		{"the page with the state of the map", "/?date=2025-10-20&lang=he", 200, "text/html; charset=utf-8", "no-cache"},
		{"a script with a hash in its name", "/assets/index-Ab12.js", 200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
		{"a font", "/assets/font-Cd34.woff2", 200, "font/woff2", "public, max-age=31536000, immutable"},
		{"a file without a hash", "/favicon.svg", 200, "image/svg+xml", "no-cache"},
		{"the page by its file name has one URL alone", "/index.html", 404, problemType, "no-store"},
		{"a script that is gone", "/assets/index-Old.js", 404, problemType, "no-store"},
		{"a folder", "/assets/", 404, problemType, "no-store"},
		{"a hidden file", "/.keep", 404, problemType, "no-store"},
		{"a hidden file in a folder", "/assets/.hidden", 404, problemType, "no-store"},
		{"a way out", "/assets/../../go.mod", 404, problemType, "no-store"},
		{"an encoded way out", "/assets/%2e%2e/%2e%2e/go.mod", 404, problemType, "no-store"},
		{"an unknown path", "/gaza", 404, problemType, "no-store"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			answer := get(h, tt.url, "Accept", "text/html")
			header := answer.Header()
			if answer.Code != tt.status || header.Get("Content-Type") != tt.contentType || header.Get("Cache-Control") != tt.caches {
				t.Errorf("%d, %q, %q; want %d, %q, %q", answer.Code, header.Get("Content-Type"), header.Get("Cache-Control"),
					tt.status, tt.contentType, tt.caches)
			}
		})
	}
}

func TestFilesAreCompressedWhereThatHelps(t *testing.T) {
	h := newServer(t, newWorld(t), func(c *Config) { c.Web = app() }).Handler()
	for url, want := range map[string]string{
		"/": "br", "/assets/index-Ab12.js": "br", "/assets/font-Cd34.woff2": "", "/favicon.svg": "",
	} {
		answer := get(h, url, "Accept-Encoding", "gzip, br")
		if got := answer.Header().Get("Content-Encoding"); got != want {
			t.Errorf("%s is coded %q, want %q", url, got, want)
		}
		if again := get(h, url, "Accept-Encoding", "gzip, br", "If-None-Match", answer.Header().Get("Etag")); again.Code != http.StatusNotModified {
			t.Errorf("%s again is %d", url, again.Code)
		}
	}
}

func TestWithoutTheWebAppThePageSaysHowToBuildIt(t *testing.T) {
	for name, h := range map[string]http.Handler{
		"no files": newServer(t, newWorld(t)).Handler(),
		"a folder that holds nothing but .keep": newServer(t, newWorld(t), func(c *Config) {
			c.Web = fstest.MapFS{".keep": {}}
		}).Handler(),
	} {
		answer := get(h, "/")
		if answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), "make build") {
			t.Errorf("%s: %d %s", name, answer.Code, answer.Body)
		}
	}
}
